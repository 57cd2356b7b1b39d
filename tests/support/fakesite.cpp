// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakesite.h"

#include "core/base/clock.h"
#include "tests/support/fakeoperatorsite.h"

namespace tegata {

namespace {

// A real certificate, so that whoever reads the detail's PEM can parse it.
const char CertificatePem[] = R"(-----BEGIN CERTIFICATE-----
MIIBxzCCAW2gAwIBAgIUMyVblDZhn8LJ61SmtYD086GhKzAwCgYIKoZIzj0EAwIw
ODELMAkGA1UEBhMCSlAxEDAOBgNVBAoMB0V4YW1wbGUxFzAVBgNVBAMMDnd3dy5l
eGFtcGxlLmpwMCAXDTI2MTEyMjEzMjAxMVoYDzIxMjYxMDI5MTMyMDExWjA4MQsw
CQYDVQQGEwJKUDEQMA4GA1UECgwHRXhhbXBsZTEXMBUGA1UEAwwOd3d3LmV4YW1w
bGUuanAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR4efNBzIhbAIz6GOAwkdG8
e66SVG0pROVUBQwWgV4y4JUcOiCokEWD0iFZBWI69++EhrGQ2b8xourxk90P0Kbs
o1MwUTAdBgNVHQ4EFgQUXnBNd0JvDc8jwMTAIGCgwcY+GNUwHwYDVR0jBBgwFoAU
XnBNd0JvDc8jwMTAIGCgwcY+GNUwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD
AgNIADBFAiBKBgYtdLZJI3zoFsBEMLzIm/7ONwkLcJl9Ylg/5Dy6RgIhAM86hDlP
mH1JLLsbkA+9dvWQfnyO7MFG4kPmEBzS2+KH
-----END CERTIFICATE-----
)";

} // namespace

QDateTime FakeSite::timeOf(int number)
{
    return fromRfc3339(QStringLiteral("2026-11-01T00:00:00.000Z")).addSecs(60LL * number);
}

FakeSite::FakeSite(QObject *parent) : QObject(parent)
{
    m_capabilities.changeFeed = true;
    m_capabilities.claim = true;
    m_capabilities.release = true;
    m_capabilities.hold = true;
    m_capabilities.cancel = true;
    m_capabilities.decisionNotes = true;
    m_capabilities.history = true;
    m_capabilities.registration = true;
    m_capabilities.revoke = true;
    m_capabilities.revocationReasons = subscriberRevocationReasons();
    m_capabilities.products = true;
    m_capabilities.siteCheck = true;
    m_capabilities.timeLimit = true;

    m_session.operatorActor = {QStringLiteral("op-1"), QStringLiteral("山田 太郎")};
    m_session.operatorCommonName = QStringLiteral("TARO YAMADA");
    m_session.customer = {QStringLiteral("cu-1"), QStringLiteral("株式会社例示")};
    m_session.siteName = QStringLiteral("Practice site");
    m_session.certificateSerial = QStringLiteral("0A0B");
    m_session.certificateNotAfter = fromRfc3339(QStringLiteral("2027-11-01T00:00:00.000Z"));
    m_session.serverTime = timeOf(0);
    m_session.serviceVersion = QStringLiteral("0.1.0");

    m_registration.customerId = m_session.customer.id;
    m_registration.customerName = m_session.customer.name;
    m_registration.version = 1;
    Organization organization;
    organization.id = QStringLiteral("or-1");
    organization.legalName = m_session.customer.name;
    organization.legalNameEnglish = QStringLiteral("Example Inc.");
    organization.prefecture = 13;
    organization.municipality = QStringLiteral("港区");
    organization.municipalityEnglish = QStringLiteral("Minato-ku");
    organization.englishAllowed = true;
    organization.validatedAt = timeOf(0);
    m_registration.organizations = {organization};
    m_registration.domains = {{QStringLiteral("example.jp"), organization.id, false, timeOf(0)}};
}

SiteCapabilities FakeSite::profileCapabilities()
{
    SiteCapabilities can;
    can.claim = can.cancel = can.decisionNotes = can.revoke = can.edit = can.profiles = can.releaseHold = true;
    can.revocationReasons = {RevocationReason::Unspecified, RevocationReason::KeyCompromise,
                             RevocationReason::Superseded, RevocationReason::CertificateHold};
    return can;
}

