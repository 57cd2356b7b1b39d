// SPDX-License-Identifier: Apache-2.0
#include "core/base/logredactor.h"

#include <QRegularExpression>

#include <array>

namespace tegata {

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

const std::array<Rule, 5> &rules()
{
    using Option = QRegularExpression::PatternOption;
    static const std::array<Rule, 5> all = {{
        // Also one whose end is missing.
        {QRegularExpression(
             QStringLiteral("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)"),
             Option::DotMatchesEverythingOption),
         QStringLiteral("[private key]")},
        {QRegularExpression(QStringLiteral("\\b(bearer|basic|digest)\\s+[^\\s\"',;]+"), Option::CaseInsensitiveOption),
         QStringLiteral("\\1 [secret]")},
        {QRegularExpression(
             QStringLiteral(
                 "(pass(?:word|phrase|wd)?|\\bpw|\\bpin|token|secret|cookie|パスワード|合言葉|暗証番号)(\"?\\s*[=:]"
                 "\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&}]+)"),
             Option::CaseInsensitiveOption | Option::UseUnicodePropertiesOption),
         QStringLiteral("\\1\\2[secret]")},
        {QRegularExpression(QStringLiteral("://[^/\\s@]+@")), QStringLiteral("://[secret]@")},
        {QRegularExpression(QStringLiteral("(?<![\\w.+%'-])[\\w.+%'-]++@[\\w-]+(?:\\.[\\w-]+)+"),
                            Option::UseUnicodePropertiesOption),
         QStringLiteral("[mail]")},
    }};
    return all;
}

// Random texts in base64. Hexadecimal has no letter behind F: that is a fingerprint, and stays.
void removeRandomText(QString &text)
{
    static const QRegularExpression candidate(QStringLiteral("[A-Za-z0-9+_-]{32,}+={0,2}"));
    static const QRegularExpression behindF(QStringLiteral("[g-zG-Z]"));
    static const QRegularExpression digit(QStringLiteral("[0-9]"));
    qsizetype from = 0;
    for (;;) {
        const QRegularExpressionMatch match = candidate.match(text, from);
        if (!match.hasMatch())
            return;
        from = match.capturedEnd();
        if (!match.captured().contains(behindF) || !match.captured().contains(digit))
            continue;
        const QString mark = QStringLiteral("[secret]");
        text.replace(match.capturedStart(), match.capturedLength(), mark);
        from = match.capturedStart() + mark.size();
    }
}

} // namespace

QString redacted(const QString &text)
{
    QString clean = text;
    for (const Rule &rule : rules())
        clean.replace(rule.pattern, rule.replacement);
    removeRandomText(clean);
    return clean;
}

} // namespace tegata
