// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/revocationflow.h"

#include "core/desk/evidencegatherer.h"
#include "ui/models/queuetext.h"
#include "ui/operator/revokedialog.h"

#include <QMessageBox>
#include <QPushButton>

#include <memory>

namespace tegata {

RevocationFlow::RevocationFlow(OperatorDesk &desk, EvidenceGatherer &evidence, QWidget *window)
    : QObject(window), m_desk(desk), m_evidence(evidence), m_window(window)
{}

void RevocationFlow::ask(const CertificateRecord &certificate)
{
    auto *dialog = new RevokeDialog(certificate, m_desk.capabilities(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    lookAround(*dialog);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CertificateRecord &revoked = dialog->certificate();
        const QDateTime at = dialog->at();
        const bool isHold = dialog->reason() == RevocationReason::CertificateHold;
        follow(revoked,
               at.isValid()        ? tr("Revocation scheduled for %1: %2").arg(QueueText::time(at), revoked.commonName)
               : dialog->isRaise() ? tr("Reason raised to key compromise: %1").arg(revoked.commonName)
               : isHold            ? tr("Certificate put on hold: %1").arg(revoked.commonName)
                                   : tr("Revoked: %1").arg(revoked.commonName),
               m_desk.revoke(revoked, dialog->reason(), dialog->note(), at));
    });
    connect(dialog, &QDialog::finished, this, &RevocationFlow::asked);
    dialog->open();
}

void RevocationFlow::lookAround(RevokeDialog &dialog)
{
    const CertificateRecord &certificate = dialog.certificate();
    QStringList names = {certificate.commonName};
    for (const QString &name : certificate.sans) {
        if (!names.contains(name))
            names.append(name);
    }
    const auto hosts = std::make_shared<QList<LiveCertificate>>(m_evidence.unasked(names));
    // Before the successor is known: a name must not seem needless for a moment.
    dialog.setLive(*hosts);
    for (qsizetype i = 0; i < hosts->size(); ++i) {
        if (hosts->at(i).state != LiveCertificate::State::Asking)
            continue;
        observe(m_evidence.lookAt(hosts->at(i).host, certificate), &dialog,
                [hosts, i, &dialog](const Result<LiveCertificate> &answer) {
                    if (answer) {
                        (*hosts)[i] = *answer;
                    } else {
                        (*hosts)[i].state = LiveCertificate::State::NotReachable;
                        (*hosts)[i].error = answer.error().code;
                    }
                    dialog.setLive(*hosts);
                });
    }
    observe(m_desk.cache().successorOf(certificate.serial), &dialog,
            [&dialog](const Result<std::optional<CertificateRecord>> &successor) {
                if (successor)
                    dialog.setSuccessor(*successor);
            });
}

void RevocationFlow::cancelScheduled(const CertificateRecord &certificate)
{
    follow(certificate, tr("Scheduled revocation cancelled: %1").arg(certificate.commonName),
           m_desk.cancelScheduled(certificate));
}

void RevocationFlow::askRelease(const CertificateRecord &certificate)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Release from hold"),
                                //: %1: common name, %2: serial number
                                tr("Release %1 (serial number %2) from hold? It is valid again from then on.")
                                    .arg(certificate.commonName, certificate.serial),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("releaseHoldBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *release = box->addButton(tr("&Release"), QMessageBox::AcceptRole);
    release->setObjectName(QStringLiteral("releaseHoldConfirm"));
    QPushButton *back = box->addButton(tr("Back"), QMessageBox::RejectRole);
    back->setObjectName(QStringLiteral("releaseHoldCancel"));
    box->setDefaultButton(release);
    box->setEscapeButton(back);
    connect(release, &QPushButton::clicked, this, [this, certificate = CertificateRecord(certificate)] {
        follow(certificate, tr("Released from hold: %1").arg(certificate.commonName),
               m_desk.releaseHold(certificate, {}));
    });
    connect(box, &QDialog::finished, this, &RevocationFlow::asked);
    box->open();
}

void RevocationFlow::follow(const CertificateRecord &certificate, const QString &doneText,
                            const Future<RevocationAnswer> &answer)
{
    m_given.insert(certificate.serial);
    Q_EMIT givenChanged();
    observe(answer, this,
            [this, certificate = CertificateRecord(certificate), doneText](const Result<RevocationAnswer> &result) {
                m_given.remove(certificate.serial);
                if (!result && result.error().code == ErrorCode::Cancelled)
                    Q_EMIT takenBack(certificate);
                else if (!result)
                    Q_EMIT failed({certificate, result.error()});
                else if (const auto *refused = std::get_if<ActionRefused>(&*result))
                    Q_EMIT failed({certificate, *refused});
                else if (const auto *conflict = std::get_if<ActionConflict<CertificateDetail>>(&*result))
                    Q_EMIT failed({certificate, *conflict});
                else
                    Q_EMIT done(certificate, doneText);
                Q_EMIT givenChanged();
            });
}

} // namespace tegata
