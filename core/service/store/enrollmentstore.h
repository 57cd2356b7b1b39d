// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/domain/checkreport.h"
#include "core/domain/enrollmentapplication.h"
#include "core/domain/enrollmentstate.h"
#include "core/service/store/page.h"
#include "core/service/store/transaction.h"

namespace tegata {

// An enrolment in a list.
struct EnrollmentSummary
{
    EnrollmentReceipt receipt;
    EnrollmentKind kind = EnrollmentKind::New;
    QString subscriberName; // 加入者申請名 (S9)

    friend bool operator==(const EnrollmentSummary &, const EnrollmentSummary &) = default;
};

struct EnrollmentRow
{
    EnrollmentReceipt receipt;
    EnrollmentApplication application;      // its password is empty
    CheckReport check;                      // with the warnings that its warningReason answers
    QString customerId;                     // of a renewal, else empty
    QString contactId;                      // who sent a renewal, else empty
    QString loginId;                        // S10; of a renewal the contact's
    QString passwordHash;                   // S11, core/pki/passwordhash.h; of a renewal the contact's
    Language language = Language::Japanese; // in which the contact is written to

    friend bool operator==(const EnrollmentRow &, const EnrollmentRow &) = default;
};

// By what a new enrolment's mails are counted; empty of a renewal.
struct EnrollmentSender
{
    QString mailKey; // the recipient, in one spelling
    QString block;   // core/base/addressblock.h
    bool isMailed = false;
};

// Enrolments by their receipt number. Errors beside the store's: NotFound, Conflict (receipt taken, stale version),
// Internal for a form that still holds its password.
class EnrollmentStore
{
public:
    // Written with version 1.
    static Result<void> insert(Transaction &transaction, EnrollmentRow &row, const EnrollmentSender &sender = {});
    static Result<EnrollmentRow> find(ReadTransaction &transaction, const QString &receipt);
    // Keeps state, note and updatedAt; the version grows by one. What was sent does not change.
    static Result<void> update(Transaction &transaction, EnrollmentReceipt &receipt, int expectedVersion);
    // How many enrolments since then were mailed to that recipient, and on behalf of that address block.
    static Result<int> mailedTo(ReadTransaction &transaction, const QString &mailKey, const QDateTime &since);
    static Result<int> mailedFrom(ReadTransaction &transaction, const QString &block, const QDateTime &since);
    // In the order in which they came in; no states: all. Errors: InvalidArgument with the field "after".
    static Result<Page<EnrollmentSummary>> list(ReadTransaction &transaction, const QList<EnrollmentState> &states,
                                                const QString &after, int limit);

    // What is registered of a customer as a form, from which a renewal (S6) starts.
    static Result<EnrollmentApplication> registered(ReadTransaction &transaction, const QString &customerId);
    static Result<void> setRegistered(Transaction &transaction, const QString &customerId,
                                      const EnrollmentApplication &application, const QDateTime &now);
};

} // namespace tegata
