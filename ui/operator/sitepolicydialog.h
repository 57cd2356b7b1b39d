// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "ui/common/translateddialog.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tegata {

class LanguageController;
class PolicyModel;
class ProblemLabel;
class SitePolicyStore;

// What requests at this site are checked by: each rule with its outcome and reason, and what differs from the policy
// that came with the program. Changes them where the site's policy is this profile's to say. Files are read and written
// by the store, off the GUI thread.
class SitePolicyDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    // shipped: the policy by that name, for a site without one of its own. isOurs: false where the site checks by its
    // own registration, and the policy can only be looked at. policies and language outlive it.
    SitePolicyDialog(SitePolicyStore &policies, const QString &shipped, bool isOurs, const LanguageController &language,
                     QWidget *parent = nullptr);

    void reject() override;

protected:
    void retranslate() override;

private:
    void read();
    void refresh();
    void showRule();
    void save();
    void setBusy(bool busy);
    void showError(const std::optional<Error> &error);
    int currentRow() const;

    SitePolicyStore &m_policies;
    const QString m_shipped;
    const bool m_isOurs;
    const LanguageController &m_language;
    PolicyModel *m_model;
    QLabel *m_intro;
    QTableView *m_table;
    QLabel *m_outcomeLabel;
    QComboBox *m_outcome;
    QLabel *m_reasonLabel;
    QLineEdit *m_reason;
    QPushButton *m_reset;
    QPushButton *m_resetAll;
    ProblemLabel *m_problem;
    QPushButton *m_save;
    QPushButton *m_close;
    std::optional<Error> m_error;
    bool m_isBusy = false;
    bool m_wasWarned = false; // of changes that are not saved
};

} // namespace tegata
