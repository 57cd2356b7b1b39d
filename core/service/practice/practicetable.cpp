// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practicetable.h"

#include "core/service/practice/practicecsrs.h"

namespace tegata::practice {

namespace {

const QString &japanese()
{
    static const QString base = QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=");
    return base;
}

const QString &english()
{
    static const QString base = QStringLiteral("C=JP, ST=TOKYO, L=Minato City, O=Sample Inc., CN=");
    return base;
}

QList<RegisteredDomain> domains(const QString &organizationId, const QList<std::pair<QString, bool>> &namesAndEv)
{
    QList<RegisteredDomain> list;
    for (const auto &[name, evAllowed] : namesAndEv)
        list.append(RegisteredDomain{name, organizationId, evAllowed, {}});
    return list;
}

// The usual plan: subject's CN is the first SAN.
RequestPlan plan(const QString &base, const QStringList &names, KeySpec key, const QString &comment = {})
{
    RequestPlan result;
    result.subject = base + names.first();
    result.sans = names;
    result.key = key;
    result.comment = comment;
    result.language = base == english() ? Language::English : Language::Japanese;
    return result;
}

RequestPlan ev(RequestPlan result)
{
    result.product = Product::Ev;
    return result;
}

RequestPlan standing(RequestPlan result, Standing where)
{
    result.standing = where;
    return result;
}

RequestPlan given(const QByteArray &csr, Language language, const QString &comment)
{
    RequestPlan result;
    result.csr = csr;
    result.language = language;
    result.comment = comment;
    return result;
}

RequestPlan renewal(RequestPlan result, const QString &commonName, bool sameKey)
{
    result.renewsCommonName = commonName;
    if (sameKey)
        result.keyOf = commonName;
    return result;
}

} // namespace

Customer sampleCustomer()
{
    Customer customer;
    customer.registration.customerId = QStringLiteral("C0000001");
    customer.registration.customerName = QStringLiteral("株式会社サンプル");
    Organization organization;
    organization.id = QStringLiteral("G0000001");
    organization.legalName = QStringLiteral("株式会社サンプル");
    organization.legalNameEnglish = QStringLiteral("Sample Inc.");
    organization.prefecture = 13;
    organization.municipality = QStringLiteral("港区");
    organization.municipalityEnglish = QStringLiteral("Minato City");
    organization.registrationNumber = QStringLiteral("011001098993");
    organization.businessCategory = QStringLiteral("Private Organization");
    organization.evAllowed = true;
    organization.englishAllowed = true;
    customer.registration.organizations = {organization};
    customer.registration.domains = domains(organization.id, {{QStringLiteral("example.jp"), true},
                                                              {QStringLiteral("example.co.jp"), true},
                                                              {QStringLiteral("example1.jp"), false},
                                                              {QStringLiteral("example2.jp"), false},
                                                              // ドメイン名例.jp
                                                              {QStringLiteral("xn--eckwd4c7cu47r2wf.jp"), false}});
    customer.noticeMail = QStringLiteral("tls-notices@example.jp");
    customer.operators = {{QStringLiteral("O0000001"), QStringLiteral("山田 太郎"), QStringLiteral("T.YAMADA"),
                           QStringLiteral("t.yamada@example.jp")},
                          {QStringLiteral("O0000002"), QStringLiteral("鈴木 花子"), QStringLiteral("H.SUZUKI"),
                           QStringLiteral("h.suzuki@example.jp")}};
    customer.contacts = {
        {QStringLiteral("sample-contact"), QStringLiteral("佐藤 一郎"), {}, QStringLiteral("i.sato@example.jp")},
        {QStringLiteral("sample-contact2"), QStringLiteral("田中 美咲"), {}, QStringLiteral("m.tanaka@example.jp")}};
    return customer;
}

Customer neighbourCustomer()
{
    Customer customer;
    customer.registration.customerId = QStringLiteral("C0000002");
    customer.registration.customerName = QStringLiteral("株式会社となり");
    Organization organization;
    organization.id = QStringLiteral("G0000002");
    organization.legalName = QStringLiteral("株式会社となり");
    organization.prefecture = 14;
    organization.municipality = QStringLiteral("横浜市");
    organization.registrationNumber = QStringLiteral("120901007402");
    organization.businessCategory = QStringLiteral("Private Organization");
    customer.registration.organizations = {organization};
    customer.registration.domains =
        domains(organization.id, {{QStringLiteral("example3.jp"), false}, {QStringLiteral("example4.jp"), false}});
    customer.noticeMail = QStringLiteral("tls-notices@example3.jp");
    customer.operators = {{QStringLiteral("O0000003"), QStringLiteral("高橋 次郎"), QStringLiteral("J.TAKAHASHI"),
                           QStringLiteral("j.takahashi@example3.jp")}};
    customer.contacts = {
        {QStringLiteral("tonari-contact"), QStringLiteral("伊藤 三郎"), {}, QStringLiteral("s.ito@example3.jp")}};
    return customer;
}

Person examiner()
{
    return {QStringLiteral("E0000001"), QStringLiteral("渡辺 四郎"), QStringLiteral("S.WATANABE"), {}};
}

Person secondExaminer()
{
    return {QStringLiteral("E0000002"), QStringLiteral("中村 五月"), QStringLiteral("S.NAKAMURA"), {}};
}

QList<RequestPlan> sampleRequests()
{
    const QString &ja = japanese();
    const QString &en = english();
    const auto names = [](std::initializer_list<const char16_t *> list) {
        QStringList result;
        for (const char16_t *name : list)
            result.append(QString::fromUtf16(name));
        return result;
    };

    QList<RequestPlan> plans;
    // What was done before: something for each tab, and what is renewed below.
    plans << standing(plan(ja, names({u"shop.example.jp"}), KeySpec::EcP256), Standing::Issued)
          << standing(plan(ja, names({u"mail.example.jp"}), KeySpec::Rsa2048), Standing::Issued)
          << standing(plan(en, names({u"docs.example.co.jp"}), KeySpec::EcP384), Standing::Issued)
          << standing(plan(ja, names({u"test.example1.jp"}), KeySpec::EcP256), Standing::Revoked)
          << standing(plan(ja, names({u"typo.example2.jp"}), KeySpec::EcP256), Standing::Rejected)
          << standing(plan(ja, names({u"event.example2.jp"}), KeySpec::EcP256), Standing::Cancelled)
          << standing(plan(ja, names({u"intra.example.jp"}), KeySpec::EcP256), Standing::OnHold);

    // In good order.
    plans << plan(ja, names({u"www.example.jp", u"example.jp"}), KeySpec::EcP256,
                  QStringLiteral("本番サイトの証明書です。"))
          << plan(ja, names({u"recruit.example.jp"}), KeySpec::Rsa2048)
          << plan(ja, names({u"support.example.jp"}), KeySpec::EcP384)
          << plan(en, names({u"api.example.jp", u"api2.example.jp"}), KeySpec::EcP256,
                  QStringLiteral("For customers abroad"))
          << plan(en,
                  names({u"cdn.example.co.jp", u"img.example.co.jp", u"js.example.co.jp", u"css.example.co.jp",
                         u"font.example.co.jp", u"video.example.co.jp", u"map.example.co.jp", u"news.example.co.jp"}),
                  KeySpec::Rsa2048)
          << plan(ja, names({u"*.example1.jp", u"example1.jp"}), KeySpec::Rsa2048)
          << plan(en, names({u"*.dev.example2.jp"}), KeySpec::EcP256)
          << plan(ja, names({u"xn--eckwd4c7cu47r2wf.jp", u"www.xn--eckwd4c7cu47r2wf.jp"}), KeySpec::EcP256,
                  QStringLiteral("ドメイン名例.jp です。"))
          << plan(ja, names({u"vpn.example2.jp"}), KeySpec::EcP384)
          << plan(en, names({u"status.example2.jp"}), KeySpec::Rsa2048)
          << plan(ja, names({u"files.example1.jp"}), KeySpec::EcP256)
          << given(practicecsr::rsa3072Japanese(), Language::Japanese, {})
          << given(practicecsr::rsa3072English(), Language::English, {})
          << given(practicecsr::rsa4096(), Language::English, {})
          << ev(plan(ja, names({u"login.example.co.jp"}), KeySpec::Rsa2048, QStringLiteral("会員ログイン用 (EV)")))
          << ev(plan(en, names({u"www.example.co.jp", u"example.co.jp"}), KeySpec::EcP256))
          << ev(plan(ja, names({u"bank.example.jp"}), KeySpec::EcP384))
          << renewal(plan(ja, names({u"shop.example.jp"}), KeySpec::EcP256, QStringLiteral("更新です。")),
                     QStringLiteral("shop.example.jp"), false)
          << renewal(plan(ja, names({u"mail.example.jp"}), KeySpec::Rsa2048), QStringLiteral("mail.example.jp"), true);

    // With something to find.
    plans << plan(ja, names({u"www.example9.jp"}), KeySpec::EcP256, QStringLiteral("登録外のドメイン"))
          << given(practicecsr::rsa1024(), Language::Japanese, QStringLiteral("古い機器のため RSA 1024 です。"))
          << given(practicecsr::roca(), Language::Japanese, {})
          << given(practicecsr::closePrimes(), Language::Japanese, {})
          << plan(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンブル, CN="), names({u"blog.example.jp"}),
                  KeySpec::EcP256)
          << plan(QStringLiteral("C=JP, ST=東京都, L=港区, O=㈱サンプル, CN="), names({u"wiki.example.jp"}),
                  KeySpec::EcP256)
          << plan(QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, OU=情報システム部, CN="),
                  names({u"crm.example.jp"}), KeySpec::Rsa2048)
          << plan(QStringLiteral("C=JP, ST=大阪府, L=大阪市, O=株式会社サンプル, CN="), names({u"osaka.example.jp"}),
                  KeySpec::EcP256)
          << ev(plan(ja, names({u"*.example.co.jp"}), KeySpec::EcP256))
          << ev(plan(ja, names({u"pay.example1.jp"}), KeySpec::EcP256));
    return plans;
}

QList<RequestPlan> neighbourRequests()
{
    const QString base = QStringLiteral("C=JP, ST=神奈川県, L=横浜市, O=株式会社となり, CN=");
    return {standing(plan(base, {QStringLiteral("shop.example3.jp")}, KeySpec::EcP256), Standing::Issued),
            plan(base, {QStringLiteral("www.example3.jp"), QStringLiteral("example3.jp")}, KeySpec::EcP256),
            plan(base, {QStringLiteral("mail.example4.jp")}, KeySpec::EcP256),
            plan(base, {QStringLiteral("api.example4.jp")}, KeySpec::EcP384)};
}

} // namespace tegata::practice
