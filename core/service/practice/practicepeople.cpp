// SPDX-License-Identifier: Apache-2.0
#include "core/service/practice/practicepeople.h"

#include "core/base/privatefile.h"
#include "core/pki/passwordhash.h"
#include "core/pki/pkcs12bundle.h"
#include "core/service/practice/practicefiles.h"
#include "core/service/store/identifiers.h"
#include "core/service/store/registrationstore.h"
#include "core/service/workflow/clientcertificates.h"

#include <QDir>

#include <utility>

namespace tegata {

namespace {

// About 119 bits, without what people mistake for something else or a shell takes for its own.
QByteArray randomPassword()
{
    return newId().left(24).toLatin1();
}

QString siteIdOf(const QString &customerId)
{
    return QStringLiteral("S") + customerId.mid(1);
}

} // namespace

PracticePeople::PracticePeople(const IssuingAuthority &authority, QString directory, QDateTime now,
                               SecretBytes passphrase)
    : m_authority(&authority), m_directory(std::move(directory)), m_now(std::move(now)),
      m_passphrase(std::move(passphrase))
{}

Result<PracticePeople> PracticePeople::create(const IssuingAuthority &authority, const QString &directory,
                                              const QDateTime &now)
{
    QByteArray passphrase = randomPassword();
    const Result<void> written =
        writePrivateFile(QDir(directory).filePath(practicefile::Passphrase), passphrase + '\n');
    if (!written)
        return failure(written.error());
    return PracticePeople(authority, directory, now, SecretBytes::take(passphrase));
}

Result<void> PracticePeople::addCustomer(Transaction &transaction, const practice::Customer &customer,
                                         const QStringList &identityFiles, const QStringList &passwordFiles) const
{
    const Registration &registration = customer.registration;
    const QString siteId = siteIdOf(registration.customerId);
    const CustomerRow row{registration.customerId, registration.customerName, siteId, registration.customerName, m_now,
                          customer.noticeMail};
    if (const Result<void> inserted = RegistrationStore::insertCustomer(transaction, row); !inserted)
        return inserted;
    for (qsizetype i = 0; i < customer.operators.size(); ++i) {
        const practice::Person &person = customer.operators.at(i);
        const OperatorRow operatorRow{person.id,   registration.customerId, 1,
                                      person.name, person.commonName,       OperatorState::Active};
        if (const Result<void> inserted = AccountStore::insertOperator(transaction, operatorRow); !inserted)
            return inserted;
        const DistinguishedName subject =
            IssuingAuthority::operatorSubject(registration.customerName, siteId, person.commonName);
        const Result<void> added = addIdentity(transaction, CredentialKind::Operator, subject, person,
                                               registration.customerId, identityFiles.at(i), m_now);
        if (!added)
            return added;
    }
    for (qsizetype i = 0; i < customer.contacts.size(); ++i) {
        const Result<void> added =
            addContact(transaction, registration.customerId, customer.contacts.at(i), passwordFiles.at(i));
        if (!added)
            return added;
    }
    return {};
}

Result<void> PracticePeople::addContact(Transaction &transaction, const QString &customerId,
                                        const practice::Person &person, const QString &passwordFile) const
{
    QByteArray password = randomPassword();
    const Result<void> written = writePrivateFile(QDir(m_directory).filePath(passwordFile), password + '\n');
    if (!written)
        return written;
    const Result<QString> hash = hashPassword(SecretBytes::take(password));
    if (!hash)
        return failure(hash.error());
    return AccountStore::insertContact(transaction,
                                       {person.id, customerId, person.name, person.mail, person.id, *hash, true});
}

Result<void> PracticePeople::addExaminer(Transaction &transaction, const practice::Person &person,
                                         const QString &identityFile) const
{
    const Result<void> inserted =
        AccountStore::insertExaminer(transaction, {person.id, person.name, person.commonName, true});
    if (!inserted)
        return inserted;
    return addIdentity(transaction, CredentialKind::Examiner, m_authority->examinerSubject(person.commonName), person,
                       {}, identityFile, m_now);
}

Result<void> PracticePeople::addExpiredIdentity(Transaction &transaction, const practice::Customer &customer,
                                                const practice::Person &person, const QString &identityFile) const
{
    const QString &customerId = customer.registration.customerId;
    const DistinguishedName subject =
        IssuingAuthority::operatorSubject(customer.registration.customerName, siteIdOf(customerId), person.commonName);
    return addIdentity(transaction, CredentialKind::Operator, subject, person, customerId, identityFile,
                       m_now.addYears(-6));
}

Result<void> PracticePeople::addIdentity(Transaction &transaction, CredentialKind kind,
                                         const DistinguishedName &subject, const practice::Person &person,
                                         const QString &customerId, const QString &fileName,
                                         const QDateTime &issuedAt) const
{
    const Result<PrivateKey> key = PrivateKey::generate(KeySpec::EcP256);
    if (!key)
        return failure(key.error());
    const auto issued = issueClientCertificate(transaction, *m_authority,
                                               {kind, person.id, customerId, subject, key->publicKeyDer()}, issuedAt);
    if (!issued)
        return failure(issued.error());
    const Result<QByteArray> bundle =
        Pkcs12Bundle::create(*key, issued->certificate, m_authority->chain(), person.commonName, m_passphrase);
    if (!bundle)
        return failure(bundle.error());
    return writePrivateFile(QDir(m_directory).filePath(fileName), *bundle);
}

} // namespace tegata
