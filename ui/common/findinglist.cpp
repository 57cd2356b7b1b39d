// SPDX-License-Identifier: Apache-2.0
#include "ui/common/findinglist.h"

#include "core/rules/findingtext.h"
#include "ui/common/paletteicon.h"
#include "ui/common/ruledialog.h"
#include "ui/common/shownvalue.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr qsizetype MostFindings = 100;

QLabel *textLabel(const QString &name, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setAccessibleName(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

FindingList::FindingList(QWidget *parent) : QWidget(parent), m_outer(new QVBoxLayout(this))
{
    m_outer->setContentsMargins(0, 0, 0, 0);
    clear();
}

void FindingList::setFindings(const QList<Finding> &findings, const Phrasebook &phrasebook, const QString &emptyText)
{
    clear();
    if (findings.isEmpty() && !emptyText.isEmpty())
        addRow(QStringLiteral("outcome-ok"), {}, emptyText, {});
    for (const Finding &finding : findings.first(qMin(findings.size(), MostFindings))) {
        const FindingText words = findingText(finding, phrasebook);
        addRow(outcomeIcon(finding.outcome), outcomeText(finding.outcome), shownLines(words.message),
               shownLines(words.remedy), finding.rule);
    }
    if (findings.size() > MostFindings)
        addRow(outcomeIcon(FindingOutcome::Note), {},
               tr("and %n more findings", nullptr, static_cast<int>(findings.size() - MostFindings)), {});
}

void FindingList::addPassed(const QString &text)
{
    addRow(QStringLiteral("outcome-ok"), {}, text, {});
}

void FindingList::showRemark(const QString &text)
{
    clear();
    addRow(outcomeIcon(FindingOutcome::Note), {}, text, {});
}

void FindingList::clear()
{
    if (m_content) {
        m_content->hide();
        m_content->deleteLater();
    }
    m_rows = 0;
    m_content = new QWidget(this);
    m_content->setObjectName(QStringLiteral("findings"));
    m_content->setAccessibleName(tr("Check findings"));
    m_layout = new QGridLayout(m_content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(space::Small);
    m_layout->setVerticalSpacing(space::Tight);
    m_layout->setColumnStretch(1, 1);
    m_outer->addWidget(m_content);
}

QString FindingList::outcomeText(FindingOutcome outcome)
{
    switch (outcome) {
    case FindingOutcome::Note:
        return tr("Note");
    case FindingOutcome::Warning:
        return tr("Warning");
    case FindingOutcome::Error:
        return tr("Error");
    }
    return {};
}

QString FindingList::outcomeIcon(FindingOutcome outcome)
{
    switch (outcome) {
    case FindingOutcome::Note:
        return QStringLiteral("outcome-note");
    case FindingOutcome::Warning:
        return QStringLiteral("outcome-warning");
    case FindingOutcome::Error:
        return QStringLiteral("outcome-error");
    }
    return {};
}

QWidget *FindingList::ruleButton(const QString &name, const QString &rule)
{
    auto *button = new QToolButton(m_content);
    button->setObjectName(name);
    button->setIcon(PaletteIcon::icon(QStringLiteral("outcome-note"), Meaning::Neutral));
    const int side = iconSize(button, icon::Row);
    button->setIconSize(QSize(side, side));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    //: a button; %1: number of a rule, "V6"
    button->setAccessibleName(tr("Details: rule %1").arg(rule));
    button->setToolTip(button->accessibleName());
    connect(button, &QToolButton::clicked, this, [this, rule] { (new RuleDialog(rule, this))->open(); });
    return button;
}

void FindingList::addRow(const QString &picture, const QString &heading, const QString &message, const QString &remedy,
                         const QString &rule)
{
    const int first = m_rows;
    const QString name = QStringLiteral("finding%1").arg(first);
    auto *image = new QLabel(m_content);
    image->setObjectName(name + QStringLiteral("Icon"));
    showIcon(image, picture);
    image->setAccessibleName(heading.isEmpty() ? message : heading);
    m_layout->addWidget(image, first, 0, Qt::AlignTop);
    int row = first;
    if (!heading.isEmpty()) {
        QLabel *label = textLabel(name + QStringLiteral("Heading"), heading, m_content);
        setTone(label, Tone::Hint);
        m_layout->addWidget(label, row++, 1);
    }
    if (!rule.isEmpty() && m_areRulesOffered)
        m_layout->addWidget(ruleButton(name + QStringLiteral("Rule"), rule), first, 2, 2, 1, Qt::AlignTop);
    m_layout->addWidget(textLabel(name + QStringLiteral("Message"), message, m_content), row++, 1);
    if (!remedy.isEmpty()) {
        QLabel *label = textLabel(name + QStringLiteral("Remedy"), QStringLiteral("→ ") + remedy, m_content);
        label->setAccessibleName(remedy);
        m_layout->addWidget(label, row++, 1);
    }
    m_layout->setRowMinimumHeight(row++, 4);
    m_rows = row;
}

} // namespace tegata
