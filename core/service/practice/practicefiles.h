// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

// Names of the files in a practice directory.
namespace tegata::practicefile {

inline const QString Operator = QStringLiteral("operator.p12");
inline const QString Operator2 = QStringLiteral("operator2.p12");
inline const QString ExpiredOperator = QStringLiteral("expired-operator.p12");
inline const QString OtherOperator = QStringLiteral("other-operator.p12");
inline const QString Examiner = QStringLiteral("examiner.p12");
inline const QString Examiner2 = QStringLiteral("examiner2.p12");
inline const QString Passphrase = QStringLiteral("p12-passphrase");
inline const QString ContactPassword = QStringLiteral("contact-password");
inline const QString Contact2Password = QStringLiteral("contact2-password");
inline const QString OtherContactPassword = QStringLiteral("other-contact-password");
inline const QString Authorities = QStringLiteral("ca.pem");
inline const QString Environment = QStringLiteral("practice.env");
inline const QString Faults = QStringLiteral("faults.json");
inline const QString Ports = QStringLiteral("ports");
inline const QString Service = QStringLiteral("service");
inline const QString AuthorityPassphrase = QStringLiteral("service/authority-passphrase");
inline const QString Mail = QStringLiteral("mail");

} // namespace tegata::practicefile
