// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeoperatorsite.h"

#include "tests/support/fakesite.h"

#include <QTimer>

namespace tegata {

namespace {

// after: the last id of the page before.
template <typename Record, typename Fits>
ListPage<Record> listPage(const QMap<QString, Record> &records, const QString &after, int limit, Fits fits)
{
    ListPage<Record> page;
    QString last;
    for (auto it = records.upperBound(after); it != records.cend(); ++it) {
        if (!fits(*it))
            continue;
        if (page.items.size() == limit) {
            page.next = last;
            break;
        }
        page.items.append(*it);
        last = it.key();
    }
    return page;
}

} // namespace

FakeOperatorSite::FakeOperatorSite(FakeSite &site) : m_site(site) {}

template <typename T, typename Make>
Future<T> FakeOperatorSite::answer(const QString &call, Make make)
{
    auto promise = std::make_shared<Promise<T>>();
    const Future<T> future = promise->future();
    Result<T> result = failure(ErrorCode::Cancelled);
    if (std::optional<Error> error = m_site.takeFailure(call))
        result = failure(std::move(*error));
    else
        result = make();
    auto deliver = [promise, result = std::move(result)] { promise->deliver(result); };
    if (m_site.m_held)
        connect(&m_site, &FakeSite::released, this, deliver, Qt::SingleShotConnection);
    else
        QTimer::singleShot(m_site.m_delay, this, deliver);
    return future;
}

SiteCapabilities FakeOperatorSite::capabilities() const
{
    return m_site.m_capabilities;
}

Future<SiteSession> FakeOperatorSite::openSession()
{
    return answer<SiteSession>(QStringLiteral("openSession"), [this]() -> Result<SiteSession> {
        SiteSession session = m_site.m_session;
        session.capabilities = m_site.m_capabilities;
        return session;
    });
}

Future<Registration> FakeOperatorSite::fetchRegistration()
{
    return answer<Registration>(QStringLiteral("fetchRegistration"), [this]() -> Result<Registration> {
        if (!m_site.m_capabilities.registration)
            return failure(ErrorCode::Unsupported);
        return m_site.m_registration;
    });
}

Future<contract::ChangePage> FakeOperatorSite::fetchChanges(const QString &after, int limit, std::chrono::seconds wait)
{
    const auto isNews = [](const contract::ChangePage &page) {
        return page.reset || !page.requests.isEmpty() || !page.certificates.isEmpty() ||
               !page.removedRequests.isEmpty() || !page.removedCertificates.isEmpty();
    };
    const bool waits = wait.count() > 0 && !m_site.m_changesScript && m_site.m_capabilities.changeFeed &&
                       !after.isEmpty() && !m_site.m_failure && !m_site.m_nextFailure &&
                       !isNews(m_site.changes(after, limit));
    const auto page = [this, after, limit]() -> Result<contract::ChangePage> { return m_site.changes(after, limit); };
    if (!waits)
        return answer<contract::ChangePage>(QStringLiteral("fetchChanges"), page);

    m_site.m_calls.append(QStringLiteral("fetchChanges"));
    auto promise = std::make_shared<Promise<contract::ChangePage>>();
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    const auto finish = [this, promise, page, timer] {
        if (m_site.m_failure)
            promise->deliver(failure(*m_site.m_failure));
        else
            promise->deliver(page());
        timer->deleteLater();
    };
    connect(timer, &QTimer::timeout, this, finish);
    connect(&m_site, &FakeSite::changed, timer, [timer] { timer->start(0); });
    timer->start(wait);
    return promise->future();
}

Future<ListPage<CertificateRequest>> FakeOperatorSite::listRequests(std::optional<RequestState> state,
                                                                    const QString &after, int limit)
{
    using Page = ListPage<CertificateRequest>;
    return answer<Page>(QStringLiteral("listRequests"), [=, this]() -> Result<Page> {
        return listPage(m_site.m_requests, after, limit,
                        [&](const CertificateRequest &request) { return !state || request.state == *state; });
    });
}

Future<RequestDetail> FakeOperatorSite::fetchRequest(const QString &id)
{
    return answer<RequestDetail>(QStringLiteral("fetchRequest ") + id, [this, id]() -> Result<RequestDetail> {
        if (const CertificateRequest *request = m_site.request(id))
            return m_site.detail(*request);
        return failure(ErrorCode::NotFound, {}, id);
    });
}

Future<DecisionAnswer> FakeOperatorSite::decide(const Decision &decision)
{
    const QString call = QStringLiteral("decide %1 %2").arg(decision.requestId, requestActionName(decision.action));
    return answer<DecisionAnswer>(call, [this, decision] { return m_site.decide(decision); });
}

Future<ListPage<CertificateRecord>> FakeOperatorSite::listCertificates(std::optional<CertificateState> state,
                                                                       const QString &after, int limit)
{
    using Page = ListPage<CertificateRecord>;
    return answer<Page>(QStringLiteral("listCertificates"), [=, this]() -> Result<Page> {
        return listPage(m_site.m_certificates, after, limit,
                        [&](const CertificateRecord &record) { return !state || record.state == *state; });
    });
}

Future<CertificateDetail> FakeOperatorSite::fetchCertificate(const QString &serial)
{
    return answer<CertificateDetail>(QStringLiteral("fetchCertificate ") + serial,
                                     [this, serial]() -> Result<CertificateDetail> {
                                         if (const CertificateRecord *record = m_site.certificate(serial))
                                             return m_site.detail(*record);
                                         return failure(ErrorCode::NotFound, {}, serial);
                                     });
}

Future<RevocationAnswer> FakeOperatorSite::revoke(const Revocation &revocation)
{
    return answer<RevocationAnswer>(QStringLiteral("revoke ") + revocation.serial,
                                    [this, revocation] { return m_site.revoke(revocation); });
}

Future<RevocationAnswer> FakeOperatorSite::cancelScheduled(const ScheduleCancellation &cancellation)
{
    return answer<RevocationAnswer>(QStringLiteral("cancelScheduled ") + cancellation.serial,
                                    [this, cancellation] { return m_site.cancelScheduled(cancellation); });
}

Future<DecisionAnswer> FakeOperatorSite::validate(const RequestEdit &edit)
{
    return answer<DecisionAnswer>(QStringLiteral("validate ") + edit.id,
                                  [this, edit] { return m_site.validate(edit); });
}

Future<DecisionAnswer> FakeOperatorSite::edit(const RequestEdit &edit)
{
    return answer<DecisionAnswer>(QStringLiteral("edit ") + edit.id, [this, edit] { return m_site.edit(edit); });
}

Future<DecisionAnswer> FakeOperatorSite::addNote(const NoteAddition &note)
{
    return answer<DecisionAnswer>(QStringLiteral("addNote ") + note.requestId,
                                  [this, note] { return m_site.addNote(note); });
}

Future<QList<AuditRecord>> FakeOperatorSite::fetchAudit(qint64 after, int limit)
{
    return answer<QList<AuditRecord>>(
        QStringLiteral("fetchAudit"),
        [this, after, limit]() -> Result<QList<AuditRecord>> { return m_site.m_audit.mid(after, limit); });
}

} // namespace tegata
