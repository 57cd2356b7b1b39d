// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class LanguageController;
class ProblemLabel;

// Asks for the passphrase of an identity that no keychain opens. A wrong one is said beside the field; the dialog
// closes when the identity is unlocked.
class UnlockDialog : public QDialog
{
    Q_OBJECT

public:
    // Both outlive the dialog. reason: why the keychain did not open it.
    UnlockDialog(OperatorSession &session, const LanguageController &language, const Error &reason,
                 QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void submit();

    OperatorSession &m_session;
    const LanguageController &m_language;
    Error m_reason;
    std::optional<Error> m_error;
    bool m_isBusy = false;

    QLabel *m_intro;
    QLabel *m_label;
    QLineEdit *m_passphrase;
    ProblemLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_unlock;
    QPushButton *m_cancel;
};

} // namespace tegata
