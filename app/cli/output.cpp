// SPDX-License-Identifier: Apache-2.0
#include "app/cli/output.h"

#include "core/base/visibletext.h"
#include "core/domain/errortext.h"
#include "core/rules/findingtext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tegata::cli {

namespace {

// Two sentences as the language sets them: Japanese has no space between.
QString sentences(const Phrasebook &phrasebook, const QString &message, const QString &remedy)
{
    return phrasebook.text("Cli", QT_TRANSLATE_NOOP("Cli", "%{message} %{remedy}"),
                           {{QStringLiteral("message"), message}, {QStringLiteral("remedy"), remedy}});
}

// The tabs between the values of a line are ours; whatever else steers a terminal or ends a line is shown.
QString printable(const QString &text)
{
    QStringList values = text.split(QLatin1Char('\t'));
    for (QString &value : values)
        value = visibleText(value);
    return values.join(QLatin1Char('\t'));
}

} // namespace

Output::Output(bool json) : m_json(json), m_phrasebook(languageFromTag(QLocale::system().name())) {}

void Output::write(const QJsonObject &document, const QStringList &lines)
{
    if (m_json) {
        print(visibleJson(QJsonDocument(document).toJson(QJsonDocument::Indented)));
        return;
    }
    for (const QString &text : lines)
        line(text);
}

void Output::line(const QString &text)
{
    print(printable(text).toUtf8() + '\n');
}

void Output::text(const QString &text)
{
    for (const QString &each : text.split(QLatin1Char('\n')))
        line(each);
}

QString Output::row(const QStringList &values)
{
    QStringList shown;
    for (const QString &value : values)
        shown.append(visibleText(value));
    return shown.join(QLatin1Char('\t'));
}

void Output::tell(const QString &text)
{
    const QByteArray bytes = "tegata-cli: " + printable(text).toUtf8() + '\n';
    // Nobody is left to be told that this could not be told.
    (void)std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

void Output::print(const QByteArray &bytes)
{
    errno = 0;
    if (std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout) !=
            static_cast<std::size_t>(bytes.size()) &&
        m_lostBy == 0)
        m_lostBy = errno != 0 ? errno : EIO;
}

void Output::fail(const Error &error)
{
    if (m_json)
        write({{QStringLiteral("error"), toJson(error)}}, {});
    tell(words(error));
}

void Output::refuse(const Error &error)
{
    if (m_json)
        write({{QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), errorCodeName(error.code)},
                                                     {QStringLiteral("message"), error.detail},
                                                     {QStringLiteral("remedy"), QString()},
                                                     {QStringLiteral("field"), error.field}}}},
              {});
    tell(error.detail);
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
    QString words = sentences(m_phrasebook, text.message, text.remedy);
    // Names of members are no words for a sentence, but who wrote the file needs them.
    QStringList parts{errorCodeName(error.code), words.contains(error.field) ? QString() : error.field, error.detail};
    parts.removeAll(QString());
    if (parts.size() > 1)
        words += QLatin1String(" [") + parts.join(QLatin1String(": ")) + QLatin1Char(']');
    return words;
}

QStringList Output::lines(const CheckReport &report) const
{
    QStringList lines;
    for (const Finding &finding : report.findings) {
        const FindingText text = findingText(finding, m_phrasebook);
        lines.append(row({findingOutcomeName(finding.outcome), finding.rule, finding.field,
                          sentences(m_phrasebook, text.message, text.remedy)}));
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

int Output::end(int exitCode, int lost)
{
    errno = 0;
    if (std::fflush(stdout) != 0 && m_lostBy == 0)
        m_lostBy = errno != 0 ? errno : EIO;
    // A file on a server tells at closing that it did not arrive.
    if (const int copy = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0); copy < 0 || ::close(copy) != 0) {
        if (m_lostBy == 0)
            m_lostBy = errno;
    }
    if (m_lostBy == 0)
        return exitCode;
    tell(QCoreApplication::translate(
             "Cli", "Some or all of the output was lost (%1). What the command did apart from that is valid.")
             .arg(QString::fromLocal8Bit(std::strerror(m_lostBy))));
    return std::max(exitCode, lost);
}

} // namespace tegata::cli
