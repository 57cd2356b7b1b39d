// SPDX-License-Identifier: Apache-2.0
#include "ui/print/applicationpdf.h"

#include "tests/support/await.h"
#include "tests/ui/enrollmentsample.h"

#include "core/base/worker.h"
#include "tests/support/testmain.h"
#include "ui/models/formsummary.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace tegata {

// Checked by poppler's programs, as a reader of the document would see it.
class TestApplicationPdf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsFound_data();
    void textIsFound();
    void thePasswordIsNotInIt();
    void irrelevantTextIsNotInIt();
    void fontsAreEmbedded();
    void everyPageIsA4AndNumbered();
    void fiftyLongRowsStandWhole();
    void aTextLongerThanAPageGoesOn();
    void theReceiptOrTheDraftIsSaid();
    void anotherFontIsSearchableToo();
    void aSpaceIsASpace();
    void aFallbackFontIsSaid();
    void characterWithoutGlyphIsNamed();
    void aFileIsForItsOwnerOnly();
    void aFolderThatIsNotThereIsAnError();

private:
    QString store(const ApplicationPdf &pdf);
    static QString run(const QString &program, const QStringList &arguments);
    // Without white space: a long text is broken into lines.
    static QString textOf(const QString &path);

    static PrintedApplication printed(const EnrollmentApplication &form)
    {
        return {form, std::nullopt, QDateTime(QDate(2026, 11, 22), QTime(9, 30))};
    }

    QTemporaryDir m_folder;
};

QString TestApplicationPdf::store(const ApplicationPdf &pdf)
{
    const QString path = m_folder.filePath(QStringLiteral("application.pdf"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf.bytes) != pdf.bytes.size())
        qFatal("cannot write the file");
    // To be looked at: each document also in the folder that the person who runs the test names.
    const QString kept = qEnvironmentVariable("TEGATA_PICTURES");
    if (!kept.isEmpty()) {
        const QString name = QStringLiteral("%1/%2.pdf").arg(kept, QLatin1String(QTest::currentTestFunction()));
        QFile::remove(name);
        QFile::copy(path, name);
    }
    return path;
}

QString TestApplicationPdf::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("%s does not run (package poppler-utils)", qPrintable(program));
    return QString::fromUtf8(process.readAllStandardOutput());
}

QString TestApplicationPdf::textOf(const QString &path)
{
    static const QRegularExpression space(QStringLiteral("\\s"));
    return run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")}).remove(space);
}

void TestApplicationPdf::textIsFound_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QString>("text");
    const auto both = [](const QString &text) {
        QTest::addRow("ja %s", qPrintable(text)) << Language::Japanese << text;
        QTest::addRow("en %s", qPrintable(text)) << Language::English << text;
    };
    // As it was typed: no compatibility or radical form in its place.
    for (const char *text :
         {"株式会社髙橋システム", "𠮷田", "ｻﾝﾌﾟﾙビル", "法務局", "TakahashiSystemCo.,Ltd.", "日本語.jp",
          "xn--wgv71a119e.jp", "T.YAMADA", "ヤマダ", "Q-2026-1145", "2026-11-22", "北七条西4丁目"})
        both(QString::fromUtf8(text));
    for (const char *text :
         {"申請法人名", "法人格", "申請ドメイン", "都道府県名", "コモンネーム", "お知らせメール送信元"})
        QTest::addRow("ja %s", text) << Language::Japanese << QString::fromUtf8(text);
    for (const char *text : {"Applicant'slegalname", "Domainappliedfor", "Commitment"})
        QTest::addRow("en %s", text) << Language::English << QString::fromUtf8(text);
}

void TestApplicationPdf::textIsFound()
{
    QFETCH(Language, language);
    QFETCH(QString, text);
    const ApplicationPdf pdf = applicationPdf(printed(sampleEnrollment()), Phrasebook(language));
    QVERIFY(pdf.isSearchable);
    QCOMPARE(pdf.unprintable, QString());
    const QString found = textOf(store(pdf));
    QVERIFY2(found.contains(text), qPrintable(found));
    for (const QChar character : found)
        QVERIFY2(character.unicode() < 0x2E80 || character.unicode() > 0x2FDF, qPrintable(QString(character)));
}

void TestApplicationPdf::thePasswordIsNotInIt()
{
    const ApplicationPdf pdf = applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::Japanese));
    const QString found = textOf(store(pdf));
    QVERIFY(found.contains(QStringLiteral("パスワード")));
    QVERIFY(!found.contains(QStringLiteral("Sakura!Momiji#2026")));
}

