// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/desk/operatorsession.h"
#include "ui/common/contentdialog.h"

#include <optional>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tegata {

class LanguageController;
class ProblemLabel;

// The operator certificates of the profile: who, issued by whom, until when, and where the key lies. One of them is the
// site's. Changing to another locks and then unlocks with it; removing asks, and says what still waits to be sent.
class IdentitiesDialog : public ContentDialog
{
    Q_OBJECT

public:
    // All outlive the dialog.
    IdentitiesDialog(OperatorSession &session, const LanguageController &language, const Clock &clock,
                     QWidget *parent = nullptr);

Q_SIGNALS:
    // The site has another identity now: it wants to be unlocked.
    void chosen();
    void importRequested();
    void tokenRequested();

private:
    void retranslate() override;
    void refresh();
    void fill();
    void updateEnabled();
    const IdentityInfo *selected() const;
    void choose();
    void askToRemove();
    void remove(const QString &id);
    static QString place(const IdentityInfo &identity);
    QString validity(const IdentityInfo &identity) const;

    OperatorSession &m_session;
    const LanguageController &m_language;
    const Clock &m_clock;
    QList<IdentityInfo> m_identities;
    std::optional<Error> m_error;
    QLabel *m_intro;
    QTreeWidget *m_list;
    ProblemLabel *m_problem;
    QPushButton *m_use;
    QPushButton *m_addFile;
    QPushButton *m_addToken;
    QPushButton *m_remove;
    QPushButton *m_close;
};

} // namespace tegata
