// SPDX-License-Identifier: Apache-2.0
#include "core/domain/errortext.h"

#include "core/domain/errorwords.h"

#include <QRegularExpression>
#include <QtGlobal>

#include <array>
#include <optional>
#include <utility>

namespace tegata {

namespace {

ErrorWords wordsOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Internal:
        return {QT_TRANSLATE_NOOP("Error", "Something went wrong inside the program."),
                QT_TRANSLATE_NOOP("Error", "Try again. If it happens again, send the log to your administrator.")};
    case ErrorCode::Cancelled:
        return {QT_TRANSLATE_NOOP("Error", "The operation was stopped before it finished."),
                QT_TRANSLATE_NOOP("Error", "Run it again if you still need it.")};
    case ErrorCode::InvalidArgument:
        return {QT_TRANSLATE_NOOP("Error", "A value is not valid: %{field}."),
                QT_TRANSLATE_NOOP("Error", "Correct the value and try again.")};
    case ErrorCode::NotFound:
        return {QT_TRANSLATE_NOOP("Error", "%{subject} was not found."),
                QT_TRANSLATE_NOOP("Error", "Check the name or number. It may have been deleted.")};
    case ErrorCode::TimedOut:
        return {QT_TRANSLATE_NOOP("Error", "The site did not answer in time."),
                QT_TRANSLATE_NOOP("Error", "Check the connection and try again.")};
    case ErrorCode::FileNotReadable:
        return {QT_TRANSLATE_NOOP("Error", "The file cannot be read: %{field}."),
                QT_TRANSLATE_NOOP("Error", "Check that the file exists and that you may read it.")};
    case ErrorCode::FileNotWritable:
        return {QT_TRANSLATE_NOOP("Error", "The file cannot be written: %{field}."),
                QT_TRANSLATE_NOOP("Error", "Check that the folder exists and that you may write there.")};
    case ErrorCode::DiskFull:
        return {QT_TRANSLATE_NOOP("Error", "There is no space left on the disk."),
                QT_TRANSLATE_NOOP("Error", "Free some space; nothing you entered has been lost.")};
    case ErrorCode::TooLarge:
        return {QT_TRANSLATE_NOOP("Error", "The input is too large."),
                QT_TRANSLATE_NOOP("Error", "Check that this is the right file.")};
    case ErrorCode::Empty:
        return {QT_TRANSLATE_NOOP("Error", "The input is empty."),
                QT_TRANSLATE_NOOP("Error", "Choose a file with content, or paste the whole text.")};
    case ErrorCode::NotPem:
        return {QT_TRANSLATE_NOOP("Error", "This is not a PEM or DER file of the expected kind."),
                QT_TRANSLATE_NOOP("Error", "Paste the text from -----BEGIN to -----END, both lines included.")};
    case ErrorCode::MalformedEncoding:
        return {QT_TRANSLATE_NOOP("Error", "The data is damaged%{at}."),
                QT_TRANSLATE_NOOP("Error", "Export or copy it again; do not edit it by hand.")};
    case ErrorCode::TrailingData:
        return {QT_TRANSLATE_NOOP("Error", "There is extra data at the end%{at}."),
                QT_TRANSLATE_NOOP("Error", "Remove the extra data, or export the file again.")};
    case ErrorCode::WrongKind:
        return {QT_TRANSLATE_NOOP("Error", "Found%{at}: %{found}. Needed: %{wanted}."),
                QT_TRANSLATE_NOOP("Error", "Check that this is the right file.")};
    case ErrorCode::SeveralFound:
        return {QT_TRANSLATE_NOOP("Error", "There are %{count} of them here (%{wanted}), and one at a time is taken."),
                QT_TRANSLATE_NOOP("Error", "Give each by itself, from its BEGIN line to its END line.")};
    case ErrorCode::PrivateKeyFound:
        return {QT_TRANSLATE_NOOP("Error", "This holds a private key%{at}. Nothing was sent."),
                QT_TRANSLATE_NOOP(
                    "Error", "A private key is never given away: it stays where the certificate is used. Send the CSR "
                             "alone, from -----BEGIN CERTIFICATE REQUEST----- to its END line. If the key has already "
                             "been mailed or uploaded, throw it away and make a new one.")};
    case ErrorCode::PrivateKeyReceived:
        return {QT_TRANSLATE_NOOP("Error", "A private key was sent. It was refused, and nothing of it was kept."),
                QT_TRANSLATE_NOOP(
                    "Error", "A key that has travelled is no longer secret: throw it away, make a new key and a new "
                             "CSR, and send the CSR alone. If a certificate uses the key, have it revoked "
                             "(keyCompromise).")};
    case ErrorCode::NotCaCertificate:
        return {QT_TRANSLATE_NOOP("Error", "This certificate is not one of a certification authority: %{field}."),
                QT_TRANSLATE_NOOP("Error", "Choose the certificate of the CA itself (its root or issuing certificate), "
                                           "not the one of a server or person.")};
    case ErrorCode::MacMissing:
        return {
            QT_TRANSLATE_NOOP("Error", "The PKCS#12 file has no MAC: whether somebody changed it cannot be checked."),
            QT_TRANSLATE_NOOP("Error",
                              "Ask for the file with a MAC, or make it again where you trust it: openssl pkcs12 "
                              "-in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out NEW.p12; "
                              "delete KEY.pem and load NEW.p12.")};
    case ErrorCode::UnsupportedAlgorithm:
        return {
            QT_TRANSLATE_NOOP("Error", "This algorithm is not supported."),
            QT_TRANSLATE_NOOP("Error", "Use an RSA key of 2048 bits or more, or an EC key on P-256, P-384 or P-521.")};
    case ErrorCode::UnsupportedVersion:
        return {QT_TRANSLATE_NOOP("Error", "This version of the format is not supported."),
                QT_TRANSLATE_NOOP("Error", "Create the file again with an up-to-date program.")};
    case ErrorCode::InvalidSubject:
        return {QT_TRANSLATE_NOOP("Error", "The subject name cannot be read%{at}."),
                QT_TRANSLATE_NOOP("Error", "Create a new CSR with a correct subject.")};
    case ErrorCode::InvalidExtension:
        return {QT_TRANSLATE_NOOP("Error", "An extension cannot be read%{at}."),
                QT_TRANSLATE_NOOP("Error", "Create a new CSR without this extension.")};
    case ErrorCode::SignatureInvalid:
        return {QT_TRANSLATE_NOOP("Error", "The signature does not match."),
                QT_TRANSLATE_NOOP("Error",
                                  "The data was changed after it was signed. Create it again with the matching key.")};
    case ErrorCode::KeyMismatch:
        return {QT_TRANSLATE_NOOP("Error", "The private key does not belong to the certificate."),
                QT_TRANSLATE_NOOP("Error", "Choose the file that contains the matching pair.")};
    case ErrorCode::KeyMissing:
        return {QT_TRANSLATE_NOOP("Error", "The file contains no private key."),
                QT_TRANSLATE_NOOP("Error", "Export the certificate again together with its private key.")};
    case ErrorCode::CertificateMissing:
        return {QT_TRANSLATE_NOOP("Error", "The file contains no certificate."),
                QT_TRANSLATE_NOOP("Error", "Export the private key again together with its certificate.")};
    case ErrorCode::WrongPassphrase:
        return {
            QT_TRANSLATE_NOOP("Error", "The passphrase is wrong."),
            QT_TRANSLATE_NOOP(
                "Error", "Enter the passphrase again. Check capital letters, and turn the Japanese input method off.")};
    case ErrorCode::ChainIncomplete:
        return {QT_TRANSLATE_NOOP("Error", "A certificate of the issuing authority is missing."),
                QT_TRANSLATE_NOOP("Error", "Import the file that contains the whole chain.")};
    case ErrorCode::ChainUntrusted:
        return {QT_TRANSLATE_NOOP("Error", "The certificate was not issued by an authority that this site trusts."),
                QT_TRANSLATE_NOOP("Error", "Check that you use the certificate issued for this site.")};
    case ErrorCode::CertificateExpired:
        return {QT_TRANSLATE_NOOP("Error", "The certificate has expired."),
                QT_TRANSLATE_NOOP("Error", "Check the date and time of this computer. If they are right, ask the "
                                           "certification authority for a new one.")};
    case ErrorCode::CertificateNotYetValid:
        return {QT_TRANSLATE_NOOP("Error", "The certificate is not valid yet."),
                QT_TRANSLATE_NOOP("Error", "Check the date and time of this computer.")};
    case ErrorCode::CertificateRevoked:
        return {QT_TRANSLATE_NOOP("Error", "The certificate has been revoked."),
                QT_TRANSLATE_NOOP("Error", "Ask the certification authority for a new one.")};
    case ErrorCode::Offline:
        return {QT_TRANSLATE_NOOP("Error", "The site cannot be reached."),
                QT_TRANSLATE_NOOP("Error",
                                  "Check the network. You can keep working with the data stored on this computer.")};
    case ErrorCode::ConnectionLost:
        return {QT_TRANSLATE_NOOP("Error", "The connection was lost before the answer arrived."),
                QT_TRANSLATE_NOOP("Error", "It will be sent again automatically. Nothing is done twice.")};
    case ErrorCode::TlsServerUntrusted:
        return {QT_TRANSLATE_NOOP("Error", "The server's certificate is not trusted."),
                QT_TRANSLATE_NOOP("Error", "Check the site's address and its CA certificate. Do not continue.")};
    case ErrorCode::NotAuthenticated:
        return {QT_TRANSLATE_NOOP("Error", "You are not signed in."), QT_TRANSLATE_NOOP("Error", "Sign in again.")};
    case ErrorCode::Forbidden:
        return {QT_TRANSLATE_NOOP("Error", "You do not have permission to do this."),
                QT_TRANSLATE_NOOP("Error", "Ask an operator or the certification authority for permission.")};
    case ErrorCode::Conflict:
        return {QT_TRANSLATE_NOOP("Error", "This has been changed."),
                QT_TRANSLATE_NOOP("Error", "Check the current state and decide again.")};
    case ErrorCode::Refused:
        return {QT_TRANSLATE_NOOP("Error", "The rules do not allow this."),
                QT_TRANSLATE_NOOP("Error", "Fix the problems listed in the findings.")};
    case ErrorCode::Unsupported:
        return {QT_TRANSLATE_NOOP("Error", "This site does not support this."),
                QT_TRANSLATE_NOOP("Error", "Use another function that the site supports.")};
    case ErrorCode::ProtocolViolation:
        return {QT_TRANSLATE_NOOP("Error", "The server's answer is not in the expected form."),
                QT_TRANSLATE_NOOP("Error",
                                  "Check the address, and that the program and the service have matching versions.")};
    case ErrorCode::ServiceFailure:
        return {QT_TRANSLATE_NOOP("Error", "The service has a problem."),
                QT_TRANSLATE_NOOP("Error", "Try again later. Nothing is done twice.")};
    case ErrorCode::ClockLeaped:
        return {QT_TRANSLATE_NOOP("Error", "The service's clock has leaped by more than a day: nothing is signed or "
                                           "expires until that is settled."),
                QT_TRANSLATE_NOOP("Error", "Nothing is lost; try again later. The service's staff set the clock right, "
                                           "or confirm it with: tegata-service clock accept.")};
    case ErrorCode::TooManyRequests:
        return {QT_TRANSLATE_NOOP("Error", "The site received too many requests at once."),
                QT_TRANSLATE_NOOP("Error", "Wait a moment. It will be tried again automatically.")};
    case ErrorCode::StoreUnavailable:
        return {QT_TRANSLATE_NOOP("Error", "The data stored on this computer cannot be opened."),
                QT_TRANSLATE_NOOP("Error", "Check the free disk space and the access rights of the profile folder.")};
    case ErrorCode::StoreCorrupt:
        return {QT_TRANSLATE_NOOP("Error", "The data stored on this computer is damaged."),
                QT_TRANSLATE_NOOP(
                    "Error", "Data from the site is fetched again automatically. Restore other data from a backup.")};
    case ErrorCode::StoreMissing:
        return {QT_TRANSLATE_NOOP(
                    "Error", "The authority's keys are in %{field}, but the database that belongs to them is missing."),
                QT_TRANSLATE_NOOP("Error", "Restore the database from the newest backup. If there is none, start an "
                                           "empty one with: tegata-service store accept %{field}. Certificates issued "
                                           "before are then unknown and cannot be revoked here.")};
    case ErrorCode::StoreOlder:
        return {QT_TRANSLATE_NOOP(
                    "Error", "The database in %{field} is older than what its authority has signed: it is a backup."),
                QT_TRANSLATE_NOOP("Error", "Put the newest store back. Where there is none, go on with this one: "
                                           "tegata-service store accept %{field}. What was done after the backup is "
                                           "lost then; the trail says so.")};
    case ErrorCode::StoreForeign:
        return {QT_TRANSLATE_NOOP("Error", "The database in %{field} belongs to the keys of another authority."),
                QT_TRANSLATE_NOOP("Error", "Use the database and the authority folder of the same service.")};
    case ErrorCode::AuthorityMissing:
        return {
            QT_TRANSLATE_NOOP(
                "Error", "The database in %{field} is here, but the authority's keys that belong to it are missing."),
            QT_TRANSLATE_NOOP("Error", "Put the authority's directory back from a backup. No new keys are made for "
                                       "this store.")};
    case ErrorCode::StoreTooNew:
        return {QT_TRANSLATE_NOOP("Error", "The stored data was written by a newer version of this program."),
                QT_TRANSLATE_NOOP("Error", "Install the latest version.")};
    case ErrorCode::WrongPurpose:
    case ErrorCode::KeychainUnavailable:
    case ErrorCode::KeychainLocked:
    case ErrorCode::KeychainEntryMissing:
    case ErrorCode::PassphraseNeeded:
    case ErrorCode::IdentityLocked:
    case ErrorCode::SealedForAnother:
    case ErrorCode::PinNeeded:
    case ErrorCode::WrongPin:
    case ErrorCode::PinLocked:
    case ErrorCode::TokenMissing:
    case ErrorCode::TokenFailure:
    case ErrorCode::TlsIdentityRefused:
        break; // identityErrorWords()
    }
    return wordsOf(ErrorCode::Internal);
}

