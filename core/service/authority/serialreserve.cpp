// SPDX-License-Identifier: Apache-2.0
#include "core/service/authority/serialreserve.h"

#include "core/pki/certificatebuilder.h"
#include "core/service/store/audittrail.h"

#include <QJsonArray>

namespace tegata {

Result<QString> SerialReserve::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_serials.isEmpty()) {
        Result<QStringList> block = reserve();
        if (!block)
            return failure(block.error());
        m_serials = *std::move(block);
    }
    return m_serials.takeLast();
}

Result<QStringList> SerialReserve::reserve()
{
    QStringList serials;
    for (int i = 0; i < BlockSize; ++i) {
        serials.append(newSerial());
        if (serials.last().isEmpty())
            return failure(ErrorCode::Internal, QStringLiteral("no randomness"), QStringLiteral("serial"));
    }
    const auto reserved = m_database.write([&](Transaction &transaction) {
        AuditEvent event;
        event.at = m_clock.now();
        event.action = QStringLiteral("reserveSerials");
        event.objectKind = QStringLiteral("authority");
        event.evidence = {{QStringLiteral("serials"), QJsonArray::fromStringList(serials)}};
        return AuditTrail::append(transaction, event);
    });
    return reserved ? Result<QStringList>(serials) : failure(reserved.error());
}

} // namespace tegata
