// SPDX-License-Identifier: Apache-2.0
#include "core/domain/legalform.h"

#include "core/domain/nametable.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr NameTable<LegalForm, 28> formNames = {{
    {LegalForm::NotChosen, QLatin1String("")},
    {LegalForm::KabushikiKaisha, QLatin1String("kabushikiKaisha")},
    {LegalForm::TokureiYugenKaisha, QLatin1String("tokureiYugenKaisha")},
    {LegalForm::GodoKaisha, QLatin1String("godoKaisha")},
    {LegalForm::GomeiKaisha, QLatin1String("gomeiKaisha")},
    {LegalForm::GoshiKaisha, QLatin1String("goshiKaisha")},
    {LegalForm::IppanShadanHojin, QLatin1String("ippanShadanHojin")},
    {LegalForm::KoekiShadanHojin, QLatin1String("koekiShadanHojin")},
    {LegalForm::IppanZaidanHojin, QLatin1String("ippanZaidanHojin")},
    {LegalForm::KoekiZaidanHojin, QLatin1String("koekiZaidanHojin")},
    {LegalForm::GakkoHojin, QLatin1String("gakkoHojin")},
    {LegalForm::IryoHojin, QLatin1String("iryoHojin")},
    {LegalForm::ShakaiFukushiHojin, QLatin1String("shakaiFukushiHojin")},
    {LegalForm::ShukyoHojin, QLatin1String("shukyoHojin")},
    {LegalForm::TokuteiHieiriKatsudoHojin, QLatin1String("tokuteiHieiriKatsudoHojin")},
    {LegalForm::DokuritsuGyoseiHojin, QLatin1String("dokuritsuGyoseiHojin")},
    {LegalForm::ChihoDokuritsuGyoseiHojin, QLatin1String("chihoDokuritsuGyoseiHojin")},
    {LegalForm::KokuritsuDaigakuHojin, QLatin1String("kokuritsuDaigakuHojin")},
    {LegalForm::KyodoKumiai, QLatin1String("kyodoKumiai")},
    {LegalForm::SogoKaisha, QLatin1String("sogoKaisha")},
    {LegalForm::ShigyoHojin, QLatin1String("shigyoHojin")},
    {LegalForm::CentralGovernment, QLatin1String("centralGovernment")},
    {LegalForm::LocalGovernment, QLatin1String("localGovernment")},
    {LegalForm::PublicSchool, QLatin1String("publicSchool")},
    {LegalForm::OtherRegisteredCorporation, QLatin1String("otherRegisteredCorporation")},
    {LegalForm::ShigyoOffice, QLatin1String("shigyoOffice")},
    {LegalForm::VoluntaryAssociation, QLatin1String("voluntaryAssociation")},
    {LegalForm::SoleProprietor, QLatin1String("soleProprietor")},
}};

constexpr NameTable<LegalFormPosition, 4> positionNames = {{
    {LegalFormPosition::NotChosen, QLatin1String("")},
    {LegalFormPosition::Before, QLatin1String("before")},
    {LegalFormPosition::After, QLatin1String("after")},
    {LegalFormPosition::None, QLatin1String("none")},
}};

// A corporation whose name holds its form, registered at the 法務局.
LegalFormFacts corporation(LegalForm form, const char16_t *kanji)
{
    return {form, QString::fromUtf16(kanji), true, true, false, true};
}

// A body whose kind is not part of its name.
LegalFormFacts body(LegalForm form, const char16_t *kanji, bool registered, bool government, bool evPossible)
{
    return {form, QString::fromUtf16(kanji), false, registered, government, evPossible};
}

} // namespace

const QList<LegalFormFacts> &legalForms()
{
    static const QList<LegalFormFacts> forms = {
        corporation(LegalForm::KabushikiKaisha, u"株式会社"),
        // 特例有限会社 keep 有限会社 in their names (会社法の施行に伴う関係法律の整備等に関する法律 3条).
        {LegalForm::TokureiYugenKaisha, QStringLiteral("特例有限会社"), false, true, false, true},
        corporation(LegalForm::GodoKaisha, u"合同会社"),
        corporation(LegalForm::GomeiKaisha, u"合名会社"),
        corporation(LegalForm::GoshiKaisha, u"合資会社"),
        corporation(LegalForm::IppanShadanHojin, u"一般社団法人"),
        corporation(LegalForm::KoekiShadanHojin, u"公益社団法人"),
        corporation(LegalForm::IppanZaidanHojin, u"一般財団法人"),
        corporation(LegalForm::KoekiZaidanHojin, u"公益財団法人"),
        corporation(LegalForm::GakkoHojin, u"学校法人"),
        corporation(LegalForm::IryoHojin, u"医療法人"),
        corporation(LegalForm::ShakaiFukushiHojin, u"社会福祉法人"),
        // 宗教法人 need not carry the word in their names.
        body(LegalForm::ShukyoHojin, u"宗教法人", true, false, true),
        corporation(LegalForm::TokuteiHieiriKatsudoHojin, u"特定非営利活動法人"),
        corporation(LegalForm::DokuritsuGyoseiHojin, u"独立行政法人"),
        corporation(LegalForm::ChihoDokuritsuGyoseiHojin, u"地方独立行政法人"),
        corporation(LegalForm::KokuritsuDaigakuHojin, u"国立大学法人"),
        corporation(LegalForm::KyodoKumiai, u"協同組合"),
        corporation(LegalForm::SogoKaisha, u"相互会社"),
        body(LegalForm::ShigyoHojin, u"士業法人(弁護士/税理士/監査)", true, false, true),
        body(LegalForm::CentralGovernment, u"中央省庁・国の機関", false, true, true),
        body(LegalForm::LocalGovernment, u"地方公共団体", false, true, true),
        body(LegalForm::PublicSchool, u"国公立学校", false, true, true),
        body(LegalForm::OtherRegisteredCorporation, u"その他の設立登記法人", true, false, true),
        body(LegalForm::ShigyoOffice, u"士業事務所", false, false, false),
        body(LegalForm::VoluntaryAssociation, u"任意団体", false, false, false),
        body(LegalForm::SoleProprietor, u"個人事業主", false, false, false),
    };
    return forms;
}

std::optional<LegalFormFacts> legalFormFacts(LegalForm form)
{
    const auto &forms = legalForms();
    const auto found =
        std::find_if(forms.begin(), forms.end(), [form](const auto &facts) { return facts.form == form; });
    if (found == forms.end())
        return std::nullopt;
    return *found;
}

QString legalFormName(LegalForm form)
{
    return nameIn(formNames, form);
}

std::optional<LegalForm> legalFormFromName(const QString &name)
{
    return valueIn(formNames, name);
}

QString legalFormPositionName(LegalFormPosition position)
{
    return nameIn(positionNames, position);
}

std::optional<LegalFormPosition> legalFormPositionFromName(const QString &name)
{
    return valueIn(positionNames, name);
}

} // namespace tegata
