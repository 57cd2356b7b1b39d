// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/translateddialog.h"
#include "ui/operator/outboxmodel.h"

#include <QDialogButtonBox>

class QLabel;
class QPushButton;
class QTableView;

namespace tegata {

// Everything that was given and the site has not answered: since when, where it stands, what went wrong last; to be
// taken back, sent now, decided on or given up. Opened with open(), deletes itself.
class OutboxPanel : public TranslatedDialog
{
    Q_OBJECT

public:
    // All outlive it.
    OutboxPanel(OperatorDesk &desk, const Clock &clock, const LanguageController &language, QWidget *parent = nullptr);

Q_SIGNALS:
    // The person wants to decide on an item that asks.
    void conflictActivated(qint64 id);

protected:
    void retranslate() override;

private:
    QPushButton *makeButton(const char *name, QDialogButtonBox::ButtonRole role);
    std::optional<OutboxItem> chosen() const;
    void updateEnabled();
    void tell(const Result<void> &result);

    OperatorDesk &m_desk;
    const LanguageController &m_language;
    OutboxModel *m_model;
    QTableView *m_table;
    QLabel *m_remark;
    std::optional<Error> m_told; // why the last command was not possible
    QDialogButtonBox *m_buttons;
    QPushButton *m_undo;
    QPushButton *m_send;
    QPushButton *m_decide;
    QPushButton *m_giveUp;
    QPushButton *m_close;
};

} // namespace tegata
