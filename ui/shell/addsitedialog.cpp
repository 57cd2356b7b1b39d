// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/addsitedialog.h"

#include "core/base/privatefile.h"
#include "core/domain/errortext.h"
#include "ui/common/factlist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/models/queuetext.h"
#include "ui/style/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tegata {

namespace {

constexpr qint64 MaximumFile = 1024 * 1024;
constexpr quint16 UsualPort = 443;

Result<QList<Certificate>> readAuthorities(const QString &file)
{
    // A device or a pipe may never end.
    if (QFileInfo::exists(file) && !QFileInfo(file).isFile())
        return failure(ErrorCode::FileNotReadable, QStringLiteral("no file"), file);
    return readPrivateFile(file, MaximumFile).and_then(authoritiesInFile);
}

// In short lines, as fingerprints are compared, and so that none is cut.
QString fingerprint(const Certificate &certificate)
{
    constexpr qsizetype Octets = 8;
    const QByteArray hash = certificate.sha256();
    QStringList lines;
    for (qsizetype at = 0; at < hash.size(); at += Octets)
        lines.append(colonHex(hash.mid(at, Octets)));
    return lines.join(QStringLiteral(":\n"));
}

} // namespace

AddSiteDialog::AddSiteDialog(const Means &means, QWidget *parent)
    : ContentDialog("addSiteDialog", parent), m_protocols(means.protocols), m_probe(means.probe), m_files(means.files),
      m_language(means.language), m_kindLabel(new QLabel(this)), m_kind(new QComboBox(this)),
      m_siteFileLabel(new QLabel(this)), m_siteFile(new QLineEdit(this)), m_browseSite(new QPushButton(this)),
      m_nameLabel(new QLabel(this)), m_name(new QLineEdit(this)), m_addressLabel(new QLabel(this)),
      m_address(new QLineEdit(this)), m_authorityLabel(new QLabel(this)), m_authorityFile(new QLineEdit(this)),
      m_browseAuthority(new QPushButton(this)), m_fetch(new QPushButton(this)), m_facts(new FactList(this)),
      m_confirm(new QCheckBox(this)), m_policyLabel(new QLabel(this)), m_policy(new QComboBox(this)),
      m_problem(new ProblemLabel(QStringLiteral("addSiteProblem"), this)),
      m_add(buttons()->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    for (const SiteProtocol &each : m_protocols)
        m_kind->addItem(each.title);
    for (const QString &policy : {QStringLiteral("public-tls-2026"), QStringLiteral("private-pki")})
        m_policy->addItem(policy, policy);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AddSiteDialog::onProtocol);
    for (QLineEdit *each : {m_siteFile, m_name, m_address})
        connect(each, &QLineEdit::textChanged, this, &AddSiteDialog::updateEnabled);
    connect(m_authorityFile, &QLineEdit::textChanged, this, &AddSiteDialog::readAuthority);
    connect(m_confirm, &QCheckBox::toggled, this, &AddSiteDialog::updateEnabled);
    connect(m_fetch, &QPushButton::clicked, this, &AddSiteDialog::fetchAuthority);
    connect(m_browseSite, &QPushButton::clicked, this,
            [this] { browse(m_siteFile, tr("Choose the site file"), tr("Site files (*.json *.env)")); });
    connect(m_browseAuthority, &QPushButton::clicked, this, [this] {
        browse(m_authorityFile, tr("Choose the CA certificate"), tr("Certificates (*.pem *.crt *.cer *.der)"));
    });
    connect(buttons(), &QDialogButtonBox::accepted, this, &AddSiteDialog::submit);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(characterWidth(this) * 124);
    retranslate();
    onProtocol();
}

