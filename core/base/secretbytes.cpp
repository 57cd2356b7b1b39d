// SPDX-License-Identifier: Apache-2.0
#include "core/base/secretbytes.h"

#include <cstring>
#include <utility>

namespace tegata {

SecretBytes::SecretBytes(const void *data, std::size_t size) : m_bytes(size)
{
    if (size > 0)
        std::memcpy(m_bytes.data(), data, size);
}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

SecretBytes SecretBytes::fromText(const QString &text)
{
    QByteArray utf8 = text.toUtf8();
    return take(utf8);
}

SecretBytes SecretBytes::take(QByteArray &bytes)
{
    SecretBytes secret(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (!bytes.isEmpty())
        explicit_bzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
    return secret;
}

bool SecretBytes::equals(const SecretBytes &other) const
{
    if (size() != other.size())
        return false;
    unsigned char difference = 0;
    for (std::size_t i = 0; i < size(); ++i)
        difference = static_cast<unsigned char>(difference | (m_bytes[i] ^ other.m_bytes[i]));
    return difference == 0;
}

void SecretBytes::wipe() noexcept
{
    if (!m_bytes.empty())
        explicit_bzero(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

void wipeText(QString &text)
{
    if (!text.isEmpty())
        explicit_bzero(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

} // namespace tegata