EnrollmentProfile FakeSite::makeProfile(const CertificateRequest &request)
{
    EnrollmentProfile profile;
    profile.id = QStringLiteral("caServerCert");
    profile.name = QStringLiteral("Manual Server Certificate Enrollment");
    profile.description = QStringLiteral("For server certificates.");
    profile.inputs = {
        {QStringLiteral("Requestor Information"), QStringLiteral("requestor_name"), QStringLiteral("山田太郎")}};
    const auto value = [&profile](const char *policy, const char *name, const QString &text, ProfileSyntax syntax) {
        ProfileValue made;
        made.id = QString::number(profile.values.size());
        made.policy = QString::fromLatin1(policy);
        made.name = QString::fromLatin1(name);
        made.value = text;
        made.syntax = syntax;
        profile.values.append(made);
    };
    value("Subject Name Default", "name", request.subject, ProfileSyntax::Text);
    profile.values.last().constraint = QStringLiteral("accepts the subject name that matches .*CN=.*");
    value("Key Default", "LEN", QStringLiteral("256"), ProfileSyntax::Integer);
    profile.values.last().readOnly = true;
    value("Key Usage Default", "keyUsageDigitalSignature", QStringLiteral("true"), ProfileSyntax::Boolean);
    value("Signing Alg", "signingAlg", QStringLiteral("SHA256withRSA"), ProfileSyntax::Choice);
    profile.values.last().choices = {QStringLiteral("SHA256withRSA"), QStringLiteral("SHA512withRSA")};
    value("Validity Default", "range", QStringLiteral("720"), ProfileSyntax::Integer);
    return profile;
}

std::unique_ptr<OperatorSite> FakeSite::makeConnection()
{
    return std::make_unique<FakeOperatorSite>(*this);
}

CertificateRequest FakeSite::makeRequest(int number)
{
    CertificateRequest request;
    request.id = QStringLiteral("r-%1").arg(number, 4, 10, QLatin1Char('0'));
    request.commonName = QStringLiteral("www%1.example.jp").arg(number);
    request.subject = QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社例示, CN=%1").arg(request.commonName);
    request.sans = {request.commonName};
    request.organizationId = QStringLiteral("or-1");
    request.organization = QStringLiteral("株式会社例示");
    request.key = {QStringLiteral("ec"), 256, QStringLiteral("P-256"), QStringLiteral("EC P-256"),
                   QString::number(number, 16).rightJustified(64, QLatin1Char('0'))};
    request.checkState = CheckState(FindingOutcome::Note);
    request.submittedAt = timeOf(number);
    request.updatedAt = request.submittedAt;
    request.expiresAt = request.submittedAt.addDays(30);
    return request;
}

CertificateRecord FakeSite::makeCertificate(int number)
{
    const CertificateRequest request = makeRequest(number);
    CertificateRecord record;
    record.serial = QStringLiteral("0A%1").arg(number, 6, 16, QLatin1Char('0')).toUpper();
    record.requestId = request.id;
    record.commonName = request.commonName;
    record.subject = request.subject;
    record.sans = request.sans;
    record.organization = request.organization;
    record.issuer = QStringLiteral("C=JP, O=Practice CA, CN=Practice Issuing CA");
    record.key = request.key;
    record.issuedAt = request.submittedAt;
    record.notBefore = request.submittedAt;
    record.notAfter = request.submittedAt.addDays(199);
    return record;
}

CertificateRequest FakeSite::put(CertificateRequest request)
{
    const auto before = m_requests.constFind(request.id);
    request.version = before == m_requests.cend() ? qMax(1, request.version) : before->version + 1;
    m_requests.insert(request.id, request);
    touch(Kind::Request, request.id);
    return request;
}

CertificateRecord FakeSite::put(CertificateRecord certificate)
{
    const auto before = m_certificates.constFind(certificate.serial);
    certificate.version = before == m_certificates.cend() ? qMax(1, certificate.version) : before->version + 1;
    m_certificates.insert(certificate.serial, certificate);
    touch(Kind::Certificate, certificate.serial);
    return certificate;
}

void FakeSite::putRequests(int count)
{
    for (int number = 1; number <= count; ++number)
        put(makeRequest(number));
}

void FakeSite::removeRequest(const QString &id)
{
    m_requests.remove(id);
    m_feed.remove(m_sequenceOf.take(id));
    m_removed.insert(++m_sequence, {Kind::Request, id});
    Q_EMIT changed();
}

void FakeSite::actAsOther(const QString &id, RequestAction action)
{
    const auto found = m_requests.find(id);
    Q_ASSERT(found != m_requests.end());
    act(*found, action, {QStringLiteral("op-2"), QStringLiteral("鈴木 花子")}, {});
}

