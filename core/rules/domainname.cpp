// SPDX-License-Identifier: Apache-2.0
#include "core/rules/domainname.h"

#include "core/rules/charactertext.h"
#include "core/rules/domainlabel.h"
#include "core/rules/findingcatalogue.h"
#include "core/rules/ipaddress.h"
#include "core/rules/publicsuffixlist.h"

#include <QRegularExpression>
#include <QStringList>

namespace tegata {

namespace {

constexpr qsizetype MaximumInput = 2048; // characters; more is no name that somebody typed or pasted
constexpr qsizetype MaximumName = 253;   // RFC 1035, without the root's dot

void report(DomainName &name, FindingCode code, FindingOutcome outcome, const QMap<QString, QString> &args)
{
    name.check.findings.append(makeFinding(code, outcome, {}, args));
}

void refuse(DomainName &name, FindingCode code, const QMap<QString, QString> &args)
{
    report(name, code, FindingOutcome::Error, args);
}

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

// "https://user@www.example.jp:8443/path" → "www.example.jp"; other text is given back as it is.
QString withoutUrlParts(const QString &text)
{
    static const QRegularExpression scheme(QStringLiteral("\\A[A-Za-z][A-Za-z0-9+.-]*://"));
    static const QRegularExpression end(QStringLiteral("[/?#\\\\]"));
    static const QRegularExpression port(QStringLiteral(":[0-9]{0,5}\\z"));
    QString host = text;
    const QRegularExpressionMatch found = scheme.match(host);
    host.remove(0, found.capturedLength());
    host = host.section(end, 0, 0);
    if (found.hasMatch())
        host.remove(0, host.lastIndexOf(QLatin1Char('@')) + 1);
    if (host.startsWith(QLatin1Char('['))) {
        const qsizetype close = host.indexOf(QLatin1Char(']'));
        if (close > 0)
            return host.mid(1, close - 1);
    }
    if (host.count(QLatin1Char(':')) == 1)
        host.remove(port);
    return host;
}

// Takes the wildcard off the labels. False when a * stands where it must not.
bool takeWildcard(DomainName &name, QStringList &labels, const QString &host)
{
    const QChar star = QLatin1Char('*');
    if (labels.size() > 1 && labels.constFirst() == star) {
        name.wildcard = true;
        labels.removeFirst();
    }
    bool allowed = true;
    for (const QString &label : std::as_const(labels)) {
        if (label == star)
            refuse(name, FindingCode::DomainWildcardPosition, {{key("name"), host}});
        else if (label.contains(star))
            refuse(name, FindingCode::DomainWildcardPartial, {{key("label"), label}});
        allowed = allowed && !label.contains(star);
    }
    return allowed;
}

// Special-use top-level domains (RFC 2606, 6761, 6762, 7686, 8375, 9476, ICANN 2018 and 2024): never public.
bool isInternal(const QString &host)
{
    static const QStringList suffixes = {
        QStringLiteral("local"),     QStringLiteral("internal"), QStringLiteral("localhost"), QStringLiteral("test"),
        QStringLiteral("example"),   QStringLiteral("invalid"),  QStringLiteral("onion"),     QStringLiteral("alt"),
        QStringLiteral("home.arpa"), QStringLiteral("corp"),     QStringLiteral("home"),      QStringLiteral("mail"),
    };
    for (const QString &suffix : suffixes) {
        if (isWithin(host, suffix))
            return true;
    }
    return false;
}

// V10, on the label that the registry registers.
void checkJapaneseRegistry(DomainName &name)
{
    static const QStringList organizational = {QStringLiteral("ac"), QStringLiteral("ad"), QStringLiteral("co"),
                                               QStringLiteral("ed"), QStringLiteral("go"), QStringLiteral("gr"),
                                               QStringLiteral("lg"), QStringLiteral("ne"), QStringLiteral("or")};
    constexpr qsizetype shortest = 3;
    constexpr qsizetype longestJapanese = 15;
    if (!isWithin(name.registrable, QStringLiteral("jp")))
        return;
    const QString label = name.registrable.section(QLatin1Char('.'), 0, 0);
    const QString suffix = name.registrable.section(QLatin1Char('.'), 1);
    const QString readable = readableLabel(label);
    const qsizetype length = characterCount(readable);
    const bool regional = suffix.count(QLatin1Char('.')) > 1;
    if (readable == label) {
        if (!regional && length < shortest)
            refuse(name, FindingCode::DomainJpTooShort,
                   {{key("label"), label}, {key("limit"), QString::number(shortest)}});
    } else if (regional || organizational.contains(suffix.section(QLatin1Char('.'), 0, 0))) {
        refuse(name, FindingCode::DomainJpAsciiOnly, {{key("label"), readable}, {key("suffix"), suffix}});
    } else if (length > longestJapanese) {
        refuse(name, FindingCode::DomainJpTooLong,
               {{key("label"), readable},
                {key("length"), QString::number(length)},
                {key("limit"), QString::number(longestJapanese)}});
    }
}

// V7 and V9: the name's place below the top of the tree.
void checkSuffix(DomainName &name)
{
    const QString &host = name.aLabel;
    const QString top = host.section(QLatin1Char('.'), -1);
    // SC-086: nothing there is anybody's host. Below home.arpa lie home networks.
    if (isWithin(host, QStringLiteral("arpa")) && !isInternal(host)) {
        refuse(name, FindingCode::DomainArpa, {{key("name"), host}});
    } else if (isPublicSuffix(host)) {
        refuse(name, name.wildcard ? FindingCode::DomainWildcardPublicSuffix : FindingCode::DomainPublicSuffix,
               {{key("name"), name.uLabel}, {key("suffix"), name.uLabel}});
    } else if (host == top && !name.wildcard) {
        refuse(name, FindingCode::DomainSingleLabel, {{key("name"), host}});
    } else if (isInternal(host)) {
        refuse(name, FindingCode::DomainInternal, {{key("name"), host}, {key("suffix"), top}});
    } else if (!isPublicSuffix(top)) {
        refuse(name, FindingCode::DomainUnknownTld, {{key("name"), host}, {key("suffix"), top}});
    } else {
        name.registrable = registrableDomain(host);
        checkJapaneseRegistry(name);
    }
}

// Fills aLabel and uLabel when every label is one.
bool takeLabels(DomainName &name, const QStringList &labels)
{
    QStringList ascii;
    QStringList readable;
    bool complete = true;
    for (const QString &label : labels) {
        DomainLabel examined = examineLabel(label);
        complete = complete && examined.findings.isEmpty();
        name.check.findings += examined.findings;
        ascii.append(examined.ascii);
        readable.append(examined.readable);
    }
    if (!complete)
        return false;
    const QString host = ascii.join(QLatin1Char('.'));
    const qsizetype length = host.size() + (name.wildcard ? 2 : 0);
    if (length > MaximumName) {
        refuse(name, FindingCode::DomainTooLong,
               {{key("length"), QString::number(length)}, {key("limit"), QString::number(MaximumName)}});
        return false;
    }
    name.aLabel = host;
    name.uLabel = readable.join(QLatin1Char('.'));
    return true;
}

} // namespace

DomainName examineDomain(const QString &input)
{
    static const QRegularExpression dots(QStringLiteral("[\u3002\uFF0E\uFF61]"));
    DomainName name;
    name.input = input;
    if (input.size() > MaximumInput) {
        refuse(name, FindingCode::DomainTooLong,
               {{key("length"), QString::number(input.size())}, {key("limit"), QString::number(MaximumName)}});
        return name;
    }
    const QString text = input.trimmed();
    QString host = withoutUrlParts(text);
    if (host.isEmpty()) {
        refuse(name, FindingCode::DomainEmpty, {});
        return name;
    }
    if (const std::optional<IpAddressKind> address = ipAddressKind(host)) {
        refuse(name, *address == IpAddressKind::Public ? FindingCode::DomainIpAddress : FindingCode::DomainReservedIp,
               {{key("name"), host}});
        return name;
    }
    if (host != text)
        report(name, FindingCode::DomainUrlReduced, FindingOutcome::Note, {{key("name"), host}});
    host.replace(dots, QStringLiteral("."));
    if (host.size() > 1 && host.endsWith(QLatin1Char('.'))) {
        refuse(name, FindingCode::DomainTrailingDot, {{key("name"), host}});
        host.chop(1);
    }
    QStringList labels = host.split(QLatin1Char('.'));
    if (!takeWildcard(name, labels, host) || !takeLabels(name, labels))
        return name;
    const QString written = labels.join(QLatin1Char('.'));
    if (name.aLabel != written.toLower())
        report(name, FindingCode::DomainConverted, FindingOutcome::Note,
               {{key("name"), (name.wildcard ? QStringLiteral("*.") : QString()) + name.aLabel}});
    checkSuffix(name);
    return name;
}

bool isWithin(const QString &host, const QString &domain)
{
    return !domain.isEmpty() && (host == domain || host.endsWith(QLatin1Char('.') + domain));
}

} // namespace tegata
