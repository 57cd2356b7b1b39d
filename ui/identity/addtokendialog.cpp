// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/addtokendialog.h"

#include "core/domain/errortext.h"
#include "ui/common/factlist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/style/tokens.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace tegata {

AddTokenDialog::AddTokenDialog(OperatorSession &session, const LanguageController &language, QWidget *parent)
    : ContentDialog("addTokenDialog", parent), m_session(session), m_language(language), m_intro(new QLabel(this)),
      m_moduleLabel(new QLabel(this)), m_module(new QComboBox(this)), m_browse(new QPushButton(this)),
      m_tokenLabel(new QLabel(this)), m_token(new QComboBox(this)), m_refresh(new QPushButton(this)),
      m_listLabel(new QLabel(this)), m_list(new QListWidget(this)), m_facts(new FactList(this)),
      m_state(new QLabel(this)), m_problem(new ProblemLabel(QStringLiteral("tokenProblem"), this)),
      m_accept(buttons()->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    nameWidget(m_intro, "tokenIntro");
    nameWidget(m_moduleLabel, "tokenModuleLabel");
    nameWidget(m_module, "tokenModule");
    nameWidget(m_browse, "tokenBrowse");
    nameWidget(m_tokenLabel, "tokenLabel");
    nameWidget(m_token, "tokenChoice");
    nameWidget(m_refresh, "tokenRefresh");
    nameWidget(m_listLabel, "tokenCertificatesLabel");
    nameWidget(m_list, "tokenCertificates");
    nameWidget(m_facts, "tokenFacts");
    nameWidget(m_state, "tokenState");
    nameWidget(m_accept, "tokenAccept");
    nameWidget(m_cancel, "tokenCancel");
    m_intro->setWordWrap(true);
    m_state->setWordWrap(true);
    m_moduleLabel->setBuddy(m_module);
    m_tokenLabel->setBuddy(m_token);
    m_listLabel->setBuddy(m_list);
    m_browse->setAutoDefault(false);
    m_refresh->setAutoDefault(false);
    m_accept->setDefault(true);
    m_accept->setEnabled(false);
    auto *form = new QGridLayout;
    form->addWidget(m_moduleLabel, 0, 0);
    form->addWidget(m_module, 0, 1);
    form->addWidget(m_browse, 0, 2);
    form->addWidget(m_tokenLabel, 1, 0);
    form->addWidget(m_token, 1, 1);
    form->addWidget(m_refresh, 1, 2);
    form->setColumnStretch(1, 1);
    content()->addWidget(m_intro);
    content()->addLayout(form);
    content()->addWidget(m_listLabel);
    content()->addWidget(m_list, 1);
    content()->addWidget(m_facts);
    content()->addWidget(m_state);
    content()->addWidget(m_problem);
    setMinimumWidth(characterWidth(this) * 80);
    connect(m_browse, &QPushButton::clicked, this, &AddTokenDialog::browse);
    connect(m_refresh, &QPushButton::clicked, this, &AddTokenDialog::findTokens);
    connect(m_module, &QComboBox::currentIndexChanged, this, &AddTokenDialog::findTokens);
    connect(m_token, &QComboBox::currentIndexChanged, this, &AddTokenDialog::findCertificates);
    connect(m_list, &QListWidget::currentRowChanged, this, &AddTokenDialog::showCertificate);
    connect(buttons(), &QDialogButtonBox::accepted, this, &AddTokenDialog::submit);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    findModules();
}

void AddTokenDialog::findModules()
{
    observe(m_directory.modules(), this, [this](const Result<QList<TokenModuleInfo>> &modules) {
        if (!modules) {
            showError(modules.error());
            return;
        }
        for (const TokenModuleInfo &module : *modules) {
            if (m_module->findData(module.path) < 0)
                m_module->addItem(QStringLiteral("%1 (%2)").arg(module.name, module.path), module.path);
        }
        if (m_module->count() == 0)
            tell(QT_TR_NOOP("No driver (PKCS#11 module) is registered on this computer. Choose the driver file that "
                            "came with the card or HSM."));
    });
}

void AddTokenDialog::setModule(const QString &path)
{
    if (m_module->findData(path) < 0)
        m_module->addItem(path, path);
    m_module->setCurrentIndex(m_module->findData(path));
}

void AddTokenDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose the driver (PKCS#11 module)"));
    dialog->setObjectName(QStringLiteral("tokenFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("PKCS#11 modules (*.so)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &AddTokenDialog::setModule);
    dialog->open();
}

void AddTokenDialog::findTokens()
{
    const QString module = m_module->currentData().toString();
    if (module.isEmpty())
        return;
    showError({});
    tell(QT_TR_NOOP("Searching for tokens…"));
    observe(m_directory.tokens(module), this, [this, question = ++m_question](const Result<QList<TokenInfo>> &tokens) {
        if (question != m_question)
            return;
        tell(nullptr);
        m_tokens = tokens.value_or(QList<TokenInfo>());
        {
            const QSignalBlocker blocker(m_token);
            m_token->clear();
            for (const TokenInfo &token : std::as_const(m_tokens))
                m_token->addItem(QStringLiteral("%1 – %2 %3").arg(token.label, token.model, token.serial));
        }
        if (!tokens)
            showError(tokens.error());
        else if (m_tokens.isEmpty())
            tell(QT_TR_NOOP(
                "No token was found with this driver. Insert the card or connect the HSM, then search again."));
        findCertificates();
    });
}

void AddTokenDialog::findCertificates()
{
    m_certificates.clear();
    m_list->clear();
    showCertificate();
    const int row = m_token->currentIndex();
    if (row < 0 || row >= m_tokens.size())
        return;
    observe(m_directory.certificates(m_module->currentData().toString(), m_tokens.at(row)), this,
            [this, question = ++m_question](const Result<QList<TokenCertificate>> &certificates) {
                if (question != m_question)
                    return;
                if (!certificates) {
                    showError(certificates.error());
                    return;
                }
                m_certificates = *certificates;
                for (const TokenCertificate &each : std::as_const(m_certificates))
                    m_list->addItem(lineOf(each.certificate));
                if (m_certificates.isEmpty())
                    tell(QT_TR_NOOP("There is no certificate on this token that can be read without a PIN."));
                else
                    m_list->setCurrentRow(0);
            });
}

QString AddTokenDialog::lineOf(const Certificate &certificate) const
{
    //: %1: name of the operator, %2: name of the authority, %3: a day
    return tr("%1 – issued by %2, valid until %3")
        .arg(certificate.subject().value(QLatin1String("CN")), certificate.issuer().value(QLatin1String("CN")),
             certificate.notAfter().toLocalTime().date().toString(Qt::ISODate));
}

void AddTokenDialog::showCertificate()
{
    const int row = m_list->currentRow();
    m_accept->setEnabled(row >= 0);
    if (row < 0) {
        m_facts->setFacts({});
        return;
    }
    const Certificate &certificate = m_certificates.at(row).certificate;
    m_facts->setFacts({{QStringLiteral("tokenSubject"), tr("Subject"), certificate.subject().toString(), false},
                       {QStringLiteral("tokenFingerprint"), tr("SHA-256"), colonHex(certificate.sha256()), true}});
}

void AddTokenDialog::submit()
{
    const int row = m_list->currentRow();
    if (row < 0 || m_token->currentIndex() < 0)
        return;
    const TokenCertificate &chosen = m_certificates.at(row);
    const TokenInfo &token = m_tokens.at(m_token->currentIndex());
    QList<Certificate> chain;
    for (const TokenCertificate &each : std::as_const(m_certificates)) {
        if (each.certificate.isCa())
            chain.append(each.certificate);
    }
    m_accept->setEnabled(false);
    observe(m_session.addToken({m_module->currentData().toString(), token.label, token.serial, chosen.objectId},
                               chosen.certificate, chain),
            this, [this](const Result<IdentityInfo> &identity) {
                m_accept->setEnabled(true);
                if (!identity) {
                    showError(identity.error());
                    return;
                }
                Q_EMIT added(*identity);
                accept();
            });
}

void AddTokenDialog::showError(const std::optional<Error> &error)
{
    m_error = error;
    if (!error) {
        m_problem->setText({});
        return;
    }
    const ErrorText words = describe(*error, m_language.phrasebook());
    m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
}

void AddTokenDialog::tell(const char *text)
{
    m_told = text;
    say(m_state, text ? tr(text) : QString());
    m_state->setVisible(text);
}

void AddTokenDialog::retranslate()
{
    setWords(tr("Add operator certificate on a token"));
    m_intro->setText(
        tr("The key stays on the smart card or HSM. You enter its PIN when you unlock; the PIN is never stored."));
    m_moduleLabel->setText(tr("&Driver:"));
    m_browse->setText(tr("&File…"));
    m_tokenLabel->setText(tr("&Token:"));
    m_refresh->setText(tr("&Search again"));
    m_listLabel->setText(tr("&Certificates on the token:"));
    m_accept->setText(tr("&Use this certificate"));
    m_cancel->setText(tr("Cancel"));
    for (QLabel *label : {m_intro, m_moduleLabel, m_tokenLabel, m_listLabel})
        speak(label, label->text());
    speak(m_module, tr("Driver"));
    speak(m_token, tr("Token"));
    speak(m_list, tr("Certificates on the token"));
    speak(m_facts, tr("Selected certificate"));
    for (QPushButton *button : {m_browse, m_refresh, m_accept, m_cancel})
        speak(button, button->text());
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setText(lineOf(m_certificates.at(row).certificate));
    tell(m_told);
    showError(m_error);
    showCertificate();
}

} // namespace tegata
