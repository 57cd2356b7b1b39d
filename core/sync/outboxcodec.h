// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/recordsealer.h"
#include "core/outbox/outboxentry.h"
#include "core/sync/outboxitem.h"

namespace tegata {

// An action in its stored form, and back. What a person wrote (notes, comments, mail addresses) is sealed
// (RecordSealer), bound to the entry's kind and target; the rest is plain JSON. Without a
// key of the identity's the words are sealed with one that lives as long as this object: the action itself outlives the
// program all the same, only its words do not, and it asks instead of being sent without them. A value.
class OutboxCodec
{
public:
    // key: 32 bytes, or null.
    explicit OutboxCodec(SharedSecret key);

    // Fills kind, target, key, payload and texts. Errors: Internal, IdentityLocked (no random numbers for a key).
    Result<OutboxEntry> encode(const OutboxAction &action) const;
    // The plain part again, after the action got another version or key; its words stay as they are.
    void recode(const OutboxAction &action, OutboxEntry &entry) const;

    struct Decoded
    {
        OutboxAction action;
        bool wordsMissing = false; // they are there, but cannot be opened
    };
    // Errors: StoreCorrupt for an entry that is not one of ours.
    Result<Decoded> decode(const OutboxEntry &entry) const;

private:
    RecordSealer m_sealer;
};

// A key of no file: for a program that has none of the identity's. Null without random numbers.
SharedSecret passingKey();

// Parts that every action has.
QString targetOf(const OutboxAction &action);
QString idempotencyKeyOf(const OutboxAction &action);
// Version seen; nothing for what takes none (notes).
std::optional<int> versionOf(const OutboxAction &action);
void setVersion(OutboxAction &action, int version);
void setIdempotencyKey(OutboxAction &action, const QString &key);
// About a certificate; else about a request.
bool isOfCertificate(const OutboxAction &action);

} // namespace tegata
