// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatechain.h"
#include "tests/integration/dogtagserver.h"
#include "tests/support/await.h"
#include "tests/support/testauthority.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QUuid>

#include <algorithm>
#include <cstdio>

using namespace tegata;

namespace {

// A JVM on a machine that does other things too.
constexpr int Patience = 120000;
constexpr int SkippedExit = 77;

QString freshKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

template <typename Answer>
QString nameOf(const Result<Answer> &answer)
{
    if (!answer)
        return errorCodeName(answer.error().code) + QStringLiteral(": ") + answer.error().detail;
    switch (answer->index()) {
    case 0:
        return QStringLiteral("done");
    case 1:
        return QStringLiteral("conflict");
    default:
        return QStringLiteral("refused: ") + std::get<ActionRefused>(*answer).detail;
    }
}

} // namespace

class TestDogtag : public QObject
{
    Q_OBJECT

public:
    explicit TestDogtag(DogtagServer &server) : m_server(server) {}

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_site = m_server.connect();
        QVERIFY(m_site);
    }
    void cleanup() { m_site.reset(); }

    void session()
    {
        const Result<SiteSession> session = await(m_site->openSession(), Patience);
        QVERIFY2(session, qPrintable(session ? QString() : session.error().detail));
        QCOMPARE(session->operatorActor.id, QStringLiteral("caadmin"));
        QCOMPARE(session->certificateSerial, m_server.identity(DogtagServer::Who::Agent).certificate.serial());
        QVERIFY(session->capabilities.claim && session->capabilities.profiles);
        QVERIFY(!session->capabilities.changeFeed && !session->capabilities.products);
        // It answers yes to unassign and does nothing: only later versions release.
        QCOMPARE(session->capabilities.release, !session->serviceVersion.startsWith(QLatin1String("10.")));
    }

    void whoIsNotLetIn()
    {
        const auto codeWith = [](const SiteProfile &site, const TlsIdentity &identity) {
            auto made = DogtagOperatorSite::make(site, identity, Language::Japanese);
            return codeOf(await((*made)->openSession(), Patience));
        };
        const TlsIdentity agent = m_server.identity(DogtagServer::Who::Agent);
        const TestAuthority other(QStringLiteral("Another CA"));
        SiteProfile wrongAnchor = m_server.site();
        wrongAnchor.trustAnchors = {other.root()};
        QCOMPARE(codeWith(wrongAnchor, agent), ErrorCode::TlsServerUntrusted);

        const TestIdentity stranger = other.client(QStringLiteral("STRANGER"));
        QCOMPARE(codeWith(m_server.site(), {stranger.certificate, {other.root()}, stranger.key}),
                 ErrorCode::TlsIdentityRefused);
        QCOMPARE(codeWith(m_server.site(), m_server.identity(DogtagServer::Who::NoAgent)), ErrorCode::Forbidden);

        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        SiteProfile down = m_server.site();
        down.operatorUrl.setPort(nobody.serverPort());
        nobody.close();
        QCOMPARE(codeWith(down, agent), ErrorCode::Offline);
    }

    void subjectsAreListed()
    {
        const QString first = m_server.freshHost();
        const QString second = m_server.freshHost();
        const QString japanese =
            QStringLiteral("C=JP, ST=東京都, L=千代田区, O=髙﨑・𠮷野株式会社\\, 分室, CN=%1").arg(first);
        const QString english = QStringLiteral("C=JP, ST=Tokyo, L=Chiyoda-ku, O=Example K.K., CN=%1").arg(second);
        const QStringList ids = m_server.submit({japanese, english}, {first, second});
        QCOMPARE(ids.size(), 2);

        QHash<QString, CertificateRequest> found;
        QString after = QString::number(ids.constFirst().toLongLong() - 1);
        do {
            const auto page = await(m_site->listRequests(RequestState::Pending, after, 50), Patience);
            QVERIFY2(page, qPrintable(page ? QString() : page.error().detail));
            for (const CertificateRequest &request : page->items)
                found.insert(request.id, request);
            after = page->next;
        } while (!after.isEmpty());
        QCOMPARE(found.value(ids.at(0)).subject, japanese);
        QCOMPARE(found.value(ids.at(1)).subject, english);
        QCOMPARE(found.value(ids.at(0)).commonName, first);
        QCOMPARE(found.value(ids.at(0)).sans, (QStringList{first, second}));
        QCOMPARE(found.value(ids.at(1)).organization, QStringLiteral("Example K.K."));
        QCOMPARE(found.value(ids.at(1)).key.label, QStringLiteral("RSA 2048"));

        const RequestDetail detail = fetch(ids.at(0));
        QCOMPARE(detail.request, found.value(ids.at(0)));
        QCOMPARE(detail.requester.name, QStringLiteral("山田太郎"));
        QCOMPARE(detail.requesterMail, QStringLiteral("yamada@example.test"));
        QVERIFY(detail.profile);
        QCOMPARE(detail.profile->id, QStringLiteral("caServerCert"));
        QVERIFY(!detail.profile->values.isEmpty());
        QVERIFY(qAbs(detail.request.submittedAt.secsTo(QDateTime::currentDateTimeUtc())) < 600);
    }

    void approved()
    {
        const QString id = submitOne();
        const RequestDetail before = fetch(id);
        const Decision decision = decisionOn(before, RequestAction::Approve, QStringLiteral("電話で確認しました"));
        const Result<DecisionAnswer> answer = decide(*m_site, decision);
        QCOMPARE(nameOf(answer), QStringLiteral("done"));
        const RequestDetail after = std::get<ActionDone<RequestDetail>>(*answer).current;
        QCOMPARE(after.request.state, RequestState::Issued);
        QVERIFY(!after.request.serial.isEmpty());
        QVERIFY(after.request.version > before.request.version);
        QCOMPARE(after.notes.constLast().text, QStringLiteral("電話で確認しました"));
        QCOMPARE(after.notes.constLast().actor.id, QStringLiteral("caadmin"));

        // The same key once more: done, and nothing is issued twice.
        const Result<DecisionAnswer> again = decide(*m_site, decision);
        QCOMPARE(nameOf(again), QStringLiteral("done"));
        QCOMPARE(std::get<ActionDone<RequestDetail>>(*again).current.request, after.request);
        // Another decision is too late.
        QCOMPARE(nameOf(decide(*m_site, decisionOn(before, RequestAction::Approve, {}))), QStringLiteral("conflict"));
    }

    void rejectedAndCancelled()
    {
        for (const auto &[action, state] : {std::pair{RequestAction::Reject, RequestState::Rejected},
                                            std::pair{RequestAction::Cancel, RequestState::Cancelled}}) {
            const RequestDetail before = fetch(submitOne());
            const Result<DecisionAnswer> answer =
                decide(*m_site, decisionOn(before, action, QStringLiteral("社名が違います\n二行目")));
            QCOMPARE(nameOf(answer), QStringLiteral("done"));
            const RequestDetail &after = std::get<ActionDone<RequestDetail>>(*answer).current;
            QCOMPARE(after.request.state, state);
            QCOMPARE(after.reason, QStringLiteral("社名が違います\n二行目"));
            QVERIFY(after.notes.isEmpty());
        }
    }

    void assigned()
    {
        const RequestDetail before = fetch(submitOne());
        const Result<DecisionAnswer> claimed = decide(*m_site, decisionOn(before, RequestAction::Claim, {}));
        QCOMPARE(nameOf(claimed), QStringLiteral("done"));
        const RequestDetail mine = std::get<ActionDone<RequestDetail>>(*claimed).current;
        QCOMPARE(mine.request.claimedBy, QStringLiteral("caadmin"));
        QVERIFY(mine.request.version > before.request.version);

        // The other agent saw it as it is, and still may not.
        const auto second = m_server.connect(DogtagServer::Who::SecondAgent);
        const Result<DecisionAnswer> theirs = decide(*second, decisionOn(mine, RequestAction::Reject, {}));
        QCOMPARE(nameOf(theirs), QStringLiteral("conflict"));
        QCOMPARE(std::get<ActionConflict<RequestDetail>>(*theirs).current.request.claimedBy, QStringLiteral("caadmin"));
        QCOMPARE(nameOf(decide(*m_site, decisionOn(mine, RequestAction::Reject, QStringLiteral("x")))),
                 QStringLiteral("done"));
    }

    void decidedMeanwhile()
    {
        const RequestDetail before = fetch(submitOne());
        const auto second = m_server.connect(DogtagServer::Who::SecondAgent);
        QCOMPARE(nameOf(decide(*second, decisionOn(before, RequestAction::Approve, {}))), QStringLiteral("done"));
        const Result<DecisionAnswer> late =
            decide(*m_site, decisionOn(before, RequestAction::Reject, QStringLiteral("遅い")));
        QCOMPARE(nameOf(late), QStringLiteral("conflict"));
        QCOMPARE(std::get<ActionConflict<RequestDetail>>(*late).current.request.state, RequestState::Issued);
    }

    // The second review of a session takes the first one's nonce.
    void nonceTakenMeanwhile()
    {
        const RequestDetail before = fetch(submitOne());
        const Future<DecisionAnswer> one =
            m_site->decide(decisionOn(before, RequestAction::Reject, QStringLiteral("1")));
        const Future<DecisionAnswer> two =
            m_site->decide(decisionOn(before, RequestAction::Cancel, QStringLiteral("2")));
        QStringList outcomes{nameOf(await(one, Patience)), nameOf(await(two, Patience))};
        outcomes.sort();
        QCOMPARE(outcomes, (QStringList{QStringLiteral("conflict"), QStringLiteral("done")}));
    }

    void editedMeanwhile()
    {
        const RequestDetail before = fetch(submitOne());
        const auto second = m_server.connect(DogtagServer::Who::SecondAgent);
        QCOMPARE(
            nameOf(await(second->addNote({before.request.id, QStringLiteral("待ってください"), freshKey()}), Patience)),
            QStringLiteral("done"));
        const Result<DecisionAnswer> answer = decide(*m_site, decisionOn(before, RequestAction::Approve, {}));
        QCOMPARE(nameOf(answer), QStringLiteral("conflict"));
        const RequestDetail &now = std::get<ActionConflict<RequestDetail>>(*answer).current;
        QCOMPARE(now.notes.constLast().text, QStringLiteral("待ってください"));
        QCOMPARE(now.notes.constLast().actor.id, QStringLiteral("agent2"));
        // Having seen it, the operator may.
        QCOMPARE(nameOf(decide(*m_site, decisionOn(now, RequestAction::Approve, {}))), QStringLiteral("done"));
    }

    void profileValues()
    {
        const RequestDetail before = fetch(submitOne());
        const auto value =
            std::find_if(before.profile->values.cbegin(), before.profile->values.cend(),
                         [](const ProfileValue &each) { return each.name == QLatin1String("notAfter"); });
        QVERIFY(value != before.profile->values.cend());
        RequestEdit edit;
        edit.id = before.request.id;
        edit.version = before.request.version;
        edit.note = QStringLiteral("期間を短くします");
        edit.idempotencyKey = freshKey();
        edit.values = {{value->id, QStringLiteral("2040-01-01 00:00:00")}};
        const Result<DecisionAnswer> tooLong = await(m_site->validate(edit), Patience);
        QVERIFY2(nameOf(tooLong).startsWith(QLatin1String("refused: Request Validity Out of Range")),
                 qPrintable(nameOf(tooLong)));
        const QString shorter =
            QDateTime::currentDateTimeUtc().addDays(30).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        edit.values = {{value->id, shorter}};
        QCOMPARE(nameOf(await(m_site->validate(edit), Patience)), QStringLiteral("done"));
        QCOMPARE(fetch(before.request.id).request.version, before.request.version);

        const Result<DecisionAnswer> edited = await(m_site->edit(edit), Patience);
        QCOMPARE(nameOf(edited), QStringLiteral("done"));
        const RequestDetail &after = std::get<ActionDone<RequestDetail>>(*edited).current;
        QCOMPARE(after.profile->values.at(value - before.profile->values.cbegin()).value, shorter);
        QCOMPARE(after.notes.constLast().text, edit.note);
        const Result<DecisionAnswer> approved = decide(*m_site, decisionOn(after, RequestAction::Approve, {}));
        QCOMPARE(nameOf(approved), QStringLiteral("done"));
        const CertificateDetail issued =
            certificate(std::get<ActionDone<RequestDetail>>(*approved).current.request.serial);
        QCOMPARE(issued.certificate.notAfter.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), shorter);
    }

    void certificates()
    {
        const QString host = m_server.freshHost();
        const QString subject = QStringLiteral("C=JP, ST=大阪府, O=株式会社テスト, CN=%1").arg(host);
        const CertificateDetail issued = certificate(issue(subject));
        QCOMPARE(issued.certificate.subject, subject);
        QCOMPARE(issued.certificate.state, CertificateState::Valid);
        QVERIFY(qAbs(issued.certificate.issuedAt.secsTo(QDateTime::currentDateTimeUtc())) < 600);

        // Downloaded, with its chain to the CA that the profile trusts.
        const Result<Certificate> leaf = Certificate::parse(issued.pem);
        QVERIFY(leaf);
        QVERIFY(!issued.chain.isEmpty());
        QList<Certificate> issuers;
        for (const QByteArray &pem : issued.chain)
            issuers.append(*Certificate::parse(pem));
        QVERIFY(
            CertificateChain::build(*leaf, issuers)
                .verify(m_server.site().trustAnchors, ExtendedKeyUsage::ServerAuth, QDateTime::currentDateTimeUtc()));

        QList<CertificateRecord> found;
        QString after;
        do {
            const auto page = await(m_site->listCertificates(CertificateState::Valid, after, 100), Patience);
            QVERIFY(page);
            std::copy_if(page->items.cbegin(), page->items.cend(), std::back_inserter(found),
                         [&](const CertificateRecord &each) { return each.commonName == host; });
            after = page->next;
        } while (!after.isEmpty());
        QCOMPARE(found, QList<CertificateRecord>{issued.certificate});
        QCOMPARE(codeOf(await(m_site->fetchCertificate(QStringLiteral("7FFFFFFF")), Patience)), ErrorCode::NotFound);
    }

    void revoked()
    {
        for (const RevocationReason reason :
             {RevocationReason::Unspecified, RevocationReason::KeyCompromise, RevocationReason::AffiliationChanged,
              RevocationReason::Superseded, RevocationReason::CessationOfOperation,
              RevocationReason::PrivilegeWithdrawn}) {
            const CertificateDetail valid = certificate(issueOne());
            Revocation revocation = revocationOf(valid, reason);
            const Result<RevocationAnswer> answer = await(m_site->revoke(revocation), Patience);
            QCOMPARE(nameOf(answer), QStringLiteral("done"));
            const CertificateDetail revoked = std::get<ActionDone<CertificateDetail>>(*answer).current;
            QCOMPARE(revoked.certificate.state, CertificateState::Revoked);
            QCOMPARE(revoked.certificate.revocationReason, reason);
            QVERIFY(revoked.certificate.version > valid.certificate.version);
            QCOMPARE(nameOf(await(m_site->revoke(revocation), Patience)), QStringLiteral("done")); // the same key
        }
    }

    void heldAndReleased()
    {
        const CertificateDetail valid = certificate(issueOne());
        const CertificateDetail held = revoke(valid, RevocationReason::CertificateHold);
        QCOMPARE(held.certificate.revocationReason, RevocationReason::CertificateHold);
        const CertificateDetail released = revoke(held, RevocationReason::RemoveFromCrl);
        QCOMPARE(released.certificate.state, CertificateState::Valid);
        QVERIFY(valid.certificate.version < held.certificate.version);
        QVERIFY(held.certificate.version < released.certificate.version);
        QCOMPARE(certificate(valid.certificate.serial).certificate.version, released.certificate.version);

        const CertificateDetail heldAgain = revoke(released, RevocationReason::CertificateHold);
        QVERIFY(heldAgain.certificate.version > released.certificate.version);
        const CertificateDetail gone = revoke(heldAgain, RevocationReason::KeyCompromise);
        QCOMPARE(gone.certificate.revocationReason, RevocationReason::KeyCompromise);
        // What the operator saw is no more.
        QCOMPARE(nameOf(await(m_site->revoke(revocationOf(valid, RevocationReason::Superseded)), Patience)),
                 QStringLiteral("conflict"));
    }

