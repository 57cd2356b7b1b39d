// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/sitepolicydialog.h"

#include "core/desk/sitepolicystore.h"
#include "core/domain/errortext.h"
#include "ui/common/cutpaste.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/problemlabel.h"
#include "ui/common/wording.h"
#include "ui/operator/policymodel.h"
#include "ui/style/tokens.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int MaximumReason = 1000; // of a policy file
constexpr RuleOutcome Outcomes[] = {RuleOutcome::Error, RuleOutcome::Warning, RuleOutcome::Note, RuleOutcome::Off};

} // namespace

SitePolicyDialog::SitePolicyDialog(SitePolicyStore &policies, const QString &shipped, bool isOurs,
                                   const LanguageController &language, QWidget *parent)
    : TranslatedDialog(parent), m_policies(policies), m_shipped(shipped), m_isOurs(isOurs), m_language(language),
      m_model(new PolicyModel(language, this)), m_intro(new QLabel(this)), m_table(new QTableView(this)),
      m_outcomeLabel(new QLabel(this)), m_outcome(new QComboBox(this)), m_reasonLabel(new QLabel(this)),
      m_reason(new QLineEdit(this)), m_reset(new QPushButton(this)), m_resetAll(new QPushButton(this)),
      m_problem(new ProblemLabel(QStringLiteral("policyProblem"), this)), m_save(new QPushButton(this)),
      m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("sitePolicyDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<QWidget *, const char *> names[] = {{m_intro, "policyIntro"},
                                                        {m_table, "policyTable"},
                                                        {m_outcomeLabel, "policyOutcomeLabel"},
                                                        {m_outcome, "policyOutcome"},
                                                        {m_reasonLabel, "policyReasonLabel"},
                                                        {m_reason, "policyReason"},
                                                        {m_reset, "policyReset"},
                                                        {m_resetAll, "policyResetAll"},
                                                        {m_save, "policySave"},
                                                        {m_close, "policyClose"}};
    for (const auto &[widget, name] : names)
        nameWidget(widget, name);
    m_intro->setTextFormat(Qt::PlainText);
    m_intro->setWordWrap(true);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int character = characterWidth(this);
    const int widths[] = {14, 34, 60, 16};
    for (int column = 0; column < 4; ++column)
        m_table->setColumnWidth(column, widths[column] * character);
    m_outcomeLabel->setBuddy(m_outcome);
    for (const RuleOutcome outcome : Outcomes)
        m_outcome->addItem(QString(), static_cast<int>(outcome));
    m_reasonLabel->setBuddy(m_reason);
    limitLength(*m_reason, MaximumReason);
    for (QPushButton *button : {m_reset, m_resetAll, m_close})
        button->setAutoDefault(false);
    m_save->setDefault(true);

    auto *line = new QHBoxLayout;
    line->addWidget(m_outcomeLabel);
    line->addWidget(m_outcome);
    line->addWidget(m_reasonLabel);
    line->addWidget(m_reason, 1);
    line->addWidget(m_reset);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_resetAll);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_intro);
    layout->addWidget(m_table, 1);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    resize(character * 150, fontMetrics().lineSpacing() * 32);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SitePolicyDialog::showRule);
    connect(m_model, &PolicyModel::settingsChanged, this, &SitePolicyDialog::refresh);
    connect(m_outcome, &QComboBox::activated, this, [this](int item) {
        m_model->setOutcome(currentRow(), static_cast<RuleOutcome>(m_outcome->itemData(item).toInt()));
        showRule();
    });
    connect(m_reason, &QLineEdit::textEdited, this,
            [this](const QString &text) { m_model->setReason(currentRow(), text); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_model->reset(currentRow());
        showRule();
    });
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        m_model->resetAll();
        showRule();
    });
    connect(m_save, &QPushButton::clicked, this, &SitePolicyDialog::save);
    connect(m_close, &QPushButton::clicked, this, &SitePolicyDialog::reject);
    m_table->setFocus();
    SitePolicyDialog::retranslate();
    read();
}

int SitePolicyDialog::currentRow() const
{
    return m_table->currentIndex().row();
}

void SitePolicyDialog::read()
{
    setBusy(true);
    const auto show = [this](const PolicyPair &policies) {
        m_model->setPolicies(policies);
        if (currentRow() < 0)
            m_table->selectRow(0);
        setBusy(false);
    };
    // A policy that the site checks by is a shipped one.
    const auto showShipped = [this, show] {
        observe<Policy>(m_policies.readShipped(m_shipped), this, [this, show](const Result<Policy> &policy) {
            if (policy)
                show({*policy, *policy});
            else
                showError(policy.error());
        });
    };
    if (!m_isOurs) {
        showShipped();
        return;
    }
    observe<PolicyPair>(m_policies.read(m_shipped), this,
                        [this, show, showShipped](const Result<PolicyPair> &policies) {
                            if (policies) {
                                show(*policies);
                                return;
                            }
                            showError(policies.error());
                            showShipped();
                        });
}

