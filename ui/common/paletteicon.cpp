// SPDX-License-Identifier: Apache-2.0
#include "ui/common/paletteicon.h"

#include <QEvent>
#include <QGuiApplication>
#include <QImageReader>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

#include <algorithm>
#include <array>
#include <utility>

namespace tegata {

namespace {

constexpr auto Mark = "tegata"; // keeps its colours

constexpr std::array<std::pair<const char *, Meaning>, 4> Outcomes = {{
    {"outcome-ok", Meaning::Success},
    {"outcome-warning", Meaning::Warning},
    {"outcome-error", Meaning::Danger},
    {"outcome-note", Meaning::Info},
}};

std::optional<Meaning> meaningOf(const QString &name)
{
    const auto *found = std::find_if(Outcomes.cbegin(), Outcomes.cend(),
                                     [&name](const auto &each) { return name == QLatin1String(each.first); });
    return found == Outcomes.cend() ? std::optional<Meaning>() : found->second;
}

// Belongs to the label whose drawing it keeps.
class IconKeeper : public QObject
{
public:
    explicit IconKeeper(QLabel *label) : QObject(label), m_label(*label) { label->installEventFilter(this); }

    static IconKeeper &of(QLabel *label)
    {
        for (QObject *child : label->children()) {
            if (auto *keeper = dynamic_cast<IconKeeper *>(child))
                return *keeper;
        }
        return *new IconKeeper(label);
    }

    void set(const QIcon &icon, int token)
    {
        m_icon = icon;
        m_token = token;
        show();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const bool concerns = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
        if (concerns && watched == &m_label)
            show();
        return false;
    }

private:
    void show()
    {
        const int side = iconSize(&m_label, m_token);
        m_label.setPixmap(m_icon.isNull() ? QPixmap() : m_icon.pixmap(QSize(side, side), m_label.devicePixelRatioF()));
    }

    QLabel &m_label;
    QIcon m_icon;
    int m_token = icon::Button;
};

} // namespace

QIcon PaletteIcon::icon(const QString &name)
{
    return QIcon(new PaletteIcon(name, meaningOf(name)));
}

QIcon PaletteIcon::icon(const QString &name, Meaning meaning)
{
    return QIcon(new PaletteIcon(name, meaning));
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
    const bool coloured = m_name == QLatin1String(Mark);
    // A selected row is tinted, not filled: what stands on it keeps its colour.
    const Roles &roles = Roles::of(palette);
    const QColor colour = mode == QIcon::Disabled ? roles.disabled
                          : m_meaning             ? roles.of(*m_meaning).border
                                                  : roles.text;
    const QString key =
        QStringLiteral("tegata/%1/%2x%3/%4")
            .arg(m_name, QString::number(size.width()), QString::number(size.height()), colour.name(QColor::HexArgb));
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

void showIcon(QLabel *label, const QString &name, int token)
{
    IconKeeper::of(label).set(name.isEmpty() ? QIcon() : PaletteIcon::icon(name), token);
}

void showIcon(QLabel *label, const QString &name, Meaning meaning, int token)
{
    IconKeeper::of(label).set(name.isEmpty() ? QIcon() : PaletteIcon::icon(name, meaning), token);
}

} // namespace tegata
