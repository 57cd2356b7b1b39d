// SPDX-License-Identifier: Apache-2.0
#include "ui/records/evidencetext.h"

#include "core/base/error.h"
#include "core/rules/certificatekind.h"
#include "core/rules/charactertext.h"
#include "core/rules/namecharacters.h"
#include "core/rules/unicodename.h"
#include "ui/common/wording.h"
#include "ui/models/queuetext.h"

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumNamed = 3;   // characters of one run
constexpr qsizetype MaximumQuoted = 24; // code points of a run that is another text altogether
constexpr qsizetype MaximumRuns = 6;

QString characterLabel(char32_t character)
{
    const QString name = unicodeName(character);
    const bool shows = !isInvisible(character) && !QChar::isSpace(character) && QChar::isPrint(character);
    return shows ? QStringLiteral("%1 (%2)").arg(fromCharacters({&character, 1}), name) : name;
}

QString charactersLabel(const QString &text)
{
    const std::u32string characters = text.toStdU32String();
    QStringList labels;
    for (const char32_t character : characters) {
        if (labels.size() == MaximumNamed)
            return labels.join(QStringLiteral(" + ")) + QChar(0x2026);
        labels.append(characterLabel(character));
    }
    return labels.join(QStringLiteral(" + "));
}

QString quoted(const QString &text)
{
    const std::u32string characters = text.toStdU32String();
    if (characters.size() == 1)
        return characterLabel(characters.front());
    const bool isLong = static_cast<qsizetype>(characters.size()) > MaximumQuoted;
    QString shown;
    for (const char32_t character : characters.substr(0, MaximumQuoted))
        shown += isInvisible(character) ? QStringLiteral("[%1]").arg(unicodeName(character))
                                        : fromCharacters({&character, 1});
    return Wording::quoted(isLong ? shown + QChar(0x2026) : shown);
}

} // namespace

QString EvidenceText::field(const QString &field)
{
    if (field.startsWith(QLatin1String("subject.")))
        return QueueText::attribute(field.mid(8));
    if (field.startsWith(QLatin1String("sans["))) {
        const int number = QStringView(field).mid(5).chopped(1).toInt() + 1;
        return tr("Name %1 (SAN)").arg(number);
    }
    if (field == QLatin1String("sans"))
        return tr("Name (SAN)");
    if (field == QLatin1String("sans.more"))
        return tr("Further names");
    if (field == QLatin1String("publicKey"))
        return tr("Key");
    if (field == QLatin1String("publicKey.sha256"))
        return tr("SHA-256 of the key");
    if (field == QLatin1String("signature"))
        return tr("Signature");
    if (field == QLatin1String("product"))
        return tr("Product");
    if (field == QLatin1String("language"))
        return tr("Language");
    if (field == QLatin1String("profile"))
        return tr("Profile");
    return field;
}

QString EvidenceText::value(const QString &field, const QString &value)
{
    if (field == QLatin1String("publicKey.sha256")) {
        QStringList groups;
        for (qsizetype at = 0; at < value.size(); at += 8)
            groups.append(value.mid(at, 8));
        return groups.join(QLatin1Char(' '));
    }
    const bool isProduct = field == QLatin1String("product");
    if (!isProduct && field != QLatin1String("language"))
        return value;
    QStringList words;
    for (const QString &each : value.split(QStringLiteral(", "))) {
        if (isProduct)
            words.append(QueueText::product(productFromName(each).value_or(Product::Ov)));
        else
            words.append(each == QLatin1String("ja") ? tr("Japanese") : tr("English"));
    }
    return Wording::list(words);
}

QString EvidenceText::run(const TextRun &run)
{
    const bool isOther = run.difference == TextDifference::Other;
    const QString text = isOther ? quoted(run.text) : charactersLabel(run.text);
    const QString counterpart = isOther ? quoted(run.counterpart) : charactersLabel(run.counterpart);
    if (run.text == run.counterpart)
        //: %1: name of an invisible character
        return tr("%1 is invisible").arg(text);
    if (run.text.isEmpty())
        return tr("%1 is missing").arg(counterpart);
    if (run.counterpart.isEmpty())
        //: %1: characters that the other text has not
        return tr("%1 is extra").arg(text);
    //: %1, %2: characters; the first stands where the second should
    return tr("%1 instead of %2").arg(text, counterpart);
}

QString EvidenceText::runs(const QList<TextRun> &runs)
{
    QStringList texts;
    for (const TextRun &each : runs) {
        if (each.difference == TextDifference::None)
            continue;
        if (texts.size() == MaximumRuns) {
            texts.append(QString(QChar(0x2026)));
            break;
        }
        //: %1: which characters differ; %2: how
        texts.append(tr("%1 (%2)").arg(run(each), difference(each.difference)));
    }
    return texts.join(QLatin1Char('\n'));
}

