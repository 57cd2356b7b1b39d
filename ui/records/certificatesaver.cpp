// SPDX-License-Identifier: Apache-2.0
#include "ui/records/certificatesaver.h"

#include "core/base/filewriter.h"

#include <QFileDialog>
#include <QRegularExpression>

namespace tegata {

namespace {

Result<QString> writeWhole(const QString &path, const QByteArray &bytes)
{
    return writeFile(path, bytes, FileAccess::AsBefore).map([&path] { return path; });
}

} // namespace

CertificateSaver::CertificateSaver(Worker &worker, QWidget *window)
    : QObject(window), m_worker(worker), m_window(window)
{}

void CertificateSaver::save(const CertificateDetail &detail, bool withChain)
{
    QByteArray bytes = detail.pem;
    if (withChain) {
        for (const QByteArray &issuer : detail.chain) {
            if (!bytes.endsWith('\n'))
                bytes += '\n';
            bytes += issuer;
        }
    }
    auto *dialog = new QFileDialog(m_window, tr("Save certificate"));
    dialog->setObjectName(QStringLiteral("saveCertificateDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(tr("PEM files (*.pem *.crt)"));
    dialog->setDefaultSuffix(QStringLiteral("pem"));
    dialog->selectFile(suggestedName(detail.certificate, withChain));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes](const QString &path) { write(path, bytes); });
    dialog->open();
}

QString CertificateSaver::suggestedName(const CertificateRecord &certificate, bool withChain)
{
    static const QRegularExpression unfit(QStringLiteral("[^\\p{L}\\p{N}.-]"));
    QString name = certificate.commonName;
    name.replace(QLatin1Char('*'), QStringLiteral("wildcard"));
    name.replace(unfit, QStringLiteral("_"));
    if (name.isEmpty() || name.startsWith(QLatin1Char('.')))
        name.prepend(certificate.serial);
    return name + (withChain ? QStringLiteral("-chain.pem") : QStringLiteral(".pem"));
}

void CertificateSaver::write(const QString &path, const QByteArray &bytes)
{
    observe(m_worker.run<QString>([path, bytes] { return writeWhole(path, bytes); }), this,
            [this](const Result<QString> &written) {
                if (written)
                    Q_EMIT saved(*written);
                else
                    Q_EMIT failed(written.error());
            });
}

} // namespace tegata
