// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/cache/queuecache.h"
#include "core/desk/evidencebuilder.h"

#include <QObject>

#include <memory>

namespace tegata {

// Collects what the check and the evidence of one request are made of: its CSR, and what the cache has of its names,
// its key, its renewal and of other requests like it. The one place for it, so that a row of a bulk run cannot show
// another outcome than the request alone. Lives on the desk's thread; reading the CSR is the worker's. Cache and worker
// outlive it.
class EvidenceCollector : public QObject
{
    Q_OBJECT

public:
    EvidenceCollector(QueueCache &cache, Worker &worker, QObject *parent = nullptr);

    // sources: all but what is collected here (CSR, policy and what the cache has). Errors: those of reading the CSR
    // and the policy. A cache that cannot answer takes some of the findings, not the check.
    Future<EvidenceSources> collect(EvidenceSources sources, const PolicyChoice &policy);

private:
    struct Collection;

    void askCache(const std::shared_ptr<Collection> &collection);

    QueueCache &m_cache;
    Worker &m_worker;
};

} // namespace tegata
