// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace tegata {

// A part of a list in a stable order; next: where to go on, empty at the end. Opaque outside the store.
template <typename T>
struct Page
{
    QList<T> items;
    QString next;
};

} // namespace tegata
