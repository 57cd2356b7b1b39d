// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/certificatedetailpane.h"

#include "core/base/errortext.h"
#include "ui/common/factlist.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/section.h"
#include "ui/models/queuetext.h"
#include "ui/operator/detailheading.h"
#include "ui/operator/historytext.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

template <typename T>
T *named(T *widget, const char *name)
{
    widget->setObjectName(QLatin1String(name));
    return widget;
}

} // namespace

CertificateDetailPane::CertificateDetailPane(const LanguageController &language, QWidget *parent)
    : QScrollArea(parent), m_language(language), m_heading(new DetailHeading(QStringLiteral("certificateHeading"))),
      m_noticeBar(named(new BannerBar, "certificateNotice")),
      m_refusalFindings(named(new FindingList, "certificateRefusalFindings")),
      m_save(named(new QPushButton, "saveCertificateButton")), m_saveChain(named(new QPushButton, "saveChainButton")),
      m_facts(named(new FactList, "certificateFacts")), m_subject(named(new FactList, "certificateSubject")),
      m_names(named(new FactList, "certificateNames")), m_chainFacts(named(new FactList, "certificateChain")),
      m_history(named(new FactList, "certificateHistory")), m_pem(named(new QPlainTextEdit, "certificatePem")),
      m_detailMissing(named(new QLabel, "certificateDetailMissing")),
      m_factSection(new Section(QStringLiteral("certificateFactSection"), m_facts)),
      m_subjectSection(new Section(QStringLiteral("certificateSubjectSection"), m_subject)),
      m_nameSection(new Section(QStringLiteral("certificateNameSection"), m_names)),
      m_chainSection(new Section(QStringLiteral("certificateChainSection"), m_chainFacts)),
      m_historySection(new Section(QStringLiteral("certificateHistorySection"), m_history)),
      m_pemSection(new Section(QStringLiteral("certificatePemSection"), m_pem))
{
    setObjectName(QStringLiteral("certificateDetailPane"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    m_save->setIcon(PaletteIcon::icon(QStringLiteral("download")));
    m_saveChain->setIcon(PaletteIcon::icon(QStringLiteral("download")));
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(false); });
    connect(m_saveChain, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(true); });
    m_pem->setReadOnly(true);
    m_pem->setTabChangesFocus(true);
    m_pem->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_pem->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_pem->setMinimumHeight(m_pem->fontMetrics().lineSpacing() * 12);
    m_detailMissing->setWordWrap(true);
    auto *content = named(new QWidget, "certificateDetailContent");
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(m_saveChain);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(16);
    layout->addWidget(m_heading);
    layout->addWidget(m_noticeBar);
    layout->addWidget(m_refusalFindings);
    layout->addLayout(buttons);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_factSection, m_subjectSection, m_nameSection, m_chainSection,
                                          m_historySection, m_detailMissing, m_pemSection})
        layout->addWidget(part);
    layout->addStretch(1);
    setWidget(content);
    refresh();
}

void CertificateDetailPane::showCertificate(const CertificateRecord &certificate)
{
    const bool isOther = !m_certificate || m_certificate->serial != certificate.serial;
    if (isOther) {
        m_chain.clear();
        m_notice = Notice::None;
        ensureVisible(0, 0);
    }
    if (isOther || (m_detail && m_detail->certificate.version < certificate.version))
        m_detail.reset();
    m_certificate = certificate;
    refresh();
}

void CertificateDetailPane::setDetail(const CertificateDetail &detail)
{
    if (!m_certificate || m_certificate->serial != detail.certificate.serial ||
        m_certificate->version > detail.certificate.version)
        return;
    m_certificate = detail.certificate;
    m_detail = detail;
    refresh();
}

void CertificateDetailPane::setChain(const QList<Certificate> &chain)
{
    m_chain = chain;
    refresh();
}

void CertificateDetailPane::showConflict(const CertificateDetail &current)
{
    m_notice = Notice::Conflict;
    m_certificate = current.certificate;
    m_detail = current;
    refresh();
    ensureVisible(0, 0);
}

void CertificateDetailPane::showRefusal(const ActionRefused &refused)
{
    m_refused = refused;
    m_notice = Notice::Refused;
    refreshNotice();
    ensureVisible(0, 0);
}

void CertificateDetailPane::showError(const Error &error)
{
    m_error = error;
    m_notice = Notice::Failed;
    refreshNotice();
    ensureVisible(0, 0);
}

void CertificateDetailPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QScrollArea::changeEvent(event);
}

