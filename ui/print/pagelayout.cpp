// SPDX-License-Identifier: Apache-2.0
#include "ui/print/pagelayout.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QTextOption>

#include <algorithm>
#include <utility>

namespace tegata {

namespace {

constexpr double TitleSize = 16; // points
constexpr double HeadingSize = 11;
constexpr double TextSize = 9;
constexpr double SmallSize = 8;
constexpr double LabelShare = 0.36;
constexpr double RowPadding = 1.0;
constexpr double CellGap = 2.0;
constexpr double HeadingSpace = 3.0; // above a heading, with its text

// From this line to the next: the font's own height leaves Japanese lines too close.
double advanceOf(const QTextLine &line)
{
    return line.height() * 1.15;
}

QFont sized(QFont font, double points, bool isBold)
{
    font.setPointSizeF(points);
    font.setBold(isBold);
    return font;
}

} // namespace

PageLayout::PageLayout(QPagedPaintDevice &device, QFont font) : m_device(device), m_font(std::move(font))
{
    const QRectF paint = device.pageLayout().paintRect(QPageLayout::Millimeter);
    m_width = paint.width();
    m_height = paint.height();
}

double PageLayout::pixels(double millimetres) const
{
    return millimetres * m_device.logicalDpiX() / 25.4;
}

PageLayout::Cell PageLayout::cell(const QString &text, const QFont &font, double x, double width) const
{
    Cell made;
    made.layout = std::make_shared<QTextLayout>(text, font, &m_device);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    made.layout->setTextOption(option);
    made.x = x;
    double y = 0;
    made.layout->beginLayout();
    for (QTextLine line = made.layout->createLine(); line.isValid(); line = made.layout->createLine()) {
        line.setLineWidth(pixels(width));
        line.setPosition({0, y});
        y += advanceOf(line);
    }
    made.layout->endLayout();
    made.last = made.layout->lineCount();
    return made;
}

double PageLayout::heightOf(const Cell &cell)
{
    double height = 0;
    for (int line = cell.first; line < cell.last; ++line)
        height += advanceOf(cell.layout->lineAt(line));
    return height;
}

void PageLayout::add(Strip strip)
{
    double content = 0;
    for (const Cell &each : strip.cells)
        content = std::max(content, heightOf(each));
    strip.height += content + 2 * strip.padding;
    m_strips.push_back(std::move(strip));
}

void PageLayout::addTitle(const QString &text)
{
    Strip strip;
    strip.cells.push_back(cell(text, sized(m_font, TitleSize, true), 0, m_width));
    strip.padding = pixels(2 * RowPadding);
    strip.keepsWithNext = true;
    add(std::move(strip));
}

void PageLayout::addHeading(const QString &text)
{
    addGap(HeadingSpace);
    m_strips.back().keepsWithNext = true;
    Strip strip;
    strip.cells.push_back(cell(text, sized(m_font, HeadingSize, true), CellGap, m_width - 2 * CellGap));
    strip.padding = pixels(RowPadding);
    strip.keepsWithNext = true;
    strip.isShaded = true;
    add(std::move(strip));
}

void PageLayout::addText(const QString &text)
{
    Strip strip;
    strip.cells.push_back(cell(text, sized(m_font, TextSize, false), CellGap, m_width - 2 * CellGap));
    strip.padding = pixels(RowPadding);
    add(std::move(strip));
}

void PageLayout::addGap(double height)
{
    Strip strip;
    strip.height = pixels(height);
    add(std::move(strip));
}

void PageLayout::addRow(const QString &label, const QString &value)
{
    const double labelWidth = m_width * LabelShare;
    Strip strip;
    strip.cells.push_back(cell(label, sized(m_font, TextSize, false), CellGap, labelWidth - 2 * CellGap));
    strip.cells.push_back(
        cell(value, sized(m_font, TextSize, false), labelWidth + CellGap, m_width - labelWidth - 2 * CellGap));
    strip.padding = pixels(RowPadding);
    strip.hasRule = true;
    add(std::move(strip));
}

void PageLayout::addTable(const QStringList &header, const QList<QStringList> &rows, const QList<double> &shares)
{
    const auto line = [&](const QStringList &texts, bool isHeader) {
        Strip strip;
        double x = 0;
        for (qsizetype column = 0; column < texts.size(); ++column) {
            const double width = m_width * shares.at(column);
            strip.cells.push_back(
                cell(texts.at(column), sized(m_font, TextSize, isHeader), x + CellGap, width - 2 * CellGap));
            x += width;
        }
        strip.padding = pixels(RowPadding);
        strip.hasRule = true;
        strip.keepsWithNext = isHeader;
        return strip;
    };
    const int headerStrip = static_cast<int>(m_strips.size());
    add(line(header, true));
    for (const QStringList &row : rows) {
        Strip strip = line(row, false);
        strip.header = headerStrip;
        add(std::move(strip));
    }
}

PageLayout::Strip PageLayout::takeFitting(Strip &strip, double height)
{
    Strip part = strip;
    part.height = 0;
    double rest = 0;
    for (std::size_t i = 0; i < strip.cells.size(); ++i) {
        Cell &whole = strip.cells[i];
        double used = 0;
        int line = whole.first;
        while (line < whole.last && used + advanceOf(whole.layout->lineAt(line)) <= height - 2 * strip.padding)
            used += advanceOf(whole.layout->lineAt(line++));
        part.cells[i].last = line;
        whole.first = line;
        part.height = std::max(part.height, used);
        rest = std::max(rest, heightOf(whole));
    }
    part.height += 2 * strip.padding;
    strip.height = rest > 0 ? rest + 2 * strip.padding : 0;
    return part;
}

std::vector<PageLayout::Placed> PageLayout::place() const
{
    const double bottom = pixels(m_height);
    std::vector<Placed> placed;
    int page = 1;
    double y = 0;
    double top = 0; // where the page's text begins, below a repeated header
    const auto beginPage = [&](const Strip &next) {
        ++page;
        top = 0;
        if (next.header >= 0) {
            const Strip &header = m_strips[static_cast<std::size_t>(next.header)];
            placed.push_back({header, page, 0});
            top = header.height;
        }
        y = top;
    };
    for (std::size_t i = 0; i < m_strips.size(); ++i) {
        Strip strip = m_strips[i];
        // What stays together has to fit as a whole, with at least one line of what follows.
        double needed = strip.height;
        for (std::size_t next = i; m_strips[next].keepsWithNext && next + 1 < m_strips.size(); ++next)
            needed += std::min(m_strips[next + 1].height, bottom / 4);
        if (y > top && y + needed > bottom && needed <= bottom)
            beginPage(strip);
        while (y + strip.height > bottom) {
            Strip part = takeFitting(strip, bottom - y);
            const bool hasLines = part.height > 2 * part.padding;
            if (!hasLines && y <= top)
                break; // not even a line fits on an empty page
            if (hasLines)
                placed.push_back({std::move(part), page, y});
            beginPage(strip);
        }
        const double height = strip.height;
        if (height > 0)
            placed.push_back({std::move(strip), page, y});
        y += height;
    }
    return placed;
}

void PageLayout::draw(QPainter &painter, const Placed &placed)
{
    const Strip &strip = placed.strip;
    const double width = pixels(m_width);
    if (strip.isShaded)
        painter.fillRect(QRectF(0, placed.y, width, strip.height), QColor(Qt::lightGray).lighter(115));
    painter.setPen(Qt::black);
    for (const Cell &each : strip.cells)
        draw(painter, each, {pixels(each.x), placed.y + strip.padding});
    if (!strip.hasRule)
        return;
    painter.setPen(QPen(Qt::gray, pixels(0.1)));
    painter.drawLine(QPointF(0, placed.y + strip.height), QPointF(width, placed.y + strip.height));
}

int PageLayout::paint(const std::function<void(QPainter &, int, int)> &furniture)
{
    const std::vector<Placed> placed = place();
    const int pages = placed.empty() ? 1 : placed.back().page;
    QPainter painter(&m_device);
    int page = 1;
    furniture(painter, page, pages);
    for (const Placed &each : placed) {
        while (page < each.page) {
            m_device.newPage();
            furniture(painter, ++page, pages);
        }
        draw(painter, each);
    }
    return pages;
}

void PageLayout::draw(QPainter &painter, const Cell &cell, QPointF at)
{
    if (cell.first >= cell.last)
        return;
    at.ry() -= cell.layout->lineAt(cell.first).y();
    for (int number = cell.first; number < cell.last; ++number) {
        const QTextLine line = cell.layout->lineAt(number);
        line.draw(&painter, at);
        const QList<QGlyphRun> runs = line.glyphRuns();
        for (const QGlyphRun &run : runs)
            record(run);
    }
    m_printedText += cell.layout->text();
}

void PageLayout::record(const QGlyphRun &run)
{
    // Of two files that table differs: it holds a check sum of the whole.
    const QByteArray key = run.rawFont().fontTable("head");
    auto face = std::find_if(m_faces.begin(), m_faces.end(), [&](const PrintedFace &each) { return each.key == key; });
    if (face == m_faces.end())
        face = m_faces.insert(m_faces.end(), {key, run.rawFont(), {}, {}});
    const QList<quint32> glyphs = run.glyphIndexes();
    for (const quint32 glyph : glyphs) {
        if (!face->seen.contains(glyph))
            face->glyphs.append(glyph);
        face->seen.insert(glyph);
    }
}

void PageLayout::drawLine(QPainter &painter, const QString &left, const QString &right, double offset)
{
    const QFont font = sized(m_font, SmallSize, false);
    const QFontMetricsF metrics(font, &m_device);
    const double rightWidth = metrics.horizontalAdvance(right) * 25.4 / m_device.logicalDpiX() + 1; // rounding
    const double leftWidth = m_width - rightWidth - CellGap;
    const QString leftText = metrics.elidedText(left, Qt::ElideRight, pixels(leftWidth));
    painter.setPen(Qt::black);
    draw(painter, cell(leftText, font, 0, leftWidth), {0, pixels(offset)});
    draw(painter, cell(right, font, 0, rightWidth), {pixels(m_width - rightWidth), pixels(offset)});
}

} // namespace tegata
