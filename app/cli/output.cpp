// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "core/base/errortext.h"
#include "core/rules/findingtext.h"

#include <QJsonDocument>
#include <QLocale>

#include <cstdio>

namespace tegata::cli {

namespace {

void writeBytes(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
}

// Names from certificates and sites may hold control characters: they must not steer a terminal.
QString printable(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar character : text) {
        const bool isControl = character.category() == QChar::Other_Control ||
                               (character.unicode() >= 0x202a && character.unicode() <= 0x202e) ||
                               (character.unicode() >= 0x2066 && character.unicode() <= 0x2069);
        if (isControl && character != QLatin1Char('\n') && character != QLatin1Char('\t'))
            safe += QChar(0xfffd);
        else
            safe += character;
    }
    return safe;
}

} // namespace

Output::Output(bool json) : m_json(json), m_phrasebook(languageFromTag(QLocale::system().name())) {}

void Output::write(const QJsonObject &document, const QStringList &lines)
{
    if (m_json) {
        writeBytes(stdout, QJsonDocument(document).toJson(QJsonDocument::Indented));
        return;
    }
    for (const QString &text : lines)
        line(text);
}

void Output::line(const QString &text)
{
    writeBytes(stdout, printable(text).toUtf8() + '\n');
}

void Output::tell(const QString &text)
{
    writeBytes(stderr, "tegata-cli: " + printable(text).toUtf8() + '\n');
}

void Output::fail(const Error &error)
{
    if (m_json)
        write({{QStringLiteral("error"), toJson(error)}}, {});
    tell(words(error));
}

QJsonObject Output::toJson(const Error &error) const
{
    const ErrorText text = describe(error, m_phrasebook);
    const auto known = [](bool isKnown, const QJsonValue &value) { return isKnown ? value : QJsonValue(); };
    return {{QStringLiteral("code"), errorCodeName(error.code)},
            {QStringLiteral("message"), text.message},
            {QStringLiteral("remedy"), text.remedy},
            {QStringLiteral("field"), error.field},
            {QStringLiteral("detail"), error.detail},
            {QStringLiteral("reason"), known(!error.reason.isEmpty(), error.reason)},
            {QStringLiteral("offset"), known(error.offset >= 0, error.offset)},
            {QStringLiteral("line"), known(error.line > 0, error.line)},
            {QStringLiteral("found"), known(!error.found.isEmpty(), error.found)},
            {QStringLiteral("wanted"), known(!error.wanted.isEmpty(), error.wanted)},
            {QStringLiteral("count"), known(error.count > 0, error.count)}};
}

QString Output::words(const Error &error) const
{
    const ErrorText text = describe(error, m_phrasebook);
    QString words = text.message + QLatin1Char(' ') + text.remedy;
    if (!error.detail.isEmpty())
        words +=
            QLatin1String(" [") + errorCodeName(error.code) + QLatin1String(": ") + error.detail + QLatin1Char(']');
    return words;
}

QStringList Output::lines(const CheckReport &report) const
{
    QStringList lines;
    for (const Finding &finding : report.findings) {
        const FindingText text = findingText(finding, m_phrasebook);
        lines.append(
            QStringLiteral("%1\t%2\t%3\t%4 %5")
                .arg(findingOutcomeName(finding.outcome), finding.rule, finding.field, text.message, text.remedy));
    }
    return lines;
}

CheckReport Output::worded(CheckReport report) const
{
    for (Finding &finding : report.findings) {
        const FindingText text = findingText(finding, m_phrasebook);
        finding.message = text.message;
        finding.remedy = text.remedy;
    }
    return report;
}

void Output::flush()
{
    std::fflush(stdout);
    std::fflush(stderr);
}

} // namespace tegata::cli
