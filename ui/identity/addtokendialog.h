// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatorsession.h"
#include "core/desk/tokendirectory.h"
#include "ui/common/contentdialog.h"

#include <optional>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace tegata {

class FactList;
class LanguageController;
class ProblemLabel;

// Makes a certificate on a smart card or HSM the site's: driver, token, certificate, one after the other; no PIN yet.
// What is wrong is said below; the dialog closes when the identity is stored.
class AddTokenDialog : public ContentDialog
{
    Q_OBJECT

public:
    // Both outlive the dialog.
    AddTokenDialog(OperatorSession &session, const LanguageController &language, QWidget *parent = nullptr);

    // A driver that the computer does not know of by itself.
    void setModule(const QString &path);

Q_SIGNALS:
    void added(const tegata::IdentityInfo &identity);

private:
    void retranslate() override;
    void findModules();
    void browse();
    void findTokens();
    void findCertificates();
    void showCertificate();
    void submit();
    void showError(const std::optional<Error> &error);
    // In place of a list that is empty; text: of QT_TR_NOOP, or null for nothing.
    void tell(const char *text);
    QString lineOf(const Certificate &certificate) const;

    OperatorSession &m_session;
    const LanguageController &m_language;
    TokenDirectory m_directory;
    QList<TokenInfo> m_tokens;
    QList<TokenCertificate> m_certificates;
    std::optional<Error> m_error;
    const char *m_told = nullptr;
    quint64 m_question = 0; // only the last one's answer counts

    QLabel *m_intro;
    QLabel *m_moduleLabel;
    QComboBox *m_module;
    QPushButton *m_browse;
    QLabel *m_tokenLabel;
    QComboBox *m_token;
    QPushButton *m_refresh;
    QLabel *m_listLabel;
    QListWidget *m_list;
    FactList *m_facts;
    QLabel *m_state;
    ProblemLabel *m_problem;
    QPushButton *m_accept;
    QPushButton *m_cancel;
};

} // namespace tegata
