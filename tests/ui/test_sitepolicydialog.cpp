// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/sitepolicydialog.h"

#include "core/base/privatefile.h"
#include "core/desk/sitepolicystore.h"
#include "core/rules/policyrules.h"
#include "tests/support/await.h"
#include "tests/support/testmain.h"
#include "tests/ui/accessibilitywalk.h"
#include "tests/ui/shellfixture.h"
#include "ui/common/problemlabel.h"
#include "ui/operator/policymodel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace tegata {

// F23: the window in which operators see and change their site's policy.
class TestSitePolicyDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsEachRuleWithOutcomeAndReason();
    void aChangeIsMarkedInWordsAndSaved();
    void aChangeNeedsAReason();
    void aReasonThatIsCutSaysSo();
    void fixedRulesStay();
    void goesBackToTheShippedPolicy();
    void changesAreNotLostUnasked();
    void aBrokenFileIsToldWithItsPlace();
    void aSitesOwnRegistrationIsOnlyShown();
    void speaksBothLanguages();
    void theShellOpensIt();
    void everyWidgetHasItsNames();

private:
    void open(bool isOurs = true);
    QModelIndex cell(const QString &key, int column) const;
    void choose(const QString &key);
    void setOutcome(RuleOutcome outcome);
    template <typename T>
    T *find(const char *name) const
    {
        return m_dialog->findChild<T *>(QLatin1String(name));
    }

    std::unique_ptr<ShellFixture> m_fixture;
    QPointer<SitePolicyDialog> m_dialog;
};

namespace {

const QString Internal = QStringLiteral("domain.internal");

} // namespace

void TestSitePolicyDialog::init()
{
    m_fixture = std::make_unique<ShellFixture>();
}

void TestSitePolicyDialog::cleanup()
{
    delete m_dialog;
    m_fixture.reset();
}

void TestSitePolicyDialog::open(bool isOurs)
{
    delete m_dialog;
    m_dialog = new SitePolicyDialog(m_fixture->policies,
                                    isOurs ? QStringLiteral("private-pki") : QStringLiteral("public-tls-2026"), isOurs,
                                    m_fixture->language);
    m_dialog->show();
    QTRY_COMPARE(find<QTableView>("policyTable")->model()->rowCount(), int(policyRules().size()));
    // The first rules are fixed ones: a rule that may be changed tells whether the dialog can.
    choose(Internal);
    QTRY_COMPARE(find<QComboBox>("policyOutcome")->isEnabled(), isOurs);
}

QModelIndex TestSitePolicyDialog::cell(const QString &key, int column) const
{
    const QAbstractItemModel *model = find<QTableView>("policyTable")->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (static_cast<const PolicyModel *>(model)->keyOf(row) == key)
            return model->index(row, column);
    }
    return {};
}

void TestSitePolicyDialog::choose(const QString &key)
{
    find<QTableView>("policyTable")->selectRow(cell(key, 0).row());
}

void TestSitePolicyDialog::setOutcome(RuleOutcome outcome)
{
    auto *box = find<QComboBox>("policyOutcome");
    const int item = box->findData(static_cast<int>(outcome));
    box->setCurrentIndex(item);
    Q_EMIT box->activated(item);
}

void TestSitePolicyDialog::showsEachRuleWithOutcomeAndReason()
{
    open();
    const QAbstractItemModelTester tester(find<QTableView>("policyTable")->model());
    const QAbstractItemModel *model = find<QTableView>("policyTable")->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        for (const int column : {PolicyModel::Rule, PolicyModel::Words, PolicyModel::Outcome})
            QVERIFY2(!model->index(row, column).data().toString().isEmpty(), qPrintable(QString::number(row)));
        QVERIFY(!model->index(row, PolicyModel::Words).data().toString().contains(QLatin1Char('%')));
    }
    // What a finding would name stands as …, not as a gap.
    QVERIFY(cell(QStringLiteral("domain.converted"), PolicyModel::Words).data().toString().contains(QChar(0x2026)));
    QCOMPARE(cell(Internal, PolicyModel::Outcome).data().toString(), QStringLiteral("Note"));
    QVERIFY(cell(Internal, PolicyModel::Reason).data().toString().contains(QLatin1String("private CA")));
    QVERIFY(cell(Internal, PolicyModel::Difference).data().toString().isEmpty());
    QVERIFY(find<QLabel>("policyIntro")->text().contains(QLatin1String("private-pki, version 2")));
    QVERIFY(!find<QPushButton>("policySave")->isEnabled());
}

void TestSitePolicyDialog::aChangeIsMarkedInWordsAndSaved()
{
    open();
    choose(Internal);
    setOutcome(RuleOutcome::Error);
    QTest::keyClicks(find<QLineEdit>("policyReason"), QStringLiteral("we have a domain"));
    QVERIFY(cell(Internal, PolicyModel::Difference).data().toString().contains(QLatin1String("Changed")));
    QVERIFY(cell(Internal, PolicyModel::Outcome).data(Qt::ToolTipRole).toString().contains(QLatin1String("Note")));
    QVERIFY(find<QLabel>("policyIntro")->text().contains(QLatin1String("1 rule")));
    QTest::mouseClick(find<QPushButton>("policySave"), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->policies.current());
    QCOMPARE(m_fixture->policies.current()->rules.value(Internal),
             (RuleSetting{RuleOutcome::Error, QStringLiteral("we have a domain"), {}}));
    QTRY_VERIFY(find<QLabel>("policyIntro")->text().contains(QLatin1String("private-pki@test, version 1")));
    QVERIFY(!find<QPushButton>("policySave")->isEnabled());
    // Still marked, the next time too.
    open();
    QVERIFY(cell(Internal, PolicyModel::Difference).data().toString().contains(QLatin1String("Changed")));
}

