// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace tegata {

// Findings of a check, one below the other: icon, outcome in a word, what is wrong and how to mend it; behind an "i"
// the rule that it rests on, in its own words with their source. The words are made anew from code and values when the
// language changes.
class FindingList : public QWidget
{
    Q_OBJECT

public:
    explicit FindingList(QWidget *parent = nullptr);

    // emptyText: said when there is no finding ("All checks passed"); empty: nothing is shown then.
    void setFindings(const QList<Finding> &findings, const Phrasebook &phrasebook, const QString &emptyText);
    // A last line, for what was looked at and found in order.
    void addPassed(const QString &text);
    // Says that there is no result (yet); never looks like a passed check.
    void showRemark(const QString &text);
    void clear();
    // Whether the rules are offered behind an "i", from the next findings on. They are; beside a field there is no
    // room.
    void setRulesOffered(bool isOffered) { m_areRulesOffered = isOffered; }

    static QString outcomeText(FindingOutcome outcome);
    static QString outcomeIcon(FindingOutcome outcome);

private:
    // rule: its number, empty for none.
    void addRow(const QString &picture, const QString &heading, const QString &message, const QString &remedy,
                const QString &rule = {});
    QWidget *ruleButton(const QString &name, const QString &rule);

    QVBoxLayout *m_outer;
    QWidget *m_content = nullptr; // made anew with each set of findings
    QGridLayout *m_layout = nullptr;
    int m_rows = 0;
    bool m_areRulesOffered = true;
};

} // namespace tegata
