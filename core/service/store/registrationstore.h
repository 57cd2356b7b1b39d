// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/registration.h"
#include "core/service/store/transaction.h"

#include <QList>

namespace tegata {

// A customer and the CA's site for it (S55: OU of the operators' certificates).
struct CustomerRow
{
    QString id;
    QString name; // 加入者申請名 (S9)
    QString siteId;
    QString siteName;
    QDateTime createdAt;
    QString noticeSender = {}; // お知らせメール送信元 (S42): CC and Reply-To of its notices; empty: none

    friend bool operator==(const CustomerRow &, const CustomerRow &) = default;
};

// Customers and what is vetted of them. Errors beside the store's: NotFound.
class RegistrationStore
{
public:
    static Result<void> insertCustomer(Transaction &transaction, const CustomerRow &customer);
    static Result<CustomerRow> customer(ReadTransaction &transaction, const QString &customerId);
    static Result<QList<CustomerRow>> customers(ReadTransaction &transaction);
    static Result<void> setNoticeSender(Transaction &transaction, const QString &customerId, const QString &sender);

    // Replaces the customer's organisations, domains, policy and approvals by these; the customer must exist. The
    // version grows by one and is answered.
    static Result<int> replace(Transaction &transaction, const Registration &registration);
    static Result<Registration> find(ReadTransaction &transaction, const QString &customerId);
    // Of the registration: whether one that was read earlier is still the present one.
    static Result<int> version(ReadTransaction &transaction, const QString &customerId);
    static Result<QList<Registration>> all(ReadTransaction &transaction);
};

} // namespace tegata
