// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

// Asks for the name of a draft.
class DraftNameDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose
    {
        New,
        Rename,
        Duplicate
    };

    DraftNameDialog(Purpose purpose, const QString &name, QWidget *parent = nullptr);

Q_SIGNALS:
    void named(const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Purpose m_purpose;
    QLabel *m_label;
    QLineEdit *m_name;
    QDialogButtonBox *m_buttons;
    QPushButton *m_ok;
    QPushButton *m_cancel;
};

} // namespace tegata
