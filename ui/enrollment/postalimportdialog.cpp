// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/postalimportdialog.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/growtofit.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/enrollment/postaldirectory.h"
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

PostalImportDialog::PostalImportDialog(PostalDirectory &postal, const LanguageController &language, QWidget *parent)
    : QDialog(parent), m_postal(postal), m_language(language), m_intro(new QLabel(this)),
      m_kenAllLabel(new QLabel(this)), m_kenAll(new QLineEdit(this)), m_kenAllBrowse(new QPushButton(this)),
      m_romeLabel(new QLabel(this)), m_rome(new QLineEdit(this)), m_romeBrowse(new QPushButton(this)),
      m_banner(new BannerBar(this)), m_buttons(new QDialogButtonBox(this)),
      m_import(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_cancel(m_buttons->addButton(QString(), QDialogButtonBox::RejectRole))
{
    setObjectName(QStringLiteral("postalImportDialog"));
    m_intro->setObjectName(QStringLiteral("postalIntro"));
    m_intro->setWordWrap(true);
    m_kenAllLabel->setObjectName(QStringLiteral("postalKenAllLabel"));
    m_kenAllLabel->setBuddy(m_kenAll);
    m_kenAll->setObjectName(QStringLiteral("postalKenAll"));
    m_kenAllBrowse->setObjectName(QStringLiteral("postalKenAllBrowse"));
    m_romeLabel->setObjectName(QStringLiteral("postalRomeLabel"));
    m_romeLabel->setBuddy(m_rome);
    m_rome->setObjectName(QStringLiteral("postalRome"));
    m_romeBrowse->setObjectName(QStringLiteral("postalRomeBrowse"));
    m_buttons->setObjectName(QStringLiteral("postalButtons"));
    m_import->setObjectName(QStringLiteral("postalImport"));
    m_import->setDefault(true);
    m_cancel->setObjectName(QStringLiteral("postalCancel"));
    for (QPushButton *button : {m_kenAllBrowse, m_romeBrowse, m_cancel})
        button->setAutoDefault(false);
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(space::Message);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_kenAllLabel, 0, 0);
    grid->addWidget(m_kenAll, 0, 1);
    grid->addWidget(m_kenAllBrowse, 0, 2);
    grid->addWidget(m_romeLabel, 1, 0);
    grid->addWidget(m_rome, 1, 1);
    grid->addWidget(m_romeBrowse, 1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::Medium);
    layout->addWidget(m_intro);
    layout->addLayout(grid);
    layout->addWidget(m_banner);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    setMinimumWidth(characterWidth(this) * 80);
    new GrowToFit(this);

    connect(m_kenAllBrowse, &QPushButton::clicked, this, [this] { choose(m_kenAll); });
    connect(m_romeBrowse, &QPushButton::clicked, this, [this] { choose(m_rome); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &PostalImportDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *field : {m_kenAll, m_rome}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            m_error.reset();
            m_banner->clear();
            updateEnabled();
        });
    }
    retranslate();
    updateEnabled();
}

void PostalImportDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PostalImportDialog::retranslate()
{
    setWindowTitle(tr("Import postal codes"));
    setAccessibleName(windowTitle());
    m_intro->setText(tr("Newer postal codes come from Japan Post's files: KEN_ALL.CSV and, for names in romaji, "
                        "KEN_ALL_ROME.CSV. Unpack the downloaded ZIP files first."));
    m_kenAllLabel->setText(tr("&KEN_ALL.CSV:"));
    m_kenAllBrowse->setText(tr("&Browse…"));
    m_romeLabel->setText(tr("KEN_ALL_&ROME.CSV (optional):"));
    m_romeBrowse->setText(tr("Br&owse…"));
    m_import->setText(tr("&Import"));
    m_cancel->setText(tr("Cancel"));
    for (QLabel *label : {m_intro, m_kenAllLabel, m_romeLabel})
        label->setAccessibleName(label->text().remove(QLatin1Char('&')));
    m_kenAll->setAccessibleName(m_kenAllLabel->accessibleName());
    m_rome->setAccessibleName(m_romeLabel->accessibleName());
    m_kenAllBrowse->setAccessibleName(tr("Choose KEN_ALL.CSV"));
    m_romeBrowse->setAccessibleName(tr("Choose KEN_ALL_ROME.CSV"));
    m_buttons->setAccessibleName(tr("Buttons"));
    m_import->setAccessibleName(tr("Import"));
    m_cancel->setAccessibleName(m_cancel->text());
    if (m_error)
        showError(*m_error);
}

void PostalImportDialog::choose(QLineEdit *field)
{
    auto *dialog = new QFileDialog(this, tr("Choose the postal code file"));
    dialog->setObjectName(QStringLiteral("postalFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("CSV files (*.csv *.CSV)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
    dialog->open();
}

void PostalImportDialog::submit()
{
    if (m_isBusy || m_kenAll->text().isEmpty())
        return;
    m_error.reset();
    m_isBusy = true;
    updateEnabled();
    m_banner->showMessage(BannerBar::Kind::Note, tr("Reading the files…"));
    observe(m_postal.importFiles(m_kenAll->text(), m_rome->text()), this, [this](const Result<void> &result) {
        m_isBusy = false;
        updateEnabled();
        if (result)
            accept();
        else
            showError(result.error());
    });
}

void PostalImportDialog::updateEnabled()
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_kenAll, m_kenAllBrowse, m_rome, m_romeBrowse})
        each->setEnabled(!m_isBusy);
    m_import->setEnabled(!m_isBusy && !m_kenAll->text().isEmpty());
}

void PostalImportDialog::showError(const Error &error)
{
    m_error = error;
    const ErrorText words = describe(error, m_language.phrasebook());
    m_banner->showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}));
}

} // namespace tegata
