// SPDX-License-Identifier: Apache-2.0
#include "core/rules/caarules.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tegata {

namespace {

// RFC 8659, 4.2–4.4; contactemail and contactphone: BR, appendix A; issuemail: RFC 9495; issuevmc: BIMI.
constexpr std::array<const char *, 7> understoodTags = {"issue",        "issuewild", "iodef",   "contactemail",
                                                        "contactphone", "issuemail", "issuevmc"};

bool isBlank(char character)
{
    return character == ' ' || character == '\t';
}

bool isLabelCharacter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '-';
}

// issuer-domain-name = label *("." label), where a label neither begins nor ends with a hyphen.
bool isDomainName(const QByteArray &name)
{
    const QList<QByteArray> labels = name.split('.');
    return std::all_of(labels.begin(), labels.end(), [](const QByteArray &label) {
        return !label.isEmpty() && !label.startsWith('-') && !label.endsWith('-') &&
               std::all_of(label.begin(), label.end(), isLabelCharacter);
    });
}

// tag = value, where the value holds no blank and no semicolon (RFC 8659, 4.2).
bool isParameter(const QByteArray &text)
{
    const QByteArray parameter = text.trimmed();
    const qsizetype equals = parameter.indexOf('=');
    if (equals < 1)
        return false;
    const QByteArray tag = parameter.left(equals).trimmed().toLower();
    const QByteArray value = parameter.mid(equals + 1).trimmed();
    return !tag.isEmpty() && std::all_of(tag.begin(), tag.end(), isLabelCharacter) &&
           std::all_of(value.begin(), value.end(),
                       [](char character) { return character >= 0x21 && character <= 0x7E && character != ';'; });
}

// The CA that a value names, in lower case. Empty: nobody, which a value outside the grammar means too.
QByteArray issuerNamed(const QByteArray &value)
{
    const qsizetype semicolon = value.indexOf(';');
    const QByteArray head = semicolon < 0 ? value : value.left(semicolon);
    const auto isNotBlank = [](char character) { return !isBlank(character); };
    const auto first = std::find_if(head.begin(), head.end(), isNotBlank);
    const auto last = std::find_if(head.rbegin(), head.rend(), isNotBlank).base();
    const QByteArray name = first < last ? QByteArray(&*first, last - first).toLower() : QByteArray();
    if (!isDomainName(name))
        return {};
    if (semicolon < 0)
        return name;
    const QByteArray tail = value.mid(semicolon + 1);
    const QList<QByteArray> parameters = tail.split(';');
    const bool isWellFormed =
        tail.trimmed().isEmpty() || std::all_of(parameters.begin(), parameters.end(), isParameter);
    return isWellFormed ? name : QByteArray();
}

} // namespace

QString caaRecordText(const CaaRecord &record)
{
    const auto printed = [](const QByteArray &bytes) {
        QString text;
        for (const char byte : bytes) {
            if (byte == '"' || byte == '\\')
                text += QLatin1Char('\\');
            if (byte >= 0x20 && byte <= 0x7E)
                text += QLatin1Char(byte);
            else
                text += QStringLiteral("\\%1").arg(static_cast<unsigned char>(byte), 3, 10, QLatin1Char('0'));
        }
        return text;
    };
    return QStringLiteral("%1 %2 \"%3\"")
        .arg(QString::number(record.isCritical ? 128 : 0), printed(record.tag), printed(record.value));
}

CaaVerdict caaVerdict(const QList<CaaRecord> &records, bool isWildcard, const QStringList &issuers)
{
    QList<QByteArray> issue;
    QList<QByteArray> issueWild;
    for (const CaaRecord &record : records) {
        const QByteArray tag = record.tag.toLower();
        if (tag == "issue")
            issue.append(record.value);
        else if (tag == "issuewild")
            issueWild.append(record.value);
        else if (record.isCritical &&
                 std::find(understoodTags.begin(), understoodTags.end(), tag) == understoodTags.end())
            return CaaVerdict::UnknownCritical;
    }
    // 4.3: for a wildcard, issuewild takes the place of issue; for every other name it says nothing.
    const QList<QByteArray> &restricting = isWildcard && !issueWild.isEmpty() ? issueWild : issue;
    if (restricting.isEmpty())
        return CaaVerdict::Allowed;
    const bool isNamed = std::any_of(restricting.begin(), restricting.end(), [&issuers](const QByteArray &value) {
        const QByteArray issuer = issuerNamed(value);
        return !issuer.isEmpty() && issuers.contains(QString::fromLatin1(issuer), Qt::CaseInsensitive);
    });
    return isNamed ? CaaVerdict::Allowed : CaaVerdict::OtherIssuer;
}

} // namespace tegata
