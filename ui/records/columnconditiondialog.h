// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/queuefilter.h"
#include "ui/common/translateddialog.h"

#include <QList>

class QCheckBox;
class QDateEdit;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

// Asks what one column is to be narrowed to: a text that it contains, some of its values, or days from … to.
class ColumnConditionDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    // condition: as it is now; its column is asked about.
    ColumnConditionDialog(QueueView view, const ColumnCondition &condition, QWidget *parent = nullptr);

    // As it was entered; an empty one means no condition.
    ColumnCondition condition() const;

protected:
    void retranslate() override;

private:
    void makeText();
    void makeValues();
    void makeTimes();
    QWidget *makeDay(const QString &name, const QDateTime &time, QCheckBox *&isSet, QDateEdit *&day);

    const QueueView m_view;
    const ColumnCondition m_before;
    QWidget *m_fields;
    QDialogButtonBox *m_buttons;
    QPushButton *m_apply;
    QPushButton *m_cancel;
    QLabel *m_textLabel = nullptr;
    QLineEdit *m_text = nullptr;
    QList<QPair<int, QCheckBox *>> m_values;
    QCheckBox *m_hasFrom = nullptr;
    QCheckBox *m_hasUntil = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_until = nullptr;
};

} // namespace tegata