// What a site sends beyond the limits for it. Each is the site's fault: nothing on this computer mends it.
std::optional<ErrorWords> siteFaultWords(const QString &field)
{
    static const std::pair<QLatin1String, const char *> messages[] = {
        {QLatin1String("answer.head"),
         QT_TRANSLATE_NOOP("Error", "The site sends header lines that break HTTP, or more of them than any answer "
                                    "needs; the answer was cut off.")},
        {QLatin1String("answer.body"),
         QT_TRANSLATE_NOOP("Error", "The site sends a larger answer than any that the contract knows, or one that "
                                    "breaks HTTP; it was cut off.")},
        {QLatin1String("changes.page"),
         QT_TRANSLATE_NOOP("Error", "The site sends more changes in one answer than were asked for.")},
        {QLatin1String("changes.cursor"),
         QT_TRANSLATE_NOOP("Error", "The site says that there is more, but shows the same place again.")},
        {QLatin1String("changes.reset"), QT_TRANSLATE_NOOP("Error", "The site begins its list anew again and again.")},
        {QLatin1String("changes.poll"),
         QT_TRANSLATE_NOOP("Error", "The site answers at once, without news, instead of waiting for changes.")},
        {QLatin1String("changes.total"),
         QT_TRANSLATE_NOOP("Error", "The site's list has no end: it sends more than a site can have.")},
    };
    for (const auto &[name, message] : messages) {
        if (field == name)
            return ErrorWords{
                message,
                QT_TRANSLATE_NOOP("Error", "This is a fault of the site: tell whoever runs it. The program tries again "
                                           "at growing intervals. Data stored on this computer stays.")};
    }
    return std::nullopt;
}

