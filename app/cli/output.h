// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/phrasebook.h"
#include "core/domain/checkreport.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace tegata::cli {

// Standard output and standard error, in UTF-8. With --json standard output holds one JSON document and nothing else;
// what is told to people goes to standard error. Texts in the language of the environment. Output that is lost (a full
// disk, a closed stream, a pipe that nobody reads) is an error: end() tells it.
class Output
{
public:
    explicit Output(bool json);

    const Phrasebook &phrasebook() const { return m_phrasebook; }

    // Either form: the document with --json, the lines without.
    void write(const QJsonObject &document, const QStringList &lines);
    void line(const QString &text); // standard output, always; one line, whatever the text holds
    void text(const QString &text); // the same, for words of ours in many lines
    // A line of values with tabs between them, in which no value looks like two values or another line.
    static QString row(const QStringList &values);
    void tell(const QString &text); // standard error
    // The end of a command that could not do its work: words on standard error and, with --json, {"error": {…}}.
    void fail(const Error &error);
    // The same for a command line that is wrong; detail: in words for the person.
    void refuse(const Error &error);
    QStringList lines(const CheckReport &report) const;
    CheckReport worded(CheckReport report) const; // with message and remedy filled
    QJsonObject toJson(const Error &error) const; // code, message, remedy, field, detail, and the place
    QString words(const Error &error) const;      // what is wrong, what to do next, and the details in brackets
    // Sees to it that all of standard output arrived, and answers the exit code to end with: the one given, or where
    // something was lost, and this was told on standard error, at least `lost`.
    int end(int exitCode, int lost);

private:
    void print(const QByteArray &bytes);

    int m_lostBy = 0; // errno of the first write to standard output that failed
    bool m_json;
    Phrasebook m_phrasebook;
};

} // namespace tegata::cli
