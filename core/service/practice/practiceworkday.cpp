// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practiceworkday.h"

#include "core/service/practice/practicecsrs.h"

namespace tegata::practice {

namespace {

constexpr int MostFaults = 20;

QString japaneseSubject(const QString &commonName, const QString &state = QStringLiteral("東京都"),
                        const QString &locality = QStringLiteral("港区"),
                        const QString &organization = QStringLiteral("株式会社サンプル"))
{
    return QStringLiteral("C=JP, ST=%1, L=%2, O=%3, CN=%4").arg(state, locality, organization, commonName);
}

RequestPlan japanese(const QString &name)
{
    RequestPlan plan;
    plan.subject = japaneseSubject(name);
    plan.sans = {name};
    return plan;
}

RequestPlan withSubject(RequestPlan plan, const QString &subject)
{
    plan.subject = subject;
    return plan;
}

RequestPlan withCsr(const QString &name, const QByteArray &csr)
{
    RequestPlan plan = japanese(name);
    plan.csr = csr;
    return plan;
}

RequestPlan forEv(RequestPlan plan)
{
    plan.product = Product::Ev;
    return plan;
}

RequestPlan withKeyOf(RequestPlan plan, const char *commonName)
{
    plan.keyOf = QString::fromLatin1(commonName);
    return plan;
}

RequestPlan spoilt(RequestPlan plan)
{
    plan.spoilSignature = true;
    return plan;
}

RequestPlan faulty(RequestPlan plan, const char *fault, const char *finding)
{
    plan.fault = QString::fromLatin1(fault);
    plan.finding = QString::fromLatin1(finding);
    return plan;
}

QString text(const char16_t *value)
{
    return QString::fromUtf16(value);
}

// Ten kinds, then each of them once more.
QList<RequestPlan> faultyRequests()
{
    const auto named = [](const char *name) { return japanese(QString::fromLatin1(name)); };
    const auto subject = [](const char *name, const char16_t *state, const char16_t *locality,
                            const char16_t *organization) {
        const QString commonName = QString::fromLatin1(name);
        return withSubject(japanese(commonName),
                           japaneseSubject(commonName, text(state), text(locality), text(organization)));
    };
    const char16_t *const sample = u"株式会社サンプル";
    return {
        faulty(named("www.example9.jp"), "foreignDomain", "domain.notRegistered"),
        faulty(withCsr(QStringLiteral("old.example.jp"), practicecsr::rsa1024()), "weakKey", "key.rsaTooShort"),
        faulty(subject("blog.example.jp", u"東京都", u"港区", u"株式会社サンブル"), "lookAlikeOrganization",
               "subject.mismatch"),
        faulty(subject("osaka.example.jp", u"大阪府", u"港区", sample), "wrongPrefecture", "subject.mismatch"),
        faulty(subject("shibuya.example.jp", u"東京都", u"渋谷区", sample), "wrongLocality", "subject.mismatch"),
        faulty(named("build_server.example.jp"), "badName", "domain.underscore"),
        faulty(forEv(named("pay.example1.jp")), "evNotAllowed", "ev.domainNotAllowed"),
        faulty(forEv(named("*.example.co.jp")), "evWildcard", "ev.wildcard"),
        faulty(withCsr(QStringLiteral("legacy.example2.jp"), practicecsr::sha1Signed()), "badSignature",
               "key.signatureDigest"),
        faulty(withKeyOf(named("shared.example.jp"), "shop.example3.jp"), "foreignKey", "key.usedElsewhere"),

        faulty(named("portal.sample.example.com"), "foreignDomain", "domain.notRegistered"),
        faulty(withCsr(QStringLiteral("backup.example1.jp"), practicecsr::rsa1024Again()), "weakKey",
               "key.rsaTooShort"),
        faulty(subject("brand.example.jp", u"東京都", u"港区", u"株式会社サソプル"), "lookAlikeOrganization",
               "subject.mismatch"),
        faulty(subject("yokohama.example.jp", u"神奈川県", u"港区", sample), "wrongPrefecture", "subject.mismatch"),
        faulty(subject("shinjuku.example.jp", u"東京都", u"新宿区", sample), "wrongLocality", "subject.mismatch"),
        faulty(named("-edge.example2.jp"), "badName", "domain.hyphenEdge"),
        faulty(forEv(named("login.example2.jp")), "evNotAllowed", "ev.domainNotAllowed"),
        faulty(forEv(named("*.secure.example.jp")), "evWildcard", "ev.wildcard"),
        faulty(spoilt(named("changed.example.jp")), "badSignature", "key.signatureInvalid"),
        faulty(withKeyOf(named("again.example.jp"), "leaked.example.jp"), "foreignKey", "key.compromised"),
    };
}

// Each in a domain of its own kind, product, language, number of names and key.
RequestPlan cleanRequest(int index)
{
    static const QStringList labels =
        QStringLiteral("account admin analytics app archives auth billing booking calendar campaign careers catalog "
                       "chat clinic community contact dashboard demo developer download events exchange feedback forms "
                       "forum gallery gateway guide helpdesk images inventory journal learning library logistics maps "
                       "market media members monitor")
            .split(QLatin1Char(' '));
    static const QStringList domains = {QStringLiteral("example.jp"), QStringLiteral("example.co.jp"),
                                        QStringLiteral("example1.jp"), QStringLiteral("example2.jp"),
                                        QStringLiteral("xn--eckwd4c7cu47r2wf.jp")};
    static const KeySpec keys[] = {KeySpec::EcP256, KeySpec::EcP384, KeySpec::EcP256, KeySpec::EcP521, KeySpec::EcP256};
    const int round = index / int(labels.size());
    QString label = labels.at(index % labels.size());
    if (round >= domains.size())
        label += QString::number(round / domains.size() + 1);
    const QString domain = domains.at((index + round) % domains.size());
    const bool evDomain = domain == domains.at(0) || domain == domains.at(1);

    RequestPlan plan;
    const bool wildcard = !evDomain && index % 9 == 4;
    const QString host = label + QLatin1Char('.') + domain;
    plan.sans = {wildcard ? QStringLiteral("*.") + host : host};
    for (int more = 0; more < index % 4; ++more)
        plan.sans.append(QStringLiteral("%1%2.%3").arg(label).arg(more + 2).arg(domain));
    plan.language = index % 3 == 1 ? Language::English : Language::Japanese;
    plan.subject = plan.language == Language::English
                       ? QStringLiteral("C=JP, ST=TOKYO, L=Minato City, O=Sample Inc., CN=") + plan.sans.first()
                       : japaneseSubject(plan.sans.first());
    plan.product = evDomain && index % 4 == 1 ? Product::Ev : Product::Ov;
    plan.key = index % 10 == 7 ? KeySpec::Rsa2048 : keys[index % 5];
    if (index % 6 == 2)
        plan.comment = QStringLiteral("%1 を公開します。").arg(host);
    return plan;
}

// Certificates that end soon, and one whose key was stolen.
QList<RequestPlan> earlierRequests()
{
    QList<RequestPlan> plans;
    const int endsIn[] = {12, 20, 28, 37, 45, 58, 71, 84};
    for (const int days : endsIn) {
        const int number = int(plans.size()) + 1;
        RequestPlan plan = japanese(QStringLiteral("renew%1.example%2.jp").arg(number).arg(number % 2 + 1));
        plan.standing = Standing::Issued;
        plan.endsInDays = days;
        plans.append(plan);
    }
    RequestPlan leaked = japanese(QStringLiteral("leaked.example.jp"));
    leaked.standing = Standing::Revoked;
    leaked.revokedFor = RevocationReason::KeyCompromise;
    plans.append(leaked);
    return plans;
}

} // namespace

QList<RequestPlan> workday(int count)
{
    const QList<RequestPlan> faults = faultyRequests();
    QList<RequestPlan> plans = earlierRequests();
    int faulted = 0;
    int clean = 0;
    for (int i = 0; i < count; ++i) {
        const bool withFault = i % 5 == 3 && faulted < MostFaults;
        plans.append(withFault ? faults.at(faulted++) : cleanRequest(clean++));
    }
    return plans;
}

} // namespace tegata::practice
