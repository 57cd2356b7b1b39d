// SPDX-License-Identifier: Apache-2.0
#include "ui/records/evidencepanel.h"

#include "core/rules/findingcatalogue.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/picture.h"
#include "ui/common/hashlabel.h"
#include "ui/common/ruledialog.h"
#include "ui/common/verdictcard.h"
#include "ui/records/comparisonmodel.h"
#include "ui/records/comparisontable.h"
#include "ui/records/earlierlist.h"
#include "ui/records/requestdetailpane.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace tegata {

namespace {

const QString Id = QStringLiteral("r-0001");

QDateTime day(int days)
{
    return QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC).addDays(days);
}

ComparisonRow compared(const char *field, const QString &csr, const QString &registered, const QString &previous)
{
    ComparisonRow row;
    row.field = QLatin1String(field);
    row.csr = csr;
    row.registered = registered;
    row.previous = previous;
    const TextComparison comparison = compareTexts(csr, registered);
    row.csrRuns = comparison.runs;
    row.worst = comparison.worst;
    row.previousRuns = compareTexts(previous, csr).runs;
    return row;
}

CertificateRecord record(const QString &serial)
{
    CertificateRecord certificate;
    certificate.serial = serial;
    certificate.commonName = QStringLiteral("www.example.jp");
    certificate.notAfter = day(20);
    return certificate;
}

CertificateRequest request()
{
    CertificateRequest request;
    request.id = Id;
    request.version = 1;
    request.commonName = QStringLiteral("www.example.jp");
    request.subject = QStringLiteral("C=JP, O=株式会社高島屋, CN=www.example.jp");
    request.sans = {request.commonName};
    return request;
}

Evidence fullEvidence()
{
    Evidence evidence;
    evidence.requestId = Id;
    evidence.version = 1;
    evidence.gatheredAt = day(0);
    evidence.registrationVersion = 3;
    evidence.check.findings = {makeFinding(FindingCode::KeyReused, FindingOutcome::Warning, QStringLiteral("publicKey"),
                                           {{QStringLiteral("serial"), QStringLiteral("0A01")}}),
                               makeFinding(FindingCode::CaaForbidden, FindingOutcome::Error, QStringLiteral("sans[0]"),
                                           {{QStringLiteral("name"), QStringLiteral("www.example.jp")},
                                            {QStringLiteral("domain"), QStringLiteral("example.jp")},
                                            {QStringLiteral("value"), QStringLiteral("0 issue \"other.example\"")},
                                            {QStringLiteral("expected"), QStringLiteral("ca.example.net")}})};
    evidence.comparison = {
        compared("subject.C", QStringLiteral("JP"), QStringLiteral("JP"), QStringLiteral("JP")),
        compared("subject.O", QStringLiteral("株式会社髙島屋－オンライン"), QStringLiteral("株式会社高島屋-オンライン"),
                 QStringLiteral("株式会社高島屋-オンライン")),
        compared("subject.L", QStringLiteral("港\u200B区"), QStringLiteral("港区"), QStringLiteral("港区")),
    };
    ComparisonRow added;
    added.field = QStringLiteral("sans[0]");
    added.csr = QStringLiteral("shop.example.jp");
    added.registered = QStringLiteral("example.jp");
    ComparisonRow removed;
    removed.field = QStringLiteral("sans");
    removed.registered = QStringLiteral("example.jp");
    removed.previous = QStringLiteral("old.example.jp");
    ComparisonRow key;
    key.field = QStringLiteral("publicKey.sha256");
    key.csr = QString(64, QLatin1Char('a'));
    key.previous = key.csr;
    ComparisonRow product;
    product.field = QStringLiteral("product");
    product.csr = QStringLiteral("ev");
    product.registered = QStringLiteral("ov, ev");
    product.previous = QStringLiteral("ov");
    evidence.comparison << added << removed << key << product;
    evidence.validations = {{QStringLiteral("株式会社高島屋"), false, day(-30), day(368)},
                            {QStringLiteral("example.jp"), true, day(-200), day(-1)}};
    evidence.sameName = {record(QStringLiteral("0A02")), record(QStringLiteral("0A01"))};
    evidence.sameKey = {record(QStringLiteral("0A01"))};
    evidence.previous = evidence.sameName.constFirst();
    LiveCertificate live;
    live.state = LiveCertificate::State::Served;
    live.host = QStringLiteral("www.example.jp");
    live.serial = QStringLiteral("0A02");
    live.subject = QStringLiteral("CN=www.example.jp");
    live.issuer = QStringLiteral("CN=Practice CA");
    live.notAfter = day(20);
    live.problem = QStringLiteral("self-signed certificate in the chain");
    live.isThisCertificate = true;
    evidence.live = {live};
    CaaResult caa;
    caa.state = CaaResult::State::Forbidden;
    caa.name = QStringLiteral("www.example.jp");
    caa.foundAt = QStringLiteral("example.jp");
    caa.records = {QStringLiteral("0 issue \"other.example\"")};
    evidence.caa = {caa};
    return evidence;
}

} // namespace

class TestEvidencePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_language = std::make_unique<LanguageController>(Language::English);
        m_pane = std::make_unique<RequestDetailPane>(*m_language);
        m_pane->resize(560, 800);
        m_pane->showRequest(request());
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup()
    {
        m_pane.reset();
        m_language.reset();
    }

    void beforeTheEvidenceItSaysThatItChecks()
    {
        QVERIFY(m_pane->findChild<VerdictCard *>(QStringLiteral("requestVerdict"))
                    ->text()
                    .contains(QStringLiteral("Checking")));
        QVERIFY(m_pane->findChild<QWidget *>(QStringLiteral("subjectSection"))->isVisible());
        QCOMPARE(m_pane->checkOutcome(), FindingOutcome::Note);
    }

    void theVerdictStandsFirst()
    {
        m_pane->setEvidence(fullEvidence());
        auto *verdict = m_pane->findChild<VerdictCard *>(QStringLiteral("requestVerdict"));
        QVERIFY(verdict->text().contains(QStringLiteral("Cannot be approved, 1 error")));
        QVERIFY(verdict->text().contains(QStringLiteral("CAA")));
        QCOMPARE(m_pane->checkOutcome(), FindingOutcome::Error);
        m_pane->setObstacle(ApprovalObstacle::EditedLast);
        QVERIFY(!verdict->text().contains(QStringLiteral("CAA")));
        m_pane->setObstacle(std::nullopt);

        Evidence warned = fullEvidence();
        warned.check.findings.removeLast();
        m_pane->setEvidence(warned);
        QVERIFY(verdict->text().contains(QStringLiteral("1 warning")));
        QCOMPARE(m_pane->checkOutcome(), FindingOutcome::Warning);

        warned.check.findings.clear();
        m_pane->setEvidence(warned);
        QVERIFY(verdict->text().contains(QStringLiteral("Ready to approve")));
        // What was looked at is told too.
        QTRY_VERIFY(labels(QStringLiteral("requestCheck")).contains(QStringLiteral("key and signature")));
        // CAA is not clear in this evidence, and no rule is told by its number.
        QVERIFY(!labels(QStringLiteral("requestCheck")).contains(QStringLiteral("CAA")));
        QVERIFY(!labels(QStringLiteral("requestCheck")).contains(QStringLiteral("(V")));

        m_pane->setEvidence(failure(ErrorCode::NotPem));
        QVERIFY(!verdict->text().isEmpty());
    }

    void theVerdictIsInTheColoursOfItsMeaning_data()
    {
        QTest::addColumn<int>("findings"); // how many of the evidence's stay: a warning and an error
        QTest::addColumn<Meaning>("meaning");
        QTest::newRow("error") << 2 << Meaning::Danger;
        QTest::newRow("warning") << 1 << Meaning::Warning;
        QTest::newRow("passed") << 0 << Meaning::Success;
    }

    void theVerdictIsInTheColoursOfItsMeaning()
    {
        QFETCH(int, findings);
        QFETCH(Meaning, meaning);
        auto *verdict = m_pane->findChild<VerdictCard *>(QStringLiteral("requestVerdict"));
        QCOMPARE(verdict->meaning(), Meaning::Info); // it is being checked
        Evidence evidence = fullEvidence();
        evidence.check.findings.resize(findings);
        m_pane->setEvidence(evidence);
        QCOMPARE(verdict->meaning(), meaning);
        // Never by colour alone: an icon and words.
        QVERIFY(!verdict->findChild<QLabel *>(QStringLiteral("verdictIcon"))->pixmap().isNull());
        QVERIFY(!verdict->text().isEmpty());
        QCOMPARE(verdict->accessibleName(), verdict->text());
        // A warning leads on to the approval that says why.
        auto *button = verdict->findChild<QPushButton *>(QStringLiteral("verdictButton"));
        QCOMPARE(button->isVisible(), meaning == Meaning::Warning);
        const QSignalSpy asked(m_pane.get(), &RequestDetailPane::approvalRequested);
        if (button->isVisible())
            QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(asked.size(), meaning == Meaning::Warning ? 1 : 0);
    }

    void aRuleOpensInItsOwnWords()
    {
        m_pane->setEvidence(fullEvidence());
        const auto buttons =
            m_pane->findChildren<QToolButton *>(QRegularExpression(QStringLiteral("^finding\\d+Rule$")));
        QVERIFY(!buttons.isEmpty());
        for (QToolButton *button : buttons) {
            QVERIFY(button->accessibleName().contains(QLatin1String("rule V")));
            QTest::keyClick(button, Qt::Key_Space);
            auto *dialog = m_pane->findChild<RuleDialog *>();
            QVERIFY(dialog);
            QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("ruleWords"))->text().isEmpty());
            QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("ruleSource"))->text().isEmpty());
            QCOMPARE(namelessWidgets(dialog).join(QLatin1Char('\n')), QString());
            QTest::keyClick(dialog, Qt::Key_Escape);
            QTRY_VERIFY(!m_pane->findChild<RuleDialog *>());
        }
    }

    void onlyDifferencesAreShown()
    {
        m_pane->setEvidence(fullEvidence());
        QVERIFY(table()->isRowHidden(0)); // JP, JP, JP
        QVERIFY(!table()->isRowHidden(1));
        QVERIFY(!table()->isRowHidden(5)); // the same key is what somebody has to see
        auto *rest = m_pane->findChild<QPushButton *>(QStringLiteral("comparisonEquals"));
        QVERIFY(rest->text().contains(QLatin1Char('1')));
        QTest::keyClick(rest, Qt::Key_Space);
        QVERIFY(!table()->isRowHidden(0));
        QTest::keyClick(rest, Qt::Key_Space);
        QVERIFY(table()->isRowHidden(0));
        // A column without any value is not shown.
        QVERIFY(!table()->isColumnHidden(ComparisonModel::Previous));
        Evidence first = fullEvidence();
        first.previous.reset();
        for (ComparisonRow &row : first.comparison)
            row.previous.reset();
        m_pane->setEvidence(first);
        QTRY_VERIFY(table()->isColumnHidden(ComparisonModel::Previous));
    }

    void aHashIsShortAndCopiedWhole()
    {
        Evidence evidence = fullEvidence();
        const QString hash = QStringLiteral("3adef1cb") + QString(48, QLatin1Char('0')) + QStringLiteral("1585e739");
        for (ComparisonRow &row : evidence.comparison) {
            if (row.field == QLatin1String("publicKey.sha256"))
                row.csr = hash;
        }
        m_pane->setEvidence(evidence);
        auto *text = m_pane->findChild<QLabel *>(QStringLiteral("comparisonKey"));
        QCOMPARE(text->text(), QStringLiteral("3adef1cb…1585e739"));
        QVERIFY(text->accessibleName().contains(hash));
        QVERIFY(text->toolTip().remove(QLatin1Char(' ')).contains(hash));
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(m_pane->findChild<QToolButton *>(QStringLiteral("comparisonKeyCopy")), Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), hash);
    }

    void theSitesFindingsAreAddedOnce()
    {
        m_pane->setEvidence(fullEvidence());
        RequestDetail detail;
        detail.request = request();
        detail.check = fullEvidence().check;
        detail.check.findings.append(
            makeFinding(FindingCode::KeyUsedElsewhere, FindingOutcome::Error, QStringLiteral("publicKey"), {}));
        m_pane->setDetail(detail);
        auto *panel = m_pane->findChild<EvidencePanel *>();
        QCOMPARE(panel->findings().size(), 3);
        QCOMPARE(panel->findings().constLast().outcome, FindingOutcome::Warning); // errors stand first
        QVERIFY(m_pane->findChild<VerdictCard *>(QStringLiteral("requestVerdict"))
                    ->text()
                    .contains(QStringLiteral("2 errors")));
    }

    void theComparisonNamesWhatDiffers()
    {
        m_pane->setEvidence(fullEvidence());
        ComparisonModel &model = table()->comparison();
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString name = model.index(1, ComparisonModel::Csr).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(name.contains(QStringLiteral("－ (U+FF0D FULLWIDTH HYPHEN-MINUS) instead of - (U+002D HYPHEN-MINUS)")),
                 qPrintable(name));
        QVERIFY2(name.contains(QStringLiteral("髙 (U+9AD9) instead of 高 (U+9AD8)")), qPrintable(name));
        const QString hidden = model.index(2, ComparisonModel::Csr).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(hidden.contains(QStringLiteral("U+200B ZERO WIDTH SPACE")), qPrintable(hidden));
        QVERIFY(model.index(0, ComparisonModel::Csr).data(ComparisonModel::RemarkRole).toString().isEmpty());
        QVERIFY(text(3, ComparisonModel::Csr).contains(QStringLiteral("added")));
        QVERIFY(text(4, ComparisonModel::Previous).contains(QStringLiteral("removed")));
        QVERIFY(text(5, ComparisonModel::Previous).contains(QStringLiteral("the same key")));
        QVERIFY(text(6, ComparisonModel::Csr).contains(QStringLiteral("SureServer")));
        // Other rows, then the same ones with other values.
        Evidence other = fullEvidence();
        other.comparison.removeLast();
        m_pane->setEvidence(other);
        other.comparison[0].csr = QStringLiteral("US");
        m_pane->setEvidence(other);
        QVERIFY(text(0, ComparisonModel::Csr).contains(QStringLiteral("US")));
    }

    void keysReachEverySection()
    {
        m_pane->setEvidence(fullEvidence());
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        m_pane->setFocus();
        QStringList reached;
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_BracketRight);
            reached.append(QApplication::focusWidget()->objectName());
        }
        for (const char *name : {"checkSection", "comparisonTable", "validationSection", "earlierList", "caaSection",
                                 "liveSection", "contactSection", "csrSection"})
            QVERIFY2(reached.contains(QLatin1String(name)), qPrintable(reached.join(QLatin1Char(' '))));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_BracketLeft);
        QVERIFY(QApplication::focusWidget()->objectName() != QLatin1String("csrSection"));
    }

    void theTableIsLeftByTabAndCopies()
    {
        m_pane->setEvidence(fullEvidence());
        m_pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
        table()->setShowsAll(true);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Down);
        QCOMPARE(table()->currentIndex().row(), 1);
        QTest::keySequence(table(), QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("株式会社髙島屋－オンライン"));
        QTest::keyClick(table(), Qt::Key_Tab);
        QVERIFY(!table()->hasFocus());
    }

    void enterLeadsToAnEarlierCertificate()
    {
        m_pane->setEvidence(fullEvidence());
        QSignalSpy activated(m_pane.get(), &RequestDetailPane::certificateActivated);
        auto *list = m_pane->findChild<EarlierList *>();
        QCOMPARE(list->topLevelItemCount(), 2);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(), QStringLiteral("0A01"));
    }

    void aNewVersionLeavesThePlace()
    {
        m_pane->setEvidence(fullEvidence());
        QTRY_VERIFY(m_pane->verticalScrollBar()->maximum() > 200);
        m_pane->verticalScrollBar()->setValue(180);
        CertificateRequest newer = request();
        newer.version = 2;
        newer.claimedBy = QStringLiteral("op-2");
        m_pane->showRequest(newer);
        Evidence evidence = fullEvidence();
        evidence.version = 2;
        m_pane->setEvidence(evidence);
        QCoreApplication::sendPostedEvents(); // layouts are done
        QCOMPARE(m_pane->verticalScrollBar()->value(), 180);
        CertificateRequest other = request();
        other.id = QStringLiteral("r-0002");
        m_pane->showRequest(other);
        QCOMPARE(m_pane->verticalScrollBar()->value(), 0);
        QVERIFY(!m_pane->evidence());
        m_pane->setEvidence(evidence); // late, of the one before
        QVERIFY(!m_pane->evidence());
    }

    void approvalsAndNotesAreShown()
    {
        RequestDetail detail;
        detail.request = request();
        detail.request.approvalsNeeded = 2;
        detail.request.approvedBy = {QStringLiteral("op-2")};
        detail.request.lastEditedBy = QStringLiteral("op-3");
        detail.approvers = {{QStringLiteral("op-2"), QStringLiteral("佐藤 花子")}};
        detail.notes = {{day(0), {QStringLiteral("op-2"), QStringLiteral("佐藤 花子")}, QStringLiteral("電話で確認")}};
        m_pane->setDetail(detail);
        QCOMPARE(m_pane->findChild<QLabel *>(QStringLiteral("requestApprovals"))->text(),
                 QStringLiteral("1 of 2: 佐藤 花子"));
        QCOMPARE(m_pane->findChild<QLabel *>(QStringLiteral("note0"))->text(), QStringLiteral("電話で確認"));
        QTRY_VERIFY(labels(QStringLiteral("requestContact")).contains(QStringLiteral("op-3")));
    }

    void everythingHasANameInBothLanguages()
    {
        m_pane->setEvidence(fullEvidence());
        QCOMPARE(namelessWidgets(m_pane.get()).join(QLatin1Char('\n')), QString());
        m_language->setLanguage(Language::Japanese);
        QTRY_VERIFY(text(1, ComparisonModel::Csr).contains(QStringLiteral("ではなく")));
        QCOMPARE(
            table()->comparison().headerData(ComparisonModel::Registered, Qt::Horizontal, Qt::DisplayRole).toString(),
            QStringLiteral("登録情報"));
        keepPictures(*m_pane, *m_language, QStringLiteral("evidence"));
    }

private:
    ComparisonTable *table() const { return m_pane->findChild<ComparisonTable *>(); }
    QString text(int row, int column) const
    {
        return table()->comparison().index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    QString labels(const QString &parent) const
    {
        QStringList texts;
        const auto found = m_pane->findChild<QWidget *>(parent)->findChildren<QLabel *>();
        for (const QLabel *label : found) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(QLatin1Char('\n'));
    }

    std::unique_ptr<LanguageController> m_language;
    std::unique_ptr<RequestDetailPane> m_pane;
};

} // namespace tegata

TEGATA_TEST(tegata::TestEvidencePanel)
#include "test_evidencepanel.moc"
