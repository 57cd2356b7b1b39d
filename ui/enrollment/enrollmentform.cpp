// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/enrollmentform.h"

#include <QUndoCommand>

namespace tegata {

namespace {

constexpr int TypingStep = 1; // QUndoCommand::id of a step that may join with the next one
constexpr int StepLimit = 500;

bool isTyped(const QString &path)
{
    const EnrollmentField *field = enrollmentField(path);
    return field && (field->kind == FieldKind::Text || field->kind == FieldKind::Secret);
}

// Each list of applicants has at least one, so that a page always has something to show.
void complete(EnrollmentApplication &application)
{
    if (application.applicants.isEmpty())
        application.applicants.append(EnrollmentApplicant{});
}

} // namespace

class EnrollmentForm::Step final : public QUndoCommand
{
public:
    Step(EnrollmentForm &form, QString path, EnrollmentApplication before, EnrollmentApplication after)
        : m_form(form), m_path(std::move(path)), m_before(std::move(before)), m_after(std::move(after)),
          m_typing(isTyped(m_path) ? form.m_typing : 0)
    {}

    void undo() override { m_form.apply(m_before, m_path); }
    void redo() override { m_form.apply(m_after, m_path); }
    int id() const override { return m_typing == 0 ? -1 : TypingStep; }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const Step *>(other);
        if (next->m_path != m_path || next->m_typing != m_typing)
            return false;
        m_after = next->m_after;
        return true;
    }

private:
    EnrollmentForm &m_form;
    QString m_path;
    EnrollmentApplication m_before;
    EnrollmentApplication m_after;
    int m_typing;
};

EnrollmentForm::EnrollmentForm(QObject *parent) : QObject(parent), m_typing(1)
{
    m_steps.setUndoLimit(StepLimit);
    connect(&m_steps, &QUndoStack::canUndoChanged, this, &EnrollmentForm::stepsChanged);
    connect(&m_steps, &QUndoStack::canRedoChanged, this, &EnrollmentForm::stepsChanged);
    readNeeds();
}

EnrollmentForm::~EnrollmentForm()
{
    m_steps.disconnect(this);
}

void EnrollmentForm::load(EnrollmentApplication application)
{
    m_steps.clear();
    m_report = {};
    m_findings.clear();
    m_value = std::move(application);
    complete(m_value);
    readNeeds();
    Q_EMIT reloaded();
    Q_EMIT reportChanged();
}

void EnrollmentForm::edit(const QString &path, const std::function<void(EnrollmentApplication &)> &change)
{
    if (m_isReadOnly)
        return;
    EnrollmentApplication after = m_value;
    change(after);
    complete(after);
    if (after == m_value)
        return;
    m_steps.push(new Step(*this, path, m_value, std::move(after)));
}

void EnrollmentForm::setReadOnly(bool readOnly)
{
    if (readOnly == m_isReadOnly)
        return;
    m_isReadOnly = readOnly;
    Q_EMIT readOnlyChanged(readOnly);
    Q_EMIT stepsChanged();
}

void EnrollmentForm::undo()
{
    ++m_typing;
    if (canUndo())
        m_steps.undo();
}

void EnrollmentForm::redo()
{
    ++m_typing;
    if (canRedo())
        m_steps.redo();
}

void EnrollmentForm::setReport(CheckReport report)
{
    if (report == m_report)
        return;
    m_report = std::move(report);
    m_findings.clear();
    for (const Finding &finding : std::as_const(m_report.findings))
        m_findings[finding.field].append(finding);
    Q_EMIT reportChanged();
}

void EnrollmentForm::apply(const EnrollmentApplication &value, const QString &path)
{
    m_value = value;
    if (!isTyped(path)) // text makes no field relevant
        readNeeds();
    Q_EMIT changed(path);
}

void EnrollmentForm::readNeeds()
{
    m_needs.clear();
    for (const FormField &field : formFields(m_value))
        m_needs.insert(field.path, field.need);
}

} // namespace tegata