// Kinds of files and what they are called in a sentence (core/pki/inputkind.h has the names).
struct KindWords
{
    const char *name;
    const char *words;
};

constexpr std::array Kinds = {
    KindWords{"certificateRequest", QT_TRANSLATE_NOOP("Error", "a certificate signing request (CSR)")},
    KindWords{"certificate", QT_TRANSLATE_NOOP("Error", "a certificate")},
    KindWords{"pkcs7", QT_TRANSLATE_NOOP("Error", "a PKCS#7 file (certificates, .p7b)")},
    KindWords{"pkcs12", QT_TRANSLATE_NOOP("Error", "a PKCS#12 file (certificate with private key, .p12 or .pfx)")},
    KindWords{"identity", QT_TRANSLATE_NOOP("Error", "a certificate with its private key (PKCS#12)")},
    KindWords{"privateKey", QT_TRANSLATE_NOOP("Error", "a private key")},
    KindWords{"publicKey", QT_TRANSLATE_NOOP("Error", "a public key alone")},
    KindWords{"crl", QT_TRANSLATE_NOOP("Error", "a certificate revocation list (CRL)")},
    KindWords{"javaKeyStore", QT_TRANSLATE_NOOP("Error", "a Java key store (JKS, JCEKS)")},
    KindWords{"sshKey", QT_TRANSLATE_NOOP("Error", "an SSH key")},
    KindWords{"openPgp", QT_TRANSLATE_NOOP("Error", "OpenPGP data")},
    KindWords{"html", QT_TRANSLATE_NOOP("Error", "a web page (HTML)")},
    KindWords{"pdf", QT_TRANSLATE_NOOP("Error", "a PDF document")},
    KindWords{"archive", QT_TRANSLATE_NOOP("Error", "an archive or office document")},
    KindWords{"image", QT_TRANSLATE_NOOP("Error", "a picture")},
    KindWords{"otherPem", QT_TRANSLATE_NOOP("Error", "PEM text of another kind")},
    KindWords{"", QT_TRANSLATE_NOOP("Error", "something else")},
};