void TestSitePolicyDialog::aChangeNeedsAReason()
{
    open();
    choose(Internal);
    setOutcome(RuleOutcome::Off);
    QCOMPARE(find<QLineEdit>("policyReason")->text(), QString()); // the shipped one spoke for another outcome
    choose(QStringLiteral("domain.arpa"));
    QTest::mouseClick(find<QPushButton>("policySave"), Qt::LeftButton);
    QVERIFY(find<ProblemLabel>("policyProblem")->text().contains(Internal));
    QCOMPARE(find<QTableView>("policyTable")->currentIndex().row(), cell(Internal, 0).row());
    QVERIFY(!QFileInfo::exists(m_fixture->policies.path()));
}

void TestSitePolicyDialog::aReasonThatIsCutSaysSo()
{
    open();
    choose(Internal);
    auto *reason = find<QLineEdit>("policyReason");
    reason->clear();
    reason->insert(QString(2000, QLatin1Char('x'))); // as a paste does
    QCOMPARE(reason->text().size(), 1000);
    QVERIFY2(reason->accessibleDescription().contains(QLatin1String("1000")),
             qPrintable(reason->accessibleDescription()));
}

void TestSitePolicyDialog::fixedRulesStay()
{
    open();
    choose(QStringLiteral("key.roca"));
    QVERIFY(!find<QComboBox>("policyOutcome")->isEnabled());
    QVERIFY(!find<QLineEdit>("policyReason")->isEnabled());
    QCOMPARE(cell(QStringLiteral("key.roca"), PolicyModel::Difference).data().toString(), QStringLiteral("Fixed"));
    choose(QStringLiteral("domain.singleLabel"));
    QVERIFY(find<QComboBox>("policyOutcome")->isEnabled());
}

void TestSitePolicyDialog::goesBackToTheShippedPolicy()
{
    aChangeIsMarkedInWordsAndSaved();
    choose(Internal);
    QTest::mouseClick(find<QPushButton>("policyReset"), Qt::LeftButton);
    QVERIFY(cell(Internal, PolicyModel::Difference).data().toString().isEmpty());
    QVERIFY(!find<QPushButton>("policyReset")->isEnabled());
    QTest::mouseClick(find<QPushButton>("policySave"), Qt::LeftButton);
    QTRY_VERIFY(!m_fixture->policies.current());
    QVERIFY(!QFileInfo::exists(m_fixture->policies.path()));
}

void TestSitePolicyDialog::changesAreNotLostUnasked()
{
    open();
    choose(Internal);
    setOutcome(RuleOutcome::Warning);
    m_dialog->reject();
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!find<ProblemLabel>("policyProblem")->text().isEmpty());
    QVERIFY(find<QPushButton>("policyClose")->text().contains(QLatin1String("without")));
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog || !m_dialog->isVisible());
}

void TestSitePolicyDialog::aBrokenFileIsToldWithItsPlace()
{
    const QString path = m_fixture->policies.path();
    QVERIFY(makePrivateDirectory(QFileInfo(path).path()));
    QVERIFY(writePrivateFile(path, R"({"format": "tegata-policy", "name": "x", "version": 1, "basedOn": "private-pki",
        "outcomes": {"key.roca": {"outcome": "off", "reason": "x"}}})"));
    open();
    QTRY_VERIFY(find<ProblemLabel>("policyProblem")->text().contains(QLatin1String("outcomes.key.roca.outcome")));
}

void TestSitePolicyDialog::aSitesOwnRegistrationIsOnlyShown()
{
    open(false);
    choose(Internal);
    QVERIFY(!find<QComboBox>("policyOutcome")->isEnabled());
    QCOMPARE(cell(Internal, PolicyModel::Outcome).data().toString(), QStringLiteral("Error"));
    QVERIFY(find<QLabel>("policyIntro")->text().contains(QLatin1String("cannot be changed here")));
    QVERIFY(!find<QPushButton>("policySave")->isEnabled());
}

void TestSitePolicyDialog::speaksBothLanguages()
{
    open();
    const QString english = cell(Internal, PolicyModel::Reason).data().toString();
    m_fixture->language.setLanguage(Language::Japanese);
    QTRY_VERIFY(cell(Internal, PolicyModel::Reason).data().toString() != english);
    QVERIFY(cell(Internal, PolicyModel::Reason).data().toString().contains(QStringLiteral("プライベート")));
    m_fixture->language.setLanguage(Language::English);
}

void TestSitePolicyDialog::theShellOpensIt()
{
    auto *action = m_fixture->window.findChild<QAction *>(QStringLiteral("policyAction"));
    QVERIFY(action && action->isEnabled());
    action->trigger();
    QTRY_VERIFY(m_fixture->window.findChild<SitePolicyDialog *>());
}

void TestSitePolicyDialog::everyWidgetHasItsNames()
{
    open();
    QCOMPARE(namelessWidgets(m_dialog), QStringList());
}

} // namespace tegata

TEGATA_TEST(tegata::TestSitePolicyDialog)
#include "test_sitepolicydialog.moc"
