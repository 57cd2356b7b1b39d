// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/async.h"
#include "core/base/secretbytes.h"
#include "core/base/worker.h"
#include "core/cache/cacheddetail.h"
#include "core/cache/expiryweek.h"
#include "core/cache/queuefilter.h"
#include "core/cache/queuelist.h"
#include "core/cache/queueview.h"
#include "core/cache/searchline.h"
#include "core/domain/contract.h"
#include "core/domain/registration.h"

#include <QObject>
#include <QVector>

#include <functional>
#include <memory>
#include <optional>

namespace tegata {

class CacheFiles;
class CacheReader;

// The local copy of one site's queue, for one identity: SQLite on threads of its own (WAL, numbered migrations), one
// that writes and two that read, so that neither a page of the feed nor a long search keeps a picture waiting. The
// first paint of every view comes from here, before any network. Holds what certificates show anyway in plain;
// details (persons, comments, notes) only sealed under the key of setSealingKey(). All calls are safe from the owner's
// thread and never block it; the signal arrives there. A damaged file is set aside (".damaged") and started anew: the
// site fills it again.
class QueueCache : public QObject
{
    Q_OBJECT

public:
    // directory: made when missing (0700); files 0600.
    explicit QueueCache(QString directory, QObject *parent = nullptr);
    ~QueueCache() override;

    // Where the files of this site and identity are.
    const QString &directory() const;

    // Once, before anything else. Errors: StoreUnavailable, StoreTooNew, DiskFull.
    Future<void> open();

    // By tab, kept by each transaction: no rows are read.
    Future<QueueCounts> counts();

    // Lists. The newest wins: give each new query of a list the next ticket of its SearchLine, and what was asked with
    // older ones answers Cancelled soon. A filter text of 2 characters or more is found through an index; one of a
    // single character finds the first SingleCharacterLimit rows.
    static constexpr int SingleCharacterLimit = 1000;
    // The first rows of a list in its order, for the first paint.
    Future<QList<QueueRow>> firstRows(const QueueQuery &query, int limit, const SearchTicket &ticket = {});
    // All keys of a list in its order: 8 bytes a row.
    Future<QueueKeys> keys(const QueueQuery &query, const SearchTicket &ticket = {});
    Future<qint64> count(const QueueQuery &query, const SearchTicket &ticket = {});
    // How a list that a model holds becomes the list as it is now, for a model that was told changed(): only what was
    // touched since `held.revision` is read, whatever the order and the filter, and the new vector is made beside the
    // GUI thread. held is not copied (shared). Answers that it has nothing to do when the list is up to date already,
    // so a model asks once more only if changed() came while it waited.
    Future<QueueListChange> changesOf(const QueueQuery &query, const QueueKeys &held, const SearchTicket &ticket = {});

    // Rows by key, in no order; keys that left the view meanwhile are absent in the answer.
    Future<QList<QueueRow>> rows(QueueView view, QVector<qint64> keys);
    Future<std::optional<CertificateRequest>> request(const QString &id);
    Future<std::optional<CertificateRecord>> certificate(const QString &serial);

    // Certificates, whatever their state, that carry one of the names (SAN or common name; exactly, without regard to
    // case; a wildcard is a name of its own), latest first, at most MaximumLookup.
    static constexpr int MaximumLookup = 200;
    Future<QList<CertificateRecord>> certificatesOfName(const QStringList &dnsNames);
    // … whose public key it is (KeySummary::spkiSha256).
    Future<QList<CertificateRecord>> certificatesOfKey(const QString &spkiSha256);
    // Other requests that wait for a decision and have its key or its common name, or renew the same certificate; the
    // earliest first, at most MaximumLookup.
    Future<QList<CertificateRequest>> waitingLike(const CertificateRequest &request);
    // The latest certificate that renews this one and is not revoked.
    Future<std::optional<CertificateRecord>> successorOf(const QString &serial);
    // `weeks` weeks from the Monday of `now` on, by the days of now's own time zone; certificates that ended before
    // `now` are not counted.
    Future<QList<ExpiryWeek>> expiriesByWeek(const QDateTime &now, int weeks);

    // Details are sealed by record and can be read while there is a key (unlocked); 32 bytes. Takes effect at once.
    void setSealingKey(SharedSecret key);
    void dropSealingKey();
    // Errors: IdentityLocked while there is no key.
    Future<void> storeDetail(const CachedDetail &detail);
    // As it was stored (compare request.version with the row's); nothing where none was, or it was sealed under another
    // key. Errors: IdentityLocked while there is no key.
    Future<std::optional<CachedDetail>> detail(const QString &id);

    // The cursor of the last applied page, empty before the first.
    Future<QString> cursor();
    // One transaction: rows, removals and cursor. A record with a lower version than the stored one is ignored (an
    // answer to an action may overtake the feed). Emits changed() when anything is different. after: the cursor that
    // the page was asked with; when another run has moved the cursor meanwhile, nothing is done (Conflict), because a
    // page out of its turn could remove rows. Without it the page counts as asked with the stored cursor.
    Future<ChangeSet> apply(const contract::ChangePage &page, const std::optional<QString> &after = {});
    // Upserts outside the feed (the answer to an action); the cursor stays.
    Future<ChangeSet> upsert(const QList<CertificateRequest> &requests, const QList<CertificateRecord> &certificates);

    Future<std::optional<Registration>> registration();
    Future<void> storeRegistration(const Registration &registration);

Q_SIGNALS:
    void changed(const tegata::ChangeSet &changes);

private:
    Future<ChangeSet> announced(std::function<Result<ChangeSet>()> job);

    std::shared_ptr<CacheFiles> m_files;
    Worker m_writer;
    std::unique_ptr<CacheReader> m_reader;   // what is there at once: rows, first paint, look-ups
    std::unique_ptr<CacheReader> m_searcher; // what may take long: whole lists, counts
};

} // namespace tegata
