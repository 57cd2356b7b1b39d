// SPDX-License-Identifier: Apache-2.0
#include "core/desk/evidencecollector.h"

#include <utility>

namespace tegata {

struct EvidenceCollector::Collection
{
    EvidenceSources sources;
    int open = 0; // answers of the cache that are missing
    Promise<EvidenceSources> promise;
};

EvidenceCollector::EvidenceCollector(QueueCache &cache, Worker &worker, QObject *parent)
    : QObject(parent), m_cache(cache), m_worker(worker)
{}

Future<EvidenceSources> EvidenceCollector::collect(EvidenceSources sources, const PolicyChoice &policy)
{
    auto collection = std::make_shared<Collection>();
    const auto read = [sources = std::move(sources), policy]() mutable -> Result<EvidenceSources> {
        const Result<CertificateSigningRequest> csr = CertificateSigningRequest::parse(sources.request.csr);
        if (!csr)
            return failure(csr.error());
        const Result<Policy> loaded = policy.load();
        if (!loaded)
            return failure(loaded.error());
        sources.csr = *csr;
        sources.policy = *loaded;
        return sources;
    };
    observe<EvidenceSources>(m_worker.run<EvidenceSources>(read), this,
                             [this, collection](const Result<EvidenceSources> &begun) {
                                 if (!begun) {
                                     collection->promise.deliver(failure(begun.error()));
                                     return;
                                 }
                                 collection->sources = *begun;
                                 askCache(collection);
                             });
    return collection->promise.future();
}

void EvidenceCollector::askCache(const std::shared_ptr<Collection> &collection)
{
    const auto into = [collection](auto &member) {
        return [&member, collection](const auto &answer) {
            if (answer)
                member = *answer;
            if (--collection->open == 0)
                collection->promise.deliver(collection->sources);
        };
    };
    EvidenceSources &sources = collection->sources;
    const QString key = QString::fromLatin1(sources.csr->key().spkiSha256.toHex());
    collection->open = 4;
    observe<QList<CertificateRecord>>(m_cache.certificatesOfName(certificateDnsNames(*sources.csr)), this,
                                      into(sources.sameName));
    observe<QList<CertificateRecord>>(m_cache.certificatesOfKey(key), this, into(sources.sameKey));
    observe<std::optional<CertificateRecord>>(m_cache.certificate(sources.request.renewalOf), this,
                                              into(sources.renewed));
    observe<QList<CertificateRequest>>(m_cache.waitingLike(sources.request), this, into(sources.waiting));
}

} // namespace tegata
