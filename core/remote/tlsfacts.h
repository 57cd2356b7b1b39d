// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace tegata {

// What a connection was made with. A value.
struct TlsFacts
{
    QString protocol; // "TLS 1.3"
    QString cipher;
    QList<Certificate> serverChain; // as the server sent it, its own first
};

} // namespace tegata

Q_DECLARE_METATYPE(tegata::TlsFacts)
