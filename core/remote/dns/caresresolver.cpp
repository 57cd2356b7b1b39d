// SPDX-License-Identifier: Apache-2.0
// c-ares 1.18 (Debian 12) has no other call for this; newer ones only advise against it.
#define CARES_NO_DEPRECATED

#include "core/remote/dns/caresresolver.h"

#include <QHash>
#include <QSocketNotifier>
#include <QTimer>

#include <ares.h>
#include <ares_nameser.h>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr int CaaType = 257; // RFC 8659, 4.1
constexpr int Tries = 2;
constexpr int MaximumRecords = 100;

Error errorOf(int status)
{
    const auto error = [status](ErrorCode code) {
        return Error{code, QString::fromLatin1(ares_strerror(status)), {}, -1};
    };
    switch (status) {
    case ARES_ETIMEOUT:
        return error(ErrorCode::TimedOut);
    case ARES_ECONNREFUSED:
        return error(ErrorCode::Offline);
    case ARES_EBADRESP:
    case ARES_EBADSTR:
    case ARES_EFORMERR:
        return error(ErrorCode::ProtocolViolation);
    case ARES_EBADNAME:
    case ARES_EBADQUERY:
        return error(ErrorCode::InvalidArgument);
    case ARES_ECANCELLED:
    case ARES_EDESTRUCTION:
        return error(ErrorCode::Cancelled);
    default:
        return error(ErrorCode::ServiceFailure); // SERVFAIL, REFUSED, NOTIMP …
    }
}

Result<QList<CaaRecord>> recordsOf(const unsigned char *answer, int length)
{
    ares_caa_reply *first = nullptr;
    const int status = ares_parse_caa_reply(answer, length, &first);
    if (status == ARES_ENODATA) // an alias to a name without records
        return QList<CaaRecord>();
    if (status != ARES_SUCCESS)
        return tl::unexpected(errorOf(status));
    QList<CaaRecord> records;
    for (const ares_caa_reply *each = first; each && records.size() <= MaximumRecords; each = each->next)
        records.append(
            {(each->critical & 0x80) != 0,
             QByteArray(reinterpret_cast<const char *>(each->property), static_cast<qsizetype>(each->plength)),
             QByteArray(reinterpret_cast<const char *>(each->value), static_cast<qsizetype>(each->length))});
    ares_free_data(first);
    // A part of the records would be another rule than all of them.
    if (records.size() > MaximumRecords)
        return failure(ErrorCode::TooLarge);
    return records;
}

} // namespace

class CaresResolver::Channel : public QObject
{
public:
    Channel(QStringList servers, std::chrono::milliseconds timeout)
        : m_servers(std::move(servers)), m_timeout(timeout), m_timer(this)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            ares_process_fd(m_channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
            schedule();
        });
    }
    ~Channel() override
    {
        if (m_channel)
            ares_destroy(m_channel); // calls back with ARES_EDESTRUCTION
        if (m_isLibraryOpen)
            ares_library_cleanup();
    }

    void ask(const QString &name, Promise<QList<CaaRecord>> promise)
    {
        const int status = open();
        if (status != ARES_SUCCESS) {
            promise.deliver(tl::unexpected(errorOf(status)));
            return;
        }
        // A final dot: the name stands as it is, no search list.
        const QByteArray wanted = name.toLatin1() + '.';
        ares_query(m_channel, wanted.constData(), ns_c_in, CaaType, &Channel::onAnswer,
                   new Promise<QList<CaaRecord>>(std::move(promise)));
        schedule();
    }

