// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/keyderivation.h"
#include "core/sync/outbox.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tegata {

// An outbox over a real store in a temporary folder and a certification authority in memory, with one pending request.
// A test class inherits it and calls begin() and end() around each test.
class OutboxFixture
{
protected:
    static inline const QString Me = QStringLiteral("op-1");
    static inline const QString Words = QStringLiteral("名称が登録と異なります");

    static Decision approve(const CertificateRequest &request, const QString &key)
    {
        return {request.id, request.version, RequestAction::Approve, {}, key};
    }
    QString newKey() { return QStringLiteral("k-%1").arg(++m_keys); }

    void begin()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_key = std::make_shared<const SecretBytes>(*randomKey(32));
        m_request = m_site->put(FakeSite::makeRequest(1));
        restart();
    }
    void end()
    {
        m_outbox.reset();
        m_connection.reset();
        m_file.reset();
        m_cache.reset();
    }

    // Gives it where nothing answers, and, restarted, ends the program then.
    Outbox::Receipt giveOffline(const Decision &decision, bool restarted)
    {
        m_outbox->expectTrouble();
        m_site->goOffline();
        // The first finds out that nothing answers: what comes then waits from its beginning.
        const CertificateRequest first = m_site->put(FakeSite::makeRequest(99));
        const auto finder =
            m_outbox->give({NoteAddition{first.id, {}, newKey()}, {}, {}, {}, std::chrono::milliseconds(0)});
        [&] { QTRY_VERIFY(!m_outbox->items().isEmpty() && m_outbox->items().at(0).tries == 1); }();
        auto receipt = m_outbox->give({decision, {}, m_request, {}, std::chrono::milliseconds(0)});
        (void)await(receipt.stored);
        if (restarted)
            restart(QString());
        return receipt;
    }
    void goOnline()
    {
        m_site->goOnline();
        m_outbox->resume(Me);
        m_outbox->retryNow();
        // The one that found out goes its way.
        QTRY_COMPARE(m_outbox->depth(), 1);
    }
    Future<DecisionAnswer> decide(const Decision &decision)
    {
        return answerOf<DecisionAnswer>({decision, {}, m_request, {}, std::chrono::milliseconds(0)});
    }
    Future<RevocationAnswer> revoke(const Revocation &revocation)
    {
        return answerOf<RevocationAnswer>({revocation, {}, {}, {}, std::chrono::milliseconds(0)});
    }
    template <typename Answer>
    Future<Answer> answerOf(NewAction action)
    {
        auto promise = std::make_shared<Promise<Answer>>();
        const Future<Answer> future = promise->future();
        observe<OutboxAnswer>(m_outbox->give(std::move(action)).answered, &m_receiver,
                              [promise](const Result<OutboxAnswer> &answer) {
                                  if (!answer)
                                      promise->deliver(failure(answer.error()));
                                  else if (const auto *error = std::get_if<Error>(&answer->answer))
                                      promise->deliver(failure(*error));
                                  else
                                      promise->deliver(std::get<Answer>(answer->answer));
                              });
        return future;
    }
    // What asks the person; nothing where none or more than one is left.
    std::optional<OutboxItem> asking() const
    {
        const QList<OutboxItem> items = m_outbox->items();
        return items.size() == 1 && items.at(0).state == OutboxState::Asking ? std::optional(items.at(0))
                                                                             : std::nullopt;
    }
    QList<OutboxEntry> stored() { return await(m_file->entries()).value(); }
    // Ends the program and starts it again, with nobody signed in where actor is empty.
    void restart(const QString &actor = Me)
    {
        end();
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_file = std::make_unique<OutboxFile>(m_directory->filePath(QStringLiteral("decisions.sqlite")));
        m_connection = m_site->makeConnection();
        m_outbox = std::make_unique<Outbox>(*m_connection, *m_cache, *m_file, m_clock, m_key);
        if (actor.isEmpty())
            return;
        m_outbox->resume(actor);
        QVERIFY(await(m_file->entries())); // what was left behind is loaded
    }

    QObject m_receiver;
    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    CertificateRequest m_request;
    std::shared_ptr<const SecretBytes> m_key;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OutboxFile> m_file;
    std::unique_ptr<OperatorSite> m_connection;
    std::unique_ptr<Outbox> m_outbox;

private:
    int m_keys = 0;
};

} // namespace tegata
