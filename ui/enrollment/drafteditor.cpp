// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/drafteditor.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/enrollment/applicantpage.h"
#include "ui/enrollment/applicationpdfsaver.h"
#include "ui/enrollment/billingpage.h"
#include "ui/enrollment/contactpage.h"
#include "ui/enrollment/domainspage.h"
#include "ui/enrollment/draftsubmission.h"
#include "ui/enrollment/enrollmentwizard.h"
#include "ui/enrollment/operatorspage.h"
#include "ui/enrollment/planpage.h"
#include "ui/enrollment/reviewpage.h"
#include "ui/enrollment/subscriberpage.h"
#include "ui/enrollment/threepartypage.h"

#include <QEvent>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int CheckPause = 200; // milliseconds after the last key
constexpr auto PasswordPath = "contact.password";

} // namespace

DraftEditor::DraftEditor(const Means &means, const OpenedDraft &opened, QWidget *parent)
    : QWidget(parent), m_means(means), m_draft(opened.draft), m_isElsewhere(opened.readOnly),
      m_access(new BannerBar(this)), m_saving(new BannerBar(this)),
      m_wizard(new EnrollmentWizard(m_form, means.language, this)), m_review(new ReviewPage(m_form, means.language)),
      m_submission(new DraftSubmission(means.desk, m_form, *m_review, means.language, m_draft.id, this)),
      m_pdf(new ApplicationPdfSaver(means.files, this))
{
    setObjectName(QStringLiteral("draftEditor"));
    m_access->setObjectName(QStringLiteral("draftAccessBanner"));
    m_saving->setObjectName(QStringLiteral("draftSavingBanner"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_access);
    layout->addWidget(m_saving);
    layout->addWidget(m_wizard, 1);
    m_form.load(m_draft.application);
    addPages();
    m_checkLater.setSingleShot(true);
    m_checkLater.setInterval(CheckPause);
    connect(&m_checkLater, &QTimer::timeout, this, &DraftEditor::check);
    connect(&m_form, &EnrollmentForm::changed, this, &DraftEditor::onChanged);
    connect(&m_form, &EnrollmentForm::reloaded, &m_checkLater, qOverload<>(&QTimer::start));
    connect(m_review, &ReviewPage::fieldRequested, m_wizard, &EnrollmentWizard::goTo);
    connect(m_review, &ReviewPage::savePdfRequested, this, &DraftEditor::savePdf);
    connect(m_pdf, &ApplicationPdfSaver::saved, m_review,
            [this](const QString &path) { m_review->showMessage(BannerBar::Kind::Done, tr("Saved: %1").arg(path)); });
    connect(
        m_pdf, &ApplicationPdfSaver::savedInOtherFont, m_review, [this](const QString &path, const QString &family) {
            m_review->showMessage(BannerBar::Kind::Note, tr("Saved: %1. The font BIZ UDGothic is not installed, so %2 "
                                                            "was used. Check the document before you pass it on.")
                                                             .arg(path, family));
        });
    connect(m_pdf, &ApplicationPdfSaver::savedPoorly, m_review, [this](const QString &path, const QString &lacking) {
        m_review->showMessage(
            BannerBar::Kind::Warning,
            tr("Saved: %1. This computer has no suitable font: text in the document may not be found by a search. %2 "
               "Install the font BIZ UDGothic and save it again.")
                .arg(path, lacking.isEmpty() ? QString() : tr("Missing characters: %1.").arg(lacking)));
    });
    connect(m_pdf, &ApplicationPdfSaver::failed, m_review, [this](const Error &error) {
        const ErrorText words = describe(error, m_means.language.phrasebook());
        m_review->showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}));
    });
    connect(m_submission, &DraftSubmission::reviewNeeded, this,
            [this] { m_wizard->setCurrentPage(EnrollmentPage::Review); });
    connect(m_submission, &DraftSubmission::signInNeeded, this, &DraftEditor::signInNeeded);
    connect(m_access, &BannerBar::actionTriggered, this, &DraftEditor::reopenRequested);
    connect(m_saving, &BannerBar::actionTriggered, this, [this] { (void)m_means.desk.flush(); });
    const auto ifOurs = [this](auto slot) {
        return [this, slot](const QString &id) {
            if (id == m_draft.id)
                (this->*slot)();
        };
    };
    if (!m_isElsewhere) {
        connect(&m_means.desk, &EnrollmentDesk::draftChanged, this, ifOurs(&DraftEditor::onDraftChanged));
        connect(&m_means.desk, &EnrollmentDesk::savingChanged, this, ifOurs(&DraftEditor::showSaving));
    }
    m_wizard->setCurrentPage(m_draft.page);
    connect(m_wizard, &EnrollmentWizard::currentPageChanged, this, [this](EnrollmentPage page) {
        m_draft.page = page;
        if (m_isElsewhere)
            return;
        m_means.desk.update(m_draft);
        (void)m_means.desk.flush();
    });
    m_review->setRegistered(m_draft.registered);
    m_submission->show(m_draft);
    retranslate();
    showSaving();
    check();
}

