// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace tegata {

// Bytes that must not outlive their use: passphrases, keys. Wiped when destroyed or moved from; cannot be printed,
// compared by accident or turned into a QString. Moves, and copies only on request (clone()).
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size) : m_bytes(size) {}
    SecretBytes(const void *data, std::size_t size);
    ~SecretBytes() { wipe(); }

    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;

    // UTF-8; the source should be wiped by its owner (wipeText).
    static SecretBytes fromText(const QString &text);
    // Takes the bytes and wipes the array.
    static SecretBytes take(QByteArray &bytes);

    SecretBytes clone() const { return SecretBytes(data(), size()); }
    const char *data() const { return m_bytes.data(); }
    char *data() { return m_bytes.data(); }
    std::size_t size() const { return m_bytes.size(); }
    bool isEmpty() const { return m_bytes.empty(); }
    std::string_view view() const { return {m_bytes.data(), m_bytes.size()}; }
    // In constant time for equal sizes.
    bool equals(const SecretBytes &other) const;
    void wipe() noexcept;

private:
    std::vector<char> m_bytes;
};

using SharedSecret = std::shared_ptr<const SecretBytes>;

// Overwrites the text's characters before it is released. Detaches first: other copies are not reached.
void wipeText(QString &text);

} // namespace tegata
