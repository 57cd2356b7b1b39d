// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "core/base/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/languagecontroller.h"
#include "ui/operator/certificatedesk.h"
#include "ui/operator/certificatedetailpane.h"
#include "ui/operator/detailview.h"
#include "ui/operator/queuetabs.h"

// Lists of certificates: what CertificateDesk offers, in this workspace.
namespace tegata {

void OperatorWorkspace::makeCertificateDesk(Worker &worker, CommandRegistry &commands)
{
    m_certificates = new CertificateDesk(m_desk, m_language, worker, *m_tabs, commands, this);
    m_tabs->addRowActions(m_certificates->actions());
    connect(m_certificates, &CertificateDesk::announced, this, &OperatorWorkspace::announced);
    connect(m_certificates, &CertificateDesk::failed, this, [this](const Error &error) {
        const ErrorText words = describe(error, m_language.phrasebook());
        m_done->showMessage(BannerBar::Kind::Error, QStringLiteral("%1 %2").arg(words.message, words.remedy));
    });
    connect(m_certificates, &CertificateDesk::queryRequested, this, [this](const QueueQuery &query) {
        m_tabs->showQuery(query);
        m_tabs->focusTable();
    });
    CertificateDetailPane &pane = m_details->certificatePane();
    connect(&pane, &CertificateDetailPane::certificateRequested, this, &OperatorWorkspace::goToCertificate);
    connect(&pane, &CertificateDetailPane::scheduleCancelRequested, this, [this] {
        if (const CertificateRecord *shown = m_details->certificate())
            cancelRevocation(*shown);
    });
    connect(&m_desk, &OperatorDesk::sessionChanged, this, [this] {
        m_details->certificatePane().setScheduleCancellable(m_desk.capabilities().scheduleRevocation);
        if (m_desk.session()) { // locked, what was shown last stays
            m_tabs->setCapabilities(m_desk.capabilities());
            m_details->setCapabilities(m_desk.capabilities());
        }
    });
}

} // namespace tegata
