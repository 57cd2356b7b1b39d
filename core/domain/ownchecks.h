// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QHash>
#include <QString>

namespace tegata {

// What this computer's own checks found lately, and when: by request, for the version that was checked. A value.
class OwnChecks
{
public:
    static constexpr qsizetype MaximumKept = 10'000;

    void note(const CertificateRequest &request, const CheckState &found)
    {
        if (m_checks.size() >= MaximumKept)
            m_checks.clear();
        m_checks.insert(request.id, {request.version, found});
    }
    // Not checked where it was not, or only in another version.
    CheckState of(const CertificateRequest &request) const
    {
        const Check check = m_checks.value(request.id);
        return check.version == request.version ? check.found : CheckState();
    }
    bool isEmpty() const { return m_checks.isEmpty(); }

private:
    struct Check
    {
        int version = 0;
        CheckState found;
    };
    QHash<QString, Check> m_checks;
};

} // namespace tegata
