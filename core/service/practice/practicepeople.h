// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/service/authority/issuingauthority.h"
#include "core/service/practice/practicetable.h"
#include "core/service/store/accountstore.h"
#include "core/service/workflow/siteactor.h"

#include <QDateTime>
#include <QString>

namespace tegata {

// Puts the people of the practice world into the store, and leaves what each of them needs to come in as files in the
// directory (practicefiles.h): PKCS#12 identities, their passphrase, the contacts' passwords.
class PracticePeople
{
public:
    // Errors: FileNotWritable.
    static Result<PracticePeople> create(const IssuingAuthority &authority, const QString &directory,
                                         const QDateTime &now);

    // The customer with its site, its operators (one file name each) and contacts (likewise).
    Result<void> addCustomer(Transaction &transaction, const practice::Customer &customer,
                             const QStringList &identityFiles, const QStringList &passwordFiles) const;
    Result<void> addExaminer(Transaction &transaction, const practice::Person &person,
                             const QString &identityFile) const;
    // An identity of the operator's that ran out a year ago.
    Result<void> addExpiredIdentity(Transaction &transaction, const practice::Customer &customer,
                                    const practice::Person &person, const QString &identityFile) const;

private:
    PracticePeople(const IssuingAuthority &authority, QString directory, QDateTime now, SecretBytes passphrase);
    Result<void> addIdentity(Transaction &transaction, CredentialKind kind, const DistinguishedName &subject,
                             const practice::Person &person, const QString &customerId, const QString &fileName,
                             const QDateTime &issuedAt) const;
    Result<void> addContact(Transaction &transaction, const QString &customerId, const practice::Person &person,
                            const QString &passwordFile) const;

    const IssuingAuthority *m_authority;
    QString m_directory;
    QDateTime m_now;
    SecretBytes m_passphrase;
};

} // namespace tegata