void AddSiteDialog::layOut()
{
    const std::pair<QWidget *, const char *> names[] = {{m_kindLabel, "addSiteKindLabel"},
                                                        {m_kind, "addSiteKind"},
                                                        {m_siteFileLabel, "addSiteFileLabel"},
                                                        {m_siteFile, "addSiteFile"},
                                                        {m_browseSite, "addSiteBrowseFile"},
                                                        {m_nameLabel, "addSiteNameLabel"},
                                                        {m_name, "addSiteName"},
                                                        {m_addressLabel, "addSiteAddressLabel"},
                                                        {m_address, "addSiteAddress"},
                                                        {m_authorityLabel, "addSiteAuthorityLabel"},
                                                        {m_authorityFile, "addSiteAuthority"},
                                                        {m_browseAuthority, "addSiteBrowseAuthority"},
                                                        {m_fetch, "addSiteFetch"},
                                                        {m_facts, "addSiteFacts"},
                                                        {m_confirm, "addSiteConfirm"},
                                                        {m_policyLabel, "addSitePolicyLabel"},
                                                        {m_policy, "addSitePolicy"},
                                                        {m_add, "addSiteAdd"},
                                                        {m_cancel, "addSiteCancel"}};
    for (const auto &[widget, name] : names)
        nameWidget(widget, name);
    for (QPushButton *each : {m_browseSite, m_browseAuthority, m_fetch, m_cancel})
        each->setAutoDefault(false);
    m_add->setDefault(true);
    m_address->setPlaceholderText(QStringLiteral("https://ca.example.jp:8443"));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    addRow(grid, 0, m_kindLabel, m_kind);
    addRow(grid, 1, m_siteFileLabel, m_siteFile, m_browseSite);
    addRow(grid, 2, m_nameLabel, m_name);
    addRow(grid, 3, m_addressLabel, m_address);
    addRow(grid, 4, m_authorityLabel, m_authorityFile, m_browseAuthority);
    grid->addWidget(m_fetch, 5, 1, Qt::AlignLeft);
    grid->addWidget(m_facts, 6, 1, 1, 2);
    grid->addWidget(m_confirm, 7, 1, 1, 2);
    addRow(grid, 8, m_policyLabel, m_policy);
    content()->addLayout(grid);
    content()->addWidget(m_problem);
    content()->addStretch(1);
}

QWidget *AddSiteDialog::addRow(QGridLayout *grid, int row, QLabel *label, QWidget *field, QPushButton *button)
{
    label->setBuddy(field);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1, 1, button ? 1 : 2);
    if (button)
        grid->addWidget(button, row, 2);
    return field;
}

void AddSiteDialog::retranslate()
{
    setWords(tr("Add site"));
    m_kindLabel->setText(tr("&Kind of site:"));
    for (int i = 0; i < m_kind->count(); ++i)
        m_kind->setItemText(i,
                            QCoreApplication::translate("SiteProtocol", m_protocols.at(i).title.toUtf8().constData()));
    m_siteFileLabel->setText(tr("&Site file:"));
    m_browseSite->setText(tr("&Browse…"));
    m_nameLabel->setText(tr("Display &name:"));
    m_addressLabel->setText(tr("&Address:"));
    m_authorityLabel->setText(tr("CA &certificate (file):"));
    m_browseAuthority->setText(tr("B&rowse…"));
    m_fetch->setText(tr("Or &fetch it from the server"));
    m_confirm->setText(tr("&I have compared the fingerprint with the one the CA gave me by another route"));
    m_policyLabel->setText(tr("Check &policy:"));
    m_policy->setItemText(0, tr("Public TLS (public-tls-2026)"));
    m_policy->setItemText(1, tr("Private CA (private-pki)"));
    m_add->setText(tr("A&dd"));
    m_cancel->setText(tr("Cancel"));
    for (QLabel *label : {m_kindLabel, m_siteFileLabel, m_nameLabel, m_addressLabel, m_authorityLabel, m_policyLabel})
        speak(label, label->text());
    speak(m_kind, tr("Kind of site"));
    speak(m_siteFile, tr("Site file"));
    speak(m_name, tr("Display name"));
    speak(m_address, tr("Address"));
    speak(m_authorityFile, tr("CA certificate (file)"));
    speak(m_policy, tr("Check policy"));
    speak(m_facts, tr("CA certificate"));
    speak(m_browseSite, tr("Browse for the site file"));
    speak(m_browseAuthority, tr("Browse for the CA certificate"));
    speak(m_confirm, m_confirm->text());
    for (QPushButton *button : {m_fetch, m_add, m_cancel})
        speak(button, button->text());
    showAuthorities();
    showError(m_error);
}

const SiteProtocol &AddSiteDialog::protocol() const
{
    return m_protocols.at(qMax(0, m_kind->currentIndex()));
}

void AddSiteDialog::onProtocol()
{
    const bool byFile = protocol().bySiteFile;
    for (QWidget *each : std::initializer_list<QWidget *>{m_siteFileLabel, m_siteFile, m_browseSite})
        each->setVisible(byFile);
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_nameLabel, m_name, m_addressLabel, m_address, m_authorityLabel,
                                          m_authorityFile, m_browseAuthority, m_fetch, m_policyLabel, m_policy})
        each->setVisible(!byFile);
    if (const int policy = m_policy->findData(protocol().policy); policy >= 0)
        m_policy->setCurrentIndex(policy);
    showError(std::nullopt);
    showAuthorities();
    updateEnabled();
}

