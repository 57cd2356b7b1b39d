// SPDX-License-Identifier: Apache-2.0
// What "packaging/test --pictures" runs after the pictures are taken, and what puts a drawing beside a screen:
//     compare_pictures NOW ACCEPTED     compares NOW/*.png with those of ACCEPTED; writes NOW/index.html
//     compare_pictures --beside DRAWING SCREEN OUT.png
// Ends with 0 where nothing differs, 1 where something does or is new or gone, 2 after wrong use or a bad file.
#include "tests/ui/picturediff.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QString>
#include <QTextStream>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int Same = 0;
constexpr int Different = 1;
constexpr int Wrong = 2;

// In NOW: copies, so that the page can be taken elsewhere as one folder.
const QString BeforeFolder = QStringLiteral("accepted");
const QString MarkedFolder = QStringLiteral("difference");

struct Row
{
    enum class Kind
    {
        Changed,
        New,
        Gone
    };
    QString name;
    Kind kind;
    QString remark;
    bool isMarked = false;
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList pictures(const QDir &folder)
{
    return folder.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
}

QString cell(const QString &title, const QString &path)
{
    if (path.isEmpty())
        return QStringLiteral("<td><p>%1</p><p class=none>none</p></td>").arg(title);
    return QStringLiteral("<td><p>%1</p><a href=\"%2\"><img loading=lazy src=\"%2\"></a></td>").arg(title, path);
}

bool writePage(const QString &path, const QList<Row> &rows, qsizetype all, const QString &accepted)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    QTextStream page(&file);
    page << "<!doctype html><html lang=en><meta charset=utf-8><title>Pictures</title><style>"
            "body{font:14px sans-serif;margin:20px}table{border-collapse:collapse;width:100%;table-layout:fixed}"
            "td{vertical-align:top;padding:4px}img{width:100%;border:1px solid #999}p{margin:4px 0;color:#555}"
            "h2{margin:24px 0 4px;font-size:16px}.none{padding:40px 0;text-align:center;background:#eee}</style>"
         << QStringLiteral("<h1>%1 of %2 pictures differ</h1><p>Compared with %3; different: more than %4 % of the "
                           "pixels. packaging/test --pictures --accept makes these the accepted ones.</p>")
                .arg(rows.size())
                .arg(all)
                .arg(accepted.toHtmlEscaped())
                .arg(100 * tegata::PictureDifference::Tolerance);
    for (const Row &row : rows) {
        const QString name = row.name.toHtmlEscaped();
        page << "<h2 id=\"" << name << "\">" << name << "</h2><p>" << row.remark.toHtmlEscaped() << "</p><table><tr>"
             << cell(QStringLiteral("now"), row.kind == Row::Kind::Gone ? QString() : name)
             << cell(QStringLiteral("accepted"),
                     row.kind == Row::Kind::New ? QString() : BeforeFolder + QLatin1Char('/') + name)
             << cell(QStringLiteral("difference"), row.isMarked ? MarkedFolder + QLatin1Char('/') + name : QString())
             << "</tr></table>\n";
    }
    page << "</html>\n";
    page.flush();
    return page.status() == QTextStream::Ok && file.error() == QFile::NoError;
}

int compare(const QString &nowPath, const QString &acceptedPath)
{
    const QDir now(nowPath);
    const QDir accepted(acceptedPath);
    for (const QString &folder : {BeforeFolder, MarkedFolder}) {
        if (!QDir(now.filePath(folder)).removeRecursively() || !now.mkpath(folder))
            return Wrong;
    }
    const QStringList taken = pictures(now);
    if (taken.isEmpty()) {
        std::fprintf(stderr, "no pictures in %s\n", qPrintable(nowPath));
        return Wrong;
    }
    const QSet<QString> there(taken.cbegin(), taken.cend());
    QList<Row> rows;
    for (const QString &name : taken) {
        if (!accepted.exists(name)) {
            rows.append({name, Row::Kind::New, QStringLiteral("new")});
            continue;
        }
        const QString before = accepted.filePath(name);
        if (contents(now.filePath(name)) == contents(before))
            continue;
        const QImage left(now.filePath(name));
        const QImage right(before);
        if (left.isNull() || right.isNull()) {
            std::fprintf(stderr, "cannot read %s\n", qPrintable(name));
            return Wrong;
        }
        const auto difference = tegata::comparePictures(left, right);
        if (difference && !difference->isDifferent())
            continue;
        Row row{name, Row::Kind::Changed,
                difference
                    ? QStringLiteral("%1 pixels, %2 %").arg(difference->pixels).arg(100 * difference->share, 0, 'f', 2)
                    : QStringLiteral("%1 × %2, was %3 × %4")
                          .arg(left.width())
                          .arg(left.height())
                          .arg(right.width())
                          .arg(right.height())};
        if (!QFile::copy(before, now.filePath(BeforeFolder + QLatin1Char('/') + name)))
            return Wrong;
        if (difference) {
            row.isMarked = difference->marked.save(now.filePath(MarkedFolder + QLatin1Char('/') + name));
            if (!row.isMarked)
                return Wrong;
        }
        rows.append(row);
    }
    const QStringList before = pictures(accepted);
    for (const QString &name : before) {
        if (there.contains(name))
            continue;
        if (!QFile::copy(accepted.filePath(name), now.filePath(BeforeFolder + QLatin1Char('/') + name)))
            return Wrong;
        rows.append({name, Row::Kind::Gone, QStringLiteral("not taken any more")});
    }
    if (!writePage(now.filePath(QStringLiteral("index.html")), rows, taken.size(), acceptedPath))
        return Wrong;
    std::printf("%d of %d pictures differ\n", static_cast<int>(rows.size()), static_cast<int>(taken.size()));
    return rows.isEmpty() ? Same : Different;
}

// Both at one height, the drawing at the left.
int putBeside(const QString &drawingPath, const QString &screenPath, const QString &outPath)
{
    constexpr int Gap = 16;
    QImage drawing(drawingPath);
    QImage screen(screenPath);
    if (drawing.isNull() || screen.isNull()) {
        std::fprintf(stderr, "cannot read %s\n", qPrintable(drawing.isNull() ? drawingPath : screenPath));
        return Wrong;
    }
    drawing.setDevicePixelRatio(1);
    screen.setDevicePixelRatio(1);
    const int height = std::min(drawing.height(), screen.height());
    drawing = drawing.scaledToHeight(height, Qt::SmoothTransformation);
    screen = screen.scaledToHeight(height, Qt::SmoothTransformation);
    QImage pair(drawing.width() + Gap + screen.width(), height, QImage::Format_RGB32);
    pair.fill(QColor(0x80, 0x80, 0x80));
    QPainter painter(&pair);
    painter.drawImage(0, 0, drawing);
    painter.drawImage(drawing.width() + Gap, 0, screen);
    painter.end();
    return pair.save(outPath) ? Same : Wrong;
}

} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    const QStringList given = QGuiApplication::arguments().mid(1);
    if (given.size() == 4 && given.constFirst() == QLatin1String("--beside"))
        return putBeside(given.at(1), given.at(2), given.at(3));
    if (given.size() == 2)
        return compare(given.at(0), given.at(1));
    std::fprintf(stderr, "usage: %s NOW ACCEPTED | --beside DRAWING SCREEN OUT.png\n", argv[0]);
    return Wrong;
}
