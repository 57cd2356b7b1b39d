// SPDX-License-Identifier: Apache-2.0
#include "ui/common/findinglist.h"

#include "core/rules/findingtext.h"
#include "ui/common/paletteicon.h"
#include "ui/common/shownvalue.h"

#include <QGridLayout>
#include <QLabel>
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
        const QString heading = finding.rule.isEmpty()
                                    ? outcomeText(finding.outcome)
                                    //: %1: "Error", "Warning" or "Note"; %2: number of the rule, "V6"
                                    : tr("%1 · rule %2").arg(outcomeText(finding.outcome), finding.rule);
        addRow(outcomeIcon(finding.outcome), heading, shownLines(words.message), shownLines(words.remedy));
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
    m_layout->setHorizontalSpacing(8);
    m_layout->setVerticalSpacing(2);
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

void FindingList::addRow(const QString &icon, const QString &heading, const QString &message, const QString &remedy)
{
    const int first = m_rows;
    const int side = qMax(16, fontMetrics().height()); // as large as the letters beside it
    const QString name = QStringLiteral("finding%1").arg(first);
    auto *picture = new QLabel(m_content);
    picture->setObjectName(name + QStringLiteral("Icon"));
    picture->setPixmap(PaletteIcon::icon(icon).pixmap(QSize(side, side)));
    picture->setAccessibleName(heading.isEmpty() ? message : heading);
    m_layout->addWidget(picture, first, 0, Qt::AlignTop);
    int row = first;
    if (!heading.isEmpty()) {
        QLabel *label = textLabel(name + QStringLiteral("Heading"), heading, m_content);
        label->setForegroundRole(QPalette::PlaceholderText);
        m_layout->addWidget(label, row++, 1);
    }
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
