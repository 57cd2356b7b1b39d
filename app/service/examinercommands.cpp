// SPDX-License-Identifier: Apache-2.0
#include "app/service/commands.h"

#include "core/base/privatefile.h"
#include "core/base/visibletext.h"
#include "core/domain/jsonmembers.h"
#include "core/service/administration/examineradministration.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonArray>

#include <cstdio>

namespace tegata::app {

namespace {

QJsonObject toJson(const ExaminerRow &row, const QList<CredentialRow> &credentials)
{
    QJsonArray certificates;
    for (const CredentialRow &each : credentials)
        certificates.append(QJsonObject{{QStringLiteral("serial"), each.serial},
                                        {QStringLiteral("notAfter"), jsonTime(each.notAfter)},
                                        {QStringLiteral("revokedAt"), jsonTime(each.revokedAt)}});
    return {{QStringLiteral("id"), row.id},
            {QStringLiteral("name"), row.name},
            {QStringLiteral("commonName"), row.commonName},
            {QStringLiteral("active"), row.active},
            {QStringLiteral("certificates"), certificates}};
}

void printLine(const ListedExaminer &listed)
{
    const QString until =
        listed.credentials.isEmpty() ? QString() : jsonTime(listed.credentials.first().notAfter).toString();
    std::printf("%s  %-8s  %s  %s  %s\n", qUtf8Printable(listed.examiner.id),
                listed.examiner.active ? "active" : "revoked", qUtf8Printable(visibleText(listed.examiner.commonName)),
                qUtf8Printable(until), qUtf8Printable(visibleText(listed.examiner.name)));
}

} // namespace

int addExaminer(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption name(QStringLiteral("name"), QStringLiteral("The examiner's name."),
                                  QStringLiteral("TEXT"));
    const QCommandLineOption commonName(QStringLiteral("common-name"),
                                        QStringLiteral("The certificate's common name, as T.YAMADA."),
                                        QStringLiteral("CN"));
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("The new PKCS#12 file."), QStringLiteral("P12"));
    const QCommandLineOption passphrase(QStringLiteral("passphrase-file"),
                                        QStringLiteral("Its passphrase is this file's first line."),
                                        QStringLiteral("FILE"));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Answer as JSON."));
    parser.addOptions({name, commonName, out, passphrase, json});
    int code = Done;
    const auto places = placesOf(parser, "examiner add", arguments, 1, 1, code);
    if (!places)
        return code;
    for (const QCommandLineOption &needed : {name, commonName, out, passphrase}) {
        if (!parser.isSet(needed)) {
            std::fprintf(stderr, "tegata-service: --%s is missing.\n", qUtf8Printable(needed.names().constFirst()));
            return WrongUse;
        }
    }
    const QString file = parser.value(out);
    if (QFileInfo::exists(file)) { // before anything is signed that could not be given out
        complain({.code = ErrorCode::FileNotWritable, .detail = QStringLiteral("the file exists"), .field = file});
        return NotPossible;
    }
    const Result<SecretBytes> secret = readSecretLine(parser.value(passphrase));
    if (!secret) {
        complain(secret.error());
        return NotPossible;
    }
    return onService(places->constFirst(), [&](ServiceStore &service) -> Result<void> {
        const auto added =
            tegata::addExaminer(service, {parser.value(name), parser.value(commonName)}, *secret, currentUser());
        if (!added)
            return failure(added.error());
        if (const Result<void> written = writePrivateFile(file, added->pkcs12); !written) {
            // Nobody has the key: whoever it was for must not count as one who can vet.
            if (const auto undone = tegata::revokeExaminer(service, added->examiner.id, true, currentUser()); !undone)
                complain(undone.error());
            return written;
        }
        if (parser.isSet(json))
            print(toJson(added->examiner, {}));
        else
            std::printf("%s  %s: identity in %s\n", qUtf8Printable(added->examiner.id),
                        qUtf8Printable(added->examiner.commonName), qUtf8Printable(file));
        return {};
    });
}

int listExaminers(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Answer as JSON."));
    parser.addOption(json);
    int code = Done;
    const auto places = placesOf(parser, "examiner list", arguments, 1, 1, code);
    if (!places)
        return code;
    return onService(places->constFirst(), [&](ServiceStore &service) -> Result<void> {
        const auto listed = tegata::listExaminers(service);
        if (!listed)
            return failure(listed.error());
        QJsonArray items;
        for (const ListedExaminer &each : *listed) {
            items.append(toJson(each.examiner, each.credentials));
            if (!parser.isSet(json))
                printLine(each);
        }
        if (parser.isSet(json))
            print({{QStringLiteral("items"), items}});
        return {};
    });
}

int revokeExaminer(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption last(QStringLiteral("last"),
                                  QStringLiteral("Also the last one: nobody can vet any more then."));
    parser.addOption(last);
    int code = Done;
    const auto places = placesOf(parser, "examiner revoke", arguments, 2, 2, code);
    if (!places)
        return code;
    return onService(places->constFirst(), [&](ServiceStore &service) -> Result<void> {
        const auto revoked = tegata::revokeExaminer(service, places->at(1), parser.isSet(last), currentUser());
        if (!revoked)
            return failure(revoked.error());
        std::printf("%s  %s: revoked\n", qUtf8Printable(revoked->id), qUtf8Printable(visibleText(revoked->commonName)));
        return {};
    });
}

} // namespace tegata::app