void AddSiteDialog::browse(QLineEdit *field, const QString &title, const QString &filter)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setObjectName(QStringLiteral("addSiteFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({filter, tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
    dialog->open();
}

void AddSiteDialog::readAuthority()
{
    const quint64 generation = ++m_generation;
    m_authorities.clear();
    showError(std::nullopt);
    showAuthorities();
    if (m_authorityFile->text().isEmpty())
        return;
    observe(m_files.run<QList<Certificate>>([file = m_authorityFile->text()] { return readAuthorities(file); }), this,
            [this, generation](const Result<QList<Certificate>> &read) {
                if (generation == m_generation)
                    takeAuthorities(read);
            });
}

void AddSiteDialog::fetchAuthority()
{
    const Result<QUrl> address = operatorAddress(m_address->text());
    if (!address) {
        showError(address.error());
        m_address->setFocus();
        return;
    }
    m_authorityFile->clear();
    const quint64 generation = ++m_generation;
    setBusy(true);
    observe(m_probe.look(address->host(QUrl::FullyEncoded), static_cast<quint16>(address->port(UsualPort))), this,
            [this, generation](const Result<HostCertificates> &presented) {
                if (generation != m_generation)
                    return;
                setBusy(false);
                takeAuthorities(presented.and_then([](const HostCertificates &all) {
                    return authorityOfServer(all).map([](const Certificate &root) { return QList<Certificate>{root}; });
                }));
            });
}

void AddSiteDialog::takeAuthorities(const Result<QList<Certificate>> &authorities)
{
    m_authorities = authorities.value_or(QList<Certificate>());
    showError(authorities ? std::nullopt : std::optional(authorities.error()));
    showAuthorities();
    if (!m_authorities.isEmpty() && !m_authorityFile->hasFocus())
        m_confirm->setFocus();
}

void AddSiteDialog::showAuthorities()
{
    QList<Fact> facts;
    for (const Certificate &each : std::as_const(m_authorities)) {
        const QString number = QString::number(facts.size());
        facts.append({QStringLiteral("authoritySubject") + number, tr("CA"), each.subject().toString()});
        facts.append(
            {QStringLiteral("authorityNotAfter") + number, tr("Valid until"), QueueText::time(each.notAfter())});
        facts.append({QStringLiteral("authoritySha256") + number, tr("SHA-256 fingerprint"), fingerprint(each), true});
    }
    const bool isShown = !protocol().bySiteFile && !facts.isEmpty();
    m_facts->setFacts(facts);
    m_facts->setVisible(isShown);
    m_confirm->setChecked(false); // it was said of what was shown before
    m_confirm->setVisible(isShown);
    updateEnabled();
}

void AddSiteDialog::showError(const std::optional<Error> &error)
{
    m_error = error;
    if (!error) {
        m_problem->setText({});
        return;
    }
    const ErrorText words = describe(*error, m_language.phrasebook());
    switch (error->code) {
    case ErrorCode::ChainIncomplete:
        m_problem->setText(tr("The server does not send its CA certificate. Ask the certification authority for the "
                              "file and choose it here."));
        return;
    case ErrorCode::NotCaCertificate:
        m_problem->setText(tr("The file contains no CA certificate. Choose the certificate of the CA itself, not of a "
                              "server or person."));
        return;
    case ErrorCode::InvalidArgument:
        m_problem->setText(
            tr("The address must start with https:// and contain a host name, as in https://ca.example.jp:8443."));
        return;
    case ErrorCode::Offline:
    case ErrorCode::TimedOut:
    case ErrorCode::ConnectionLost:
        m_problem->setText(
            tr("The server does not answer at this address. Check the address and the network, or choose "
               "the CA certificate from a file."));
        return;
    default:
        m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
    }
}

void AddSiteDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_fetch->setEnabled(!busy);
    updateEnabled();
}

void AddSiteDialog::updateEnabled()
{
    const bool isComplete = protocol().bySiteFile
                                ? !m_siteFile->text().isEmpty()
                                : !m_name->text().trimmed().isEmpty() && operatorAddress(m_address->text()) &&
                                      !m_authorities.isEmpty() && m_confirm->isChecked();
    m_add->setEnabled(isComplete && !m_isBusy);
}

void AddSiteDialog::submit()
{
    if (!m_add->isEnabled())
        return;
    if (protocol().bySiteFile) {
        Q_EMIT fileChosen(m_siteFile->text());
        accept();
        return;
    }
    const Result<SiteProfile> site = newOperatorSite(protocol(), m_name->text(), m_address->text(), m_authorities,
                                                     m_policy->currentData().toString());
    if (!site) {
        showError(site.error());
        return;
    }
    Q_EMIT made(*site);
    accept();
}

} // namespace tegata
