// SPDX-License-Identifier: Apache-2.0
#include "ui/records/profiletext.h"

#include "ui/common/wording.h"

#include <QCoreApplication>

namespace tegata {

namespace {

constexpr qsizetype MaximumShown = 300;

struct ProfileText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::ProfileText)
};

// Keys and extensions in hex go on for pages; the comparison has what counts of them.
QString shortened(const QString &value)
{
    return value.size() > MaximumShown ? value.left(MaximumShown) + QChar(0x2026) : value;
}

// Texts of the authority may go on without a space (names, keys in hex): what cannot be broken makes everything beside
// it wider than the window.
QString wrapped(const QString &text)
{
    constexpr qsizetype Longest = 40;
    constexpr char16_t FirstIdeographic = 0x2e80; // lines break between these anyway
    static const QString stops = QStringLiteral(",:/=\\");
    QString made;
    qsizetype run = 0;
    for (const QChar character : text) {
        made += character;
        const bool isBreakable = character.isSpace() || character.unicode() >= FirstIdeographic;
        run = isBreakable ? 0 : run + 1;
        if (run >= Longest || (run >= Longest / 2 && stops.contains(character))) {
            made += QLatin1Char('\n');
            run = 0;
        }
    }
    return made.trimmed();
}

bool isTrue(const QString &value)
{
    return value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

// The lines of one policy: switches together, everything else for itself.
QString linesOf(const QList<ProfileValue> &values)
{
    QStringList lines;
    QStringList on;
    QStringList off;
    for (const ProfileValue &value : values) {
        if (value.syntax == ProfileSyntax::Boolean)
            (isTrue(value.value) ? on : off).append(profileValueName(value));
        else if (!value.value.isEmpty())
            //: %1: name of a value, %2: the value
            lines.append(
                ProfileText::tr("%1: %2").arg(profileValueName(value), wrapped(shortened(value.value.trimmed()))));
    }
    if (!on.isEmpty())
        //: %1: names of values that are switched on
        lines.append(ProfileText::tr("Yes: %1").arg(Wording::list(on)));
    if (!off.isEmpty())
        //: %1: names of values that are switched off
        lines.append(ProfileText::tr("No: %1").arg(Wording::list(off)));
    if (!values.constFirst().constraint.isEmpty())
        //: %1: what the certification authority accepts, in its words
        lines.append(ProfileText::tr("(%1)").arg(wrapped(values.constFirst().constraint)));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString profileValueName(const ProfileValue &value)
{
    return value.description.isEmpty() ? value.name : value.description;
}

QList<Fact> profileInputFacts(const EnrollmentProfile &profile)
{
    QList<Fact> facts;
    facts.append({QStringLiteral("profileName"), ProfileText::tr("Profile"),
                  profile.description.isEmpty() ? profile.name
                                                : QStringLiteral("%1\n%2").arg(profile.name, profile.description)});
    for (const ProfileInput &input : profile.inputs) {
        if (!input.value.contains(QLatin1String("-----BEGIN")))
            facts.append({QStringLiteral("profileInput%1").arg(facts.size()), input.name, wrapped(input.value)});
    }
    return facts;
}

QList<Fact> profileValueFacts(const EnrollmentProfile &profile)
{
    QList<Fact> facts;
    for (qsizetype at = 0; at < profile.values.size();) {
        const QString &policy = profile.values[at].policy;
        QList<ProfileValue> together;
        while (at < profile.values.size() && profile.values[at].policy == policy)
            together.append(profile.values[at++]);
        facts.append({QStringLiteral("profilePolicy%1").arg(facts.size()), policy, linesOf(together)});
    }
    return facts;
}

} // namespace tegata
