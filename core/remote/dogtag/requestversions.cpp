// SPDX-License-Identifier: Apache-2.0
#include "core/remote/dogtag/requestversions.h"

#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace tegata::dogtag {

namespace {

constexpr qsizetype MostSeen = 5000;
constexpr int Ranks = 4;

QByteArray fingerprintOf(const Review &review)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QString &text) {
        hash.addData(text.toUtf8());
        hash.addData(QByteArray(1, '\0'));
    };
    add(review.status);
    add(review.owner);
    add(review.notes);
    for (const QList<Policy> &set : review.policySets) {
        for (const Policy &policy : set) {
            add(policy.id);
            for (const Policy::Attribute &attribute : policy.attributes) {
                add(attribute.name);
                add(attribute.value);
            }
        }
    }
    return hash.result();
}

} // namespace

int versionOf(const QDateTime &changedAt, int rank)
{
    static const QDateTime begin(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    const qint64 seconds = changedAt.isValid() ? std::max<qint64>(begin.secsTo(changedAt), 0) : 0;
    return static_cast<int>(std::min<qint64>(1 + seconds * Ranks + rank, std::numeric_limits<int>::max()));
}

int versionOf(const Review &review)
{
    int rank = 2;
    if (stateOf(review.status) == RequestState::Pending)
        rank = review.owner.isEmpty() ? 0 : 1;
    return versionOf(review.modifiedAt.isValid() ? review.modifiedAt : review.createdAt, rank);
}

void RequestVersions::saw(const Review &review)
{
    const auto found = m_seen.constFind(review.id);
    if (found == m_seen.cend() || found->version != versionOf(review))
        sawAnew(review);
}

void RequestVersions::sawAnew(const Review &review)
{
    if (m_seen.size() >= MostSeen)
        m_seen.clear();
    m_seen.insert(review.id, {versionOf(review), fingerprintOf(review)});
}

bool RequestVersions::isAsSeen(const Review &review, int version) const
{
    if (versionOf(review) != version)
        return false;
    const auto found = m_seen.constFind(review.id);
    return found == m_seen.cend() || found->version != version || found->fingerprint == fingerprintOf(review);
}

} // namespace tegata::dogtag
