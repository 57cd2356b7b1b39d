// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/operator/bulkrevokedialog.h"
#include "ui/records/certificatedesk.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/detailview.h"
#include "ui/records/queueheader.h"
#include "ui/records/queuetabs.h"

#include <QAction>

// Lists of certificates: what CertificateDesk offers, in this workspace, and revoking.
namespace tegata {

void OperatorWorkspace::makeCertificateDesk(Worker &worker, CommandRegistry &commands, const QString &scope)
{
    m_certificates = new CertificateDesk(m_desk.records(), m_language, worker, *m_tabs, commands, scope, this);
    m_tabs->addRowActions(m_certificates->actions() + QList<QAction *>{m_more->action(Command::RevokeMany)});
    for (QAction *action : m_certificates->actions()) {
        if (action->objectName() == QLatin1String("exportAction"))
            m_tabs->header().addPageAction(QStringLiteral("exportButton"), action);
    }
    connect(m_certificates, &CertificateDesk::hinted, this, &OperatorWorkspace::hint);
    connect(m_certificates, &CertificateDesk::announced, this, &OperatorWorkspace::tellDone);
    connect(m_certificates, &CertificateDesk::failed, this, &OperatorWorkspace::tellError);
    connect(m_certificates, &CertificateDesk::queryRequested, this, [this](const QueueQuery &query) {
        m_tabs->showQuery(query);
        m_tabs->focusTable();
    });
    connect(m_certificates, &CertificateDesk::rowRequested, this, &OperatorWorkspace::goTo);
    CertificateDetailPane &pane = m_details->certificatePane();
    connect(&pane, &CertificateDetailPane::certificateRequested, this, &OperatorWorkspace::goToCertificate);
    connect(&pane, &CertificateDetailPane::scheduleCancelRequested, this, [this] {
        if (const CertificateRecord *shown = m_details->certificate())
            m_revocations->cancelScheduled(*shown);
    });
    connect(m_revocations, &RevocationFlow::asked, m_tabs, &QueueTabs::focusTable);
    connect(m_revocations, &RevocationFlow::givenChanged, this, &OperatorWorkspace::updateActions);
    connect(m_revocations, &RevocationFlow::done, this,
            [this](const CertificateRecord &certificate, const QString &text) {
                announceDone(text, certificate.serial);
                m_tabs->letGo(certificate.serial);
            });
    connect(m_revocations, &RevocationFlow::takenBack, this,
            [this](const CertificateRecord &certificate) { announceTakenBack(certificate.commonName); });
    connect(m_revocations, &RevocationFlow::failed, this, &OperatorWorkspace::onUnrevoked);
    connect(&m_desk, &OperatorDesk::sessionChanged, this, [this] {
        m_details->certificatePane().setScheduleCancellable(m_desk.capabilities().scheduleRevocation);
        if (m_desk.session()) { // locked, what was shown last stays
            m_tabs->setCapabilities(m_desk.capabilities());
            m_details->setCapabilities(m_desk.capabilities());
        }
    });
}

void OperatorWorkspace::tellError(const Error &error)
{
    const ErrorText words = describe(error, m_language.phrasebook());
    m_done->showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}));
}

void OperatorWorkspace::openRevocation()
{
    observe(m_tabs->selectedRows(), this, [this](const Result<QList<QueueRow>> &rows) {
        if (!rows) {
            tellError(rows.error());
            return;
        }
        QList<CertificateRecord> certificates;
        for (const QueueRow &row : *rows) {
            if (row.certificate() && m_desk.canRevoke(*row.certificate()))
                certificates.append(*row.certificate());
        }
        if (certificates.isEmpty()) {
            hint(tr("None of the selected certificates can be revoked."));
            return;
        }
        auto *dialog = new BulkRevokeDialog(m_desk, certificates, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void OperatorWorkspace::onUnrevoked(const RevocationFlow::Failed &failed)
{
    const Error *error = std::get_if<Error>(&failed.why);
    const bool isLocked = error && error->code == ErrorCode::IdentityLocked;
    if (isLocked || m_details->shownId() != failed.certificate.serial) {
        tellFailed(failed.certificate.commonName, error ? std::optional(*error) : std::nullopt);
        return;
    }
    CertificateDetailPane &pane = m_details->certificatePane();
    if (error)
        pane.showError(*error);
    else if (const auto *refused = std::get_if<ActionRefused>(&failed.why)) // a conflict asks instead
        pane.showRefusal(*refused);
}

} // namespace tegata
