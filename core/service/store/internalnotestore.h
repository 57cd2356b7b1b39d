// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/service/store/transaction.h"

namespace tegata {

// 内部メモ of requests: only added to. Whether the reader may see the request is the caller's question.
class InternalNoteStore
{
public:
    static Result<void> insert(Transaction &transaction, const QString &requestId, const InternalNote &note);
    // Oldest first.
    static Result<QList<InternalNote>> ofRequest(ReadTransaction &transaction, const QString &requestId);
};

} // namespace tegata
