// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterequest.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

// 内部メモ: a remark on a request for the other operators. Ctrl+Enter adds it. Opened with open(), deletes itself.
class NoteDialog : public QDialog
{
    Q_OBJECT

public:
    explicit NoteDialog(CertificateRequest request, QWidget *parent = nullptr);

    const CertificateRequest &request() const { return m_request; }
    QString text() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    CertificateRequest m_request;
    QPlainTextEdit *m_text;
    QPushButton *m_add;
};

} // namespace tegata
