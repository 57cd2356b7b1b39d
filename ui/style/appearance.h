// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/appearancechoice.h"
#include "ui/style/roles.h"

#include <QFont>
#include <QObject>
#include <QPointer>

#include <optional>

namespace tegata {

class TegataStyle;

// Gives the application its style, palettes and fonts, and changes them while it runs. One of it, made after
// QApplication and before the first widget; the application's composition root owns it. GUI thread.
class Appearance : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(QObject *parent = nullptr);

    // At once, for every window.
    void apply(const AppearanceChoice &choice);
    const AppearanceChoice &choice() const { return m_choice; }
    // What the desktop says (its portal), none where it says nothing: then the platform's own palette tells, as it was
    // at the start. Counts while the choice is System.
    void setSystemScheme(std::optional<Scheme> scheme);
    Scheme scheme() const;

Q_SIGNALS:
    void changed();

private:
    void applyPalettes();
    void applyFont();

    QPointer<TegataStyle> m_style;
    const Scheme m_platformScheme;
    const QFont m_platformFont;
    std::optional<Scheme> m_systemScheme;
    AppearanceChoice m_choice;
};

} // namespace tegata
