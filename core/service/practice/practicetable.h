// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "core/domain/registration.h"
#include "core/pki/privatekey.h"
#include "core/pki/revocationreason.h"

#include <QList>
#include <QString>
#include <QStringList>

// The practice world as data: who is registered, and what lies in the queues.
namespace tegata::practice {

struct Person
{
    QString id;         // login id of a contact, id of an operator or examiner
    QString name;       // 山田 太郎
    QString commonName; // T.YAMADA; empty for contacts
    QString mail;
};

struct Customer
{
    Registration registration; // without times of vetting
    QString noticeMail;        // お知らせメール送信元 (S42)
    QList<Person> operators;
    QList<Person> contacts;
};

Customer sampleCustomer();    // 株式会社サンプル: the one that is practised with
Customer neighbourCustomer(); // 株式会社となり: shows that customers are kept apart
Person examiner();
Person secondExaminer(); // EV takes two

// Where a request stands when the world is ready.
enum class Standing
{
    Pending,
    Issued,
    OnHold,
    Rejected,
    Cancelled,
    Revoked
};

struct RequestPlan
{
    QString subject; // as DistinguishedName::parse
    QStringList sans;
    KeySpec key = KeySpec::EcP256;
    QByteArray csr; // given instead of subject, sans and key
    Product product = Product::Ov;
    Language language = Language::Japanese;
    Standing standing = Standing::Pending;
    QString renewsCommonName; // the issued certificate that this one renews
    QString keyOf;            // instead of a key of its own: that of the earlier plan of this name, of any customer
    bool spoilSignature = false;
    int endsInDays = 30; // Issued and Revoked: of the certificate
    RevocationReason revokedFor = RevocationReason::CessationOfOperation;
    QString comment;
    QString fault;   // what is wrong, for whoever tests that it is found; empty: nothing on purpose
    QString finding; // the code of the finding that tells it
};

QList<RequestPlan> sampleRequests();
QList<RequestPlan> neighbourRequests();

} // namespace tegata::practice
