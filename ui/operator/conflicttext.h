// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace tegata {

// Why a decision was not done although the site answered with the request as it is: told as what it is. Only what
// somebody did is somebody's change, and then by name; a time-out and a state that does not allow the action are not.
// No state.
class ConflictText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::ConflictText)

public:
    // seen: what the decision was about. history: of the request now, empty where it is not known. me: id of the
    // operator who is signed in.
    static QString cause(const CertificateRequest &seen, const CertificateRequest &now,
                         const QList<HistoryEntry> &history, const QString &me, const QDateTime &at);

private:
    static QString changedBy(const CertificateRequest &seen, const QList<HistoryEntry> &history, const QString &me);
};

} // namespace tegata
