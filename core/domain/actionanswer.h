// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"

#include <QList>
#include <QString>

#include <variant>

namespace tegata {

// What became of an action that the site answered. An action without answer is an Error of code ConnectionLost,
// TimedOut or Offline: its outcome is unknown, and the same key is sent again.
template <typename Detail>
struct ActionDone
{
    Detail current;
};
template <typename Detail>
struct ActionConflict
{
    Detail current; // as it is now; the action was not done
};
struct ActionRefused
{
    QString code; // the contract's problem code
    QString detail;
    QList<Finding> findings;
};
template <typename Detail>
using ActionAnswer = std::variant<ActionDone<Detail>, ActionConflict<Detail>, ActionRefused>;
using DecisionAnswer = ActionAnswer<RequestDetail>;
using RevocationAnswer = ActionAnswer<CertificateDetail>;
using SubmissionAnswer = std::variant<ActionDone<RequestDetail>, ActionRefused>;

} // namespace tegata
