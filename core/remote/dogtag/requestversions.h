// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/dogtag/review.h"

#include <QByteArray>
#include <QHash>

namespace tegata::dogtag {

// Dogtag gives a request no version: this one is the time of its last change in seconds since 2026, and within one
// second pending, assigned and decided in that order, so that a later state never has a lower number.
int versionOf(const Review &review);
int versionOf(const QDateTime &changedAt, int rank); // rank: 0 … 3

// What the operator saw of a request, to tell two states of one second apart: notes and values have no rank. In memory,
// of the requests that were opened last; one thread.
class RequestVersions
{
public:
    // Shown to the operator. The first state of a version stays: a look in between is not the operator's.
    void saw(const Review &review);
    // Shown as the state that a decision met.
    void sawAnew(const Review &review);
    // Whether this is what the operator saw under this version; true where nothing is known of it.
    bool isAsSeen(const Review &review, int version) const;

private:
    struct Seen
    {
        int version = 0;
        QByteArray fingerprint;
    };

    QHash<QString, Seen> m_seen;
};

} // namespace tegata::dogtag
