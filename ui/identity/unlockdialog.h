// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"
#include "ui/common/contentdialog.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class LanguageController;
class ProblemLabel;

// Asks for what opens the operator certificate: its passphrase, or its token's PIN with what the token says of the
// tries that are left; where a keychain holds it, only that it is tried again. What was wrong is said beside the field,
// and nothing is tried again by itself; the dialog closes when the identity is unlocked.
class UnlockDialog : public ContentDialog
{
    Q_OBJECT

public:
    // Both outlive the dialog. reason: why it did not open without a question.
    UnlockDialog(OperatorSession &session, const LanguageController &language, const Error &reason,
                 QWidget *parent = nullptr);

private:
    enum class Means
    {
        Passphrase,
        Pin,
        Keychain
    };

    void retranslate() override;
    QString introText() const;
    QString pinStateText() const;
    void submit();
    void askToken();

    OperatorSession &m_session;
    const LanguageController &m_language;
    const Error m_reason;
    const Means m_means;
    std::optional<Error> m_error;
    std::optional<TokenInfo> m_token;
    bool m_isBusy = false;

    QLabel *m_intro;
    QLabel *m_label;
    QLineEdit *m_passphrase;
    QLabel *m_pinState;
    ProblemLabel *m_problem;
    QPushButton *m_unlock;
    QPushButton *m_cancel;
};

} // namespace tegata