QString kindText(const QString &name, const Phrasebook &phrasebook)
{
    for (const KindWords &kind : Kinds) {
        if (name == QLatin1String(kind.name))
            return phrasebook.text("Error", kind.words);
    }
    return name;
}

// What to choose instead of what was given.
const char *choiceOf(const Error &error)
{
    const bool wantsRequest = error.wanted == QLatin1String("certificateRequest");
    const bool wantsCertificate = error.wanted == QLatin1String("certificate");
    const bool wantsIdentity = error.wanted == QLatin1String("identity");
    if (error.found == QLatin1String("html"))
        return QT_TRANSLATE_NOOP("Error", "A web page was saved instead of the file, often a sign-in page. Open it in "
                                          "the browser and download the file again.");
    if (error.found == QLatin1String("pdf") || error.found == QLatin1String("image") ||
        error.found == QLatin1String("archive"))
        return QT_TRANSLATE_NOOP("Error", "Choose the file itself, not a document that shows it; unpack an archive "
                                          "first.");
    if (error.found == QLatin1String("javaKeyStore") && wantsRequest)
        return QT_TRANSLATE_NOOP("Error", "Make the CSR from it: keytool -certreq -keystore FILE -alias NAME -file "
                                          "NEW.csr.");
    if (error.found == QLatin1String("javaKeyStore") && wantsCertificate)
        return QT_TRANSLATE_NOOP("Error", "Export the certificate from it: keytool -exportcert -rfc -keystore FILE "
                                          "-alias NAME -file NEW.pem.");
    if (error.found == QLatin1String("javaKeyStore"))
        return QT_TRANSLATE_NOOP("Error", "Convert it: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 "
                                          "-deststoretype PKCS12.");
    if (wantsRequest)
        return QT_TRANSLATE_NOOP("Error", "Choose the CSR: the file that begins with -----BEGIN CERTIFICATE "
                                          "REQUEST----- (often *.csr, *.req or *.p10).");
    if (wantsCertificate)
        return QT_TRANSLATE_NOOP("Error", "Choose the certificate: a file that begins with -----BEGIN "
                                          "CERTIFICATE-----, its DER form, or a PKCS#7 (often *.crt, *.cer, *.pem or "
                                          "*.p7b).");
    if (wantsIdentity && (error.found == QLatin1String("certificate") || error.found == QLatin1String("pkcs7")))
        return QT_TRANSLATE_NOOP("Error", "Export the certificate again together with its private key, as PKCS#12 "
                                          "(.p12, .pfx).");
    if (wantsIdentity)
        return QT_TRANSLATE_NOOP("Error", "Choose the PKCS#12 file (.p12, .pfx) that holds the certificate and its "
                                          "private key.");
    if (error.wanted == QLatin1String("privateKey"))
        return QT_TRANSLATE_NOOP("Error", "Choose the file with the private key: it begins with -----BEGIN PRIVATE "
                                          "KEY----- or a line like it.");
    return QT_TRANSLATE_NOOP("Error", "Check that this is the right file.");
}

