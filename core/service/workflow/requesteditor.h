// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/service/store/requeststore.h"
#include "core/service/workflow/requestexaminer.h"
#include "core/service/workflow/siteactor.h"

namespace tegata {

// What an operator corrects beside the CSR; what is not set stays. notifyMail empty: the contact's own; renewalOf
// empty: renews none.
struct RequestCorrection
{
    QString id;
    int version = 0;
    std::optional<Product> product;
    std::optional<Language> language;
    std::optional<QString> notifyMail;
    std::optional<QString> renewalOf;
    QString note; // why; required
};

// What operators do to a request beside deciding on it, in the caller's transaction. Thread-safe. Errors beside the
// store's: NotFound (also another customer's), InvalidArgument with the field, and for an edit Conflict (stale version,
// decided already, timed out, claimed by somebody else).
class RequestEditor
{
public:
    explicit RequestEditor(std::shared_ptr<const WeakKeyList> weakKeys = nullptr) : m_examiner(std::move(weakKeys)) {}

    // Examines the request again, voids the approvals given so far (partly_approved → pending) and notes who edited
    // last. Findings do not stop it: the approval has to face them. Nothing that changes: InvalidArgument.
    Result<RequestRow> edit(Transaction &transaction, const SiteActor &who, const RequestCorrection &correction,
                            const QDateTime &now) const;
    // 内部メモ, in every state of the request; its version stays.
    Result<RequestRow> addNote(Transaction &transaction, const SiteActor &who, const QString &requestId,
                               const QString &text, const QDateTime &now) const;

private:
    RequestExaminer m_examiner;
};

} // namespace tegata
