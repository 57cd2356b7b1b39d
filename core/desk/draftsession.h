// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/backoff.h"
#include "core/vault/enrollmentdraft.h"

#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace tegata {

// An open draft in memory: who holds it for writing, and which of its changes are on the disk. Part of
// EnrollmentDrafts.
struct DraftSession
{
    struct Waiting
    {
        quint64 revision;
        std::shared_ptr<Promise<void>> promise;
    };

    EnrollmentDraft draft;
    bool hasWindow = false;
    int senders = 0;
    quint64 revision = 0; // of the draft here
    quint64 onDisk = 0;   // of the draft there
    bool isWriting = false;
    std::optional<Error> error;
    Backoff backoff;
    QTimer timer; // of the next save
    std::vector<Waiting> waiting;

    int holders() const { return senders + int(hasWindow); }
    bool isSettled() const { return !isWriting && revision == onDisk; }
    // Takes out those whose revision is on the disk.
    std::vector<Waiting> takeServed()
    {
        const auto later = std::stable_partition(waiting.begin(), waiting.end(),
                                                 [this](const Waiting &entry) { return entry.revision <= onDisk; });
        std::vector<Waiting> served(waiting.begin(), later);
        waiting.erase(waiting.begin(), later);
        return served;
    }
};

} // namespace tegata