// ErrorWords of their own for what exactly is wrong.
struct ReasonWords
{
    const char *reason;
    ErrorWords words;
};

constexpr std::array Reasons = {
    ReasonWords{"noEndLine",
                {QT_TRANSLATE_NOOP("Error", "The block that begins%{at} has no END line: the text is cut short."),
                 QT_TRANSLATE_NOOP("Error", "Copy it again, from -----BEGIN to -----END, both lines included.")}},
    ReasonWords{"notBase64",
                {QT_TRANSLATE_NOOP("Error", "There is a character that does not belong into base64%{at}."),
                 QT_TRANSLATE_NOOP("Error", "Copy it again from where it was made; do not edit it by hand.")}},
    ReasonWords{"base64Cut",
                {QT_TRANSLATE_NOOP("Error", "The base64 text is cut short%{at}."),
                 QT_TRANSLATE_NOOP("Error", "Copy it again, from -----BEGIN to -----END, both lines included.")}},
    ReasonWords{"emptyBlock",
                {QT_TRANSLATE_NOOP("Error", "There is nothing between the BEGIN line and the END line%{at}."),
                 QT_TRANSLATE_NOOP("Error", "Copy it again, from -----BEGIN to -----END, both lines included.")}},
    ReasonWords{"labelWrong",
                {QT_TRANSLATE_NOOP("Error", "The BEGIN line says that this is %{found}%{at}, but the block holds "
                                            "%{wanted}."),
                 QT_TRANSLATE_NOOP("Error", "Take the file from where it was made, or write the right words into the "
                                            "BEGIN and END lines: -----BEGIN CERTIFICATE REQUEST----- for a CSR, "
                                            "-----BEGIN CERTIFICATE----- for a certificate.")}},
    // Current OpenSSL opens such files only with its legacy module, which not every computer has.
    ReasonWords{
        "pkcs12.encryption",
        {QT_TRANSLATE_NOOP("Error", "The file is protected by old encryption (RC2, 3DES) that this computer's "
                                    "OpenSSL cannot open."),
         QT_TRANSLATE_NOOP("Error", "Convert it once on a computer whose OpenSSL has the legacy module: openssl pkcs12 "
                                    "-legacy -in OLD.p12 -out KEY.pem, then openssl pkcs12 -export -in KEY.pem -out "
                                    "NEW.p12. Then delete KEY.pem and load NEW.p12.")}},
    ReasonWords{
        "pkcs12.mac",
        {QT_TRANSLATE_NOOP("Error", "The MAC of the PKCS#12 file uses an algorithm that this computer's OpenSSL "
                                    "does not know."),
         QT_TRANSLATE_NOOP("Error", "Make the file again with an HMAC of SHA-256: openssl pkcs12 -export "
                                    "-macalg SHA256 -in KEY.pem -out NEW.p12.")}},
    ReasonWords{"profile.inUse",
                {QT_TRANSLATE_NOOP("Error", "Another program works on this profile; here it can only be read."),
                 QT_TRANSLATE_NOOP("Error", "Close the other one, then start this one again.")}},
    ReasonWords{"directory.inUse",
                {QT_TRANSLATE_NOOP("Error", "Another service uses this folder: %{field}."),
                 QT_TRANSLATE_NOOP("Error", "Stop it first, or use another folder for this one.")}},
    ReasonWords{"conflict.state",
                {QT_TRANSLATE_NOOP("Error", "This is not allowed in the state that it is in."),
                 QT_TRANSLATE_NOOP("Error", "Look at its state; nothing else has changed.")}},
    ReasonWords{"conflict.timedOut",
                {QT_TRANSLATE_NOOP("Error", "The time in which it had to be decided has passed."),
                 QT_TRANSLATE_NOOP("Error", "It has to be submitted again if it is still wanted.")}},
    ReasonWords{"conflict.claimed",
                {QT_TRANSLATE_NOOP("Error", "It is claimed: only the operator who has claimed it decides."),
                 QT_TRANSLATE_NOOP("Error", "Ask that operator to release it.")}},
    ReasonWords{"rfc3339",
                {QT_TRANSLATE_NOOP("Error", "This is not a time as RFC 3339 writes it: %{field}."),
                 QT_TRANSLATE_NOOP("Error", "Give date, time and the offset from UTC: 2026-12-01T09:00:00+09:00, or "
                                            "2026-12-01T00:00:00Z.")}},
    ReasonWords{"serial",
                {QT_TRANSLATE_NOOP("Error", "This is not a serial number: %{field}."),
                 QT_TRANSLATE_NOOP("Error", "Give it in hexadecimal (with or without colons, spaces or 0x) or in "
                                            "decimal.")}},
    ReasonWords{"serialAmbiguous",
                {QT_TRANSLATE_NOOP("Error", "Two certificates fit the serial number %{field}: read as hexadecimal and "
                                            "read as decimal."),
                 QT_TRANSLATE_NOOP("Error", "Write 0x before it to mean the hexadecimal one; the decimal one is "
                                            "0x%{found}.")}},
};

