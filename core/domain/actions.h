// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

// What a person does to a request or a certificate, as it is stored before it is sent. The idempotency key makes
// sending it again harmless; the version is the one that the person saw. Plain values.
namespace tegata {

// A step of a request's life cycle: an operator's, or the contact's withdrawal.
struct Decision
{
    QString requestId;
    int version = 0; // that the operator saw
    RequestAction action = RequestAction::Approve;
    QString note;
    QString idempotencyKey;

    friend bool operator==(const Decision &, const Decision &) = default;
};

struct Revocation
{
    QString serial;
    int version = 0;
    RevocationReason reason = RevocationReason::Unspecified;
    QString note;
    QString idempotencyKey;
    QDateTime at{}; // when the site is to revoke it; invalid: now

    friend bool operator==(const Revocation &, const Revocation &) = default;
};

// Takes a scheduled revocation back.
struct ScheduleCancellation
{
    QString serial;
    int version = 0;
    QString idempotencyKey;

    friend bool operator==(const ScheduleCancellation &, const ScheduleCancellation &) = default;
};

// Corrects what the contact chose beside the CSR, or what the profile made of it; what is not set stays. Voids the
// approvals given so far and brings a partly approved request back to pending; who edits may not approve it (four
// eyes).
struct RequestEdit
{
    QString id;
    int version = 0; // that the operator saw
    std::optional<Product> product;
    std::optional<Language> language;
    std::optional<QString> notifyMail;
    std::optional<QString> renewalOf;
    QString note; // why; required
    QString idempotencyKey;
    QList<ProfileValueEdit> values{}; // of the enrolment profile

    friend bool operator==(const RequestEdit &, const RequestEdit &) = default;
};

// An internal note. Adds only, so it takes no version and makes none.
struct NoteAddition
{
    QString requestId;
    QString text;
    QString idempotencyKey;

    friend bool operator==(const NoteAddition &, const NoteAddition &) = default;
};

// A CSR on its way to the authority (S53).
struct RequestSubmission
{
    QByteArray csr; // PEM or DER as the person gave it
    Product product = Product::Ov;
    Language language = Language::Japanese;
    QString notifyMail;
    QString comment;
    QString renewalOf;
    bool acknowledged = false; // the person read the warnings and goes on
    QString idempotencyKey;
};

} // namespace tegata
