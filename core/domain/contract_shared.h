// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QJsonArray>
#include <QList>

// What the contract_*.cpp files share beside contract.h.
namespace tegata::contract {

QJsonArray toJson(const QList<HistoryEntry> &history);

} // namespace tegata::contract