void TestApplicationPdf::irrelevantTextIsNotInIt()
{
    EnrollmentApplication form = sampleEnrollment();
    form.applicants.first().ev = false;
    form.threeParty.applicant.legalName = QStringLiteral("株式会社三社間");
    form.threeParty.domains = {{QStringLiteral("client.example.jp"), false, {}}};
    const QString off = textOf(store(applicationPdf(printed(form), Phrasebook(Language::Japanese))));
    QVERIFY(!off.contains(QStringLiteral("法務局")));
    QVERIFY(!off.contains(QStringLiteral("株式会社三社間")));
    QVERIFY(!off.contains(QStringLiteral("client.example.jp")));
    form.threeParty.enabled = true;
    const QString on = textOf(store(applicationPdf(printed(form), Phrasebook(Language::Japanese))));
    QVERIFY(on.contains(QStringLiteral("株式会社三社間")));
    QVERIFY(on.contains(QStringLiteral("client.example.jp")));
}

void TestApplicationPdf::fontsAreEmbedded()
{
    const QString path = store(applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::Japanese)));
    const QStringList lines = run(QStringLiteral("pdffonts"), {path}).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 2);
    bool hasOurs = false;
    for (const QString &line : lines.mid(2)) {
        // "… emb sub uni object ID": three times yes or no before two numbers.
        static const QRegularExpression flags(QStringLiteral("(yes|no)\\s+(yes|no)\\s+(yes|no)\\s+\\d+\\s+\\d+\\s*$"));
        const QRegularExpressionMatch match = flags.match(line);
        QVERIFY2(match.hasMatch(), qPrintable(line));
        QCOMPARE(match.captured(1), QStringLiteral("yes"));
        QCOMPARE(match.captured(3), QStringLiteral("yes"));
        hasOurs = hasOurs || line.contains(QLatin1String("BIZUD"));
    }
    QVERIFY(hasOurs);
}

void TestApplicationPdf::everyPageIsA4AndNumbered()
{
    const ApplicationPdf pdf = applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::English));
    const QString path = store(pdf);
    const QString info = run(QStringLiteral("pdfinfo"), {QStringLiteral("-f"), QStringLiteral("1"),
                                                         QStringLiteral("-l"), QStringLiteral("999"), path});
    QCOMPARE(info.count(QStringLiteral("(A4)")), pdf.pages);
    QVERIFY(pdf.pages > 1);
    const QString text = textOf(path);
    for (int page = 1; page <= pdf.pages; ++page)
        QVERIFY(text.contains(QStringLiteral("Page%1/%2").arg(page).arg(pdf.pages)));
}

void TestApplicationPdf::fiftyLongRowsStandWhole()
{
    EnrollmentApplication form = sampleEnrollment();
    form.domains.clear();
    QString longNote;
    for (int i = 0; i < 12; ++i)
        longNote += QStringLiteral("登録者は関連会社です。");
    for (int i = 1; i <= MaximumDomains; ++i)
        form.domains.append({QStringLiteral("domain-with-a-rather-long-name-for-the-column-%1.example.co.jp").arg(i),
                             i % 2 == 0, QStringLiteral("%1 %2 終").arg(longNote).arg(i)});
    const QString path = store(applicationPdf(printed(form), Phrasebook(Language::Japanese)));
    // Boxes of the words on each page: none may stand outside the paper's margins, and every row is whole on one page.
    const QString boxes = run(QStringLiteral("pdftotext"), {QStringLiteral("-bbox"), path, QStringLiteral("-")});
    static const QRegularExpression box(
        QStringLiteral("<word xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"([\\d.]+)\" yMax=\"([\\d.]+)\">"));
    int words = 0;
    for (auto match = box.globalMatch(boxes); match.hasNext(); ++words) {
        const QRegularExpressionMatch each = match.next();
        QVERIFY2(each.captured(1).toDouble() > 40 && each.captured(3).toDouble() < 556, qPrintable(each.captured()));
        QVERIFY2(each.captured(2).toDouble() > 25 && each.captured(4).toDouble() < 830, qPrintable(each.captured()));
    }
    QVERIFY(words > 300);
    static const QRegularExpression space(QStringLiteral("\\s"));
    const QStringList pages = run(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}).split(QLatin1Char('\f'));
    int whole = 0;
    for (QString page : pages) {
        page.remove(space);
        for (int i = 1; i <= MaximumDomains; ++i) {
            if (page.contains(QStringLiteral("column-%1.example.co.jp").arg(i))) {
                QVERIFY2(page.contains(QStringLiteral("です。%1終").arg(i)), qPrintable(page));
                ++whole;
            }
        }
    }
    QCOMPARE(whole, MaximumDomains);
}