void SitePolicyDialog::retranslate()
{
    setWords(tr("Check policy of this site"));
    speak(m_table, tr("Rules of the policy"));
    say(m_outcomeLabel, tr("&Outcome:"));
    say(m_reasonLabel, tr("&Reason:"));
    speak(m_outcome, tr("Outcome of the selected rule"));
    speak(m_reason, tr("Reason for the outcome of the selected rule"));
    say(m_reset, tr("As &shipped"));
    say(m_resetAll, tr("&All as shipped"));
    say(m_save, tr("Sa&ve"));
    for (int i = 0; i < m_outcome->count(); ++i)
        m_outcome->setItemText(i, PolicyModel::outcomeText(static_cast<RuleOutcome>(m_outcome->itemData(i).toInt())));
    m_model->retranslate();
    showError(m_error);
    showRule();
    refresh();
}

void SitePolicyDialog::refresh()
{
    const PolicyPair &policies = m_model->policies();
    const int differences = m_model->differences();
    QStringList lines;
    //: %1: name of a policy, %2: its version
    lines << tr("Requests are checked against the policy %1, version %2.")
                 .arg(policies.now.name)
                 .arg(policies.now.version);
    if (!m_isOurs)
        lines << tr("The site uses it too; it cannot be changed here.");
    else if (differences > 0)
        //: %1: name of the policy that came with the program
        lines << tr("%n rule(s) differ from %1, which came with the program.", nullptr, differences)
                     .arg(policies.base.name);
    else
        lines << tr("It is as it came with the program. What you change is kept for this site alone.");
    say(m_intro, m_model->rowCount() > 0 ? Wording::sentences(lines) : QString());
    const bool isChanged = m_model->isChanged();
    if (!isChanged)
        m_wasWarned = false;
    say(m_close, m_wasWarned ? tr("Close without saving") : tr("Close"));
    m_save->setEnabled(m_isOurs && !m_isBusy && isChanged);
    m_resetAll->setEnabled(m_isOurs && !m_isBusy && (differences > 0 || m_error));
    const int row = currentRow();
    m_reset->setEnabled(m_isOurs && !m_isBusy && row >= 0 && m_model->differs(row));
}

void SitePolicyDialog::showRule()
{
    const int row = m_model->rowCount() > 0 ? currentRow() : -1;
    const bool canChange = m_isOurs && !m_isBusy && row >= 0 && !m_model->isFixed(row);
    m_outcome->setEnabled(canChange);
    m_reason->setEnabled(canChange);
    m_outcome->setToolTip(row >= 0 && m_model->isFixed(row)
                              ? tr("Always an error: this rule protects anybody, whoever the authority is.")
                              : QString());
    if (row >= 0) {
        const RuleSetting setting = m_model->setting(row);
        const QString reason = setting.reasonIn(m_language.language());
        const QSignalBlocker blocker(m_outcome);
        m_outcome->setCurrentIndex(m_outcome->findData(static_cast<int>(setting.outcome)));
        if (m_reason->text() != reason)
            m_reason->setText(reason);
    }
    refresh();
}

void SitePolicyDialog::save()
{
    if (const int row = m_model->rowWithoutReason(); row >= 0) {
        m_table->selectRow(row);
        m_reason->setFocus();
        m_problem->setText(
            tr("Give a reason: why is the outcome of %1 another one at this site?").arg(m_model->keyOf(row)));
        return;
    }
    setBusy(true);
    observe<void>(m_policies.save(m_model->policies(), m_model->rules()), this, [this](const Result<void> &saved) {
        if (saved) {
            showError(std::nullopt);
            read();
            return;
        }
        setBusy(false);
        showError(saved.error());
    });
}

void SitePolicyDialog::reject()
{
    if (m_model->isChanged() && !m_wasWarned) {
        m_wasWarned = true;
        m_problem->setText(tr("There are changes that are not saved."));
        refresh();
        return;
    }
    TranslatedDialog::reject();
}

void SitePolicyDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    showRule();
}

void SitePolicyDialog::showError(const std::optional<Error> &error)
{
    m_error = error;
    if (!error) {
        m_problem->setText({});
        return;
    }
    const ErrorText words = describe(*error, m_language.phrasebook());
    const bool isContent = error->code == ErrorCode::MalformedEncoding || error->code == ErrorCode::InvalidArgument;
    m_problem->setText(isContent ? tr("The site's policy file %1 cannot be used: %2 – %3. Requests are not checked "
                                      "until it is fixed, or saved here.")
                                       .arg(m_policies.path(), error->field, error->detail)
                                 : words.message + QLatin1Char('\n') + words.remedy);
}

} // namespace tegata
