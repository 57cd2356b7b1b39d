// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class BannerBar;
class LanguageController;
class PostalDirectory;

// Takes over Japan Post's postal code files: KEN_ALL.CSV and, for romaji, KEN_ALL_ROME.CSV. What is wrong is said in
// the dialog, which stays open then; the work runs on a worker.
class PostalImportDialog : public QDialog
{
    Q_OBJECT

public:
    // Both outlive the dialog.
    PostalImportDialog(PostalDirectory &postal, const LanguageController &language, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void choose(QLineEdit *field);
    void submit();
    void updateEnabled();
    void showError(const Error &error);

    PostalDirectory &m_postal;
    const LanguageController &m_language;
    std::optional<Error> m_error;
    bool m_isBusy = false;

    QLabel *m_intro;
    QLabel *m_kenAllLabel;
    QLineEdit *m_kenAll;
    QPushButton *m_kenAllBrowse;
    QLabel *m_romeLabel;
    QLineEdit *m_rome;
    QPushButton *m_romeBrowse;
    BannerBar *m_banner;
    QDialogButtonBox *m_buttons;
    QPushButton *m_import;
    QPushButton *m_cancel;
};

} // namespace tegata
