// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDate>

namespace tegata {

// How many valid certificates end within the seven days from `monday` on, and how many of them have a successor.
struct ExpiryWeek
{
    QDate monday;
    qint64 certificates = 0;
    qint64 renewed = 0;

    friend bool operator==(const ExpiryWeek &, const ExpiryWeek &) = default;
};

} // namespace tegata
