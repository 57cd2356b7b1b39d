// SPDX-License-Identifier: Apache-2.0
#include "core/domain/certificaterequest.h"

#include "core/domain/nametable.h"

namespace tegata {

namespace {

constexpr NameTable<Product, 2> names = {{
    {Product::Ov, QLatin1String("ov")},
    {Product::Ev, QLatin1String("ev")},
}};

} // namespace

QString productName(Product product)
{
    return nameIn(names, product);
}

std::optional<Product> productFromName(const QString &name)
{
    return valueIn(names, name);
}

KeySummary keySummary(const KeyFacts &facts)
{
    const QString algorithm = facts.algorithm == KeyAlgorithm::Rsa  ? QStringLiteral("rsa")
                              : facts.algorithm == KeyAlgorithm::Ec ? QStringLiteral("ec")
                                                                    : QStringLiteral("other");
    return {algorithm, facts.bits, facts.curve, keyLabel(facts), QString::fromLatin1(facts.spkiSha256.toHex())};
}

} // namespace tegata
