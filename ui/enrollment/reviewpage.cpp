// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/reviewpage.h"

#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/section.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/formchangesview.h"
#include "ui/enrollment/formsummaryview.h"
#include "ui/enrollment/reviewfindings.h"
#include "ui/enrollment/textfield.h"
#include "ui/models/formsummary.h"

#include <QLabel>

#include <algorithm>

namespace tegata {

namespace {

int countOf(const CheckReport &report, FindingOutcome outcome)
{
    return static_cast<int>(std::count_if(report.findings.cbegin(), report.findings.cend(),
                                          [outcome](const Finding &each) { return each.outcome == outcome; }));
}

} // namespace

ReviewPage::ReviewPage(EnrollmentForm &form, const LanguageController &language, QWidget *parent)
    : EnrollmentPageWidget(EnrollmentPage::Review, form, language, parent), m_send(add(new SendPanel(language, this))),
      m_count(new QLabel(this)), m_findings(new ReviewFindings(language, this)), m_current(new FindingList(this)),
      m_reason(
          new TextField(form, language,
                        fieldAccess(
                            QStringLiteral("warningReason"), [](auto &value) -> auto & { return value.warningReason; }),
                        80, this)),
      m_changes(new FormChangesView(this)), m_summary(new FormSummaryView(language, this))
{
    m_count->setObjectName(QStringLiteral("reviewCount"));
    m_count->setWordWrap(true);
    add(m_count);
    m_findingsSection = add(new Section(QStringLiteral("reviewFindingsSection"), m_findings, this));
    m_current->setObjectName(QStringLiteral("reviewCurrentFinding"));
    add(m_current);
    add(m_reason);
    m_changesSection = add(new Section(QStringLiteral("reviewChangesSection"), m_changes, this));
    m_summarySection = add(new Section(QStringLiteral("reviewSummarySection"), m_summary, this));

    connect(m_findings, &ReviewFindings::fieldRequested, this, &ReviewPage::fieldRequested);
    connect(m_findings, &QTreeWidget::currentItemChanged, this, &ReviewPage::showCurrentFinding);
    connect(m_changes, &FormChangesView::fieldRequested, this, &ReviewPage::fieldRequested);
    connect(m_send, &SendPanel::savePdfRequested, this, &ReviewPage::savePdfRequested);
    connect(m_send, &SendPanel::sendRequested, this, &ReviewPage::sendRequested);
    connect(m_send, &SendPanel::queuedSendConfirmed, this, &ReviewPage::queuedSendConfirmed);
    connect(m_send, &SendPanel::queuedSendCancelled, this, &ReviewPage::queuedSendCancelled);
    connect(m_send, &SendPanel::refreshRequested, this, &ReviewPage::refreshRequested);
    connect(m_send, &SendPanel::withdrawRequested, this, &ReviewPage::withdrawRequested);
    // The reason is typed on this page: the parts below wait for a pause.
    m_pause.setSingleShot(true);
    m_pause.setInterval(200);
    connect(&m_pause, &QTimer::timeout, this, &ReviewPage::showParts);
    connect(&form, &EnrollmentForm::changed, this, [this] {
        showStanding();
        m_pause.start();
    });
    connect(&form, &EnrollmentForm::reloaded, this, &ReviewPage::showForm);
    connect(&form, &EnrollmentForm::reportChanged, this, &ReviewPage::showForm);
    connect(&form, &EnrollmentForm::readOnlyChanged, this, &ReviewPage::showForm);
    retranslate();
}

void ReviewPage::setRegistered(std::optional<EnrollmentApplication> registered)
{
    m_registered = std::move(registered);
    showForm();
}

void ReviewPage::setSending(Sending sending)
{
    m_send->setSending(sending);
}

void ReviewPage::setReceipt(std::optional<EnrollmentReceipt> receipt)
{
    m_isSent = receipt.has_value();
    m_send->setReceipt(std::move(receipt));
    showParts();
}

void ReviewPage::setConnected(bool connected)
{
    m_send->setConnected(connected);
}

void ReviewPage::setBusy(bool busy)
{
    m_send->setBusy(busy);
}

void ReviewPage::askForConfirmation()
{
    m_send->askForConfirmation();
}

void ReviewPage::showMessage(BannerBar::Kind kind, const QString &text)
{
    m_send->showMessage(kind, text);
}

bool ReviewPage::focusField(const QString &path)
{
    if (EnrollmentPageWidget::focusField(path))
        return true;
    m_findings->setFocus(Qt::OtherFocusReason);
    return true;
}

void ReviewPage::retranslate()
{
    EnrollmentPageWidget::retranslate();
    m_findingsSection->setTitle(tr("Findings"));
    m_changesSection->setTitle(tr("Changes from the registered data"));
    m_summarySection->setTitle(tr("Whole form"));
    m_reason->setHint(tr("You can send despite warnings if you give a reason. It is kept with the application."));
    m_findings->retranslate();
    m_current->setAccessibleName(tr("Selected finding"));
    m_changes->retranslate();
    showForm();
}

void ReviewPage::showEvent(QShowEvent *event)
{
    EnrollmentPageWidget::showEvent(event);
    showForm();
}

void ReviewPage::showForm()
{
    showStanding();
    showParts();
}

void ReviewPage::showStanding()
{
    const EnrollmentApplication &value = form().value();
    const CheckReport &report = form().report();
    const int errors = countOf(report, FindingOutcome::Error);
    const int warnings = countOf(report, FindingOutcome::Warning);
    m_send->setFacts({value.subscriberName, static_cast<int>(value.domains.size()),
                      static_cast<int>(value.operators.size()), errors, warnings, form().isReadOnly(),
                      value.kind == EnrollmentKind::New && !value.contact.password.isEmpty()});
    m_reason->setWanted(warnings > 0 || !value.warningReason.isEmpty());
    m_count->setText(tr("Errors: %1 · Warnings: %2 · Notes: %3")
                         .arg(errors)
                         .arg(warnings)
                         .arg(countOf(report, FindingOutcome::Note)));
    m_count->setAccessibleName(m_count->text());
}

void ReviewPage::showParts()
{
    m_pause.stop();
    if (!isVisible())
        return; // a form of this size is not laid out anew at each key on other pages
    const EnrollmentApplication &value = form().value();
    const CheckReport &report = form().report();
    m_findings->setReport(report);
    m_findingsSection->setVisible(!report.findings.isEmpty());
    showCurrentFinding();
    m_changesSection->setVisible(m_registered.has_value());
    if (m_registered)
        m_changes->setChanges(formChanges(*m_registered, value, language().phrasebook()));
    m_summary->setApplication(value, m_isSent);
}

void ReviewPage::showCurrentFinding()
{
    const QList<Finding> current = m_findings->current();
    m_current->setFindings(current, language().phrasebook(), QString());
    m_current->setVisible(!current.isEmpty());
}

} // namespace tegata
