// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/worker.h"
#include "core/desk/draftsession.h"
#include "core/vault/draftstore.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace tegata {

// The drafts of an open vault, as EnrollmentDesk has them: the list, the open ones in memory, and their saving. A
// change is on the disk within 2 s, typing or not; what cannot be written stays in memory and is tried again. Owns the
// worker that the store runs on; its end writes what is not yet written. GUI thread.
class EnrollmentDrafts : public QObject
{
    Q_OBJECT

public:
    // Who keeps a draft open: a window while it is filled in, the sender until it is answered.
    enum class Holder
    {
        Window,
        Sender
    };
    using Change = std::function<void(EnrollmentDraft &)>;

    EnrollmentDrafts(QString profileDirectory, const Clock &clock, QObject *parent = nullptr);
    ~EnrollmentDrafts() override;

    Worker &worker() { return m_worker; }
    void open(const SharedSecret &key);
    bool isOpen() const { return m_store != nullptr; }
    // Saves, then drops the store and the drafts. The error of a draft that cannot be saved leaves all open.
    Future<void> close();

    const QList<DraftInfo> &list() const { return m_list; }
    const DraftInfo *info(const QString &id) const;
    Future<void> refresh();
    Future<EnrollmentDraft> create(const EnrollmentDraft &draft);
    Future<EnrollmentDraft> duplicate(const QString &id, const QString &name);
    Future<void> remove(const QString &id);
    Future<void> exportTo(const QString &id, const QString &path, const SharedSecret &passphrase);
    Future<EnrollmentDraft> importFrom(const QString &path, const SharedSecret &passphrase);
    // As it is now: in memory, or on the disk.
    Future<EnrollmentDraft> read(const QString &id);
    Future<QList<DraftVersion>> versions(const QString &id);
    Future<EnrollmentDraft> readVersion(const QString &id, qint64 sequence);
    Future<EnrollmentDraft> restoreVersion(const QString &id, qint64 sequence);

    Future<OpenedDraft> acquire(const QString &id, Holder holder);
    // Delivers the error, and keeps the draft open, when its text cannot be saved.
    Future<void> release(const QString &id, Holder holder);
    const EnrollmentDraft *draft(const QString &id) const;
    // The person's change; see EnrollmentDesk::update.
    void update(const EnrollmentDraft &draft);
    // The desk's own change, of an open draft or one on the disk. Delivers when it is on the disk.
    Future<void> change(const QString &id, const Change &change);
    bool isSaved(const QString &id) const;
    std::optional<Error> saveError(const QString &id) const;
    Future<void> flush();

Q_SIGNALS:
    void listChanged();
    void draftChanged(const QString &id);
    void savingChanged(const QString &id);

private:
    // job: (DraftStore &) -> Result<T>, on the worker. Cancelled while the vault is not open.
    template <typename T, typename Job>
    Future<T> run(Job &&job);
    DraftSession *session(const QString &id) const;
    void keep(const EnrollmentDraft &draft, Holder holder);
    static void giveUp(DraftSession &session, Holder holder);
    Future<void> drop(const QString &id);
    void touch(DraftSession &session, bool soon);
    void save(DraftSession &session);
    void onSaved(const QString &id, quint64 revision, const Result<DraftInfo> &info);
    void settle(DraftSession &session);
    Future<void> saved(DraftSession &session);
    Future<EnrollmentDraft> listed(const Future<EnrollmentDraft> &future);
    void showInList(const DraftInfo &info);

    QString m_directory;
    const Clock &m_clock;
    Worker m_worker;
    std::shared_ptr<DraftStore> m_store; // used and dropped on the worker
    QList<DraftInfo> m_list;
    std::map<QString, std::unique_ptr<DraftSession>> m_sessions;
    quint64 m_generation = 0; // answers of a closed store are dropped
};

} // namespace tegata
