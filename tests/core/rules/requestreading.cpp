// SPDX-License-Identifier: Apache-2.0
#include "requestmaker.h"

#include "core/rules/findingcatalogue.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace tegata::test {

QString codesOf(const CheckReport &report)
{
    QStringList codes;
    for (const Finding &finding : report.findings)
        codes.append(finding.code + (finding.outcome == FindingOutcome::Error     ? QString()
                                     : finding.outcome == FindingOutcome::Warning ? QStringLiteral("?")
                                                                                  : QStringLiteral("~")));
    codes.sort();
    return codes.join(QLatin1Char(' '));
}

const Finding *find(const CheckReport &report, const char *code)
{
    for (const Finding &finding : report.findings) {
        if (finding.code == QLatin1String(code))
            return &finding;
    }
    return nullptr;
}

QStringList missingArguments(const Finding &finding)
{
    static const QRegularExpression placeholder(QStringLiteral("%\\{([a-zA-Z]+)\\}"));
    const FindingKind *kind = findingKindByName(finding.code);
    if (!kind)
        return {finding.code};
    QStringList missing;
    const QString words = QString::fromUtf8(kind->message) + QString::fromUtf8(kind->remedy);
    for (const QRegularExpressionMatch &match : placeholder.globalMatch(words)) {
        if (finding.args.value(match.captured(1)).isEmpty())
            missing.append(finding.code + QLatin1Char(' ') + match.captured(1));
    }
    return missing;
}

RequestContext context()
{
    RequestContext context;
    context.registration = registration();
    context.now = QDateTime(QDate(2026, 11, 22), QTime(12, 0), QTimeZone::utc());
    return context;
}

QString goodSubject()
{
    return QStringLiteral("C=JP, ST=東京都, L=港区, O=株式会社サンプル, CN=www.example.jp");
}

} // namespace tegata::test
