// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/domainlist.h"

#include <QPersistentModelIndex>
#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class DomainListModel;
struct DomainSheet;
class DomainTable;
class EnrollmentForm;
class FindingList;
class IntakeStrip;
class LanguageController;
class Worker;

// One list of domains with all that is done to it (S33–S37): adding, pasting and importing many, which are reduced to
// registrable domains and said so, editing in place, EV for the chosen rows, removing and moving. Every change is a
// step of the form. Serves the subscriber's list and the issuing client's.
class DomainListPanel : public QWidget
{
    Q_OBJECT

public:
    enum class List
    {
        Subscriber,   // "domains"
        IssuingClient // "threeParty.domains"
    };

    // All outlive the panel. Texts and files are read on the worker.
    DomainListPanel(List list, EnrollmentForm &form, const LanguageController &language, Worker &worker,
                    QWidget *parent = nullptr);

    QString path() const;
    // "domains", "domains[3].name"; false for a field of no row here.
    bool focusField(const QString &path);
    // Takes what is a domain in the text; the strip says what is not.
    void take(const QString &text);
    void importFile(const QString &path);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Domains = QList<EnrollmentDomain>;

    QWidget *makeCommands();
    void connectEditing();
    void retranslate();
    void readForm();
    void showCount();
    void showRowFindings();
    void enableCommands();
    const Domains &domains() const;
    void change(const QString &path, const std::function<void(Domains &)> &edit);
    QStringList names(int without = -1) const;

    void addTyped();
    void chooseFile();
    void append(const DomainIntake &intake, const DomainSheet &sheet);
    void rename(int row, const QString &text);
    void replaceName(const QPersistentModelIndex &place, const QString &typed, const DomainIntake &intake);
    void removeChosen();
    void moveChosen(int by);
    void toggleEv();

    List m_list;
    EnrollmentForm &m_form;
    const LanguageController &m_language;
    Worker &m_worker;
    DomainListModel *m_model;
    QLabel *m_addLabel;
    QLineEdit *m_line;
    QPushButton *m_add;
    QPushButton *m_import;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_ev;
    QLabel *m_count;
    IntakeStrip *m_strip;
    DomainTable *m_table;
    FindingList *m_rowFindings; // of the current row, in full
};

} // namespace tegata
