// SPDX-License-Identifier: Apache-2.0
#include "core/pki/certificatesigningrequest.h"
#include "core/rules/requestnames.h"
#include "core/service/store/registrationstore.h"
#include "tests/core/service/store/storefixture.h"
#include "tests/support/keyspelling.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTest>

using namespace tegata;

// Schema step 7: rows that were written when each encoding of a key had a hash of its own.
class TestKeyHashStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheHashesOfOldRowsAgain();

private:
    static Result<void> fill(Transaction &transaction);
};

namespace {

const QString Subject = QStringLiteral("C=JP, O=株式会社サンプル, CN=www.example.jp");

const PrivateKey &key()
{
    static const PrivateKey made = PrivateKey::generate(KeySpec::EcP256).value();
    return made;
}

QString hexOfSha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString spelledHash()
{
    return hexOfSha256(spelledKey(key(), KeySpelling::Compressed));
}

QString canonicalHash()
{
    return hexOfSha256(key().publicKeyDer());
}

} // namespace

Result<void> TestKeyHashStep::fill(Transaction &transaction)
{
    if (const auto added = RegistrationStore::insertCustomer(
            transaction, {QStringLiteral("c1"), QStringLiteral("株式会社サンプル"), QStringLiteral("S1"),
                          QStringLiteral("サンプル"), StoreFixture::time()});
        !added)
        return added;
    const QString request = QStringLiteral(
        "INSERT INTO certificate_request (id, customer_id, version, change_sequence, state, product, language, "
        "common_name, subject, sans, organization_id, organization, key_algorithm, key_bits, key_curve, key_label, "
        "spki_sha256, check_outcome, check_report, submitted_at, updated_at, claimed_by, claimant_name, renewal_of, "
        "csr, requester_id, requester_name, requester_mail, notify_mail, request_comment, hold_comment, reason) "
        "VALUES (?, 'c1', 1, ?, 'pending', 'ov', 'ja', 'www.example.jp', '', '[\"API.example.jp\"]', '', '', 'ec', "
        "256, 'P-256', '', ?, 'note', '{}', 1, 1, '', '', '', ?, '', '', '', '', '', '', '')");
    const QString certificate = QStringLiteral(
        "INSERT INTO certificate (serial, customer_id, request_id, profile, version, change_sequence, state, product, "
        "common_name, subject, sans, organization, issuer, key_algorithm, key_bits, key_curve, key_label, spki_sha256, "
        "issued_at, not_before, not_after, revocation_reason, der) VALUES (?, 'c1', ?, 'server-ov', 1, ?, 'revoked', "
        "'ov', '', '', '[]', '', '', 'ec', 256, '', '', ?, 1, 1, 2, 'keyCompromise', ?)");
    const auto pem = [](KeySpelling spelling) {
        const auto csr = CertificateSigningRequest::parse(
            spelledRequest(key(), spelling, Subject, {QStringLiteral("api.example.jp")}));
        return QString::fromLatin1(csr.value().pem());
    };
    const QList<std::pair<QString, QVariantList>> statements{
        {request, {QStringLiteral("usual"), 1, canonicalHash(), pem(KeySpelling::Usual)}},
        {request, {QStringLiteral("spelled"), 2, spelledHash(), pem(KeySpelling::Compressed)}},
        {request, {QStringLiteral("foreign"), 3, QStringLiteral("kept"), QStringLiteral("no request")}},
        {certificate,
         {QStringLiteral("AA"), QStringLiteral("spelled"), 4, spelledHash(),
          spelledCertificate(key(), KeySpelling::Compressed, Subject)}},
        {certificate,
         {QStringLiteral("BB"), QStringLiteral("usual"), 5, canonicalHash(),
          spelledCertificate(key(), KeySpelling::Usual, Subject)}},
        {QStringLiteral("UPDATE change_counter SET value = 5"), {}}};
    for (const auto &[sql, values] : statements) {
        if (const auto done = transaction.run(sql, values); !done)
            return failure(done.error());
    }
    return {};
}

void TestKeyHashStep::makesTheHashesOfOldRowsAgain()
{
    QVERIFY(spelledHash() != canonicalHash());
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("store.db"));
    {
        const auto old = Database::open(path, 6);
        QVERIFY(old);
        const auto filled = (*old)->write(fill);
        QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().detail));
    }
    const auto opened = Database::open(path);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));

    const auto requests = (*opened)->read([](ReadTransaction &transaction) -> Result<QList<QVariantList>> {
        auto query = transaction.run(
            QStringLiteral("SELECT id, spki_sha256, change_sequence, names_hash FROM certificate_request ORDER BY id"));
        if (!query)
            return failure(query.error());
        QList<QVariantList> rows;
        while (query->next())
            rows.append({query->value(0), query->value(1), query->value(2), query->value(3)});
        return rows;
    });
    const QString names = nameSetHash({QStringLiteral("api.example.jp"), QStringLiteral("www.example.jp")});
    QCOMPARE(requests.value(),
             (QList<QVariantList>{{QStringLiteral("foreign"), QStringLiteral("kept"), 3, names},
                                  {QStringLiteral("spelled"), canonicalHash(), 7, names}, // after the certificate
                                  {QStringLiteral("usual"), canonicalHash(), 1, names}}));

    const auto uses = (*opened)->read([](ReadTransaction &transaction) {
        return CertificateStore::keyUses(transaction, canonicalHash(), QStringLiteral("c1"));
    });
    QCOMPARE(uses.value().size(), 2);
    QVERIFY(uses->first().compromised);
    const auto changed = (*opened)->read([](ReadTransaction &transaction) {
        return CertificateStore::find(transaction, QStringLiteral("c1"), QStringLiteral("AA"));
    });
    QCOMPARE(changed->changeSequence, 6); // readers of the change feed learn it
    const auto next = (*opened)->write([](Transaction &transaction) { return transaction.nextSequence(); });
    QCOMPARE(next.value(), 8);
}

TEGATA_TEST(TestKeyHashStep)
#include "test_keyhashstep.moc"