ErrorWords wordsOf(const Error &error)
{
    for (const ReasonWords &each : Reasons) {
        if (error.reason == QLatin1String(each.reason))
            return each.words;
    }
    if (const std::optional<ErrorWords> words = identityErrorWords(error))
        return *words;
    if (error.code == ErrorCode::ProtocolViolation || error.code == ErrorCode::TooLarge) {
        if (const std::optional<ErrorWords> words = siteFaultWords(error.field))
            return *words;
    }
    // By this computer's clock, which may be the one that is wrong.
    if (error.code == ErrorCode::TlsServerUntrusted && error.field == QLatin1String("server.validity"))
        return {
            QT_TRANSLATE_NOOP("Error",
                              "By this computer's clock, the server's certificate has expired or is not valid yet."),
            QT_TRANSLATE_NOOP(
                "Error", "Check the date and time of this computer. If they are right, tell whoever runs the site.")};
    ErrorWords words = wordsOf(error.code);
    if (error.code == ErrorCode::WrongKind)
        words.remedy = choiceOf(error);
    return words;
}

QString placeText(const Error &error, const Phrasebook &phrasebook)
{
    if (error.offset < 0)
        return {};
    const QMap<QString, QString> args = {{QStringLiteral("line"), QString::number(error.line)},
                                         {QStringLiteral("offset"), QString::number(error.offset)}};
    return error.line > 0
               ? phrasebook.text("Error", QT_TRANSLATE_NOOP("Error", " in line %{line} (byte %{offset})"), args)
               : phrasebook.text("Error", QT_TRANSLATE_NOOP("Error", " at byte %{offset}"), args);
}

