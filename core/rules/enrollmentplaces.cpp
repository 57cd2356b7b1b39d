// SPDX-License-Identifier: Apache-2.0
#include "core/domain/postalcode.h"
#include "core/domain/prefecture.h"
#include "core/rules/charactertext.h"
#include "core/rules/enrollmentparts.h"
#include "core/rules/identifiers.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

// The table that every program has: client and service must not differ. Points into the program, never changes.
QList<PostalPlace> municipalitiesOf(const QString &code)
{
    static const Result<PostalCodeTable> table = PostalCodeTable::builtIn();
    return table ? table->municipalities(code) : QList<PostalPlace>();
}

// For comparing: ヶ and ケ, 龍 and 竜 are written either way.
QString comparable(const QString &municipality)
{
    QString form = lookAlikeForm(municipality);
    return form.replace(QChar(u'ヶ'), QChar(u'ケ'));
}

enum class Likeness
{
    Different,
    SameCity, // the ward differs or is left out
    Same
};

Likeness likeness(const QString &typed, const QString &listed)
{
    const QString text = comparable(typed);
    const QString name = comparable(listed);
    const QString withoutDistrict = name.mid(name.indexOf(QChar(u'郡')) + 1);
    // What follows the municipality is another finding.
    if (text.startsWith(name) || text.startsWith(withoutDistrict))
        return Likeness::Same;
    const QChar city = QChar(u'市');
    const qsizetype end = name.indexOf(city, 1) + 1;
    const bool hasWard = end > 0 && name.endsWith(QChar(u'区'));
    return hasWard && text.startsWith(name.left(end)) ? Likeness::SameCity : Likeness::Different;
}

QString joined(const QStringList &names)
{
    QStringList distinct = names;
    distinct.removeDuplicates();
    return distinct.join(QStringLiteral("・"));
}

class PlaceRules
{
public:
    PlaceRules(const FormPlace &place, PlaceUse use, const QString &prefix)
        : m_code(place.postalCode), m_prefecture(prefecture(place.prefecture)),
          m_municipality(place.municipality.trimmed()), m_use(use), m_prefix(prefix)
    {
        if (place.prefecture != 0 && !m_prefecture)
            report(FindingCode::PrefectureUnknown, FindingOutcome::Error, "prefecture",
                   {{key("value"), QString::number(place.prefecture)}});
    }

    QList<Finding> run()
    {
        if (!m_municipality.isEmpty())
            checkMunicipality();
        CheckReport code;
        code.findings = checkPostalCode(m_code, m_prefix + QLatin1String("postalCode"));
        m_findings += code.findings;
        if (!code.hasErrors() && !m_code.trimmed().isEmpty())
            compare(normalizedPostalCode(m_code));
        return m_findings;
    }

private:
    void report(FindingCode code, FindingOutcome outcome, const char *name, const QMap<QString, QString> &args)
    {
        m_findings.append(makeFinding(code, outcome, m_prefix + QLatin1String(name), args));
    }

    void checkMunicipality()
    {
        const QList<Prefecture> &rows = prefectures();
        const auto found = std::find_if(rows.begin(), rows.end(), [this](const Prefecture &row) {
            return m_municipality.startsWith(row.kanji) && m_municipality.size() > row.kanji.size();
        });
        if (found != rows.end()) {
            m_municipality = m_municipality.mid(found->kanji.size()).trimmed();
            if (m_use == PlaceUse::Certificate)
                report(FindingCode::MunicipalityPrefecture, FindingOutcome::Warning, "municipality",
                       {{key("expected"), m_municipality}});
        }
        static const QString kinds = QStringLiteral("市区町村");
        if (m_use == PlaceUse::Certificate && !m_municipality.isEmpty() && !kinds.contains(m_municipality.back()))
            report(FindingCode::MunicipalityKind, FindingOutcome::Warning, "municipality",
                   {{key("value"), m_municipality}});
    }

    void compare(const QString &code)
    {
        QList<PostalPlace> places = municipalitiesOf(code);
        if (places.isEmpty()) {
            report(FindingCode::PostalCodeUnknown, FindingOutcome::Note, "postalCode", {{key("value"), code}});
            return;
        }
        if (m_prefecture) {
            QStringList names;
            for (const PostalPlace &place : std::as_const(places))
                names.append(prefecture(place.prefecture)->kanji);
            places.removeIf([this](const PostalPlace &place) { return place.prefecture != m_prefecture->code; });
            if (places.isEmpty()) {
                report(FindingCode::PostalCodePrefecture, FindingOutcome::Warning, "postalCode",
                       {{key("value"), code}, {key("place"), joined(names)}, {key("name"), m_prefecture->kanji}});
                return;
            }
        }
        if (!m_municipality.isEmpty())
            compareMunicipality(code, places);
    }

    void compareMunicipality(const QString &code, const QList<PostalPlace> &places)
    {
        Likeness best = Likeness::Different;
        QStringList names;
        for (const PostalPlace &place : places) {
            best = std::max(best, likeness(m_municipality, place.municipality));
            names.append(place.municipality);
        }
        const QMap<QString, QString> args = {
            {key("value"), code}, {key("place"), joined(names)}, {key("name"), m_municipality}};
        if (best == Likeness::Different)
            report(FindingCode::PostalCodeMunicipality, FindingOutcome::Warning, "municipality", args);
        else if (best == Likeness::SameCity)
            report(FindingCode::PostalCodeWard, FindingOutcome::Note, "municipality", args);
    }

    QString m_code;
    std::optional<Prefecture> m_prefecture;
    QString m_municipality;
    PlaceUse m_use;
    QString m_prefix;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkPlace(const FormPlace &place, PlaceUse use, const QString &prefix)
{
    return PlaceRules(place, use, prefix).run();
}

} // namespace tegata
