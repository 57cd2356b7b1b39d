// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/dogtag/servercertificate.h"

#include <QMap>
#include <QSet>

namespace tegata::dogtag {

// Certificates whose hold was released: the server forgets that there was one, but their version must stay above the
// hold's. Kept with the change feed's cursor, so that it survives the program. A value; one thread.
class ReleasedHolds
{
public:
    using Versions = QMap<QString, int>; // by serial

    void load(const Versions &versions);
    const Versions &versions() const { return m_versions; }
    // heldVersion: of the hold that was released.
    void add(const QString &serial, int heldVersion);
    // Gives a certificate the version that it has by now.
    void apply(ServerCertificate &certificate) const;

    // A revocation of a held certificate releases it first; sent again, it must know that it was itself.
    void setReleasedFor(const QString &idempotencyKey) { m_releasedFor.insert(idempotencyKey); }
    bool wasReleasedFor(const QString &idempotencyKey) const { return m_releasedFor.contains(idempotencyKey); }

private:
    Versions m_versions;
    QSet<QString> m_releasedFor;
};

} // namespace tegata::dogtag
