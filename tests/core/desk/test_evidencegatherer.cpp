// SPDX-License-Identifier: Apache-2.0
#include "core/desk/evidencegatherer.h"
#include "core/desk/operatordesk.h"
#include "core/pki/certificatesigningrequest.h"
#include "core/pki/privatekey.h"
#include "tests/support/await.h"
#include "tests/support/fakesite.h"
#include "tests/support/manualclock.h"
#include "tests/support/testauthority.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace tegata;

namespace {

// Answers from a table; a name without entry has no records.
class FakeResolver final : public CaaResolver
{
public:
    Future<QList<CaaRecord>> caaRecords(const QString &name) override
    {
        asked.append(name);
        if (silent.contains(name) || isAbsent)
            return readyFuture<QList<CaaRecord>>(failure(isAbsent ? ErrorCode::Offline : ErrorCode::TimedOut));
        if (failing.contains(name))
            return readyFuture<QList<CaaRecord>>(failure(ErrorCode::ServiceFailure, QStringLiteral("SERVFAIL")));
        return readyFuture<QList<CaaRecord>>(records.value(name));
    }

    QHash<QString, QList<CaaRecord>> records;
    QStringList failing;
    QStringList silent;    // no server answers for these
    bool isAbsent = false; // no server answers at all
    QStringList asked;
};

class FakeProbe final : public HostProbe
{
public:
    Future<HostCertificates> look(const QString &host, quint16 port) override
    {
        asked.append(QStringLiteral("%1:%2").arg(host).arg(port));
        return readyFuture<HostCertificates>(answer);
    }

