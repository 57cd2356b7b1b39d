// SPDX-License-Identifier: Apache-2.0
#include "tests/support/softtoken.h"

#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>

#include <QDir>
#include <QFile>
#include <QProcess>

#include <array>

namespace tegata {

namespace {

const QByteArray ObjectId = QByteArray::fromHex("a1");

void require(bool isDone, const char *what)
{
    if (!isDone)
        qFatal("SoftHSM2: %s", what);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "cannot write");
}

} // namespace

SoftToken::SoftToken()
{
    require(QDir(m_folder.path()).mkpath(QStringLiteral("tokens")), "cannot make its folder");
    require(QDir(m_folder.path()).mkpath(QStringLiteral("control")), "cannot make its folder");
    const QString configuration = m_folder.filePath(QStringLiteral("softhsm2.conf"));
    write(configuration, "directories.tokendir = " + QFile::encodeName(m_folder.filePath(QStringLiteral("tokens"))) +
                             "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = true\n");
    qputenv("SOFTHSM2_CONF", QFile::encodeName(configuration));
    qputenv("TEGATA_TOKEN_CONTROL", QFile::encodeName(m_folder.filePath(QStringLiteral("control"))));
    qputenv("TEGATA_TOKEN_LOG", QFile::encodeName(m_folder.filePath(QStringLiteral("logins"))));
}

QString SoftToken::module()
{
    return QStringLiteral(TEGATA_SCRIPTED_TOKEN);
}

TokenReference SoftToken::add(const QString &label, const PrivateKey &key, const Certificate &certificate)
{
    const QString secret = QStringLiteral("file");
    const QString file = m_folder.filePath(label + QStringLiteral(".pem"));
    write(file, *key.toEncryptedPem(SecretBytes::fromText(secret)));
    const QString userPin = QString::fromLatin1(pin().data(), 4);
    run({QStringLiteral("--init-token"), QStringLiteral("--free"), QStringLiteral("--label"), label,
         QStringLiteral("--pin"), userPin, QStringLiteral("--so-pin"), QStringLiteral("12345678")});
    run({QStringLiteral("--import"), file, QStringLiteral("--file-pin"), secret, QStringLiteral("--token"), label,
         QStringLiteral("--label"), QStringLiteral("operator"), QStringLiteral("--id"),
         QString::fromLatin1(ObjectId.toHex()), QStringLiteral("--pin"), userPin});
    const Result<TokenModule> loaded = TokenModule::load(module());
    require(loaded.has_value(), "the module does not load");
    const QList<TokenInfo> tokens = loaded->tokens().value();
    for (const TokenInfo &token : tokens) {
        if (token.label != label)
            continue;
        const TokenReference place{module(), label, token.serial, ObjectId};
        storeCertificate(place, certificate);
        QFile::remove(m_folder.filePath(QStringLiteral("logins"))); // ours do not count
        return place;
    }
    qFatal("SoftHSM2: the token is not there");
}

void SoftToken::set(const char *flag, bool on)
{
    const QString path = m_folder.filePath(QStringLiteral("control/") + QLatin1String(flag));
    if (on)
        write(path, {});
    else
        QFile::remove(path);
}

void SoftToken::clear()
{
    for (const char *flag : {"removed", "low", "final", "locked"})
        set(flag, false);
    QFile::remove(m_folder.filePath(QStringLiteral("logins")));
}

QList<QByteArray> SoftToken::logins() const
{
    QFile file(m_folder.filePath(QStringLiteral("logins")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().trimmed().split('\n');
}

void SoftToken::run(const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral("softhsm2-util"), arguments);
    const bool isDone = process.waitForFinished() && process.exitCode() == 0;
    require(isDone, (process.readAllStandardError() + process.readAllStandardOutput()).constData());
}

// As who gives out tokens does it; softhsm2-util cannot.
void SoftToken::storeCertificate(const TokenReference &place, const Certificate &certificate) const
{
    CK_FUNCTION_LIST *functions = p11_kit_module_load(QFile::encodeName(place.module).constData(), 0);
    require(functions && p11_kit_module_initialize(functions) == CKR_OK, "the module does not load");
    std::array<CK_SLOT_ID, 64> slots{};
    CK_ULONG count = slots.size();
    require(functions->C_GetSlotList(CK_TRUE, slots.data(), &count) == CKR_OK, "no slots");
    for (CK_ULONG i = 0; i < count; ++i) {
        CK_TOKEN_INFO info{};
        functions->C_GetTokenInfo(slots[i], &info);
        const auto serial = QString::fromLatin1(reinterpret_cast<const char *>(info.serialNumber), 16).trimmed();
        if (serial != place.tokenSerial)
            continue;
        CK_SESSION_HANDLE session = 0;
        require(functions->C_OpenSession(slots[i], CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session) ==
                    CKR_OK,
                "no session");
        SecretBytes secret = pin();
        require(functions->C_Login(session, CKU_USER, reinterpret_cast<CK_UTF8CHAR *>(secret.data()), secret.size()) ==
                    CKR_OK,
                "no login");
        CK_OBJECT_CLASS kind = CKO_CERTIFICATE;
        CK_CERTIFICATE_TYPE type = CKC_X_509;
        CK_BBOOL yes = CK_TRUE;
        CK_BBOOL no = CK_FALSE;
        QByteArray id = place.objectId;
        QByteArray der = certificate.der();
        QByteArray subject = QByteArrayLiteral("0");
        CK_ATTRIBUTE content[] = {{CKA_CLASS, &kind, sizeof(kind)},
                                  {CKA_CERTIFICATE_TYPE, &type, sizeof(type)},
                                  {CKA_TOKEN, &yes, sizeof(yes)},
                                  {CKA_PRIVATE, &no, sizeof(no)},
                                  {CKA_ID, id.data(), static_cast<CK_ULONG>(id.size())},
                                  {CKA_SUBJECT, subject.data(), static_cast<CK_ULONG>(subject.size())},
                                  {CKA_VALUE, der.data(), static_cast<CK_ULONG>(der.size())}};
        CK_OBJECT_HANDLE object = 0;
        require(functions->C_CreateObject(session, content, std::size(content), &object) == CKR_OK, "no certificate");
        functions->C_Logout(session);
        functions->C_CloseSession(session);
    }
    p11_kit_module_finalize(functions);
    p11_kit_module_release(functions);
}

} // namespace tegata
