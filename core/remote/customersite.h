// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/language.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/contract.h"
#include "core/domain/registration.h"
#include "core/remote/sitecapabilities.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace tegata {

template <typename T>
struct ListPage
{
    QList<T> items;
    QString next; // cursor, empty on the last page
};

// One customer's records at a certification authority, whoever reads them: an operator, or a procedure contact. All
// calls answer exactly once, never block, and belong to the thread that made the object. Destroying it drops its
// connections and TLS sessions.
class CustomerSite
{
public:
    virtual ~CustomerSite() = default;

    // Of the messages in findings and problems, from the next call on. A site with one language only ignores it.
    virtual void setLanguage(Language language) = 0;

    // Known before any connection: what this kind of site can do at most for this reader.
    virtual SiteCapabilities capabilities() const = 0;
    // Errors: Unsupported where capabilities().registration is false.
    virtual Future<Registration> fetchRegistration() = 0;
    // after: the cursor of the page before, empty for a complete pass. wait: how long the site may hold the answer when
    // there is nothing new (ignored without change feed).
    virtual Future<contract::ChangePage> fetchChanges(const QString &after, int limit, std::chrono::seconds wait) = 0;
    virtual Future<ListPage<CertificateRequest>> listRequests(std::optional<RequestState> state, const QString &after,
                                                              int limit) = 0;
    virtual Future<RequestDetail> fetchRequest(const QString &id) = 0;
    virtual Future<ListPage<CertificateRecord>> listCertificates(std::optional<CertificateState> state,
                                                                 const QString &after, int limit) = 0;
    virtual Future<CertificateDetail> fetchCertificate(const QString &serial) = 0;
};

} // namespace tegata
