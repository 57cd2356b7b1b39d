// SPDX-License-Identifier: Apache-2.0
#include "core/service/store/internalnotestore.h"

namespace tegata {

Result<void> InternalNoteStore::insert(Transaction &transaction, const QString &requestId, const InternalNote &note)
{
    const auto inserted = transaction.run(
        QStringLiteral("INSERT INTO internal_note (request_id, position, at, actor_id, actor_name, body) "
                       "SELECT ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?, ? FROM internal_note WHERE request_id = ?"),
        {requestId, timeValue(note.at), note.actor.id, note.actor.name, note.text, requestId});
    return inserted ? Result<void>() : failure(inserted.error());
}

Result<QList<InternalNote>> InternalNoteStore::ofRequest(ReadTransaction &transaction, const QString &requestId)
{
    auto query = transaction.run(QStringLiteral("SELECT at, actor_id, actor_name, body FROM internal_note "
                                                "WHERE request_id = ? ORDER BY position"),
                                 {requestId});
    if (!query)
        return failure(query.error());
    QList<InternalNote> notes;
    while (query->next()) {
        notes.append({timeOf(query->value(0)),
                      {query->value(1).toString(), query->value(2).toString()},
                      query->value(3).toString()});
    }
    return notes;
}

} // namespace tegata
