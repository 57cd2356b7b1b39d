// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"

#include <QObject>
#include <QSet>

#include <variant>

class QWidget;

namespace tegata {

class EvidenceGatherer;
class RevokeDialog;

// Revoking one certificate (V8), from the question to the site's answer, and taking back a revocation that is
// scheduled. While it is asked, looks for the certificate's successor and for what its hosts serve. Desk and evidence
// outlive it.
class RevocationFlow : public QObject
{
    Q_OBJECT

public:
    struct Failed
    {
        CertificateRecord certificate;
        std::variant<Error, ActionRefused, ActionConflict<CertificateDetail>> why;
    };

    // window: parent of the dialog, owns this.
    RevocationFlow(OperatorDesk &desk, EvidenceGatherer &evidence, QWidget *window);

    void ask(const CertificateRecord &certificate);
    void cancelScheduled(const CertificateRecord &certificate);
    // Whether a certificate on hold is to be valid again.
    void askRelease(const CertificateRecord &certificate);
    // An action on this certificate has no answer yet.
    bool isGiven(const QString &serial) const { return m_given.contains(serial); }

Q_SIGNALS:
    // The dialog has gone, with or without a decision.
    void asked();
    void givenChanged();
    // text: for the person.
    void done(const tegata::CertificateRecord &certificate, const QString &text);
    // Before it was sent.
    void takenBack(const tegata::CertificateRecord &certificate);
    void failed(const tegata::RevocationFlow::Failed &failed);

private:
    void lookAround(RevokeDialog &dialog);
    void follow(const CertificateRecord &certificate, const QString &doneText, const Future<RevocationAnswer> &answer);

    OperatorDesk &m_desk;
    EvidenceGatherer &m_evidence;
    QWidget *m_window;
    QSet<QString> m_given; // serials
};

} // namespace tegata