QString EvidenceText::difference(TextDifference difference)
{
    switch (difference) {
    case TextDifference::None:
        return tr("equal");
    case TextDifference::Composition:
        return tr("composed differently");
    case TextDifference::CaseOnly:
        return tr("letter case");
    case TextDifference::Width:
        return tr("full or half width");
    case TextDifference::Compatible:
        return tr("compatibility character");
    case TextDifference::LookAlike:
        return tr("looks alike");
    case TextDifference::Invisible:
        return tr("invisible");
    case TextDifference::Other:
        return tr("different");
    }
    return {};
}

QString EvidenceText::usability(const ValidationAge &validation, const QDateTime &now)
{
    if (!validation.usableUntil.isValid())
        return tr("never validated");
    const QString day = validation.usableUntil.toLocalTime().date().toString(Qt::ISODate);
    const qint64 days = now.secsTo(validation.usableUntil) / 86400;
    if (now > validation.usableUntil)
        //: %1: a day
        return tr("expired on %1").arg(day);
    //: %1: a day
    return tr("until %1 (%n days left)", nullptr, static_cast<int>(days)).arg(day);
}

QString EvidenceText::notAsked(LiveCertificate::Obstacle obstacle)
{
    switch (obstacle) {
    case LiveCertificate::Obstacle::Wildcard:
        return tr("Not checked: a wildcard is not a host name");
    case LiveCertificate::Obstacle::SwitchedOff:
        return tr("Not checked: host checks are switched off in the settings");
    case LiveCertificate::Obstacle::NotRegistered:
        return tr("Not checked: the name is in no registered domain");
    case LiveCertificate::Obstacle::TooMany:
        return tr("Not checked: only the first hosts are checked");
    case LiveCertificate::Obstacle::None:
        break;
    }
    return tr("Not checked");
}

QString EvidenceText::live(const LiveCertificate &live)
{
    switch (live.state) {
    case LiveCertificate::State::NotAsked:
        return notAsked(live.obstacle);
    case LiveCertificate::State::Asking:
        return tr("Checking…");
    case LiveCertificate::State::NotReachable:
        if (live.error == ErrorCode::Forbidden)
            //: %1: an IP address
            return tr("Not checked: the name points to an address inside a private network (%1)").arg(live.problem);
        if (live.error == ErrorCode::TimedOut)
            return tr("No answer in time");
        return live.problem.isEmpty() ? tr("Not reachable") : tr("Not reachable: %1").arg(live.problem);
    case LiveCertificate::State::Served:
        break;
    }
    QStringList lines;
    if (live.isThisCertificate)
        lines.append(tr("This is the certificate compared with"));
    //: %1: a serial number, %2: a day
    lines.append(tr("Serial number %1, valid until %2").arg(live.serial, QueueText::time(live.notAfter)));
    lines.append(live.subject);
    //: %1: an issuer's name
    lines.append(tr("Issued by %1").arg(live.issuer));
    lines.append(live.isTrusted ? tr("Trusted by this computer")
                                //: %1: the reason, technical
                                : tr("Not trusted by this computer: %1").arg(live.problem));
    return lines.join(QLatin1Char('\n'));
}

QString EvidenceText::caa(const CaaResult &result)
{
    const QString records = result.records.join(QStringLiteral("; "));
    switch (result.state) {
    case CaaResult::State::NotAsked:
        return tr("Not checked");
    case CaaResult::State::Asking:
        return tr("Checking…");
    case CaaResult::State::Allowed:
        //: %1: a domain, %2: its records
        return result.foundAt.isEmpty() ? tr("No records: every certification authority may issue")
                                        : tr("Allowed by the records at %1: %2").arg(result.foundAt, records);
    case CaaResult::State::Forbidden:
        return tr("Forbidden by the records at %1: %2").arg(result.foundAt, records);
    case CaaResult::State::Failed:
        //: %1: a domain, %2: the reason, technical
        return tr("%1 could not be checked: %2").arg(result.foundAt, result.problem);
    case CaaResult::State::NoDns:
        return tr("Not checked: no DNS server answers this computer");
    }
    return {};
}

QString EvidenceText::passed(const Evidence &evidence, Product product)
{
    const auto isClear = [&evidence](const char *rule) {
        return std::none_of(evidence.check.findings.cbegin(), evidence.check.findings.cend(),
                            [rule](const Finding &each) {
                                return each.outcome != FindingOutcome::Note && each.rule == QLatin1String(rule);
                            });
    };
    QStringList areas;
    const auto add = [&](const char *rule, const QString &text) {
        if (isClear(rule))
            areas.append(text);
    };
    const bool isServer = !saysOtherKind(evidence.check.findings);
    add("V4", tr("subject"));
    add("V6", tr("key and signature"));
    if (isServer)
        add("V7", tr("host names"));
    if (isServer && evidence.registrationVersion > 0) {
        add("V9", tr("registered domains"));
        add("V2", tr("age of the validations"));
    }
    if (product == Product::Ev)
        add("V5", tr("EV"));
    const bool caaIsKnown = !evidence.caa.isEmpty() &&
                            std::all_of(evidence.caa.cbegin(), evidence.caa.cend(),
                                        [](const CaaResult &each) { return each.state == CaaResult::State::Allowed; });
    if (caaIsKnown)
        add("V3", tr("CAA"));
    return Wording::list(areas);
}

} // namespace tegata
