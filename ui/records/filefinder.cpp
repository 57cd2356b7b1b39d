// SPDX-License-Identifier: Apache-2.0
#include "ui/records/filefinder.h"

#include "core/base/privatefile.h"

#include <QMimeData>
#include <QUrl>

#include <array>
#include <memory>

namespace tegata {

namespace {

constexpr qint64 LargestFile = 1024 * 1024;
constexpr auto Pem = "-----BEGIN ";

// Where somebody who holds a certificate, or a CSR, looks first.
constexpr std::array<QueueView, QueueViewCount> OfCertificates = {
    QueueView::Issued, QueueView::Revoked, QueueView::Pending, QueueView::OnHold, QueueView::Closed};
constexpr std::array<QueueView, QueueViewCount> OfRequests = {QueueView::Pending, QueueView::OnHold, QueueView::Issued,
                                                              QueueView::Revoked, QueueView::Closed};

} // namespace

FileFinder::FileFinder(QueueCache &cache, Worker &worker, QObject *parent)
    : QObject(parent), m_cache(cache), m_worker(worker)
{}

bool FileFinder::canFind(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    if (!urls.isEmpty())
        return urls.size() == 1 && urls.constFirst().isLocalFile();
    return data.hasText() && data.text().contains(QLatin1String(Pem));
}

void FileFinder::find(const QMimeData &data)
{
    if (!canFind(data))
        return;
    if (data.hasUrls())
        findFile(data.urls().constFirst().toLocalFile());
    else
        look(
            m_worker.run<FileTraits>([bytes = data.text().left(LargestFile).toUtf8()] { return traitsOfFile(bytes); }));
}

void FileFinder::findFile(const QString &path)
{
    look(m_worker.run<FileTraits>([path]() -> Result<FileTraits> {
        const Result<QByteArray> bytes = readPrivateFile(path, LargestFile);
        return bytes ? traitsOfFile(*bytes) : failure(bytes.error());
    }));
}

void FileFinder::look(const Future<FileTraits> &file)
{
    const quint64 generation = ++m_generation;
    observe(file, this, [this, generation](const Result<FileTraits> &traits) {
        if (generation != m_generation)
            return;
        if (!traits) {
            Q_EMIT failed(traits.error());
            return;
        }
        if (traits->serial.isEmpty()) {
            lookForKey(*traits);
            return;
        }
        observe(m_cache.certificate(traits->serial), this,
                [this, generation, traits = *traits](const Result<std::optional<CertificateRecord>> &record) {
                    if (generation != m_generation)
                        return;
                    // A serial is unique within its issuer only; with the same key it is the same certificate.
                    if (record && *record && (*record)->key.spkiSha256 == traits.spkiSha256)
                        Q_EMIT found({0, **record});
                    else
                        lookForKey(traits);
                });
    });
}

void FileFinder::lookForKey(const FileTraits &traits)
{
    const bool isCsr = traits.serial.isEmpty();
    auto hits = std::make_shared<std::array<qint64, QueueViewCount>>();
    auto open = std::make_shared<std::size_t>(hits->size());
    for (std::size_t i = 0; i < hits->size(); ++i) {
        QueueQuery query;
        query.view = (isCsr ? OfRequests : OfCertificates)[i];
        query.filter.spkiSha256 = traits.spkiSha256;
        observe(m_cache.count(query), this,
                [this, generation = m_generation, hits, open, i, isCsr,
                 spkiSha256 = traits.spkiSha256](const Result<qint64> &count) {
                    (*hits)[i] = count.value_or(0);
                    if (--*open > 0 || generation != m_generation)
                        return;
                    for (std::size_t view = 0; view < hits->size(); ++view) {
                        if ((*hits)[view] == 0)
                            continue;
                        QueueQuery first;
                        first.view = (isCsr ? OfRequests : OfCertificates)[view];
                        first.filter.spkiSha256 = spkiSha256;
                        first.order = defaultOrder(first.view);
                        Q_EMIT keyFound(first, !isCsr);
                        return;
                    }
                    Q_EMIT nothingFound();
                });
    }
}

} // namespace tegata
