// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class FactList;
class LanguageController;
class LocalRegistrationStore;
class ProblemLabel;

// Which file with registered organisations and domains requests are checked against, since when, and what is in it;
// takes another one or none. For a site that tells no registered data itself. Stays open until somebody closes it.
class RegistrationFileDialog : public QDialog
{
    Q_OBJECT

public:
    // registrations and language outlive it.
    RegistrationFileDialog(LocalRegistrationStore &registrations, const LanguageController &language,
                           QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void browse();
    void take();
    void remove();
    void setBusy(bool busy);
    void showError(const std::optional<Error> &error);

    LocalRegistrationStore &m_registrations;
    const LanguageController &m_language;
    std::optional<Error> m_error;
    QLabel *m_intro;
    FactList *m_facts;
    QLabel *m_fileLabel;
    QLineEdit *m_file;
    QPushButton *m_browse;
    ProblemLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_use;
    QPushButton *m_remove;
    QPushButton *m_close;
};

} // namespace tegata