    HostCertificates answer;
    QStringList asked;
};

const ComparisonRow *row(const Evidence &evidence, const QString &field)
{
    for (const ComparisonRow &each : evidence.comparison) {
        if (each.field == field)
            return &each;
    }
    return nullptr;
}

const Finding *finding(const Evidence &evidence, const QString &code)
{
    for (const Finding &each : evidence.check.findings) {
        if (each.code == code)
            return &each;
    }
    return nullptr;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(CertificateRequest &, CertificateRecord &, CertificateRequest &)>)

class TestEvidenceGatherer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<FakeSite>();
        m_cache = std::make_unique<QueueCache>(m_directory->path());
        QVERIFY(await(m_cache->open()));
        m_desk = std::make_unique<OperatorDesk>(*m_cache, m_clock);
        m_gatherer = std::make_unique<EvidenceGatherer>(m_desk->records());
        auto resolver = std::make_unique<FakeResolver>();
        auto probe = std::make_unique<FakeProbe>();
        m_resolver = resolver.get();
        m_probe = probe.get();
        m_gatherer->setPorts({std::move(probe), std::move(resolver)});
        m_key = std::make_unique<PrivateKey>(PrivateKey::generate(KeySpec::EcP256).value());
    }
    void cleanup()
    {
        m_gatherer.reset();
        m_desk.reset();
        m_cache.reset();
    }

    void offlineChecksAndCompares()
    {
        const CertificateRequest request =
            requestOf(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www.example.jp"),
                      {QStringLiteral("www.example.jp")});
        const Result<Evidence> evidence = await(m_gatherer->gather(request));
        QVERIFY(evidence);
        QCOMPARE(evidence->requestId, request.id);
        QCOMPARE(evidence->csrSha256.size(), 64);
        QCOMPARE(evidence->registrationVersion, 0);
        QVERIFY(finding(*evidence, QStringLiteral("registration.absent")));
        QVERIFY(row(*evidence, QStringLiteral("subject.O")));
        QVERIFY(!row(*evidence, QStringLiteral("subject.O"))->registered);
        QVERIFY(m_resolver->asked.isEmpty()); // offline: DNS is not asked
    }

    void comparesWithWhatIsRegistered()
    {
        goOnline();
        // 例示 with a look-alike of 株: full-width space inside, and one name outside.
        const Result<Evidence> evidence = await(
            m_gatherer->gather(requestOf(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式會社例示, CN=www.example.jp"),
                                         {QStringLiteral("www.example.jp"), QStringLiteral("shop.examp1e.jp")})));
        QVERIFY(evidence);
        const ComparisonRow *organization = row(*evidence, QStringLiteral("subject.O"));
        QVERIFY(organization);
        QCOMPARE(organization->registered, std::optional(QStringLiteral("株式会社例示")));
        QCOMPARE(organization->worst, TextDifference::LookAlike);
        QCOMPARE(organization->csrRuns.value(1).text, QStringLiteral("會"));
        QCOMPARE(organization->csrRuns.value(1).counterpart, QStringLiteral("会"));
        QVERIFY(finding(*evidence, QStringLiteral("subject.lookAlike")));
        QCOMPARE(row(*evidence, QStringLiteral("sans[0]"))->registered, std::optional(QStringLiteral("example.jp")));
        const ComparisonRow *near = row(*evidence, QStringLiteral("sans[1]"));
        QVERIFY(!near->registered);
        QCOMPARE(near->worst, TextDifference::LookAlike); // of example.jp
        QCOMPARE(evidence->registrationVersion, 1);
    }

    void validationsSayUntilWhenTheyCount()
    {
        goOnline();
        const Result<Evidence> evidence = await(m_gatherer->gather(goodRequest()));
        QVERIFY(evidence);
        QCOMPARE(evidence->validations.size(), 2);
        QVERIFY(!evidence->validations[0].isDomain);
        QCOMPARE(evidence->validations[0].usableUntil, evidence->validations[0].validatedAt.addDays(398));
        // 200 days from 2026-11-01 end after the day on which 100 days come into force.
        QCOMPARE(evidence->validations[1].usableUntil.toUTC().date(), QDate(2027, 3, 14));
    }

    void findsEarlierCertificatesAndTheirKeys()
    {
        const CertificateRequest request = goodRequest();
        CertificateRecord sameName = FakeSite::makeCertificate(1);
        sameName.commonName = request.commonName;
        sameName.sans = {request.commonName, QStringLiteral("old.example.jp")};
        sameName.requestId = QStringLiteral("r-old");
        CertificateRecord sameKey = FakeSite::makeCertificate(2);
        sameKey.requestId = QStringLiteral("r-other");
        sameKey.key.spkiSha256 = request.key.spkiSha256;
        sameKey.state = CertificateState::Revoked;
        sameKey.revocationReason = RevocationReason::KeyCompromise;
        sameKey.revokedAt = sameKey.notBefore.addDays(1);
        CertificateRecord own = FakeSite::makeCertificate(3); // of this very request
        own.requestId = request.id;
        own.key.spkiSha256 = request.key.spkiSha256;
        QVERIFY(await(m_cache->upsert({}, {sameName, sameKey, own})));
        const Result<Evidence> evidence = await(m_gatherer->gather(request));
        QVERIFY(evidence);
        QCOMPARE(evidence->sameName.size(), 1);
        QCOMPARE(evidence->previous->serial, sameName.serial);
        QCOMPARE(evidence->sameKey.size(), 1);
        QVERIFY(finding(*evidence, QStringLiteral("key.compromised")));
        QVERIFY(evidence->check.hasErrors());
        // A name that is gone is told.
        const bool tellsRemoved =
            std::any_of(evidence->comparison.cbegin(), evidence->comparison.cend(), [](const ComparisonRow &each) {
                return each.field == QLatin1String("sans") && !each.csr &&
                       each.previous == QStringLiteral("old.example.jp");
            });
        QVERIFY(tellsRemoved);
    }

    void aBrokenCsrIsAnError()
    {
        CertificateRequest request = goodRequest();
        request.csr = "no CSR";
        QCOMPARE(codeOf(await(m_gatherer->gather(request))), ErrorCode::NotPem);
    }

    void onlyTheLatestCounts()
    {
        const Future<Evidence> first = m_gatherer->gather(goodRequest(1));
        const Future<Evidence> second = m_gatherer->gather(goodRequest(2));
        QCOMPARE(codeOf(await(first)), ErrorCode::Cancelled);
        QCOMPARE(await(second)->requestId, goodRequest(2).id);
    }

    void whatIsPreparedIsThereAtOnce()
    {
        const CertificateRequest next = goodRequest(2);
        QVERIFY(!m_gatherer->known(next));
        m_gatherer->prefetch({next});
        QTRY_VERIFY(m_gatherer->known(next));
        QCOMPARE(m_gatherer->known(next)->requestId, next.id);
        CertificateRequest newer = next;
        ++newer.version;
        QVERIFY(!m_gatherer->known(newer));
        // A certificate may be another use of its key.
        QVERIFY(await(m_cache->upsert({}, {FakeSite::makeCertificate(9)})));
        QTRY_VERIFY(!m_gatherer->known(next));
        // Another request may be a second one for the same.
        m_gatherer->prefetch({next});
        QTRY_VERIFY(m_gatherer->known(next));
        QVERIFY(await(m_cache->upsert({goodRequest(3)}, {})));
        QTRY_VERIFY(!m_gatherer->known(next));
    }

    void whatItStandsOnIsLookedAtAgain()
    {
        const CertificateRequest request = goodRequest(1);
        QVERIFY(await(m_cache->upsert({request}, {})));
        const Result<Evidence> first = await(m_gatherer->gather(request));
        QVERIFY(first);
        QVERIFY(!finding(*first, QStringLiteral("request.sameCsr")));
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        // A second request for the same, among others that are none of this one's.
        CertificateRequest second = goodRequest(2);
        second.csr = request.csr;
        second.key = request.key;
        QVERIFY(await(m_cache->upsert({second}, {FakeSite::makeCertificate(8)})));
        for (int number = 10; number < 15; ++number)
            QVERIFY(await(m_cache->upsert({goodRequest(number)}, {})));
        const auto saysSameCsr = [&updated] {
            const auto latest = updated.constLast()[0].value<Evidence>();
            return finding(latest, QStringLiteral("request.sameCsr")) != nullptr;
        };
        QTRY_VERIFY(!updated.isEmpty() && saysSameCsr());
        QCOMPARE(updated.constLast()[0].value<Evidence>().requestId, request.id);
        // It goes away again: so does the finding.
        updated.clear();
        second.state = RequestState::Rejected;
        ++second.version;
        QVERIFY(await(m_cache->upsert({second}, {})));
        QTRY_VERIFY(!updated.isEmpty() && !saysSameCsr());
    }
    void whatDoesNotConcernItAsksNobodyAgain()
    {
        goOnline();
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        const CertificateRequest request = goodRequest(1);
        QVERIFY(await(m_gatherer->gather(request)));
        QTRY_COMPARE(updated.size(), 1); // DNS
        const qsizetype asked = m_resolver->asked.size();
        QVERIFY(m_gatherer->known(request));
        QSignalSpy changed(m_cache.get(), &QueueCache::changed);
        QVERIFY(await(m_cache->upsert({}, {FakeSite::makeCertificate(8)})));
        QTRY_VERIFY(!changed.isEmpty());
        QTRY_VERIFY(m_gatherer->known(request)); // collected again, and the same
        QVERIFY(!QTest::qWaitFor([&updated] { return updated.size() > 1; }, 300));
        QCOMPARE(m_resolver->asked.size(), asked);
    }

    // The name is what is known at first, and may say less than is issued.
    void whatTheProfileIssuesDecidesOnceItIsKnown()
    {
        CertificateRequest asked = goodRequest();
        asked.profile = QStringLiteral("Manual User Certificate Enrollment");
        m_site->usesProfiles(QStringLiteral("1.3.6.1.5.5.7.3.1"));
        const CertificateRequest request = m_site->put(asked);
        goOnline();
        const Result<Evidence> first = await(m_gatherer->gather(request));
        QVERIFY(first);
        QVERIFY(finding(*first, QStringLiteral("kind.client")));
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        QVERIFY(await(m_desk->records().fetchRequest(request.id)));
        const auto saysClient = [&updated] {
            return finding(updated.constLast()[0].value<Evidence>(), QStringLiteral("kind.client")) != nullptr;
        };
        QTRY_VERIFY(!updated.isEmpty() && !saysClient());
        QVERIFY(!saysOtherKind(await(m_desk->records().check(request))->findings));
    }

    // A bulk run asks the desk, the detail the gatherer: the same request has one outcome.
    void theDeskChecksAsTheEvidenceDoes_data()
    {
        using Change = std::function<void(CertificateRequest &, CertificateRecord &, CertificateRequest &)>;
        QTest::addColumn<Change>("change"); // of the request, the certificate that it renews, another that waits
        QTest::addColumn<QString>("code");
        QTest::newRow("nothing") << Change([](auto &, auto &, auto &) {}) << QString();
        QTest::newRow("renewal of a revoked one") << Change([](auto &, CertificateRecord &renewed, auto &) {
            renewed.state = CertificateState::Revoked;
            renewed.revocationReason = RevocationReason::Superseded;
        }) << QStringLiteral("renewal.ofRevoked");
        QTest::newRow("renewal with other names") << Change([](auto &, CertificateRecord &renewed, auto &) {
            renewed.sans.append(QStringLiteral("old.example.jp"));
        }) << QStringLiteral("renewal.otherNames");
        QTest::newRow("renewal too early") << Change([](auto &, CertificateRecord &renewed, auto &) {
            renewed.notAfter = renewed.notAfter.addDays(100);
        }) << QStringLiteral("renewal.tooEarly");
        QTest::newRow("second renewal") << Change([](CertificateRequest &request, auto &, CertificateRequest &other) {
            other.renewalOf = request.renewalOf;
        }) << QStringLiteral("renewal.second");
        QTest::newRow("the same CSR twice")
            << Change([](CertificateRequest &request, auto &, CertificateRequest &other) {
                   other.csr = request.csr;
                   other.key = request.key;
               })
            << QStringLiteral("request.sameCsr");
    }
    void theDeskChecksAsTheEvidenceDoes()
    {
        using Change = std::function<void(CertificateRequest &, CertificateRecord &, CertificateRequest &)>;
        QFETCH(Change, change);
        QFETCH(QString, code);
        CertificateRequest request = goodRequest();
        CertificateRecord renewed = FakeSite::makeCertificate(1);
        renewed.requestId = QStringLiteral("r-old");
        renewed.commonName = request.commonName;
        renewed.sans = request.sans;
        renewed.notAfter = m_clock.now().addDays(10);
        request.renewalOf = renewed.serial;
        CertificateRequest other = FakeSite::makeRequest(2);
        change(request, renewed, other);
        QVERIFY(await(m_cache->upsert({request, other}, {renewed})));
        const Result<Evidence> evidence = await(m_gatherer->gather(request));
        QVERIFY(evidence);
        QCOMPARE(finding(*evidence, code) != nullptr, !code.isEmpty());
        QCOMPARE(*await(m_desk->records().check(request)), evidence->check);
    }

    // CAA too: what forbids there is no clean row of a bulk run, and what was not asked is said.
    void theDeskAsksCaaAsTheEvidenceDoes_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("leavesCaa");
        QTest::newRow("allowed") << QString() << QString() << false;
        QTest::newRow("forbidden") << QStringLiteral("forbidden") << QStringLiteral("caa.forbidden") << false;
        QTest::newRow("failing") << QStringLiteral("failing") << QStringLiteral("caa.lookupFailed") << false;
        QTest::newRow("no DNS") << QStringLiteral("absent") << QStringLiteral("caa.noDns") << true;
        QTest::newRow("switched off") << QStringLiteral("off") << QStringLiteral("caa.notChecked") << true;
        QTest::newRow("offline") << QStringLiteral("offline") << QStringLiteral("caa.notChecked") << true;
    }
    void theDeskAsksCaaAsTheEvidenceDoes()
    {
        QFETCH(QString, state);
        QFETCH(QString, code);
        QFETCH(bool, leavesCaa);
        goOnline();
        if (state == QLatin1String("forbidden"))
            m_resolver->records.insert(QStringLiteral("example.jp"), {{false, "issue", "other.example"}});
        if (state == QLatin1String("failing"))
            m_resolver->failing = {QStringLiteral("example.jp")};
        m_resolver->isAbsent = state == QLatin1String("absent");
        if (state == QLatin1String("off")) {
            EvidenceOptions options;
            options.asksDns = false;
            m_gatherer->setOptions(options);
        }
        if (state == QLatin1String("offline"))
            m_desk->detach();
        const CertificateRequest request = goodRequest();
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        const Result<Evidence> begun = await(m_gatherer->gather(request));
        QVERIFY(begun);
        const bool isAsked = state != QLatin1String("off") && state != QLatin1String("offline");
        if (isAsked)
            QTRY_VERIFY(!updated.isEmpty());
        const Evidence evidence = isAsked ? updated.last()[0].value<Evidence>() : *begun;
        QCOMPARE(finding(evidence, code) != nullptr, !code.isEmpty());
        const Result<CheckReport> alone = await(m_desk->records().check(request));
        QVERIFY(alone);
        QCOMPARE(*alone, evidence.check);
        QCOMPARE(leavesCaaUnchecked(alone->findings), leavesCaa);
        // The lists show the same.
        QCOMPARE(m_desk->records().ownChecks().of(request).outcome(), std::optional(alone->outcome()));
    }
    void gatheringAgainForgetsNoCaa()
    {
        goOnline();
        m_resolver->records.insert(QStringLiteral("example.jp"), {{false, "issue", "other.example"}});
        const CertificateRequest request = goodRequest();
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        QVERIFY(await(m_gatherer->gather(request)));
        QTRY_VERIFY(!updated.isEmpty());
        const auto shown = [&] { return m_desk->records().ownChecks().of(request).outcome(); };
        QCOMPARE(shown(), std::optional(FindingOutcome::Error));
        // What is kept goes with each certificate that comes; the rows around the shown one are collected without CAA.
        QVERIFY(await(m_cache->upsert({}, {FakeSite::makeCertificate(8)})));
        QVERIFY(await(m_gatherer->gather(request)));
        QCOMPARE(shown(), std::optional(FindingOutcome::Error));
    }
    void aDnsThatDoesNotAnswerIsNotWaitedForByEachRow()
    {
        goOnline();
        m_resolver->isAbsent = true;
        QVERIFY(leavesCaaUnchecked(await(m_desk->records().check(goodRequest()))->findings));
        const qsizetype asked = m_resolver->asked.size();
        QVERIFY(asked > 0);
        QVERIFY(leavesCaaUnchecked(await(m_desk->records().check(goodRequest(2)))->findings));
        QCOMPARE(m_resolver->asked.size(), asked);
    }

    void caaClimbsAndForbids()
    {
        goOnline();
        m_resolver->records.insert(QStringLiteral("example.jp"), {{false, "issue", "other.example"}});
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        const CertificateRequest request = requestOf(
            QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www.example.jp"),
            {QStringLiteral("www.example.jp"), QStringLiteral("*.example.jp"), QStringLiteral("evil.example.com")});
        QVERIFY(await(m_gatherer->gather(request)));
        QTRY_COMPARE(updated.size(), 1);
        const auto evidence = updated[0][0].value<Evidence>();
        QCOMPARE(evidence.caa[0].state, CaaResult::State::Forbidden);
        QCOMPARE(evidence.caa[0].foundAt, QStringLiteral("example.jp"));
        QCOMPARE(evidence.caa[0].records, QStringList{QStringLiteral("0 issue \"other.example\"")});
        QCOMPARE(evidence.caa[1].state, CaaResult::State::Forbidden);
        QCOMPARE(evidence.caa[2].state, CaaResult::State::NotAsked); // in no registered domain
        QVERIFY(finding(evidence, QStringLiteral("caa.forbidden")));
        QCOMPARE(finding(evidence, QStringLiteral("caa.forbidden"))->outcome, FindingOutcome::Error);
        QCOMPARE(m_resolver->asked, (QStringList{QStringLiteral("www.example.jp"), QStringLiteral("example.jp")}));
        // Kept with the rest.
        QCOMPARE(m_gatherer->known(request)->caa, evidence.caa);
    }
    void caaUpToTheRootAllows()
    {
        goOnline();
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        QVERIFY(await(m_gatherer->gather(goodRequest())));
        QTRY_COMPARE(updated.size(), 1);
        const auto evidence = updated[0][0].value<Evidence>();
        QCOMPARE(evidence.caa[0].state, CaaResult::State::Allowed);
        QVERIFY(evidence.caa[0].foundAt.isEmpty());
        QCOMPARE(m_resolver->asked.constLast(), QStringLiteral("jp"));
        QVERIFY(!finding(evidence, QStringLiteral("caa.forbidden")));
    }
    void aFailedLookupIsNotNone()
    {
        goOnline();
        m_resolver->failing = {QStringLiteral("example.jp")};
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        QVERIFY(await(m_gatherer->gather(goodRequest())));
        QTRY_COMPARE(updated.size(), 1);
        const auto evidence = updated[0][0].value<Evidence>();
        QCOMPARE(evidence.caa[0].state, CaaResult::State::Failed);
        QCOMPARE(finding(evidence, QStringLiteral("caa.lookupFailed"))->outcome, FindingOutcome::Warning);
    }
    void silentServersOfADomainAreAWarning()
    {
        goOnline();
        m_resolver->silent = {QStringLiteral("www.example.jp")};
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        QSignalSpy dns(m_gatherer.get(), &EvidenceGatherer::dnsChanged);
        QVERIFY(await(m_gatherer->gather(goodRequest())));
        QTRY_COMPARE(updated.size(), 1);
        const auto evidence = updated[0][0].value<Evidence>();
        QCOMPARE(m_resolver->asked, (QStringList{QStringLiteral("www.example.jp"), QStringLiteral("jp")}));
        QCOMPARE(evidence.caa[0].state, CaaResult::State::Failed);
        QCOMPARE(finding(evidence, QStringLiteral("caa.lookupFailed"))->outcome, FindingOutcome::Warning);
        QVERIFY(!finding(evidence, QStringLiteral("caa.noDns")));
        QVERIFY(dns.isEmpty());
    }
    void withoutDnsNoNameIsToBlame()
    {
        goOnline();
        m_resolver->isAbsent = true;
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        QSignalSpy dns(m_gatherer.get(), &EvidenceGatherer::dnsChanged);
        const CertificateRequest request =
            requestOf(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www.example.jp"),
                      {QStringLiteral("www.example.jp"), QStringLiteral("shop.example.jp")});
        QVERIFY(await(m_gatherer->gather(request)));
        QTRY_COMPARE(updated.size(), 1);
        const auto evidence = updated[0][0].value<Evidence>();
        for (const CaaResult &result : evidence.caa)
            QCOMPARE(result.state, CaaResult::State::NoDns);
        QCOMPARE(finding(evidence, QStringLiteral("caa.noDns"))->outcome, FindingOutcome::Note);
        QVERIFY(!finding(evidence, QStringLiteral("caa.lookupFailed")));
        QCOMPARE(dns.size(), 1);
        QVERIFY(!dns[0][0].toBool());
        // Told once, and again when it is back.
        QVERIFY(await(m_gatherer->gather(goodRequest(2))));
        QTRY_COMPARE(updated.size(), 2);
        QCOMPARE(dns.size(), 1);
        m_resolver->isAbsent = false;
        QVERIFY(await(m_gatherer->gather(goodRequest(3))));
        QTRY_COMPARE(updated.size(), 3);
        QCOMPARE(dns.size(), 2);
        QVERIFY(dns[1][0].toBool());
        QCOMPARE(updated[2][0].value<Evidence>().caa[0].state, CaaResult::State::Allowed);
    }
    void switchedOffDnsIsNotMissed()
    {
        goOnline();
        m_resolver->isAbsent = true;
        QSignalSpy dns(m_gatherer.get(), &EvidenceGatherer::dnsChanged);
        QVERIFY(await(m_gatherer->gather(goodRequest())));
        QTRY_COMPARE(dns.size(), 1);
        EvidenceOptions options;
        options.asksDns = false;
        m_gatherer->setOptions(options);
        QCOMPARE(dns.size(), 2);
        QVERIFY(dns[1][0].toBool());
    }
    void dnsIsNotAskedWhenItIsOffOrThePolicyIsPrivate()
    {
        EvidenceOptions options;
        options.asksDns = false;
        m_gatherer->setOptions(options);
        goOnline();
        QCOMPARE(await(m_gatherer->gather(goodRequest()))->caa.value(0).state, CaaResult::State::NotAsked);
        m_gatherer->setOptions({});
        Registration registration = *m_desk->records().registration();
        registration.policy = QStringLiteral("private-pki");
        ++registration.version;
        m_site->setRegistration(registration);
        m_desk->detach();
        goOnline();
        QTRY_COMPARE(m_desk->records().registration()->policy, registration.policy);
        QVERIFY(await(m_gatherer->gather(goodRequest()))->caa.isEmpty());
        QVERIFY(m_resolver->asked.isEmpty());
    }

    void hostsAreAskedOnlyWhenSwitchedOn()
    {
        goOnline();
        QCOMPARE(await(m_gatherer->gather(goodRequest()))->live.value(0).state, LiveCertificate::State::NotAsked);
        QVERIFY(m_probe->asked.isEmpty());
        const TestAuthority authority(QStringLiteral("Test Root"), m_clock.now());
        const TestIdentity identity = authority.server(QStringLiteral("www.example.jp"));
        m_probe->answer.chain = {identity.certificate.der(), authority.root().der()};
        m_probe->answer.problem = QStringLiteral("self-signed certificate in the chain");
        m_gatherer->setOptions({true, false, 8443});
        QSignalSpy updated(m_gatherer.get(), &EvidenceGatherer::updated);
        const CertificateRequest request = requestOf(
            QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www.example.jp"),
            {QStringLiteral("www.example.jp"), QStringLiteral("*.example.jp"), QStringLiteral("intra.example.com")});
        QVERIFY(await(m_gatherer->gather(request)));
        QTRY_COMPARE(updated.size(), 1);
        const auto evidence = updated[0][0].value<Evidence>();
        QCOMPARE(m_probe->asked, QStringList{QStringLiteral("www.example.jp:8443")});
        QCOMPARE(evidence.live[0].state, LiveCertificate::State::Served);
        QCOMPARE(evidence.live[0].serial, identity.certificate.serial());
        QVERIFY(!evidence.live[0].isTrusted);
        QVERIFY(!evidence.live[0].isThisCertificate);
        // The revocation asks with the certificate in question.
        CertificateRecord record;
        record.serial = identity.certificate.serial();
        record.key = keySummary(identity.certificate.key());
        QVERIFY(await(m_gatherer->lookAt(QStringLiteral("www.example.jp"), record))->isThisCertificate);
    }

