// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"
#include "ui/common/translateddialog.h"

class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

// 内部メモ: a remark on a request for the other operators. Ctrl+Enter adds it. Opened with open(), deletes itself.
class NoteDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    explicit NoteDialog(CertificateRequest request, QWidget *parent = nullptr);

    const CertificateRequest &request() const { return m_request; }
    QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void retranslate() override;

private:
    CertificateRequest m_request;
    QLabel *m_label;
    QPlainTextEdit *m_text;
    QDialogButtonBox *m_buttons;
    QPushButton *m_add;
    QPushButton *m_back;
};

} // namespace tegata
