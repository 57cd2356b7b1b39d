// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/requestdetailpane.h"

#include "core/base/errortext.h"
#include "ui/common/factlist.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/section.h"
#include "ui/models/queuetext.h"
#include "ui/operator/csrtext.h"
#include "ui/operator/detailheading.h"
#include "ui/operator/historytext.h"

#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tegata {

namespace {

template <typename T>
T *named(T *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
    return widget;
}

QPlainTextEdit *readingText(const char *name, QWidget *parent)
{
    auto *text = named(new QPlainTextEdit(parent), name);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setMinimumHeight(text->fontMetrics().lineSpacing() * 14);
    return text;
}

// Hex digits by eight: people compare them in groups, and lines can break between them.
QString inGroups(const QString &hex)
{
    QStringList groups;
    for (qsizetype at = 0; at < hex.size(); at += 8)
        groups << hex.mid(at, 8);
    return groups.join(QLatin1Char(' '));
}

} // namespace

RequestDetailPane::RequestDetailPane(const LanguageController &language, QWidget *parent)
    : QScrollArea(parent), m_language(language), m_heading(new DetailHeading(QStringLiteral("requestHeading"))),
      m_noticeBar(named(new BannerBar, "requestNotice")), m_refusalFindings(named(new FindingList, "refusalFindings")),
      m_subject(named(new FactList, "requestSubject")), m_names(named(new FactList, "requestNames")),
      m_key(named(new FactList, "requestKey")), m_check(named(new FindingList, "requestCheck")),
      m_contact(named(new FactList, "requestContact")), m_history(named(new FactList, "requestHistory")),
      m_detailMissing(named(new QLabel, "requestDetailMissing")), m_csrText(readingText("requestCsrText", nullptr)),
      m_csrPem(readingText("requestCsrPem", nullptr)), m_csrTabs(named(new QTabWidget, "requestCsrTabs")),
      m_subjectSection(new Section(QStringLiteral("subjectSection"), m_subject)),
      m_nameSection(new Section(QStringLiteral("nameSection"), m_names)),
      m_keySection(new Section(QStringLiteral("keySection"), m_key)),
      m_checkSection(new Section(QStringLiteral("checkSection"), m_check)),
      m_contactSection(new Section(QStringLiteral("contactSection"), m_contact)),
      m_historySection(new Section(QStringLiteral("historySection"), m_history)),
      m_csrSection(new Section(QStringLiteral("csrSection"), m_csrTabs))
{
    setObjectName(QStringLiteral("requestDetailPane"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    m_csrTabs->addTab(m_csrText, QString());
    m_csrTabs->addTab(m_csrPem, QString());
    m_detailMissing->setWordWrap(true);
    auto *content = named(new QWidget, "requestDetailContent");
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(16);
    for (QWidget *part : std::initializer_list<QWidget *>{
             m_heading, m_noticeBar, m_refusalFindings, m_checkSection, m_subjectSection, m_nameSection, m_keySection,
             m_contactSection, m_historySection, m_detailMissing, m_csrSection})
        layout->addWidget(part);
    layout->addStretch(1);
    setWidget(content);
    refresh();
}

void RequestDetailPane::showRequest(const CertificateRequest &request)
{
    if (!m_request || m_request->id != request.id) {
        m_detail.reset();
        m_localCheck.reset();
        m_localCheckError.reset();
        m_csr.reset();
        m_notice = Notice::None;
        ensureVisible(0, 0);
    } else if (m_request->csr != request.csr) {
        m_csr.reset();
    }
    if (m_detail && m_detail->request.version < request.version)
        m_detail.reset();
    m_request = request;
    refresh();
}

void RequestDetailPane::setDetail(const RequestDetail &detail)
{
    if (!m_request || m_request->id != detail.request.id || m_request->version > detail.request.version)
        return;
    m_request = detail.request;
    m_detail = detail;
    refresh();
}

void RequestDetailPane::setLocalCheck(const Result<CheckReport> &report)
{
    m_localCheck = report ? std::optional(*report) : std::nullopt;
    m_localCheckError = report ? std::nullopt : std::optional(report.error());
    refreshCheck();
}

void RequestDetailPane::setCsr(const Result<CertificateSigningRequest> &csr)
{
    m_csr = csr;
    refreshSubject();
}

FindingOutcome RequestDetailPane::checkOutcome() const
{
    if (m_detail)
        return m_detail->check.outcome();
    if (m_localCheck)
        return m_localCheck->outcome();
    return m_request ? m_request->checkOutcome : FindingOutcome::Note;
}

void RequestDetailPane::showConflict(const RequestDetail &current)
{
    if (!m_request || m_request->id != current.request.id)
        return;
    m_seenState = m_request->state;
    m_notice = Notice::Conflict;
    m_request = current.request;
    m_detail = current;
    refresh();
    ensureVisible(0, 0);
}

void RequestDetailPane::showRefusal(const ActionRefused &refused)
{
    m_refused = refused;
    m_notice = Notice::Refused;
    refreshNotice();
    ensureVisible(0, 0);
}

void RequestDetailPane::showError(const Error &error)
{
    m_error = error;
    m_notice = Notice::Failed;
    refreshNotice();
    ensureVisible(0, 0);
}

void RequestDetailPane::clearNotice()
{
    m_notice = Notice::None;
    refreshNotice();
}

void RequestDetailPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QScrollArea::changeEvent(event);
}

void RequestDetailPane::refresh()
{
    setAccessibleName(tr("Details of the request"));
    widget()->setAccessibleName(accessibleName());
    m_subjectSection->setTitle(tr("Subject"));
    m_subject->setAccessibleName(tr("Subject"));
    m_nameSection->setTitle(tr("Names (SAN)"));
    m_names->setAccessibleName(tr("Names (SAN)"));
    m_keySection->setTitle(tr("Key"));
    m_key->setAccessibleName(tr("Key"));
    m_checkSection->setTitle(tr("Check"));
    m_check->setAccessibleName(tr("Check"));
    m_refusalFindings->setAccessibleName(tr("Why it was refused"));
    m_contactSection->setTitle(tr("Application"));
    m_contact->setAccessibleName(tr("Application"));
    m_historySection->setTitle(tr("History"));
    m_history->setAccessibleName(tr("History"));
    m_csrSection->setTitle(tr("CSR"));
    m_csrTabs->setAccessibleName(tr("CSR"));
    m_csrTabs->setTabText(0, tr("Text"));
    m_csrTabs->setTabText(1, tr("PEM"));
    m_csrText->setAccessibleName(tr("CSR as text"));
    m_csrPem->setAccessibleName(tr("CSR as PEM"));
    m_detailMissing->setText(tr("Comments and history are shown while connected to the site."));
    m_detailMissing->setAccessibleName(m_detailMissing->text());
    if (!m_request)
        return;
    m_heading->setTexts(
        m_request->commonName,
        QStringLiteral("%1 · %2 · %3")
            .arg(QueueText::requestState(m_request->state), QueueText::product(m_request->product),
                 m_request->language == Language::Japanese ? tr("Japanese subject") : tr("English subject")));
    refreshNotice();
    refreshCheck();
    refreshSubject();
    refreshDetail();
}

void RequestDetailPane::refreshNotice()
{
    m_refusalFindings->setVisible(m_notice == Notice::Refused && !m_refused.findings.isEmpty());
    switch (m_notice) {
    case Notice::None:
        m_noticeBar->clear();
        break;
    case Notice::Conflict: {
        const QString change =
            tr("State: %1 → %2.").arg(QueueText::requestState(m_seenState), QueueText::requestState(m_request->state));
        const QString last = m_detail->history.isEmpty() ? QString() : historyLine(m_detail->history.constLast());
        m_noticeBar->showMessage(BannerBar::Kind::Warning,
                                 tr("Somebody else changed this meanwhile. Your action was not done.") +
                                     QLatin1Char('\n') + change + (last.isEmpty() ? last : QLatin1Char('\n') + last));
        break;
    }
    case Notice::Refused:
        m_noticeBar->showMessage(BannerBar::Kind::Error, m_refused.findings.isEmpty() && !m_refused.detail.isEmpty()
                                                             ? tr("The site refused this: %1").arg(m_refused.detail)
                                                             : tr("The site refused this. Nothing was changed."));
        m_refusalFindings->setFindings(m_refused.findings, m_language.phrasebook(), QString());
        break;
    case Notice::Failed: {
        const ErrorText words = describe(m_error, m_language.phrasebook());
        m_noticeBar->showMessage(BannerBar::Kind::Error, words.message + QLatin1Char('\n') + words.remedy);
        break;
    }
    }
}

void RequestDetailPane::refreshSubject()
{
    const bool isRead = m_csr && *m_csr;
    QList<NameAttribute> attributes;
    if (isRead)
        attributes = (*m_csr)->subject().attributes();
    else if (const Result<DistinguishedName> subject = DistinguishedName::parse(m_request->subject))
        attributes = subject->attributes();
    QList<Fact> subject;
    for (const NameAttribute &attribute : std::as_const(attributes))
        subject.append({QStringLiteral("subject%1_%2").arg(QString::number(subject.size()), attribute.type),
                        QueueText::attribute(attribute.type), attribute.value});
    if (attributes.isEmpty())
        subject.append({QStringLiteral("subjectText"), tr("Subject"), m_request->subject});
    m_subject->setFacts(subject);

    QList<Fact> names;
    for (const QString &san : std::as_const(m_request->sans))
        names.append({QStringLiteral("san%1").arg(names.size()), tr("DNS"), san});
    if (names.isEmpty())
        names.append({QStringLiteral("sanNone"), tr("DNS"), tr("None requested")});
    m_names->setFacts(names);

    QList<Fact> key{{QStringLiteral("keyLabel"), tr("Kind"), m_request->key.label},
                    {QStringLiteral("keySpki"), tr("SHA-256 of the key"), inGroups(m_request->key.spkiSha256), true}};
    if (isRead)
        key.append({QStringLiteral("keySignature"), tr("Signature of the CSR"),
                    //: %1: signature algorithm
                    (*m_csr)->signatureValid() ? tr("%1, verified").arg((*m_csr)->signatureAlgorithm())
                                               : tr("%1, does not verify").arg((*m_csr)->signatureAlgorithm())});
    m_key->setFacts(key);

    m_csrPem->setPlainText(QString::fromLatin1(m_request->csr));
    if (isRead)
        m_csrText->setPlainText(csrText(**m_csr));
    else
        m_csrText->setPlainText(m_csr ? describe(m_csr->error(), m_language.phrasebook()).message : QString());
}

void RequestDetailPane::refreshCheck()
{
    if (m_detail)
        m_check->setFindings(m_detail->check.findings, m_language.phrasebook(), tr("All checks passed."));
    else if (m_localCheck)
        m_check->setFindings(m_localCheck->findings, m_language.phrasebook(), tr("All checks passed."));
    else if (m_localCheckError)
        m_check->showRemark(describe(*m_localCheckError, m_language.phrasebook()).message);
    else
        m_check->showRemark(tr("Being checked…"));
}

void RequestDetailPane::refreshDetail()
{
    const bool known = m_detail.has_value();
    const RequestDetail detail = m_detail.value_or(RequestDetail());
    const auto person = [](const Actor &actor) { return actor.name.isEmpty() ? actor.id : actor.name; };
    m_contact->setFacts({
        {QStringLiteral("requestId"), tr("Receipt number"), m_request->id},
        {QStringLiteral("requestSubmitted"), tr("Submitted on"), QueueText::time(m_request->submittedAt)},
        {QStringLiteral("requestExpires"), tr("Times out"), QueueText::time(m_request->expiresAt)},
        {QStringLiteral("requestRenewalOf"), tr("Renewal of"), m_request->renewalOf, true},
        {QStringLiteral("requestSerial"), tr("Serial number"), m_request->serial, true},
        {QStringLiteral("requestClaimant"), tr("Claimed by"), known ? person(detail.claimant) : m_request->claimedBy},
        {QStringLiteral("requestRequester"), tr("Procedure contact"), person(detail.requester)},
        {QStringLiteral("requestRequesterMail"), tr("Contact's e-mail"), detail.requesterMail},
        {QStringLiteral("requestNotifyMail"), tr("Issue notice e-mail"), detail.notifyMail},
        {QStringLiteral("requestComment"), tr("Contact's comment"), detail.comment},
        {QStringLiteral("requestHoldComment"), tr("Hold comment"), detail.holdComment},
        {QStringLiteral("requestReason"), tr("Reason"), detail.reason},
    });
    m_history->setFacts(historyFacts(detail.history));
    m_historySection->setVisible(known && !detail.history.isEmpty());
    m_detailMissing->setVisible(!known);
}

} // namespace tegata
