// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace tegata {

// 法人格 (S22, rules.md V14, after the National Tax Agency's kinds). NotChosen: the pull-down was not touched yet.
enum class LegalForm
{
    NotChosen,
    KabushikiKaisha,
    TokureiYugenKaisha,
    GodoKaisha,
    GomeiKaisha,
    GoshiKaisha,
    IppanShadanHojin,
    KoekiShadanHojin,
    IppanZaidanHojin,
    KoekiZaidanHojin,
    GakkoHojin,
    IryoHojin,
    ShakaiFukushiHojin,
    ShukyoHojin,
    TokuteiHieiriKatsudoHojin,
    DokuritsuGyoseiHojin,
    ChihoDokuritsuGyoseiHojin,
    KokuritsuDaigakuHojin,
    KyodoKumiai,
    SogoKaisha,
    ShigyoHojin,
    CentralGovernment,
    LocalGovernment,
    PublicSchool,
    OtherRegisteredCorporation,
    ShigyoOffice,
    VoluntaryAssociation,
    SoleProprietor,
};

// 前株/後株: where the legal form stands in the name.
enum class LegalFormPosition
{
    NotChosen,
    Before,
    After,
    None
};

struct LegalFormFacts
{
    LegalForm form;
    QString kanji;           // "株式会社", as the pull-down shows it
    bool inName = false;     // the name contains the kanji: its position can be checked
    bool registered = false; // has a registration number (V12)
    bool government = false; // 行政機関
    bool evPossible = true;  // V5: who may not apply for EV
};

// In the order of V14.
const QList<LegalFormFacts> &legalForms();
// NotChosen has no facts.
std::optional<LegalFormFacts> legalFormFacts(LegalForm form);

// The contract's names: "kabushikiKaisha", …; "before", "after", "none". Empty for NotChosen, and the reverse.
QString legalFormName(LegalForm form);
std::optional<LegalForm> legalFormFromName(const QString &name);
QString legalFormPositionName(LegalFormPosition position);
std::optional<LegalFormPosition> legalFormPositionFromName(const QString &name);

} // namespace tegata
