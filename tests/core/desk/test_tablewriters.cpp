// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/csvtablewriter.h"
#include "core/desk/export/xlsxtablewriter.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace tegata;

namespace {

const QDateTime Time(QDate(2026, 11, 22), QTime(23, 30, 5), Qt::UTC);

ExportTable table(const QTimeZone &zone = QTimeZone::utc())
{
    return {QStringLiteral("発行済み"),
            {{QStringLiteral("コモンネーム"), 30}, {QStringLiteral("有効期限"), 20, true}, {QStringLiteral("件数"), 8}},
            zone};
}

ExportRow row(const QString &text, qint64 number = 1)
{
    return {text, Time, number};
}

// RFC 4180, read as a spreadsheet reads it.
QList<QStringList> readCsv(const QString &text)
{
    QList<QStringList> lines{{QString()}};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        QString &field = lines.last().last();
        const QChar each = text[i];
        if (quoted && each == QLatin1Char('"') && text.mid(i + 1, 1) == QLatin1String("\"")) {
            field += each;
            ++i;
        } else if (each == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (!quoted && each == QLatin1Char(',')) {
            lines.last().append(QString());
        } else if (!quoted && each == QLatin1Char('\r') && text.mid(i + 1, 1) == QLatin1String("\n")) {
            lines.append({QString()});
            ++i;
        } else {
            field += each;
        }
    }
    lines.removeLast(); // behind the last line's end
    return lines;
}

struct SheetCell
{
    QString text;   // of a string
    QString number; // of a number or a time
};
struct Sheet
{
    QString name;
    QMap<QString, SheetCell> cells; // "A1"
};

} // namespace

