// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/remote/customersite.h"
#include "tests/support/fakesite.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <utility>

namespace tegata {

// What every connection to a FakeSite answers alike, whoever reads. Port: OperatorSite or ApplicationSite. Never
// answers inside the call; what still waits when it is destroyed is cancelled.
template <typename Port>
class FakeCustomerSite : public QObject, public Port
{
public:
    explicit FakeCustomerSite(FakeSite &site) : m_site(site) {}

    void setLanguage(Language) override {}

    Future<Registration> fetchRegistration() override
    {
        return answer<Registration>(QStringLiteral("fetchRegistration"), [this]() -> Result<Registration> {
            if (!m_site.m_capabilities.registration)
                return failure(ErrorCode::Unsupported);
            return m_site.m_registration;
        });
    }

    Future<contract::ChangePage> fetchChanges(const QString &after, int limit, std::chrono::seconds wait) override
    {
        const auto page = [this, after, limit]() -> Result<contract::ChangePage> {
            return m_site.changes(after, limit);
        };
        const bool waits = wait.count() > 0 && !m_site.m_changesScript && m_site.m_capabilities.changeFeed &&
                           !after.isEmpty() && !m_site.m_failure && !m_site.m_nextFailure && !sessionFault() &&
                           !isNews(m_site.changes(after, limit));
        if (!waits)
            return answer<contract::ChangePage>(QStringLiteral("fetchChanges"), page);

        m_site.m_calls.append(QStringLiteral("fetchChanges"));
        auto promise = std::make_shared<Promise<contract::ChangePage>>();
        auto *timer = new QTimer(this);
        timer->setSingleShot(true);
        const auto finish = [this, promise, page, timer] {
            std::optional<Error> error = sessionFault();
            if (!error)
                error = m_site.m_failure;
            deliver<contract::ChangePage>(*promise, error ? failure(*error) : page());
            timer->deleteLater();
        };
        QObject::connect(timer, &QTimer::timeout, this, finish);
        QObject::connect(&m_site, &FakeSite::changed, timer, [timer] { timer->start(0); });
        timer->start(wait);
        return promise->future();
    }

    Future<ListPage<CertificateRequest>> listRequests(std::optional<RequestState> state, const QString &after,
                                                      int limit) override
    {
        using Page = ListPage<CertificateRequest>;
        return answer<Page>(QStringLiteral("listRequests"), [=, this]() -> Result<Page> {
            return listPage(m_site.m_requests, after, limit,
                            [&](const CertificateRequest &request) { return !state || request.state == *state; });
        });
    }

    Future<RequestDetail> fetchRequest(const QString &id) override
    {
        return answer<RequestDetail>(QStringLiteral("fetchRequest ") + id, [this, id]() -> Result<RequestDetail> {
            if (const CertificateRequest *request = m_site.request(id))
                return m_site.detail(*request);
            return failure(ErrorCode::NotFound, {}, id);
        });
    }

    Future<ListPage<CertificateRecord>> listCertificates(std::optional<CertificateState> state, const QString &after,
                                                         int limit) override
    {
        using Page = ListPage<CertificateRecord>;
        return answer<Page>(QStringLiteral("listCertificates"), [=, this]() -> Result<Page> {
            return listPage(m_site.m_certificates, after, limit,
                            [&](const CertificateRecord &record) { return !state || record.state == *state; });
        });
    }

    Future<CertificateDetail> fetchCertificate(const QString &serial) override
    {
        return answer<CertificateDetail>(QStringLiteral("fetchCertificate ") + serial,
                                         [this, serial]() -> Result<CertificateDetail> {
                                             if (const CertificateRecord *record = m_site.certificate(serial))
                                                 return m_site.detail(*record);
                                             return failure(ErrorCode::NotFound, {}, serial);
                                         });
    }

protected:
    // Why the site answers nobody on this connection just now.
    virtual std::optional<Error> sessionFault() const { return std::nullopt; }
    // An answer that is an error is about to go out.
    virtual void onFailure(const Error &) {}

    // make: () -> Result<T>, asked as the call comes.
    template <typename T, typename Make>
    Future<T> answer(const QString &call, Make make)
    {
        auto promise = std::make_shared<Promise<T>>();
        const Future<T> future = promise->future();
        std::optional<Error> error = m_site.takeFailure(call);
        if (const std::optional<Error> fault = sessionFault())
            error = fault;
        Result<T> result = error ? Result<T>(failure(*std::move(error))) : make();
        auto send = [this, promise, result = std::move(result)] { deliver<T>(*promise, result); };
        if (m_site.m_held)
            QObject::connect(&m_site, &FakeSite::released, this, send, Qt::SingleShotConnection);
        else
            QTimer::singleShot(m_site.m_delay, this, send);
        return future;
    }

    FakeSite &m_site;

private:
    template <typename T>
    void deliver(Promise<T> &promise, const Result<T> &result)
    {
        if (!result)
            onFailure(result.error());
        promise.deliver(result);
    }

    static bool isNews(const contract::ChangePage &page)
    {
        return page.reset || !page.requests.isEmpty() || !page.certificates.isEmpty() ||
               !page.removedRequests.isEmpty() || !page.removedCertificates.isEmpty();
    }

    // after: the last id of the page before.
    template <typename Record, typename Fits>
    static ListPage<Record> listPage(const QMap<QString, Record> &records, const QString &after, int limit, Fits fits)
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
};

} // namespace tegata
