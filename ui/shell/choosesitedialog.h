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

class LanguageController;
class ProblemLabel;

// Asks for the file that describes the site to work at. Only asks: who opened it reads the file, then
// closes the dialog or says what is wrong.
class ChooseSiteDialog : public QDialog
{
    Q_OBJECT

public:
    // language outlives the dialog.
    explicit ChooseSiteDialog(const LanguageController &language, QWidget *parent = nullptr);

    void showError(const Error &error);

Q_SIGNALS:
    void chosen(const QString &file);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void browse();

    const LanguageController &m_language;
    std::optional<Error> m_error;
    QLabel *m_intro;
    QLabel *m_label;
    QLineEdit *m_file;
    QPushButton *m_browse;
    ProblemLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_open;
    QPushButton *m_cancel;
};

} // namespace tegata
