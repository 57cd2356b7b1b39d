// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"
#include "core/domain/enrollmentapplication.h"
#include "core/rules/enrollmentfields.h"

#include <QHash>
#include <QObject>
#include <QUndoStack>

#include <functional>

namespace tegata {

// The enrolment form while it is filled in: its value, undo and redo, and the findings of the last check. Every widget
// of the wizard reads from it and changes it through edit(); it checks and stores nothing itself. GUI thread. Undo
// steps are whole values (shared where they are equal), with the password in them: load() drops them.
class EnrollmentForm : public QObject
{
    Q_OBJECT

public:
    explicit EnrollmentForm(QObject *parent = nullptr);
    ~EnrollmentForm() override;

    const EnrollmentApplication &value() const { return m_value; }
    // Another draft, or the same one as it was stored earlier. Forgets the steps and the report.
    void load(EnrollmentApplication application);

    // path: the field that changes ("applicants[0].legalName"), or the list ("domains"). While text of one field is
    // typed the steps join into one, until endTyping(). A change that changes nothing is no step. Read-only: ignored.
    void edit(const QString &path, const std::function<void(EnrollmentApplication &)> &change);
    // The field was left: what is typed next is a step of its own.
    void endTyping() { ++m_typing; }

    bool isReadOnly() const { return m_isReadOnly; }
    void setReadOnly(bool readOnly);

    bool canUndo() const { return !m_isReadOnly && m_steps.canUndo(); }
    bool canRedo() const { return !m_isReadOnly && m_steps.canRedo(); }
    void undo();
    void redo();

    // Of the last check; it may be about a slightly older value.
    const CheckReport &report() const { return m_report; }
    void setReport(CheckReport report);
    // Those of exactly this field.
    QList<Finding> findings(const QString &path) const { return m_findings.value(path); }

    // Whether the field counts for the value as it is now; Optional for a path that is none.
    FieldNeed need(const QString &path) const { return m_needs.value(path, FieldNeed::Optional); }

Q_SIGNALS:
    // After an edit, and after undo or redo with the path of the step. Widgets read the value again.
    void changed(const QString &path);
    void reloaded();
    void reportChanged();
    void readOnlyChanged(bool readOnly);
    void stepsChanged(); // canUndo(), canRedo()

private:
    class Step;

    void apply(const EnrollmentApplication &value, const QString &path);
    void readNeeds();

    EnrollmentApplication m_value;
    CheckReport m_report;
    QHash<QString, QList<Finding>> m_findings; // of m_report by field
    QHash<QString, FieldNeed> m_needs;
    QUndoStack m_steps;
    int m_typing = 0; // number of the run of keys that joins into one step
    bool m_isReadOnly = false;
};

} // namespace tegata
