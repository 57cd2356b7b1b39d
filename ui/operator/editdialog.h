// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/actions.h"
#include "core/domain/certificaterequest.h"
#include "ui/common/translateddialog.h"

#include <QList>

#include <optional>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

// Corrects what the contact chose beside the CSR: product, language, notice mail, renewal; and says why. Says what that
// does to approvals given. Only what was changed is sent. Opened with open(), deletes itself.
class EditDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    // detail: where it is known; the notice mail cannot be edited without it.
    EditDialog(CertificateRequest request, const std::optional<RequestDetail> &detail, QWidget *parent = nullptr);

    const CertificateRequest &request() const { return m_request; }
    // What was changed, with the reason.
    RequestEdit edit() const;

protected:
    void retranslate() override;

private:
    void addRow(QFormLayout *form, QWidget *field, const char *name);
    void updateEnabled();

    CertificateRequest m_request;
    QString m_notifyMailBefore;
    QComboBox *m_product;
    QComboBox *m_language;
    QLineEdit *m_notifyMail;
    QLineEdit *m_renewalOf;
    QPlainTextEdit *m_why;
    QList<QLabel *> m_labels; // of the fields, in the order of the rows
    QLabel *m_warning;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
    QPushButton *m_save;
    QPushButton *m_back;
};

} // namespace tegata