void CertificateDetailPane::refresh()
{
    setAccessibleName(tr("Details of the certificate"));
    widget()->setAccessibleName(accessibleName());
    m_refusalFindings->setAccessibleName(tr("Why it was refused"));
    const auto title = [](Section *section, FactList *facts, const QString &text) {
        section->setTitle(text);
        facts->setAccessibleName(text);
    };
    title(m_factSection, m_facts, tr("Certificate"));
    title(m_subjectSection, m_subject, tr("Subject"));
    title(m_nameSection, m_names, tr("Names (SAN)"));
    title(m_chainSection, m_chainFacts, tr("Chain"));
    title(m_historySection, m_history, tr("History"));
    m_pemSection->setTitle(tr("PEM"));
    m_pem->setAccessibleName(tr("Certificate as PEM"));
    m_detailMissing->setText(
        tr("The certificate itself, its chain and history are shown while connected to the site."));
    m_detailMissing->setAccessibleName(m_detailMissing->text());
    m_save->setText(tr("Save PEM…"));
    m_save->setAccessibleName(m_save->text());
    m_save->setToolTip(tr("Save the certificate (Ctrl+S)"));
    m_saveChain->setText(tr("Save with chain…"));
    m_saveChain->setAccessibleName(m_saveChain->text());
    m_saveChain->setToolTip(tr("Save the certificate with its chain (Ctrl+Shift+S)"));
    const bool known = m_detail.has_value();
    m_save->setEnabled(known);
    m_saveChain->setEnabled(known);
    m_detailMissing->setVisible(!known);
    m_pemSection->setVisible(known);
    m_chainSection->setVisible(known && !m_chain.isEmpty());
    m_historySection->setVisible(known && !m_detail->history.isEmpty());
    if (!m_certificate)
        return;
    const CertificateRecord &record = *m_certificate;
    m_heading->setTexts(record.commonName, QStringLiteral("%1 · %2").arg(QueueText::certificateState(record.state),
                                                                         QueueText::product(record.product)));
    m_facts->setFacts({
        {QStringLiteral("certificateSerial"), tr("Serial number"), record.serial, true},
        {QStringLiteral("certificateNotBefore"), tr("Valid from"), QueueText::time(record.notBefore)},
        {QStringLiteral("certificateNotAfter"), tr("Valid until"), QueueText::time(record.notAfter)},
        {QStringLiteral("certificateRevokedAt"), tr("Revoked on"), QueueText::time(record.revokedAt)},
        {QStringLiteral("certificateReason"), tr("Reason"),
         record.revocationReason ? QueueText::revocationReason(*record.revocationReason) : QString()},
        {QStringLiteral("certificateIssuer"), tr("Issuer"), record.issuer},
        {QStringLiteral("certificateKey"), tr("Key"), record.key.label},
        {QStringLiteral("certificateRequest"), tr("Receipt number"), record.requestId},
    });
    QList<Fact> subject;
    if (const Result<DistinguishedName> name = DistinguishedName::parse(record.subject)) {
        for (const NameAttribute &attribute : name->attributes())
            subject.append(
                {QStringLiteral("certificateSubject%1_%2").arg(QString::number(subject.size()), attribute.type),
                 QueueText::attribute(attribute.type), attribute.value});
    } else {
        subject.append({QStringLiteral("certificateSubjectText"), tr("Subject"), record.subject});
    }
    m_subject->setFacts(subject);
    QList<Fact> names;
    for (const QString &san : record.sans)
        names.append({QStringLiteral("certificateSan%1").arg(names.size()), tr("DNS"), san});
    m_names->setFacts(names);
    QList<Fact> chain;
    for (const Certificate &each : std::as_const(m_chain))
        chain.append({QStringLiteral("chain%1").arg(chain.size()), QString::number(chain.size() + 1),
                      //: %1: subject of a certificate of the chain, %2: its last day
                      tr("%1 (until %2)").arg(each.subject().toString(), QueueText::time(each.notAfter()))});
    m_chainFacts->setFacts(chain);
    if (known) {
        m_history->setFacts(historyFacts(m_detail->history));
        m_pem->setPlainText(QString::fromLatin1(m_detail->pem));
    }
    refreshNotice();
}

void CertificateDetailPane::refreshNotice()
{
    m_refusalFindings->setVisible(m_notice == Notice::Refused && !m_refused.findings.isEmpty());
    switch (m_notice) {
    case Notice::None:
        m_noticeBar->clear();
        break;
    case Notice::Conflict:
        m_noticeBar->showMessage(BannerBar::Kind::Warning,
                                 tr("Somebody else changed this meanwhile. Your action was not done.") +
                                     QLatin1Char('\n') +
                                     tr("State now: %1.").arg(QueueText::certificateState(m_certificate->state)));
        break;
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

} // namespace tegata
