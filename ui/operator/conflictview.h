// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"
#include "ui/common/translateddialog.h"

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace tegata {

class FindingList;
class LanguageController;

// The decisions that were not done because the thing changed meanwhile, one after the other: what the operator saw
// beside what is there now, the changed fields marked by a sign and first; then decide for the current version, where
// that is possible, or give up. Enter alone decides nothing. Closes with the last one. Opened with open(), deletes
// itself.
class ConflictView : public TranslatedDialog
{
    Q_OBJECT

public:
    // All outlive it. first: the item to begin with, 0 for the oldest.
    ConflictView(OperatorDesk &desk, const LanguageController &language, qint64 first, QWidget *parent = nullptr);

    static QList<OutboxItem> asking(const OperatorDesk &desk);

protected:
    void retranslate() override;

private:
    void refresh();
    void showItem(const OutboxItem &item, int position, int count);
    void sayCause(const OutboxItem &item);
    QString obstacleOf(const OutboxItem &item) const;
    void say(const QString &text);
    void step(int by);
    void resolve(OutboxResolution resolution);

    OperatorDesk &m_desk;
    const LanguageController &m_language;
    qint64 m_id;         // of the one that is shown
    QString m_historyOf; // request and version that the history was asked of
    QList<HistoryEntry> m_history;
    QLabel *m_question;
    QLabel *m_cause; // who changed it, or what else it was
    QTableWidget *m_table;
    QLabel *m_findingsLabel;
    FindingList *m_findings;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_next;
    QPushButton *m_current;
    QPushButton *m_giveUp;
    QPushButton *m_later;
};

} // namespace tegata