private:
    QString submitOne()
    {
        const QStringList ids =
            m_server.submit({QStringLiteral("C=JP, ST=東京都, O=株式会社例示, CN=%1").arg(m_server.freshHost())});
        return ids.value(0);
    }

    RequestDetail fetch(const QString &id)
    {
        const Result<RequestDetail> detail = await(m_site->fetchRequest(id), Patience);
        return detail ? *detail : RequestDetail();
    }

    static Decision decisionOn(const RequestDetail &seen, RequestAction action, const QString &note)
    {
        return {seen.request.id, seen.request.version, action, note, freshKey()};
    }

    static Result<DecisionAnswer> decide(OperatorSite &site, const Decision &decision)
    {
        return await(site.decide(decision), Patience);
    }

    QString issue(const QString &subject)
    {
        const RequestDetail before = fetch(m_server.submit({subject}).value(0));
        const auto answer = decide(*m_site, decisionOn(before, RequestAction::Approve, {}));
        const auto *done = answer ? std::get_if<ActionDone<RequestDetail>>(&*answer) : nullptr;
        return done ? done->current.request.serial : QString();
    }
    QString issueOne()
    {
        return issue(QStringLiteral("C=JP, ST=東京都, O=株式会社例示, CN=%1").arg(m_server.freshHost()));
    }

    CertificateDetail certificate(const QString &serial)
    {
        const Result<CertificateDetail> detail = await(m_site->fetchCertificate(serial), Patience);
        return detail ? *detail : CertificateDetail();
    }

    static Revocation revocationOf(const CertificateDetail &seen, RevocationReason reason)
    {
        return {seen.certificate.serial, seen.certificate.version, reason, QStringLiteral("鍵紛失"), freshKey(), {}};
    }

    CertificateDetail revoke(const CertificateDetail &seen, RevocationReason reason)
    {
        const Result<RevocationAnswer> answer = await(m_site->revoke(revocationOf(seen, reason)), Patience);
        const auto *done = answer ? std::get_if<ActionDone<CertificateDetail>>(&*answer) : nullptr;
        if (!done)
            qWarning("not done: %s", qPrintable(nameOf(answer)));
        return done ? done->current : CertificateDetail();
    }

    DogtagServer &m_server;
    std::unique_ptr<DogtagOperatorSite> m_site;
};

int main(int argc, char **argv)
{
    if (const QString missing = DogtagServer::missing(); !missing.isEmpty()) {
        std::printf("SKIPPED: %s\n", qPrintable(missing));
        return SkippedExit;
    }
    QCoreApplication application(argc, argv);
    DogtagServer server;
    TestDogtag test(server);
    return QTest::qExec(&test, argc, argv);
}

#include "test_dogtag.moc"