const CertificateRequest *FakeSite::request(const QString &id) const
{
    const auto found = m_requests.constFind(id);
    return found == m_requests.cend() ? nullptr : &*found;
}

const CertificateRecord *FakeSite::certificate(const QString &serial) const
{
    const auto found = m_certificates.constFind(serial);
    return found == m_certificates.cend() ? nullptr : &*found;
}

void FakeSite::fail(std::optional<Error> error)
{
    m_failure = std::move(error);
    if (m_failure)
        Q_EMIT changed(); // breaks the long polls
}

void FakeSite::release()
{
    m_held = false;
    Q_EMIT released();
}

void FakeSite::resetFeed()
{
    ++m_epoch;
    m_removed.clear();
    Q_EMIT changed();
}

std::optional<Error> FakeSite::takeFailure(const QString &call)
{
    m_calls.append(call);
    if (m_failure)
        return m_failure;
    return std::exchange(m_nextFailure, std::nullopt);
}

// Cursor: "EPOCH:SEQUENCE".
contract::ChangePage FakeSite::changes(const QString &after, int limit) const
{
    if (m_changesScript)
        return m_changesScript(after);
    contract::ChangePage page;
    const QStringList parts = after.split(QLatin1Char(':'));
    const bool known = parts.size() == 2 && parts.first().toInt() == m_epoch;
    page.reset = !after.isEmpty() && !known;
    qint64 sequence = known ? parts.last().toLongLong() : 0;

    int count = 0;
    auto feed = m_feed.upperBound(sequence);
    auto removed = m_removed.upperBound(sequence);
    while ((feed != m_feed.cend() || removed != m_removed.cend()) && count < limit) {
        const bool isRemoval = feed == m_feed.cend() || (removed != m_removed.cend() && removed.key() < feed.key());
        const auto &next = isRemoval ? removed : feed;
        sequence = next.key();
        const bool isRequest = next->kind == Kind::Request;
        if (isRemoval)
            (isRequest ? page.removedRequests : page.removedCertificates).append(next->id);
        else if (isRequest)
            page.requests.append(m_requests.value(next->id));
        else
            page.certificates.append(m_certificates.value(next->id));
        isRemoval ? ++removed : ++feed;
        ++count;
    }
    page.more = feed != m_feed.cend() || removed != m_removed.cend();
    page.next = QStringLiteral("%1:%2").arg(m_epoch).arg(sequence);
    return page;
}

RequestDetail FakeSite::detail(const CertificateRequest &request) const
{
    RequestDetail detail;
    detail.request = request;
    detail.requester = {QStringLiteral("co-1"), QStringLiteral("佐藤 一郎")};
    detail.requesterMail = QStringLiteral("ichiro@example.jp");
    detail.notifyMail = QStringLiteral("admin@example.jp");
    detail.history = m_history.value(request.id);
    if (m_usesProfiles) {
        detail.profile = makeProfile(request);
        for (ProfileValue &each : detail.profile->values)
            each.value = m_values.value(request.id).value(each.id, each.value);
        if (!m_issuedUsages.isEmpty()) {
            ProfileValue usages;
            usages.id = QString::number(detail.profile->values.size());
            usages.policy = QStringLiteral("Extended Key Usage Default");
            usages.name = QStringLiteral("exKeyUsageOIDs");
            usages.value = m_issuedUsages;
            detail.profile->values.append(usages);
        }
    }
    detail.notes = m_notes.value(request.id);
    for (const QString &approver : request.approvedBy)
        detail.approvers.append({approver, approver});
    for (const HistoryEntry &entry : detail.history) {
        if (entry.action == QLatin1String("hold"))
            detail.holdComment = entry.note;
        else if (entry.action == QLatin1String("reject") || entry.action == QLatin1String("cancel"))
            detail.reason = entry.note;
        if (entry.action == QLatin1String("claim") && entry.actor.id == request.claimedBy)
            detail.claimant = entry.actor;
    }
    if (request.state != RequestState::OnHold)
        detail.holdComment.clear();
    return detail;
}

CertificateDetail FakeSite::detail(const CertificateRecord &certificate) const
{
    CertificateDetail detail;
    detail.certificate = certificate;
    detail.pem = QByteArray(CertificatePem);
    detail.chain = {QByteArray(CertificatePem)};
    detail.history = m_history.value(certificate.serial);
    return detail;
}

void FakeSite::touch(Kind kind, const QString &id)
{
    m_feed.remove(m_sequenceOf.value(id));
    m_sequenceOf.insert(id, ++m_sequence);
    m_feed.insert(m_sequence, {kind, id});
    Q_EMIT changed();
}

} // namespace tegata
