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

// Asks for a passphrase: of the drafts, of a file for a colleague, or the login password of an application. A new one
// is asked twice and must not be easy to guess. Only asks: who opened it uses the passphrase, then closes the dialog or
// says what is wrong; meanwhile nothing can be entered.
class PassphraseDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose
    {
        NewVault,
        OpenVault,
        Export,
        Import,
        Withdraw // the login password (S11)
    };

    // language outlives the dialog.
    PassphraseDialog(Purpose purpose, const LanguageController &language, QWidget *parent = nullptr);

    void showError(const Error &error);

Q_SIGNALS:
    void entered(const tegata::SharedSecret &passphrase);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Lack
    {
        Nothing,
        TooWeak,
        Different
    };

    bool isNew() const { return m_purpose == Purpose::NewVault || m_purpose == Purpose::Export; }
    void retranslate();
    void submit();
    void setBusy(bool busy);
    void showProblem();
    QString errorText() const;

    Purpose m_purpose;
    const LanguageController &m_language;
    std::optional<Error> m_error;
    Lack m_lack = Lack::Nothing;

    QLabel *m_intro;
    QLabel *m_label;
    QLineEdit *m_passphrase;
    QLabel *m_againLabel;
    QLineEdit *m_again;
    ProblemLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_ok;
    QPushButton *m_cancel;
};

} // namespace tegata