void TestApplicationPdf::aTextLongerThanAPageGoesOn()
{
    EnrollmentApplication form = sampleEnrollment();
    EnrollmentApplicant &applicant = form.applicants.first();
    applicant.consultation = true;
    for (int i = 0; i < 900; ++i)
        applicant.consultationReason += QStringLiteral("理由%1。").arg(i);
    const QString text = textOf(store(applicationPdf(printed(form), Phrasebook(Language::Japanese))));
    for (const int i : {0, 300, 600, 899})
        QVERIFY(text.contains(QStringLiteral("理由%1。").arg(i)));
}

void TestApplicationPdf::theReceiptOrTheDraftIsSaid()
{
    const Phrasebook phrasebook(Language::Japanese);
    PrintedApplication application = printed(sampleEnrollment());
    QVERIFY(textOf(store(applicationPdf(application, phrasebook))).contains(QStringLiteral("下書き")));
    application.receipt = EnrollmentReceipt{QStringLiteral("7H3K9M2PXQ"),
                                            1,
                                            EnrollmentState::Submitted,
                                            false,
                                            QDateTime(QDate(2026, 11, 20), QTime(10, 0)),
                                            {},
                                            {}};
    const QString sent = textOf(store(applicationPdf(application, phrasebook)));
    QVERIFY(sent.contains(QStringLiteral("7H3K9M2PXQ")));
    QVERIFY(sent.contains(QStringLiteral("受付番号")));
    QVERIFY(!sent.contains(QStringLiteral("下書き")));
}

void TestApplicationPdf::anotherFontIsSearchableToo()
{
    const ApplicationPdf pdf =
        applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::Japanese), QStringLiteral("VL Gothic"));
    QVERIFY(pdf.fontFamily.contains(QStringLiteral("VL")));
    QVERIFY(pdf.isSearchable);
    const QString found = textOf(store(pdf));
    for (const char *text : {"申請法人名", "株式会社髙橋システム", "𠮷田花子", "ｻﾝﾌﾟﾙ"})
        QVERIFY2(found.contains(QString::fromUtf8(text)), text);
}

void TestApplicationPdf::aSpaceIsASpace()
{
    const QString path = store(applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::Japanese)));
    const QString text = run(QStringLiteral("pdftotext"), {path, QStringLiteral("-")});
    QVERIFY2(text.contains(QStringLiteral("山田 太郎")), qPrintable(text));
}

void TestApplicationPdf::aFallbackFontIsSaid()
{
    const ApplicationPdf missing =
        applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::Japanese), QStringLiteral("No Such Family"));
    QVERIFY(missing.isFallback);
    QVERIFY(missing.fontFamily != QStringLiteral("No Such Family"));
    QVERIFY(!applicationPdf(printed(sampleEnrollment()), Phrasebook(Language::Japanese)).isFallback);
}

void TestApplicationPdf::characterWithoutGlyphIsNamed()
{
    EnrollmentApplication form = sampleEnrollment();
    form.subscriberName += QStringLiteral("\U0010FFFD\U0010FFFD"); // private use: no font has it
    QCOMPARE(applicationPdf(printed(form), Phrasebook(Language::Japanese)).unprintable, QStringLiteral("\U0010FFFD"));
}

void TestApplicationPdf::aFileIsForItsOwnerOnly()
{
    Worker worker(QStringLiteral("print"));
    const QString path = m_folder.filePath(QStringLiteral("written.pdf"));
    const PrintedApplication application = printed(sampleEnrollment());
    const Result<ApplicationPdf> written = await(worker.run<ApplicationPdf>(
        [=] { return writeApplicationPdf(path, application, Phrasebook(Language::Japanese)); }));
    QVERIFY(written);
    QVERIFY(written->pages > 1);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(textOf(path).contains(QStringLiteral("株式会社髙橋システム")));
}

void TestApplicationPdf::aFolderThatIsNotThereIsAnError()
{
    const Result<ApplicationPdf> written =
        writeApplicationPdf(m_folder.filePath(QStringLiteral("none/application.pdf")), printed(sampleEnrollment()),
                            Phrasebook(Language::English));
    QVERIFY(!written);
}

} // namespace tegata

TEGATA_TEST(tegata::TestApplicationPdf)
#include "test_applicationpdf.moc"
