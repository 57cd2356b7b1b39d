// SPDX-License-Identifier: Apache-2.0
#include "core/desk/heldtexts.h"

#include "core/sync/outboxcodec.h"

#include <utility>

namespace tegata {

void HeldTexts::open(SharedSecret key)
{
    if (!key && !m_passingKey)
        m_passingKey = passingKey();
    m_sealer = RecordSealer(key ? std::move(key) : m_passingKey);
}

void HeldTexts::close()
{
    m_sealer = RecordSealer();
}

void HeldTexts::hold(const QString &place, const QString &text)
{
    if (const Result<QByteArray> sealed = m_sealer.seal(nameOf(place), text.toUtf8()))
        m_sealed.insert(place, *sealed);
}

std::optional<QString> HeldTexts::take(const QString &place)
{
    const auto found = m_sealed.constFind(place);
    if (found == m_sealed.cend() || !m_sealer.hasKey())
        return std::nullopt;
    const QByteArray sealed = *found;
    m_sealed.erase(found);
    const Result<SecretBytes> plain = m_sealer.open(nameOf(place), sealed);
    if (!plain)
        return std::nullopt;
    return QString::fromUtf8(reinterpret_cast<const char *>(plain->data()), static_cast<qsizetype>(plain->size()));
}

} // namespace tegata
