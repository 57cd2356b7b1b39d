// SPDX-License-Identifier: Apache-2.0
#include "tests/support/bigcache.h"

#include "core/cache/changelog.h"
#include "core/cache/queuestore.h"

#include <QDir>

#include <algorithm>
#include <array>

namespace tegata {

namespace {

constexpr int PageSize = 20000;

const std::array<QString, 16> Families = {
    QStringLiteral("山田"), QStringLiteral("神田"),   QStringLiteral("上野"),   QStringLiteral("北海道"),
    QStringLiteral("東京"), QStringLiteral("ヤマト"), QStringLiteral("さくら"), QStringLiteral("日本橋"),
    QStringLiteral("横浜"), QStringLiteral("九州"),   QStringLiteral("富士"),   QStringLiteral("アルプス"),
    QStringLiteral("大阪"), QStringLiteral("名古屋"), QStringLiteral("みなと"), QStringLiteral("瀬戸内")};
const std::array<QString, 12> Trades = {QStringLiteral("電機"), QStringLiteral("商事"), QStringLiteral("銀行"),
                                        QStringLiteral("運輸"), QStringLiteral("製薬"), QStringLiteral("システム"),
                                        QStringLiteral("出版"), QStringLiteral("食品"), QStringLiteral("建設"),
                                        QStringLiteral("通信"), QStringLiteral("保険"), QStringLiteral("観光")};
const std::array<QString, 8> Hosts = {QStringLiteral("www"),  QStringLiteral("mail"), QStringLiteral("shop"),
                                      QStringLiteral("api"),  QStringLiteral("vpn"),  QStringLiteral("id"),
                                      QStringLiteral("test"), QStringLiteral("cdn")};
const QDateTime Beginning(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
const QByteArray Csr = QByteArray("-----BEGIN CERTIFICATE REQUEST-----\n") + QByteArray(320, 'M') +
                       QByteArray("\n-----END CERTIFICATE REQUEST-----\n");

// Spreads consecutive numbers over 64 bits (splitmix64), so that the records are not in any column's order.
quint64 spread(int number, int salt)
{
    quint64 value = quint64(number) * 0x9e3779b97f4a7c15ULL + quint64(salt);
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

template <typename List>
const QString &pick(const List &list, quint64 chance)
{
    return list[chance % list.size()];
}

template <typename Record>
void name(Record &record, int number, int salt)
{
    const quint64 chance = spread(number, salt);
    const quint64 company = chance % 20000;
    const QString domain = QStringLiteral("corp%1.example.jp").arg(company);
    record.commonName = QStringLiteral("%1%2.%3").arg(pick(Hosts, chance >> 20)).arg(number).arg(domain);
    record.sans = {record.commonName, QStringLiteral("%1.%2").arg(number).arg(domain)};
    record.organization = pick(Families, company) + pick(Trades, company / 16) + QStringLiteral("株式会社");
    record.subject = QStringLiteral("CN=%1,O=%2,L=千代田区,ST=東京都,C=JP").arg(record.commonName, record.organization);
    record.product = chance % 7 == 0 ? Product::Ev : Product::Ov;
    record.key.algorithm = chance % 3 == 0 ? QStringLiteral("ec") : QStringLiteral("rsa");
    record.key.bits = chance % 3 == 0 ? 256 : 3072;
    record.key.label = chance % 3 == 0 ? QStringLiteral("EC P-256") : QStringLiteral("RSA 3072");
    record.key.spkiSha256 = QStringLiteral("%1").arg(chance, 16, 16, QLatin1Char('0')).repeated(4);
    record.version = 1;
}

QString serialOf(int number)
{
    return QStringLiteral("%1").arg(spread(number, 3), 16, 16, QLatin1Char('0')).toUpper() +
           QStringLiteral("%1").arg(number, 8, 16, QLatin1Char('0')).toUpper();
}

} // namespace

CertificateRequest bigRequest(int number)
{
    CertificateRequest request;
    name(request, number, 1);
    const quint64 chance = spread(number, 2);
    request.id = QStringLiteral("r-%1").arg(number, 9, 10, QLatin1Char('0'));
    request.state = number % 20 == 7    ? RequestState::OnHold
                    : number % 20 == 13 ? RequestState::Rejected
                                        : RequestState::Pending;
    request.organizationId = QStringLiteral("o-%1").arg(chance % 20000);
    request.checkState = CheckState(static_cast<FindingOutcome>(chance % 3));
    request.submittedAt = Beginning.addSecs(number * 30LL + qint64(chance % 3600));
    request.updatedAt = request.submittedAt.addSecs(qint64(chance % 86400));
    request.expiresAt = request.submittedAt.addDays(90);
    request.csr = Csr;
    return request;
}

CertificateRecord bigCertificate(int number)
{
    CertificateRecord certificate;
    name(certificate, number, 4);
    const quint64 chance = spread(number, 5);
    certificate.serial = serialOf(number);
    certificate.requestId = QStringLiteral("r-0%1").arg(number, 9, 10, QLatin1Char('0'));
    certificate.issuer = QStringLiteral("CN=Example OV CA,O=Example,C=JP");
    certificate.issuedAt = Beginning.addSecs(qint64(chance % (330ULL * 86400)));
    certificate.notBefore = certificate.issuedAt;
    certificate.notAfter = certificate.issuedAt.addDays(198);
    if (number % 10 == 9) {
        certificate.state = CertificateState::Revoked;
        certificate.revokedAt = certificate.issuedAt.addDays(30);
        certificate.revocationReason = RevocationReason::Superseded;
    }
    if (number % 3 == 0 && number > 3)
        certificate.renewalOf = serialOf(number - 3);
    return certificate;
}

contract::ChangePage bigPage(int firstRequest, int requests, int firstCertificate, int certificates)
{
    contract::ChangePage page;
    page.requests.reserve(requests);
    for (int i = 0; i < requests; ++i)
        page.requests.append(bigRequest(firstRequest + i));
    page.certificates.reserve(certificates);
    for (int i = 0; i < certificates; ++i)
        page.certificates.append(bigCertificate(firstCertificate + i));
    return page;
}

Result<void> fillBigCache(const QString &directory, int requests, int certificates)
{
    const QString mark = QStringLiteral("big-1-%1-%2").arg(requests).arg(certificates);
    const auto sizeOfPage = [](int all, int done) { return std::min(PageSize, all - done); };
    if (!QDir().mkpath(directory))
        return failure(ErrorCode::StoreUnavailable);
    ChangeLog log;
    QueueStore store(log);
    if (Result<void> opened = store.open(QDir(directory).filePath(QStringLiteral("queue.sqlite"))); !opened)
        return opened;
    const Result<QString> cursor = store.cursor();
    if (!cursor)
        return failure(cursor.error());
    if (*cursor != mark) {
        for (int request = 0, certificate = 0; request < requests || certificate < certificates;) {
            contract::ChangePage page = bigPage(request + 1, sizeOfPage(requests, request), certificate + 1,
                                                sizeOfPage(certificates, certificate));
            page.reset = request == 0 && certificate == 0;
            request += int(page.requests.size());
            certificate += int(page.certificates.size());
            page.more = request < requests || certificate < certificates;
            page.next = page.more ? QStringLiteral("filling") : mark;
            if (const Result<ChangeSet> done = store.apply(page, {}); !done)
                return failure(done.error());
        }
    }
    for (;;) {
        const Result<bool> more = store.index(PageSize);
        if (!more)
            return failure(more.error());
        if (!*more)
            return {};
    }
}

} // namespace tegata
