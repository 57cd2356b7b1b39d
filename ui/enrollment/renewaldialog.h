// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/desk/enrollmentdesk.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class LanguageController;
class ProblemLabel;

// Signs the contact in at the application site for a renewal (S6): user ID, password, and the new draft's name where
// one is started. Only asks: who opened it signs in, then closes the dialog or says what is wrong.
class RenewalDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose
    {
        Start,
        Send,    // of a renewal that was begun before: the site wants to know again who sends it
        Withdraw // of a renewal that was sent: by the same contact
    };

    // language outlives the dialog.
    RenewalDialog(Purpose purpose, const LanguageController &language, QWidget *parent = nullptr);

    void showError(const Error &error);
    QString loginId() const;
    void setLoginId(const QString &loginId);

Q_SIGNALS:
    void entered(const QString &loginId, const tegata::SharedSecret &password, const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void submit();
    void updateEnabled();

    const Purpose m_purpose;
    const LanguageController &m_language;
    std::optional<Error> m_error;
    bool m_isBusy = false;

    QLabel *m_intro;
    QLabel *m_idLabel;
    QLineEdit *m_id;
    QLabel *m_passwordLabel;
    QLineEdit *m_password;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    ProblemLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_ok;
    QPushButton *m_cancel;
};

} // namespace tegata
