// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
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

// Loads an operator certificate from a PKCS#12 file. What is wrong is said beside its field and the dialog stays open;
// it closes when the identity is stored. The file is read on the worker, the key is handled in the core.
class ImportIdentityDialog : public QDialog
{
    Q_OBJECT

public:
    // All outlive the dialog.
    ImportIdentityDialog(OperatorSession &session, const LanguageController &language, Worker &worker,
                         QWidget *parent = nullptr);

Q_SIGNALS:
    // passphrase: for an identity that is protected by it.
    void imported(const tegata::IdentityInfo &identity, const tegata::SharedSecret &passphrase);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void chooseFile();
    void submit();
    void importBytes(const QByteArray &bytes);
    void showError(const Error &error);
    void setBusy(bool busy);
    void updateEnabled();

    OperatorSession &m_session;
    const LanguageController &m_language;
    Worker &m_worker;
    std::optional<Error> m_error;
    bool m_isBusy = false;

    QLabel *m_intro;
    QLabel *m_fileLabel;
    QLineEdit *m_file;
    QPushButton *m_browse;
    ProblemLabel *m_fileProblem;
    QLabel *m_passphraseLabel;
    QLineEdit *m_passphrase;
    ProblemLabel *m_passphraseProblem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_import;
    QPushButton *m_cancel;
};

} // namespace tegata