DraftEditor::~DraftEditor()
{
    delete m_wizard; // before the form that its pages look at
    wipeDraft(m_draft);
}

void DraftEditor::addPages()
{
    const LanguageController &language = m_means.language;
    m_wizard->addPage(new PlanPage(m_form, language));
    m_wizard->addPage(new SubscriberPage(m_form, language));
    m_wizard->addPage(new ContactPage(m_form, language, m_means.postal));
    for (const EnrollmentPage page : {EnrollmentPage::Applicant, EnrollmentPage::Ev, EnrollmentPage::Responsible})
        m_wizard->addPage(new ApplicantPage(page, m_form, language, m_scope, m_means.postal));
    m_wizard->addPage(new DomainsPage(m_form, language, m_means.files));
    m_wizard->addPage(new OperatorsPage(m_form, language));
    m_wizard->addPage(new BillingPage(m_form, language, m_means.postal));
    m_wizard->addPage(new ThreePartyPage(m_form, language, m_means.postal, m_means.files));
    m_wizard->addPage(m_review);
}

QList<QAction *> DraftEditor::workActions() const
{
    return {m_wizard->undoAction(), m_wizard->redoAction(), m_wizard->previousPageAction(), m_wizard->nextPageAction()};
}

void DraftEditor::confirmSending()
{
    m_wizard->setCurrentPage(EnrollmentPage::Review);
    m_review->askForConfirmation();
}

std::optional<QString> DraftEditor::askedWithdrawal() const
{
    return m_submission->askedWithdrawal();
}

void DraftEditor::askToWithdraw(const QString &loginId)
{
    m_wizard->setCurrentPage(EnrollmentPage::Review);
    m_submission->askToWithdraw(loginId);
}

void DraftEditor::focusForm()
{
    m_wizard->focusPage();
}

void DraftEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DraftEditor::retranslate()
{
    setAccessibleName(tr("Draft"));
    showAccess();
    if (m_hasFailed)
        showSaving();
    else
        m_saving->clear();
}

void DraftEditor::onChanged()
{
    m_draft.application = m_form.value();
    m_means.desk.update(m_draft);
    m_checkLater.start();
}

void DraftEditor::onDraftChanged()
{
    const std::optional<EnrollmentDraft> draft = m_means.desk.draft(m_draft.id);
    if (!draft)
        return;
    const bool isRenamed = draft->name != m_draft.name;
    const EnrollmentPage page = m_draft.page;
    m_draft = *draft;
    m_draft.page = page;
    if (m_draft.application != m_form.value())
        m_form.load(m_draft.application);
    m_submission->show(m_draft);
    showAccess();
    if (isRenamed)
        Q_EMIT nameChanged();
}

void DraftEditor::showAccess()
{
    // While it is on its way, and after the receipt, the form is what was sent.
    const bool isFrozen = m_draft.sending == DraftSending::Sending || m_draft.receipt;
    m_form.setReadOnly(m_isElsewhere || isFrozen);
    if (m_isElsewhere)
        m_access->showMessage(
            BannerBar::Kind::Warning,
            tr("This draft is open in another window. Here you can only read the version saved last."),
            tr("Open again"));
    else
        m_access->clear();
}

void DraftEditor::showSaving()
{
    if (m_isElsewhere)
        return;
    switch (m_means.desk.saving(m_draft.id)) {
    case DraftSaving::Saved:
        m_wizard->showSaved(m_means.clock.now());
        if (m_hasFailed)
            m_saving->showMessage(BannerBar::Kind::Done, tr("Saving works again. Everything is saved."));
        m_hasFailed = false;
        break;
    case DraftSaving::Pending:
        m_wizard->showChanged();
        break;
    case DraftSaving::Failed: {
        m_hasFailed = true;
        const Error error = m_means.desk.saveError(m_draft.id).value_or(Error{});
        const ErrorText words = describe(error, m_means.language.phrasebook());
        m_wizard->showUnsaved(error);
        m_saving->showMessage(
            BannerBar::Kind::Error,
            //: %1: what is wrong, %2: what to do
            tr("Your input is not being saved. %1 %2 It stays here, and saving is tried again automatically.")
                .arg(words.message, words.remedy),
            tr("Try now"));
        break;
    }
    }
}

void DraftEditor::savePdf(Language language)
{
    m_pdf->save({m_form.value(), m_draft.receipt, m_means.clock.now()}, language, m_draft.name);
}

void DraftEditor::check()
{
    const quint64 number = ++m_checked;
    observe(m_means.desk.check(m_form.value()), this, [this, number](const Result<CheckReport> &report) {
        if (!report || number != m_checked)
            return;
        CheckReport shown = *report;
        // What was sent is no longer here, and does not lack.
        if (m_draft.receipt)
            shown.findings.removeIf(
                [](const Finding &finding) { return finding.field == QLatin1String(PasswordPath); });
        m_form.setReport(shown);
    });
}

} // namespace tegata
