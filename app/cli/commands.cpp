// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

namespace tegata::cli {

namespace {

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

const QStringList OperatorOptions = {QStringLiteral("identity"), QStringLiteral("passphrase-file")};
const QStringList ContactOptions = {QStringLiteral("user"), QStringLiteral("password-file")};
const QStringList ListOptions = {QStringLiteral("state"), QStringLiteral("limit"), QStringLiteral("after")};
const QStringList DecisionOptions =
    OperatorOptions + QStringList{QStringLiteral("note"), QStringLiteral("expect-version")};

Command decision(const char *name, const char *summary)
{
    return {words(name), QStringLiteral("ID…"), 1, -1, DecisionOptions, QString::fromLatin1(summary), queueDecide};
}

} // namespace

const QList<Command> &commands()
{
    static const QList<Command> table = {
        {words("practice"), QStringLiteral("DIR"), 1, 1, words("pending approvals-ov approvals-ev"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "run a practice service in DIR, in the foreground")), practice},
        {words("site new"), QString(), 0, 0, words("protocol name policy out"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "create a site file (JSON) from --protocol, --url and --ca")),
         siteNew},
        {words("csr show"),
         QStringLiteral("FILE"),
         1,
         1,
         {},
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "show what a CSR contains")),
         csrShow},
        {words("csr check"), QStringLiteral("FILE"), 1, 1, words("policy registration language product renews"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "check a CSR against the rules")), csrCheck},
        {words("domain check"),
         QStringLiteral("NAME…"),
         1,
         -1,
         {},
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "check host and domain names against the rules")),
         domainCheck},
        {words("name check"), QStringLiteral("TEXT"), 1, 1, words("kind form position government consultation"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "check a name for the application form against the rules")),
         nameCheck},
        {words("draft new"), QStringLiteral("FILE"), 1, 1, ContactOptions + words("from-registered"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "create an application file (JSON), empty or for a renewal")),
         draftNew},
        {words("draft check"), QStringLiteral("FILE"), 1, 1, words("new-password-file passphrase-file"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "check an application against the rules")), draftCheck},
        {words("draft submit"), QStringLiteral("FILE"), 1, 1,
         ContactOptions + words("new-password-file passphrase-file"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "send an application; saves FILE.receipt next to it")),
         draftSubmit},
        {words("enrollment status"),
         QStringLiteral("RECEIPT"),
         1,
         1,
         {},
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "show the status of an application")),
         enrollmentStatus},
        {words("enrollment withdraw"), QStringLiteral("RECEIPT…"), 1, -1, ContactOptions + words("expect-version"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "withdraw applications")), enrollmentWithdraw},
        {words("vet list"), QString(), 0, 0, OperatorOptions + ListOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "list applications (examiner site)")), vetList},
        {words("vet show"), QStringLiteral("RECEIPT"), 1, 1, OperatorOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "show what is vetted of an application, with the items' ids")),
         vetShow},
        {words("vet record"), QStringLiteral("RECEIPT ITEM"), 2, 2,
         OperatorOptions + words("outcome method evidence expect-version"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "record what was found about one item")), vetRecord},
        {words("vet request-documents"), QStringLiteral("RECEIPT"), 1, 1,
         OperatorOptions + words("note expect-version"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "ask the applicant for documents (needs --note)")),
         vetRequestDocuments},
        {words("vet decide"), QStringLiteral("RECEIPT"), 1, 1,
         OperatorOptions + words("approve reject note expect-version"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "approve or reject an application (--reject needs --note)")),
         vetDecide},
        {words("request submit"), QStringLiteral("CSR…"), 1, -1,
         ContactOptions + words("language product notify comment renewal-of"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "request certificates (application site)")), requestSubmit},
        {words("request list"), QString(), 0, 0, ContactOptions + ListOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "list your own requests")), requestList},
        {words("request show"), QStringLiteral("ID"), 1, 1, ContactOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "show one request")), requestShow},
        {words("request withdraw"), QStringLiteral("ID…"), 1, -1, ContactOptions + words("expect-version"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "withdraw requests")), requestWithdraw},
        {words("queue list"), QString(), 0, 0, OperatorOptions + ListOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "list the operators' queue (operator site)")), queueList},
        {words("queue show"), QStringLiteral("ID"), 1, 1, OperatorOptions + words("registration"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "show one request with its checks and history")), queueShow},
        decision("queue claim", QT_TRANSLATE_NOOP("Cli", "claim requests")),
        decision("queue release", QT_TRANSLATE_NOOP("Cli", "release a claim or a hold")),
        decision("queue hold", QT_TRANSLATE_NOOP("Cli", "put requests on hold (needs --note)")),
        {words("queue approve"), QStringLiteral("ID…"), 1, -1, DecisionOptions + words("registration"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "approve and issue")), queueDecide},
        decision("queue reject", QT_TRANSLATE_NOOP("Cli", "reject requests (needs --note with the reason)")),
        decision("queue cancel", QT_TRANSLATE_NOOP("Cli", "cancel requests before issue")),
        {words("queue edit"), QStringLiteral("ID"), 1, 1,
         DecisionOptions + words("product language notify renewal-of value"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "edit a request (needs --note); its approvals become void")),
         queueEdit},
        {words("queue note"), QStringLiteral("ID…"), 1, -1, OperatorOptions + words("note"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "add an internal note (needs --note)")), queueNote},
        {words("cert list"), QString(), 0, 0, OperatorOptions + ContactOptions + ListOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "list certificates")), certList},
        {words("cert show"), QStringLiteral("SERIAL"), 1, 1, OperatorOptions + ContactOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "show one certificate")), certShow},
        {words("cert download"), QString(), 0, 0,
         OperatorOptions + ContactOptions +
             words("request serial out chain format key key-passphrase-file out-passphrase-file"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "save a certificate")), certDownload},
        {words("cert revoke"), QStringLiteral("SERIAL…"), 1, -1, DecisionOptions + words("reason at"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "revoke certificates, now or at a set time (operator site)")),
         certRevoke},
        {words("cert cancel-revocation"), QStringLiteral("SERIAL…"), 1, -1, OperatorOptions + words("expect-version"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "cancel scheduled revocations")), certCancelRevocation},
        {words("log verify"),
         QString(),
         0,
         0,
         {},
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "check that the decision log of this profile is unchanged")),
         logVerify},
        {words("log export"), QString(), 0, 0, words("out format"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "export the decision log for auditors (--format jsonl or csv)")),
         logExport},
        {words("log compare"), QString(), 0, 0, OperatorOptions,
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "compare the decision log with the service's audit trail")),
         logCompare},
        {words("export requests"), QString(), 0, 0, OperatorOptions + words("out format state"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "export all requests as a table (operator site)")),
         exportRequests},
        {words("export certificates"), QString(), 0, 0, OperatorOptions + words("out format state chain each"),
         QString::fromLatin1(QT_TRANSLATE_NOOP("Cli", "export all certificates as a table or as PEM (operator site)")),
         exportCertificates},
    };
    return table;
}

} // namespace tegata::cli
