// SPDX-License-Identifier: Apache-2.0
#include "ui/common/paletteicon.h"

#include <QGuiApplication>
#include <QImageReader>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

namespace tegata {

QIcon PaletteIcon::icon(const QString &name)
{
    return QIcon(new PaletteIcon(name));
}

void PaletteIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap drawing = pixmap(rect.size() * ratio, mode, state);
    drawing.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect, drawing);
}

QPixmap PaletteIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    const QPalette palette = QGuiApplication::palette();
    const bool coloured = m_name.startsWith(QLatin1String("outcome-")) || m_name == QLatin1String("tegata");
    const QColor colour = mode == QIcon::Disabled   ? palette.color(QPalette::Disabled, QPalette::WindowText)
                          : mode == QIcon::Selected ? palette.color(QPalette::HighlightedText)
                                                    : palette.color(QPalette::Active, QPalette::WindowText);
    const QString key = QStringLiteral("tegata/%1/%2x%3/%4/%5")
                            .arg(m_name, QString::number(size.width()), QString::number(size.height()),
                                 colour.name(QColor::HexArgb), QString::number(mode));
    QPixmap drawing;
    if (QPixmapCache::find(key, &drawing))
        return drawing;
    QImageReader reader(QStringLiteral(":/icons/%1.svg").arg(m_name));
    reader.setScaledSize(size);
    QImage image = reader.read().convertToFormat(QImage::Format_ARGB32_Premultiplied);
    if (!coloured && !image.isNull()) {
        QPainter painter(&image);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), colour);
    }
    drawing = QPixmap::fromImage(image);
    QPixmapCache::insert(key, drawing);
    return drawing;
}

} // namespace tegata
