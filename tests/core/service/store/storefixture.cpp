// SPDX-License-Identifier: Apache-2.0
#include "tests/core/service/store/storefixture.h"

#include "core/service/store/registrationstore.h"

namespace tegata {

namespace {

// Also in optimised builds, where Q_ASSERT is nothing.
void require(bool isDone)
{
    if (!isDone)
        qFatal("the test's store could not be set up");
}

} // namespace

StoreFixture::StoreFixture()
{
    reopen();
    const auto done = m_database->write([](Transaction &transaction) -> Result<void> {
        for (const QString &id : {QStringLiteral("c1"), QStringLiteral("c2")}) {
            const auto inserted = RegistrationStore::insertCustomer(
                transaction, {id, QStringLiteral("株式会社サンプル") + id, QStringLiteral("site-") + id,
                              QStringLiteral("サンプル") + id, time()});
            if (!inserted)
                return inserted;
        }
        return {};
    });
    require(done.has_value());
}

void StoreFixture::reopen()
{
    m_database.reset();
    auto opened = Database::open(path());
    require(opened.has_value());
    m_database = std::move(*opened);
    m_database->useClock(m_clock);
}

QDateTime StoreFixture::time(int minute)
{
    return QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC).addSecs(minute * 60);
}

RequestRow StoreFixture::request(const QString &id, const QString &customerId, int minute)
{
    RequestRow row;
    row.customerId = customerId;
    row.detail.requester = {QStringLiteral("contact-1"), QStringLiteral("佐藤 花子")};
    row.detail.requesterMail = QStringLiteral("hanako@example.jp");
    row.detail.notifyMail = QStringLiteral("tls@example.jp");
    row.detail.comment = QStringLiteral("至急お願いします");
    row.detail.check.findings = {{QStringLiteral("V6"),
                                  QStringLiteral("key.rsaTooShort"),
                                  FindingOutcome::Error,
                                  QStringLiteral("publicKey"),
                                  {{QStringLiteral("bits"), QStringLiteral("1024")}},
                                  {},
                                  {}}};
    CertificateRequest &request = row.detail.request;
    request.id = id;
    request.product = Product::Ev;
    request.language = Language::English;
    request.commonName = QStringLiteral("www.example.jp");
    request.subject = QStringLiteral("C=JP, ST=東京都, O=株式会社サンプル, CN=www.example.jp");
    request.sans = {QStringLiteral("www.example.jp"), QStringLiteral("example.jp")};
    request.organizationId = QStringLiteral("o1");
    request.organization = QStringLiteral("株式会社サンプル");
    request.key = {QStringLiteral("ec"), 256, QStringLiteral("P-256"), QStringLiteral("EC P-256"),
                   QString(64, QLatin1Char('a'))};
    request.checkState = CheckState(FindingOutcome::Error);
    request.submittedAt = time(minute);
    request.updatedAt = time(minute);
    request.expiresAt = time(minute).addDays(30);
    request.csr = "-----BEGIN CERTIFICATE REQUEST-----\n";
    return row;
}

CertificateRow StoreFixture::certificate(const QString &serial, const QString &requestId, const QString &customerId)
{
    CertificateRow row;
    row.customerId = customerId;
    row.profile = requestId.isEmpty() ? QStringLiteral("operator") : QStringLiteral("server-ov");
    row.der = QByteArray("\x30\x03\x00\x01\x02", 5);
    CertificateRecord &certificate = row.certificate;
    certificate.serial = serial;
    certificate.requestId = requestId;
    certificate.commonName = QStringLiteral("www.example.jp");
    certificate.subject = QStringLiteral("C=JP, O=株式会社サンプル, CN=www.example.jp");
    certificate.sans = {QStringLiteral("www.example.jp")};
    certificate.organization = QStringLiteral("株式会社サンプル");
    certificate.issuer = QStringLiteral("C=JP, O=Tegata, CN=Tegata Issuing CA");
    certificate.key = {QStringLiteral("ec"), 256, QStringLiteral("P-256"), QStringLiteral("EC P-256"),
                       QString(64, QLatin1Char('b'))};
    certificate.issuedAt = time();
    certificate.notBefore = time(-5);
    certificate.notAfter = time().addDays(199);
    return row;
}

RequestRow StoreFixture::insert(RequestRow row)
{
    const auto done = m_database->write(
        [&row](Transaction &transaction) -> Result<void> { return RequestStore::insert(transaction, row); });
    require(done.has_value());
    return row;
}

CertificateRow StoreFixture::insert(CertificateRow row)
{
    const auto done = m_database->write(
        [&row](Transaction &transaction) -> Result<void> { return CertificateStore::insert(transaction, row); });
    require(done.has_value());
    return row;
}

} // namespace tegata