// "contact.loginId", "draft": our own names of members, which are for the log. Files, options and hosts are shown.
bool isInternalName(const Error &error)
{
    static const QRegularExpression member(QStringLiteral("\\A[a-z][A-Za-z0-9]*(?:[.[][A-Za-z0-9\\]]+)*\\z"));
    static const QRegularExpression item(QStringLiteral("\\A[a-z][A-Za-z]*\\z"));
    return (error.code == ErrorCode::InvalidArgument && member.match(error.field).hasMatch()) ||
           (error.code == ErrorCode::NotFound && item.match(error.field).hasMatch());
}

} // namespace

ErrorText describe(const Error &error, const Phrasebook &phrasebook)
{
    ErrorWords words = wordsOf(error);
    const bool isNamed = !error.field.isEmpty() && !isInternalName(error);
    if (error.code == ErrorCode::InvalidArgument && error.reason.isEmpty() && !isNamed)
        words.message = QT_TRANSLATE_NOOP("Error", "A value is not valid.");
    QMap<QString, QString> args;
    args[QStringLiteral("field")] = error.field;
    args[QStringLiteral("subject")] =
        isNamed ? error.field : phrasebook.text("Error", QT_TRANSLATE_NOOP("Error", "The item"));
    args[QStringLiteral("at")] = placeText(error, phrasebook);
    args[QStringLiteral("found")] = kindText(error.found, phrasebook);
    args[QStringLiteral("wanted")] = kindText(error.wanted, phrasebook);
    args[QStringLiteral("count")] = QString::number(error.count);
    return {phrasebook.text("Error", words.message, args), phrasebook.text("Error", words.remedy, args)};
}

QString placeInBrackets(const Error &error)
{
    QStringList parts{error.field, error.detail};
    parts.removeAll(QString());
    return parts.isEmpty() ? QString() : QStringLiteral(" (") + parts.join(QLatin1String(": ")) + QLatin1Char(')');
}

} // namespace tegata
