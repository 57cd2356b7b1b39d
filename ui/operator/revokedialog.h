// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"

#include <QDialog>
#include <QList>

class QButtonGroup;
class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QRadioButton;

namespace tegata {

class FactList;

// Asks for the reason of a revocation (rules.md V8), with the deadline of each, and shows which certificate it is. The
// first reason is chosen at the start; the "Revoke" button is not the default one, so that Enter alone revokes nothing.
class RevokeDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RevokeDialog(CertificateRecord certificate, QWidget *parent = nullptr);

    const CertificateRecord &certificate() const { return m_certificate; }
    RevocationReason reason() const;
    QString note() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    CertificateRecord m_certificate;
    QLabel *m_question;
    FactList *m_facts;
    QLabel *m_reasonLabel;
    QButtonGroup *m_reasons;
    QList<QRadioButton *> m_reasonButtons; // in the order of subscriberRevocationReasons()
    QLabel *m_deadline;
    QLabel *m_noteLabel;
    QPlainTextEdit *m_note;
    QDialogButtonBox *m_buttons;
};

} // namespace tegata
