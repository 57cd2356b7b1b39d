// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QIconEngine>
#include <QString>

namespace tegata {

// Paints one drawing of resources/icons. One-colour drawings take the palette's text colour at the moment of painting,
// so that they follow light and dark at run time; drawings named "outcome-…" and the program's own keep their colours.
class PaletteIcon final : public QIconEngine
{
public:
    // name: the file's name in resources/icons without ".svg".
    static QIcon icon(const QString &name);

    explicit PaletteIcon(QString name) : m_name(std::move(name)) {}
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override { return new PaletteIcon(m_name); }
    bool isNull() override { return false; }

private:
    QString m_name;
};

} // namespace tegata
