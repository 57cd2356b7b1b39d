// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/print/printedface.h"

#include <QFont>
#include <QList>
#include <QString>
#include <QStringList>
#include <QTextLayout>

#include <functional>
#include <memory>
#include <vector>

class QGlyphRun;
class QPagedPaintDevice;
class QPainter;

namespace tegata {

// Sets text and tables on the pages of a paper device: strips, one below the other, never cut; one that is taller than
// a page goes on where the next page begins, line by line. Lengths are in millimetres. Not tied to a thread.
class PageLayout
{
public:
    // The device outlives this; its page size, margins and resolution are set before.
    PageLayout(QPagedPaintDevice &device, QFont font);

    void addTitle(const QString &text);
    // Stays with what follows it.
    void addHeading(const QString &text);
    void addText(const QString &text);
    void addGap(double height);
    // A label and its value, with a line below.
    void addRow(const QString &label, const QString &value);
    // shares: widths of the columns, together 1. The header is repeated on every page that the table goes on to.
    void addTable(const QStringList &header, const QList<QStringList> &rows, const QList<double> &shares);

    // Draws it all. furniture: called on each page, for what stands outside the text, with page and count from 1.
    // Answers the number of pages.
    int paint(const std::function<void(QPainter &, int page, int pages)> &furniture);

    // What paint() drew: the font files with their glyphs, and the text.
    const QList<PrintedFace> &faces() const { return m_faces; }
    const QString &printedText() const { return m_printedText; }

    // One line inside the text's width, for the furniture: above the text (negative) or below it, in millimetres.
    void drawLine(QPainter &painter, const QString &left, const QString &right, double offset);
    double textHeight() const { return m_height; } // millimetres

private:
    struct Cell
    {
        std::shared_ptr<QTextLayout> layout;
        double x = 0;
        int first = 0; // lines of the layout that stand here
        int last = 0;  // one past
    };
    struct Strip
    {
        std::vector<Cell> cells;
        double height = 0;
        double padding = 0; // above and below
        bool keepsWithNext = false;
        bool hasRule = false;
        bool isShaded = false;
        int header = -1; // strip to be repeated when this begins a page
    };
    struct Placed
    {
        Strip strip;
        int page = 0;
        double y = 0;
    };

    Cell cell(const QString &text, const QFont &font, double x, double width) const;
    static double heightOf(const Cell &cell);
    void add(Strip strip);
    std::vector<Placed> place() const;
    // The part of the strip that fits into height; the rest stays in the strip.
    static Strip takeFitting(Strip &strip, double height);
    void draw(QPainter &painter, const Placed &placed);
    void draw(QPainter &painter, const Cell &cell, QPointF at);
    void record(const QGlyphRun &run);
    double pixels(double millimetres) const;

    QPagedPaintDevice &m_device;
    QFont m_font;
    double m_width = 0;
    double m_height = 0;
    std::vector<Strip> m_strips;
    QList<PrintedFace> m_faces;
    QString m_printedText;
};

} // namespace tegata
