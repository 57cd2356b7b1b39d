// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace tegata {

// Hints are painted in the palette's PlaceholderText. Some dark themes leave it as it is for light ones, and the hints
// cannot be read: then it is taken from text and window colour. Follows the theme at run time. One of it, with the
// application.
class ReadablePalette : public QObject
{
    Q_OBJECT

public:
    explicit ReadablePalette(QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void mend();
};

} // namespace tegata
