// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/applicationpdfsaver.h"

#include "ui/enrollment/draftfilename.h"

#include <QFileDialog>

namespace tegata {

ApplicationPdfSaver::ApplicationPdfSaver(Worker &worker, QWidget *window)
    : QObject(window), m_worker(worker), m_window(window)
{}

void ApplicationPdfSaver::save(const PrintedApplication &printed, Language language, const QString &name)
{
    auto *dialog = new QFileDialog(m_window, tr("Save application as PDF"));
    dialog->setObjectName(QStringLiteral("savePdfDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(tr("PDF files (*.pdf)"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(draftFileName(name, QLatin1String("pdf")));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, printed, language](const QString &path) { write(path, printed, language); });
    dialog->open();
}

void ApplicationPdfSaver::write(const QString &path, const PrintedApplication &printed, Language language)
{
    const Phrasebook phrasebook(language);
    observe(m_worker.run<ApplicationPdf>(
                [path, printed, phrasebook] { return writeApplicationPdf(path, printed, phrasebook); }),
            this, [this, path](const Result<ApplicationPdf> &pdf) {
                if (!pdf)
                    Q_EMIT failed(pdf.error());
                else if (!pdf->isSearchable || !pdf->unprintable.isEmpty())
                    Q_EMIT savedPoorly(path, pdf->unprintable);
                else if (pdf->isFallback)
                    Q_EMIT savedInOtherFont(path, pdf->fontFamily);
                else
                    Q_EMIT saved(path);
            });
}

} // namespace tegata