private:
    int open()
    {
        if (m_channel)
            return ARES_SUCCESS;
        if (!m_isLibraryOpen) {
            const int status = ares_library_init(ARES_LIB_INIT_ALL);
            if (status != ARES_SUCCESS)
                return status;
            m_isLibraryOpen = true;
        }
        ares_options options{};
        // SERVFAIL is an answer (DNSSEC gives it on purpose), not a server to be passed over.
        options.flags = ARES_FLAG_NOCHECKRESP;
        options.timeout = static_cast<int>(m_timeout.count());
        options.tries = Tries;
        options.sock_state_cb = &Channel::onSocketState;
        options.sock_state_cb_data = this;
        const int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
        int status = ares_init_options(&m_channel, &options, mask);
        if (status == ARES_SUCCESS && !m_servers.isEmpty())
            status = ares_set_servers_ports_csv(m_channel, m_servers.join(QLatin1Char(',')).toLatin1().constData());
        if (status != ARES_SUCCESS && m_channel) {
            ares_destroy(m_channel);
            m_channel = nullptr;
        }
        return status;
    }

    static void onAnswer(void *argument, int status, int, unsigned char *answer, int length)
    {
        const std::unique_ptr<Promise<QList<CaaRecord>>> promise(static_cast<Promise<QList<CaaRecord>> *>(argument));
        if (status == ARES_SUCCESS)
            promise->deliver(recordsOf(answer, length));
        else if (status == ARES_ENODATA || status == ARES_ENOTFOUND)
            promise->deliver(QList<CaaRecord>());
        else
            promise->deliver(tl::unexpected(errorOf(status)));
    }

    static void onSocketState(void *self, ares_socket_t socket, int readable, int writable)
    {
        static_cast<Channel *>(self)->watch(socket, readable != 0, writable != 0);
    }

    struct Notifiers
    {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    void watch(ares_socket_t socket, bool reads, bool writes)
    {
        Notifiers &notifiers = m_notifiers[socket];
        const auto set = [this, socket](QSocketNotifier *&notifier, bool wanted, QSocketNotifier::Type type) {
            if (wanted && !notifier) {
                notifier = new QSocketNotifier(socket, type, this);
                connect(notifier, &QSocketNotifier::activated, this, [this, socket, type] {
                    ares_process_fd(m_channel, type == QSocketNotifier::Read ? socket : ARES_SOCKET_BAD,
                                    type == QSocketNotifier::Write ? socket : ARES_SOCKET_BAD);
                    schedule();
                });
            } else if (!wanted && notifier) {
                // It may be the one that calls, and its socket is closed next.
                notifier->setEnabled(false);
                notifier->deleteLater();
                notifier = nullptr;
            }
        };
        set(notifiers.read, reads, QSocketNotifier::Read);
        set(notifiers.write, writes, QSocketNotifier::Write);
        if (!notifiers.read && !notifiers.write)
            m_notifiers.remove(socket);
    }

    void schedule()
    {
        timeval until{};
        if (const timeval *next = ares_timeout(m_channel, nullptr, &until))
            m_timer.start(static_cast<int>(next->tv_sec * 1000 + next->tv_usec / 1000 + 1));
        else
            m_timer.stop();
    }

    const QStringList m_servers;
    const std::chrono::milliseconds m_timeout;
    bool m_isLibraryOpen = false;
    ares_channel m_channel = nullptr;
    QHash<ares_socket_t, Notifiers> m_notifiers;
    QTimer m_timer;
};

CaresResolver::CaresResolver(QStringList servers, std::chrono::milliseconds timeout)
    : m_channel(std::make_shared<Channel>(std::move(servers), timeout)), m_worker(QStringLiteral("dns"))
{
    m_channel->moveToThread(m_worker.context()->thread());
}

CaresResolver::~CaresResolver()
{
    // Its timers and notifiers belong to that thread.
    (void)m_worker.run<void>([channel = std::exchange(m_channel, nullptr)]() mutable -> Result<void> {
        channel.reset();
        return {};
    });
    m_worker.finish();
}

Future<QList<CaaRecord>> CaresResolver::caaRecords(const QString &name)
{
    auto promise = std::make_shared<Promise<QList<CaaRecord>>>();
    const Future<QList<CaaRecord>> future = promise->future();
    (void)m_worker.run<void>([channel = m_channel, name, promise]() -> Result<void> {
        channel->ask(name, std::move(*promise));
        return {};
    });
    return future;
}

} // namespace tegata
