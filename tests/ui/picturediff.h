// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>

#include <cmath>
#include <optional>

namespace tegata {

// Where two pictures differ. Qt::Gui only: the program that compares uses it as well as the tests.
struct PictureDifference
{
    qint64 pixels = 0;
    double share = 0; // of all pixels, 0 … 1
    QImage marked;    // the picture in grey, in red what differs; null where nothing does

    // What two runs of one program may differ in: nothing to look at.
    static constexpr double Tolerance = 0.001;
    bool isDifferent() const { return share > Tolerance; }
};

// Nothing: they are of different sizes, thus different anyway.
inline std::optional<PictureDifference> comparePictures(const QImage &now, const QImage &before)
{
    if (now.size() != before.size() || now.isNull())
        return std::nullopt;
    const QImage a = now.convertToFormat(QImage::Format_RGB32);
    const QImage b = before.convertToFormat(QImage::Format_RGB32);
    PictureDifference difference;
    QImage marked;
    for (int y = 0; y < a.height(); ++y) {
        const auto *left = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *right = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            if (left[x] == right[x])
                continue;
            if (marked.isNull())
                marked = a.convertToFormat(QImage::Format_Grayscale8).convertToFormat(QImage::Format_RGB32);
            marked.setPixel(x, y, qRgb(0xe0, 0x10, 0x10));
            ++difference.pixels;
        }
    }
    difference.share = static_cast<double>(difference.pixels) / (static_cast<double>(a.width()) * a.height());
    difference.marked = marked;
    return difference;
}

} // namespace tegata
