// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/registrationfiledialog.h"

#include "core/desk/localregistration.h"
#include "core/domain/errortext.h"
#include "ui/common/factlist.h"
#include "ui/common/growtofit.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/common/wording.h"
#include "ui/models/queuetext.h"
#include "ui/style/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr qsizetype MaximumNamed = 8;

QString someOf(QStringList names)
{
    const bool isLong = names.size() > MaximumNamed;
    if (isLong)
        names = names.mid(0, MaximumNamed);
    return Wording::list(names) + (isLong ? QString(QChar(0x2026)) : QString());
}

} // namespace

RegistrationFileDialog::RegistrationFileDialog(LocalRegistrationStore &registrations,
                                               const LanguageController &language, QWidget *parent)
    : QDialog(parent), m_registrations(registrations), m_language(language), m_intro(new QLabel(this)),
      m_facts(new FactList(this)), m_fileLabel(new QLabel(this)), m_file(new QLineEdit(this)),
      m_browse(new QPushButton(this)), m_problem(new ProblemLabel(QStringLiteral("registrationFileProblem"), this)),
      m_buttons(new QDialogButtonBox(this)), m_use(m_buttons->addButton(QString(), QDialogButtonBox::ApplyRole)),
      m_remove(m_buttons->addButton(QString(), QDialogButtonBox::DestructiveRole)),
      m_close(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("registrationFileDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<QWidget *, const char *> names[] = {
        {m_intro, "registrationFileIntro"},     {m_facts, "registrationFileFacts"},
        {m_fileLabel, "registrationFileLabel"}, {m_file, "registrationFile"},
        {m_browse, "registrationFileBrowse"},   {m_buttons, "registrationFileButtons"},
        {m_use, "registrationFileUse"},         {m_remove, "registrationFileRemove"},
        {m_close, "registrationFileClose"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(QLatin1String(name));
    m_intro->setWordWrap(true);
    m_fileLabel->setBuddy(m_file);
    for (QPushButton *button : {m_browse, m_remove, m_close})
        button->setAutoDefault(false);
    m_use->setDefault(true);
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(m_browse);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_intro);
    layout->addWidget(m_facts);
    layout->addWidget(m_fileLabel);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 90);
    new GrowToFit(this);
    connect(m_browse, &QPushButton::clicked, this, &RegistrationFileDialog::browse);
    connect(m_use, &QPushButton::clicked, this, &RegistrationFileDialog::take);
    connect(m_remove, &QPushButton::clicked, this, &RegistrationFileDialog::remove);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_file, &QLineEdit::textChanged, this, [this](const QString &text) {
        showError(std::nullopt);
        m_use->setEnabled(!text.isEmpty());
    });
    connect(&m_registrations, &LocalRegistrationStore::changed, this, &RegistrationFileDialog::refresh);
    retranslate();
    m_use->setEnabled(false);
    m_file->setFocus();
}

void RegistrationFileDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RegistrationFileDialog::retranslate()
{
    setWindowTitle(tr("Registered data from a file"));
    setAccessibleName(windowTitle());
    m_intro->setText(
        tr("This site does not provide the registered organisations and domains. Choose a file that contains them, and "
           "requests are compared with it on this computer. A copy is kept: load the file again after changes."));
    m_facts->setAccessibleName(tr("Used now"));
    m_fileLabel->setText(tr("&File (JSON):"));
    m_browse->setText(tr("&Browse…"));
    m_use->setText(tr("&Use this file"));
    m_remove->setText(tr("Use &no file"));
    m_close->setText(tr("Close"));
    m_intro->setAccessibleName(m_intro->text());
    m_fileLabel->setAccessibleName(tr("File"));
    m_file->setAccessibleName(tr("File with registered data"));
    m_browse->setAccessibleName(tr("Browse"));
    m_buttons->setAccessibleName(windowTitle());
    m_use->setAccessibleName(tr("Use this file"));
    m_remove->setAccessibleName(tr("Use none"));
    m_close->setAccessibleName(m_close->text());
    showError(m_error);
    refresh();
}

void RegistrationFileDialog::refresh()
{
    const std::optional<LocalRegistration> &now = m_registrations.current();
    m_remove->setEnabled(now.has_value());
    if (!now) {
        m_facts->setFacts({{QStringLiteral("registrationNone"), tr("Used now"),
                            tr("None: organisation and domains are not compared.")}});
        return;
    }
    QStringList organizations;
    for (const Organization &each : now->registration.organizations)
        organizations.append(each.legalName);
    QStringList domains;
    for (const RegisteredDomain &each : now->registration.domains)
        domains.append(each.name);
    m_facts->setFacts({{QStringLiteral("registrationSource"), tr("Used now"), now->source},
                       {QStringLiteral("registrationSince"), tr("Since"), QueueText::time(now->since)},
                       {QStringLiteral("registrationOrganizations"), tr("Organisations"), someOf(organizations)},
                       {QStringLiteral("registrationDomains"), tr("Domains"), someOf(domains)}});
}

void RegistrationFileDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose the file with registered data"));
    dialog->setObjectName(QStringLiteral("registrationFileChooser"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("JSON files (*.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void RegistrationFileDialog::take()
{
    if (m_file->text().isEmpty())
        return;
    setBusy(true);
    observe(m_registrations.take(m_file->text()), this, [this](const Result<void> &taken) {
        setBusy(false);
        if (taken)
            m_file->clear();
        else
            showError(taken.error());
    });
}

void RegistrationFileDialog::remove()
{
    setBusy(true);
    observe(m_registrations.remove(), this, [this](const Result<void> &removed) {
        setBusy(false);
        if (!removed)
            showError(removed.error());
    });
}

void RegistrationFileDialog::setBusy(bool busy)
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_file, m_browse})
        each->setEnabled(!busy);
    m_use->setEnabled(!busy && !m_file->text().isEmpty());
    m_remove->setEnabled(!busy && m_registrations.current());
    if (!busy)
        m_file->setFocus();
}

void RegistrationFileDialog::showError(const std::optional<Error> &error)
{
    m_error = error;
    if (!error) {
        m_problem->setText({});
        return;
    }
    const ErrorText words = describe(*error, m_language.phrasebook());
    const bool isContent = error->code == ErrorCode::MalformedEncoding;
    m_problem->setText(
        isContent
            ? tr("The file does not contain registered data in the expected form: %1.")
                  .arg(error->field.isEmpty() ? error->detail : error->field + QStringLiteral(" – ") + error->detail)
            : words.message + QLatin1Char('\n') + words.remedy);
}

} // namespace tegata
