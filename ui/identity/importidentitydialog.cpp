// SPDX-License-Identifier: Apache-2.0
#include "ui/identity/importidentitydialog.h"

#include "core/base/privatefile.h"
#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr qint64 MaximumSize = 1024 * 1024; // a PKCS#12 with one key and its chain is some kilobytes

} // namespace

ImportIdentityDialog::ImportIdentityDialog(OperatorSession &session, const LanguageController &language, Worker &worker,
                                           QWidget *parent)
    : QDialog(parent), m_session(session), m_language(language), m_worker(worker), m_intro(new QLabel(this)),
      m_fileLabel(new QLabel(this)), m_file(new QLineEdit(this)), m_browse(new QPushButton(this)),
      m_fileProblem(new ProblemLabel(QStringLiteral("identityFileProblem"), this)), m_passphraseLabel(new QLabel(this)),
      m_passphrase(new QLineEdit(this)),
      m_passphraseProblem(new ProblemLabel(QStringLiteral("identityPassphraseProblem"), this)),
      m_buttons(new QDialogButtonBox(this)), m_import(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("importIdentityDialog"));
    m_intro->setObjectName(QStringLiteral("identityIntro"));
    m_intro->setWordWrap(true);
    m_fileLabel->setObjectName(QStringLiteral("identityFileLabel"));
    m_fileLabel->setBuddy(m_file);
    m_file->setObjectName(QStringLiteral("identityFile"));
    m_browse->setObjectName(QStringLiteral("identityBrowse"));
    m_browse->setAutoDefault(false);
    m_passphraseLabel->setObjectName(QStringLiteral("identityPassphraseLabel"));
    m_passphraseLabel->setBuddy(m_passphrase);
    m_passphrase->setObjectName(QStringLiteral("identityPassphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_buttons->setObjectName(QStringLiteral("identityButtons"));
    m_import->setObjectName(QStringLiteral("identityImport"));
    m_import->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("identityCancel"));
    m_cancel->setAutoDefault(false);

    auto *form = new QGridLayout;
    form->setVerticalSpacing(space::Message);
    form->addWidget(m_fileLabel, 0, 0);
    form->addWidget(m_file, 0, 1);
    form->addWidget(m_browse, 0, 2);
    form->addWidget(m_fileProblem, 1, 1, 1, 2);
    form->addWidget(m_passphraseLabel, 2, 0);
    form->addWidget(m_passphrase, 2, 1, 1, 2);
    form->addWidget(m_passphraseProblem, 3, 1, 1, 2);
    form->setColumnStretch(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Medium);
    layout->addWidget(m_intro);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 80);

    connect(m_browse, &QPushButton::clicked, this, &ImportIdentityDialog::chooseFile);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ImportIdentityDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_file, &QLineEdit::textChanged, this, &ImportIdentityDialog::updateEnabled);
    connect(m_passphrase, &QLineEdit::textChanged, this, &ImportIdentityDialog::updateEnabled);
    retranslate();
    updateEnabled();
}

void ImportIdentityDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ImportIdentityDialog::retranslate()
{
    setWindowTitle(tr("Load operator certificate"));
    setAccessibleName(windowTitle());
    m_intro->setText(tr("Choose the PKCS#12 file (.p12, .pfx) with your operator certificate and its private key. The "
                        "key is stored encrypted on this computer; the file itself is no longer needed afterwards."));
    m_fileLabel->setText(tr("&File:"));
    m_browse->setText(tr("&Browse…"));
    m_passphraseLabel->setText(tr("&Passphrase of the file:"));
    m_import->setText(tr("&Load"));
    m_cancel->setText(tr("Cancel"));
    for (QLabel *label : {m_intro, m_fileLabel, m_passphraseLabel})
        label->setAccessibleName(label->text().remove(QLatin1Char('&')));
    m_file->setAccessibleName(tr("File"));
    m_browse->setAccessibleName(tr("Browse"));
    m_passphrase->setAccessibleName(tr("Passphrase of the file"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_import->setAccessibleName(tr("Load"));
    m_cancel->setAccessibleName(m_cancel->text());
    if (m_error)
        showError(*m_error);
}

void ImportIdentityDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose the operator certificate"));
    dialog->setObjectName(QStringLiteral("identityFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("PKCS#12 files (*.p12 *.pfx)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_file->setText(path);
        m_passphrase->setFocus();
    });
    dialog->open();
}

void ImportIdentityDialog::submit()
{
    if (m_isBusy || m_file->text().isEmpty())
        return;
    m_error.reset();
    setBusy(true);
    updateEnabled();
    observe(m_worker.run<QByteArray>([path = m_file->text()] { return readChosenFile(path, MaximumSize); }), this,
            [this](const Result<QByteArray> &bytes) {
                if (bytes)
                    importBytes(*bytes);
                else
                    showError(bytes.error());
            });
}

void ImportIdentityDialog::importBytes(const QByteArray &bytes)
{
    QString text = m_passphrase->text();
    const auto passphrase = std::make_shared<const SecretBytes>(SecretBytes::fromText(text));
    wipeText(text);
    observe(m_session.importIdentity(bytes, passphrase), this,
            [this, passphrase](const Result<IdentityInfo> &identity) {
                if (!identity) {
                    showError(identity.error());
                    return;
                }
                m_passphrase->clear();
                Q_EMIT imported(*identity, passphrase);
                accept();
            });
}

void ImportIdentityDialog::showError(const Error &error)
{
    setBusy(false);
    m_error = error;
    const ErrorText words = describe(error, m_language.phrasebook());
    const QString text = words.message + QLatin1Char('\n') + words.remedy;
    const bool isPassphrase = error.code == ErrorCode::WrongPassphrase;
    m_fileProblem->setText(isPassphrase ? QString() : text);
    m_passphraseProblem->setText(isPassphrase ? text : QString());
    QLineEdit *field = isPassphrase ? m_passphrase : m_file;
    field->setFocus();
    field->selectAll();
}

void ImportIdentityDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    for (QWidget *each : std::initializer_list<QWidget *>{m_file, m_browse, m_passphrase})
        each->setEnabled(!busy);
    m_import->setEnabled(!busy && !m_file->text().isEmpty());
}

void ImportIdentityDialog::updateEnabled()
{
    // What was typed since is no longer what the error speaks of.
    m_error.reset();
    m_fileProblem->setText({});
    m_passphraseProblem->setText({});
    m_import->setEnabled(!m_isBusy && !m_file->text().isEmpty());
}

} // namespace tegata