class TestTableWriters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void csvFields_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "www.example.jp"
                               << "www.example.jp";
        QTest::newRow("japanese") << "株式会社𠮷野"
                                  << "株式会社𠮷野";
        QTest::newRow("comma") << "O=Sample, Inc."
                               << "\"O=Sample, Inc.\"";
        QTest::newRow("quote") << "the \"first\""
                               << "\"the \"\"first\"\"\"";
        QTest::newRow("line feed") << "one\ntwo"
                                   << "\"one\ntwo\"";
        QTest::newRow("wildcard") << "*.example.jp"
                                  << "*.example.jp";
        QTest::newRow("equals") << "=1+1"
                                << "'=1+1";
        QTest::newRow("plus") << "+81-3"
                              << "'+81-3";
        QTest::newRow("minus") << "-1"
                               << "'-1";
        QTest::newRow("at") << "@SUM(A1)"
                            << "'@SUM(A1)";
        QTest::newRow("tab") << "\t=1"
                             << "'\t=1";
        QTest::newRow("carriage return") << "\r=1"
                                         << "\"'\r=1\"";
        QTest::newRow("line feed first") << "\n=1"
                                         << "\"'\n=1\"";
        QTest::newRow("full width") << "＝1"
                                    << "'＝1";
        QTest::newRow("inside") << "a=1"
                                << "a=1";
        QTest::newRow("command with comma") << "=cmd|' /C calc'!A0,1"
                                            << "\"'=cmd|' /C calc'!A0,1\"";
    }
    void csvFields()
    {
        QFETCH(QString, text);
        QTEST(CsvTableWriter::field(text), "expected");
    }

    void csvIsReadBackAsItWas()
    {
        const QStringList texts{QStringLiteral("株式会社サンプル"), QStringLiteral("㈱ \"引用\", と改行\r\nの次"),
                                QStringLiteral("𠮷野家﨑"), QString(), QStringLiteral(" 空白 ")};
        CsvTableWriter writer;
        QVERIFY(writer.open(path("a.csv"), table()));
        for (const QString &text : texts)
            QVERIFY(writer.append({row(text, 42)}));
        QVERIFY(writer.append({{std::monostate(), QDateTime(), qint64(-5)}}));
        QVERIFY(!QFileInfo::exists(path("a.csv")));
        QVERIFY(writer.commit());
        const QByteArray bytes = read(path("a.csv"));
        QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));
        const QList<QStringList> lines = readCsv(QString::fromUtf8(bytes.mid(3)));
        QCOMPARE(lines.size(), texts.size() + 2);
        QCOMPARE(lines[0],
                 QStringList({QStringLiteral("コモンネーム"), QStringLiteral("有効期限"), QStringLiteral("件数")}));
        for (qsizetype i = 0; i < texts.size(); ++i)
            QCOMPARE(lines[i + 1],
                     QStringList({texts[i], QStringLiteral("2026-11-22T23:30:05.000Z"), QStringLiteral("42")}));
        QCOMPARE(lines.last(), QStringList({QString(), QString(), QStringLiteral("-5")}));
    }

    void csvTimesCarryTheOffsetOfTheZone()
    {
        CsvTableWriter writer;
        QVERIFY(writer.open(path("zone.csv"), table(QTimeZone("Asia/Tokyo"))));
        QVERIFY(writer.append({row(QStringLiteral("x"))}));
        QVERIFY(writer.commit());
        QVERIFY(read(path("zone.csv")).contains("2026-11-23T08:30:05.000+09:00"));
    }

    void filesAreTheirOwnersOnly_data() { formats(); }
    void filesAreTheirOwnersOnly()
    {
        QFETCH(int, format);
        const QString file = path("private");
        const auto writer = makeTableWriter(static_cast<ExportFormat>(format));
        QVERIFY(writer->open(file, table()));
        QVERIFY(writer->append({row(QStringLiteral("x"))}));
        QVERIFY(writer->commit());
        const QFileDevice::Permissions others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(file).permissions() & others));
    }

    void whatIsGivenUpLeavesNothing_data() { formats(); }
    void whatIsGivenUpLeavesNothing()
    {
        QFETCH(int, format);
        const QString file = path("stays");
        {
            QFile older(file);
            QVERIFY(older.open(QIODevice::WriteOnly));
            older.write("older");
        }
        {
            const auto writer = makeTableWriter(static_cast<ExportFormat>(format));
            QVERIFY(writer->open(file, table()));
            QVERIFY(writer->append({row(QStringLiteral("x"))}));
        }
        QCOMPARE(read(file), QByteArray("older"));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("stays")});
    }

    void placesThatCannotBeWrittenAreTold_data() { formats(); }
    void placesThatCannotBeWrittenAreTold()
    {
        QFETCH(int, format);
        const auto writer = makeTableWriter(static_cast<ExportFormat>(format));
        const Result<void> opened = writer->open(path("absent/folder/a.csv"), table());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::FileNotWritable);
        QCOMPARE(opened.error().field, QStringLiteral("a.csv"));
    }

    void aFullDiskIsTold_data() { formats(); }
    void aFullDiskIsTold()
    {
        QFETCH(int, format);
        const auto writer = makeTableWriter(static_cast<ExportFormat>(format));
        QVERIFY(writer->open(path("full"), table()));
        QList<ExportRow> rows;
        for (int i = 0; i < 20000; ++i)
            rows.append(row(QStringLiteral("www%1.example.jp").arg(i), i));
        {
            const FileSizeLimit full(64 * 1024);
            const Result<void> appended = writer->append(rows);
            QVERIFY(!appended);
            QCOMPARE(appended.error().code, ErrorCode::DiskFull);
        }
        QVERIFY(!QFileInfo::exists(path("full")));
    }

    void workbookHoldsTextsTimesAndNumbers()
    {
        const QStringList texts{QStringLiteral("株式会社𠮷野"), QStringLiteral("=1+1"),
                                QStringLiteral("a<b>&\"c\""),   QStringLiteral("一行目\n二行目"),
                                QStringLiteral(" 空白 "),       QStringLiteral("0A00000123")};
        XlsxTableWriter writer;
        QVERIFY(writer.open(path("a.xlsx"), table(QTimeZone("Asia/Tokyo"))));
        for (const QString &text : texts)
            QVERIFY(writer.append({row(text, 42)}));
        QVERIFY(writer.commit());
        const QList<Sheet> sheets = readWorkbook(path("a.xlsx"));
        QCOMPARE(sheets.size(), 1);
        QCOMPARE(sheets[0].name, QStringLiteral("発行済み"));
        const auto &cells = sheets[0].cells;
        QCOMPARE(cells[QStringLiteral("A1")].text, QStringLiteral("コモンネーム"));
        QCOMPARE(cells[QStringLiteral("B1")].text, QStringLiteral("有効期限 (Asia/Tokyo)"));
        for (qsizetype i = 0; i < texts.size(); ++i) {
            QCOMPARE(cells[QStringLiteral("A%1").arg(i + 2)].text, texts[i]);
            QCOMPARE(cells[QStringLiteral("C%1").arg(i + 2)].number, QStringLiteral("42"));
        }
        // 2026-11-23 08:30:05 in Tokyo: days since 1899-12-30, and the part of the day.
        const double expected = QDate(1899, 12, 30).daysTo(QDate(2026, 11, 23)) + (8 * 3600 + 30 * 60 + 5) / 86400.0;
        QVERIFY(qAbs(cells[QStringLiteral("B2")].number.toDouble() - expected) < 1e-5);
    }

    void longTextsAreCutToWhatACellHolds()
    {
        const QString longText = QString(XlsxTableWriter::MaximumText - 2, QLatin1Char('x')) + QStringLiteral("𠮷𠮷");
        XlsxTableWriter writer;
        QVERIFY(writer.open(path("long.xlsx"), table()));
        QVERIFY(writer.append({row(longText)}));
        QVERIFY(writer.commit());
        const QString text = readWorkbook(path("long.xlsx"))[0].cells[QStringLiteral("A2")].text;
        QVERIFY(text.size() <= XlsxTableWriter::MaximumText);
        QVERIFY(text.endsWith(QStringLiteral("x…")));
    }

    void fullSheetsGoOnInTheNextOne()
    {
        XlsxTableWriter writer(2);
        QVERIFY(writer.open(path("many.xlsx"), table()));
        QList<ExportRow> rows;
        for (int i = 0; i < 5; ++i)
            rows.append(row(QString::number(i)));
        QVERIFY(writer.append(rows));
        QVERIFY(writer.commit());
        const QList<Sheet> sheets = readWorkbook(path("many.xlsx"));
        QStringList names;
        QStringList texts;
        for (const Sheet &sheet : sheets) {
            names << sheet.name;
            QCOMPARE(sheet.cells[QStringLiteral("A1")].text, QStringLiteral("コモンネーム"));
            for (int line = 2; line <= 3; ++line)
                texts << sheet.cells.value(QStringLiteral("A%1").arg(line)).text;
        }
        QCOMPARE(names, QStringList({QStringLiteral("発行済み"), QStringLiteral("発行済み (2)"),
                                     QStringLiteral("発行済み (3)")}));
        QCOMPARE(texts.join(QLatin1Char(' ')).trimmed(), QStringLiteral("0 1 2 3 4"));
    }

    void controlCharactersDoNotBreakTheWorkbook()
    {
        XlsxTableWriter writer;
        QVERIFY(writer.open(path("control.xlsx"), table()));
        QString text = QStringLiteral("a") + QChar(1) + QChar(0) + QChar(0xD800) + QChar(0xFFFE) + QStringLiteral("b");
        QVERIFY(writer.append({row(text), row(QStringLiteral("next"))}));
        QVERIFY(writer.commit());
        const QList<Sheet> sheets = readWorkbook(path("control.xlsx")); // fails when the XML is not well formed
        QCOMPARE(sheets[0].cells[QStringLiteral("A3")].text, QStringLiteral("next"));
    }

    void sheetNamesAreWhatExcelTakes()
    {
        ExportTable odd = table();
        odd.title = QStringLiteral("[却下]/取消:'") + QString(40, QChar(0x3042));
        XlsxTableWriter writer;
        QVERIFY(writer.open(path("odd.xlsx"), odd));
        QVERIFY(writer.commit());
        const QString name = readWorkbook(path("odd.xlsx"))[0].name;
        QVERIFY2(name.startsWith(QStringLiteral("却下取消あ")) && name.size() == 31, qPrintable(name));
    }

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    static void formats()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("csv") << static_cast<int>(ExportFormat::Csv);
        QTest::newRow("xlsx") << static_cast<int>(ExportFormat::Xlsx);
    }
    static QByteArray read(const QString &file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    // Opened by a program that is not ours.
    static QList<Sheet> readWorkbook(const QString &file)
    {
        QTemporaryDir folder;
        const int code = QProcess::execute(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                                                       QStringLiteral("-e"), file, folder.path()});
        if (code != 0)
            qFatal("the workbook is no archive");
        QList<Sheet> sheets;
        QXmlStreamReader book(read(folder.filePath(QStringLiteral("xl/workbook.xml"))));
        while (!book.atEnd()) {
            book.readNext();
            if (book.isStartElement() && book.name() == QLatin1String("sheet"))
                sheets.append({book.attributes().value(QLatin1String("name")).toString(), {}});
        }
        for (qsizetype i = 0; i < sheets.size(); ++i)
            sheets[i].cells = readSheet(folder.filePath(QStringLiteral("xl/worksheets/sheet%1.xml").arg(i + 1)));
        return sheets;
    }
    static QMap<QString, SheetCell> readSheet(const QString &file)
    {
        QMap<QString, SheetCell> cells;
        QString cell;
        QXmlStreamReader xml(read(file));
        while (!xml.atEnd()) {
            xml.readNext();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == QLatin1String("c"))
                cell = xml.attributes().value(QLatin1String("r")).toString();
            else if (xml.name() == QLatin1String("t"))
                cells[cell].text = xml.readElementText();
            else if (xml.name() == QLatin1String("v"))
                cells[cell].number = xml.readElementText();
        }
        if (xml.hasError())
            qFatal("the sheet is not well formed: %s", qPrintable(xml.errorString()));
        return cells;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

TEGATA_TEST(TestTableWriters)
#include "test_tablewriters.moc"
