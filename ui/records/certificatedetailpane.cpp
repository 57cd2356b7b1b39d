// SPDX-License-Identifier: Apache-2.0
#include "ui/records/certificatedetailpane.h"

#include "core/base/visibletext.h"
#include "ui/common/flowlayout.h"
#include "ui/common/named.h"
#include "ui/common/paletteicon.h"
#include "ui/models/queuetext.h"
#include "ui/models/standingtext.h"
#include "ui/records/actionnotice.h"
#include "ui/records/certificatechainview.h"
#include "ui/records/certificateoverview.h"
#include "ui/records/detailheading.h"
#include "ui/records/recordstate.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tegata {

namespace {

QPlainTextEdit *makeText(const char *name)
{
    auto *text = named(new QPlainTextEdit, name);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFrameShape(QFrame::NoFrame);
    setTextRole(text, TextRole::Mono);
    // So that keys move through it and choose, for copying.
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return text;
}

} // namespace

CertificateDetailPane::CertificateDetailPane(const LanguageController &language, QWidget *parent)
    : QWidget(parent), m_language(language)
{
    setObjectName(QStringLiteral("certificateDetailPane"));
    retranslate();
}

void CertificateDetailPane::build()
{
    if (isBuilt())
        return;
    m_heading = new DetailHeading(QStringLiteral("certificateHeading"));
    m_heading->setActions(m_decisions, m_others);
    m_heading->setKeysShown(m_areKeysShown);
    m_notice = new ActionNotice(m_language, QStringLiteral("certificate"));
    m_save = named(new QPushButton, "saveCertificateButton");
    m_saveChain = named(new QPushButton, "saveChainButton");
    m_copyName = named(new QPushButton, "copyNameButton");
    m_tabs = named(new QTabWidget, "certificateTabs");
    m_overview = new CertificateOverview;
    m_text = makeText("certificateText");
    m_pem = makeText("certificatePem");
    m_chain = new CertificateChainView;
    m_save->setIcon(PaletteIcon::icon(QStringLiteral("download")));
    m_saveChain->setIcon(PaletteIcon::icon(QStringLiteral("download")));
    m_copyName->setIcon(PaletteIcon::icon(QStringLiteral("copy")));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setObjectName(QStringLiteral("certificateTabBar"));
    for (QWidget *each : std::initializer_list<QWidget *>{m_overview, m_text, m_pem, m_chain})
        m_tabs->addTab(each, QString());
    setFocusProxy(m_tabs);
    auto *buttons = new FlowLayout;
    buttons->setContentsMargins(space::Nothing);
    buttons->setSpacing(space::Small);
    for (QPushButton *each : {m_save, m_saveChain, m_copyName})
        buttons->addWidget(each);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(space::Large, space::Medium, space::Large, 0);
    top->setSpacing(space::Small);
    top->addWidget(m_heading);
    top->addWidget(m_notice);
    top->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_tabs, 1);
    connectParts();
    retranslate();
}

void CertificateDetailPane::connectParts()
{
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(false); });
    connect(m_saveChain, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(true); });
    connect(m_copyName, &QPushButton::clicked, this, [this] {
        if (m_certificate)
            QGuiApplication::clipboard()->setText(m_certificate->commonName);
    });
    connect(m_overview, &CertificateOverview::certificateRequested, this, &CertificateDetailPane::certificateRequested);
    connect(m_overview, &CertificateOverview::scheduleCancelRequested, this,
            &CertificateDetailPane::scheduleCancelRequested);
}

void CertificateDetailPane::showCertificate(const CertificateRecord &certificate)
{
    const bool isOther = !m_certificate || m_certificate->serial != certificate.serial;
    build();
    if (isOther) {
        m_read = {};
        m_notice->clear();
    }
    if (isOther || (m_detail && m_detail->certificate.version < certificate.version))
        m_detail.reset();
    m_certificate = certificate;
    refresh();
}

void CertificateDetailPane::setStanding(const CertificateStanding &standing)
{
    m_standing = standing;
    refresh();
}

void CertificateDetailPane::setActions(const QList<QAction *> &decisions, const QList<QAction *> &others)
{
    m_decisions = decisions;
    m_others = others;
    if (isBuilt())
        m_heading->setActions(decisions, others);
}

