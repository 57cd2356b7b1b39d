// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"
#include "core/domain/certificaterecord.h"
#include "core/remote/sitecapabilities.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tegata {

class FactList;
class RevocationForm;

// Shows which certificate is to be revoked, what its hosts serve now and whether a newer one takes its place; asks for
// reason (rules.md V8) and time. Where a host serves it, or nothing takes its place, or that is not known yet, the
// common name has to be typed. For a revoked one: whether its reason becomes key compromise. "Revoke" is not the
// default button: Enter alone revokes nothing.
class RevokeDialog : public QDialog
{
    Q_OBJECT

public:
    // site: which reasons and times it takes.
    RevokeDialog(CertificateRecord certificate, const SiteCapabilities &site, QWidget *parent = nullptr);

    // As they become known.
    void setSuccessor(const std::optional<CertificateRecord> &successor);
    // One entry for each host of the certificate.
    void setLive(const QList<LiveCertificate> &live);

    const CertificateRecord &certificate() const { return m_certificate; }
    RevocationReason reason() const;
    QString note() const;
    // Invalid: at once.
    QDateTime at() const;
    bool needsName() const;
    // The certificate is revoked, and the reason is raised to key compromise.
    bool isRaise() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void updateEnabled();
    bool isServed() const;
    QString successorText() const;
    QString liveTexts() const;
    static QString liveText(const LiveCertificate &live);
    static QString certificateText(const QString &serial, const QDateTime &notAfter);

    CertificateRecord m_certificate;
    bool m_isSuccessorKnown = false;
    std::optional<CertificateRecord> m_successor;
    QList<LiveCertificate> m_live;
    QLabel *m_question;
    FactList *m_facts;
    RevocationForm *m_choice;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QDialogButtonBox *m_buttons;
    QPushButton *m_revoke;
    QPushButton *m_back;
};

} // namespace tegata