private:
    CertificateRequest requestOf(const QString &subject, const QStringList &names, int number = 1)
    {
        CertificateRequest request = FakeSite::makeRequest(number);
        request.version = 1;
        const auto csr = CertificateSigningRequest::create(*m_key, DistinguishedName::parse(subject).value(), names);
        request.csr = csr->pem();
        request.commonName = names.constFirst();
        request.sans = names;
        request.subject = subject;
        request.key = keySummary(csr->key());
        return request;
    }
    CertificateRequest goodRequest(int number = 1)
    {
        return requestOf(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=www.example.jp"),
                         {QStringLiteral("www.example.jp")}, number);
    }
    void goOnline()
    {
        m_desk->attach(m_site->makeConnection());
        QTRY_COMPARE(m_desk->connection(), DeskConnection::Online);
        QTRY_VERIFY(m_desk->records().registration());
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<FakeSite> m_site;
    std::unique_ptr<QueueCache> m_cache;
    std::unique_ptr<OperatorDesk> m_desk;
    std::unique_ptr<EvidenceGatherer> m_gatherer;
    std::unique_ptr<PrivateKey> m_key;
    FakeResolver *m_resolver = nullptr;
    FakeProbe *m_probe = nullptr;
};

TEGATA_TEST(TestEvidenceGatherer)
#include "test_evidencegatherer.moc"
