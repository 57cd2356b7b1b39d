// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secretbytes.h"
#include "core/service/servicestore.h"
#include "core/service/store/accountstore.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace tegata {

// The authority's examiners (S47): who may vet. Each call is one transaction with its line of the trail; a service may
// run meanwhile and follows at its next call. `user`: who runs the program.

struct NewExaminer
{
    QString name;       // as people write it
    QString commonName; // of the certificate, as an operator's (S39): "T.YAMADA"
};

struct ExaminerIdentity
{
    ExaminerRow examiner;
    Certificate certificate;
    QByteArray pkcs12; // key, certificate and chain, under the passphrase
};

struct ListedExaminer
{
    ExaminerRow examiner;
    QList<CredentialRow> credentials; // the newest first
};

// Errors: InvalidArgument (field name or commonName: empty, too long, not S39's letters), Conflict (the common name is
// an active examiner's), ClockLeaped, the store's and the authority's.
Result<ExaminerIdentity> addExaminer(ServiceStore &service, const NewExaminer &examiner, const SecretBytes &passphrase,
                                     const QString &user);
Result<QList<ListedExaminer>> listExaminers(ServiceStore &service);
// At once: the next call of the examiner is refused; the certificates are revoked. Errors: NotFound, Conflict (was so
// before), Refused (the last active one: nobody could vet any more; field confirmLast).
Result<ExaminerRow> revokeExaminer(ServiceStore &service, const QString &id, bool confirmLast, const QString &user);

} // namespace tegata
