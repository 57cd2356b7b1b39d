// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/choosesitedialog.h"

#include "core/domain/errortext.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/problemlabel.h"
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

ChooseSiteDialog::ChooseSiteDialog(const LanguageController &language, QWidget *parent)
    : QDialog(parent), m_language(language), m_intro(new QLabel(this)), m_label(new QLabel(this)),
      m_file(new QLineEdit(this)), m_browse(new QPushButton(this)),
      m_problem(new ProblemLabel(QStringLiteral("siteProblem"), this)), m_buttons(new QDialogButtonBox(this)),
      m_open(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("chooseSiteDialog"));
    setWindowIcon(PaletteIcon::icon(QStringLiteral("tegata")));
    m_intro->setObjectName(QStringLiteral("siteIntro"));
    m_intro->setWordWrap(true);
    m_label->setObjectName(QStringLiteral("siteFileLabel"));
    m_label->setBuddy(m_file);
    m_file->setObjectName(QStringLiteral("siteFile"));
    m_browse->setObjectName(QStringLiteral("siteBrowse"));
    m_browse->setAutoDefault(false);
    m_buttons->setObjectName(QStringLiteral("siteButtons"));
    m_open->setObjectName(QStringLiteral("siteOpen"));
    m_open->setDefault(true);
    m_open->setEnabled(false);
    m_cancel->setObjectName(QStringLiteral("siteCancel"));
    m_cancel->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(m_browse);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Small);
    layout->addWidget(m_intro);
    layout->addSpacing(space::Tight);
    layout->addWidget(m_label);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 70);
    connect(m_browse, &QPushButton::clicked, this, &ChooseSiteDialog::browse);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { Q_EMIT chosen(m_file->text()); });
    connect(m_file, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_error.reset();
        m_problem->setText({});
        m_open->setEnabled(!text.isEmpty());
    });
    retranslate();
}

void ChooseSiteDialog::showError(const Error &error)
{
    m_error = error;
    const ErrorText words = describe(error, m_language.phrasebook());
    m_problem->setText(words.message + QLatin1Char('\n') + words.remedy);
    m_file->setFocus();
}

void ChooseSiteDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ChooseSiteDialog::retranslate()
{
    setWindowTitle(tr("Tegata – choose a site"));
    setAccessibleName(windowTitle());
    m_intro->setText(tr("Choose the site file that the certification authority gave you, or the file practice.env of a "
                        "practice folder."));
    m_label->setText(tr("&Site file:"));
    m_browse->setText(tr("&Browse…"));
    m_open->setText(tr("&Open"));
    m_cancel->setText(tr("Cancel"));
    m_intro->setAccessibleName(m_intro->text());
    m_label->setAccessibleName(tr("Site file"));
    m_file->setAccessibleName(tr("Site file"));
    m_browse->setAccessibleName(tr("Browse"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_open->setAccessibleName(tr("Open"));
    m_cancel->setAccessibleName(m_cancel->text());
    if (m_error)
        showError(*m_error);
}

void ChooseSiteDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose the site file"));
    dialog->setObjectName(QStringLiteral("siteFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Site files (*.json *.env)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

} // namespace tegata