void CertificateDetailPane::setKeysShown(bool areShown)
{
    m_areKeysShown = areShown;
    if (isBuilt())
        m_heading->setKeysShown(areShown);
}

void CertificateDetailPane::setScheduleCancellable(bool can)
{
    m_canCancelSchedule = can;
    refresh();
}

void CertificateDetailPane::setCapabilities(const SiteCapabilities &site)
{
    m_hasProducts = site.products;
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

void CertificateDetailPane::forgetDetail()
{
    if (!m_certificate)
        return;
    m_detail.reset();
    m_read = {};
    refresh();
}

void CertificateDetailPane::setRead(const ReadCertificates &read)
{
    m_read = read;
    refresh();
}

void CertificateDetailPane::showRefusal(const ActionRefused &refused)
{
    build();
    m_notice->showRefusal(refused);
}

void CertificateDetailPane::showError(const Error &error)
{
    build();
    m_notice->showError(error);
}

void CertificateDetailPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CertificateDetailPane::retranslate()
{
    setAccessibleName(tr("Details of the certificate"));
    if (!isBuilt())
        return;
    m_tabs->setAccessibleName(tr("Certificate"));
    m_tabs->tabBar()->setAccessibleName(tr("Certificate"));
    m_tabs->setTabText(static_cast<int>(Tab::Overview), tr("Overview"));
    m_tabs->setTabText(static_cast<int>(Tab::Text), tr("Text"));
    m_tabs->setTabText(static_cast<int>(Tab::Pem), tr("PEM"));
    m_tabs->setTabText(static_cast<int>(Tab::Chain), tr("Chain"));
    m_text->setAccessibleName(tr("Certificate as text"));
    m_pem->setAccessibleName(tr("Certificate as PEM"));
    const auto button = [](QPushButton *each, const QString &text, const QString &toolTip) {
        each->setText(text);
        each->setAccessibleName(text);
        each->setToolTip(toolTip);
    };
    button(m_save, tr("Save PEM…"), tr("Save the certificate (Ctrl+S)"));
    button(m_saveChain, tr("Save with chain…"), tr("Save the certificate with its chain (Ctrl+Shift+S)"));
    button(m_copyName, tr("Copy name"), tr("Copy the common name"));
    refresh();
}

void CertificateDetailPane::refresh()
{
    if (!isBuilt())
        return;
    const bool known = m_detail.has_value();
    m_save->setEnabled(known);
    m_saveChain->setEnabled(known);
    m_copyName->setEnabled(m_certificate.has_value());
    m_tabs->setTabEnabled(static_cast<int>(Tab::Pem), known);
    m_tabs->setTabEnabled(static_cast<int>(Tab::Text), !m_read.text.isEmpty());
    m_tabs->setTabEnabled(static_cast<int>(Tab::Chain), !m_read.chain.isEmpty());
    if (!m_certificate)
        return;
    const CertificateRecord &record = *m_certificate;
    const RecordState state = stateOf(record.state);
    m_heading->setState(state.meaning, state.icon, QueueText::certificateState(record.state));
    QStringList line;
    if (record.state == CertificateState::Valid)
        line.append(StandingText::expiry(m_standing.expiry));
    if (m_hasProducts)
        line.append(QueueText::product(record.product));
    m_heading->setTexts(record.commonName, line.join(QStringLiteral(" · ")));
    m_overview->setScheduleCancellable(m_canCancelSchedule);
    m_overview->setCertificate(record, m_standing,
                               m_read.chain.isEmpty() ? std::nullopt : std::optional(m_read.chain.constFirst()),
                               known ? m_detail->history : QList<HistoryEntry>());
    m_chain->setChain(m_read.chain);
    const auto setText = [](QPlainTextEdit *edit, const QString &text) {
        if (edit->toPlainText() != text)
            edit->setPlainText(text); // the same again would move the cursor
    };
    setText(m_text, visibleLines(m_read.text));
    setText(m_pem, known ? QString::fromLatin1(m_detail->pem) : QString());
}

} // namespace tegata
