// SPDX-License-Identifier: Apache-2.0
#include "ui/records/requestdetailpane.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/models/queuetext.h"
#include "ui/records/historytext.h"

// What became of an action, above everything else.
namespace tegata {

void RequestDetailPane::showConflict(const RequestDetail &current, RequestState seen, const QString &cause)
{
    if (!m_request || m_request->id != current.request.id)
        return;
    m_seenState = seen;
    m_conflictCause = cause;
    m_notice = Notice::Conflict;
    m_request = current.request;
    m_detail = current;
    refresh();
    ensureVisible(0, 0);
}

void RequestDetailPane::showRefusal(const ActionRefused &refused)
{
    m_refused = refused;
    m_notice = Notice::Refused;
    refreshNotice();
    ensureVisible(0, 0);
}

void RequestDetailPane::showError(const Error &error)
{
    m_error = error;
    m_notice = Notice::Failed;
    refreshNotice();
    ensureVisible(0, 0);
}

void RequestDetailPane::clearNotice()
{
    m_notice = Notice::None;
    refreshNotice();
}

void RequestDetailPane::refreshNotice()
{
    m_refusalFindings->setVisible(m_notice == Notice::Refused && !m_refused.findings.isEmpty());
    switch (m_notice) {
    case Notice::None:
        m_noticeBar->clear();
        break;
    case Notice::Conflict: {
        QStringList lines{tr("Your action was not done.") + QLatin1Char(' ') + m_conflictCause};
        if (m_seenState != m_request->state)
            lines << tr("State: %1 → %2.")
                         .arg(QueueText::requestState(m_seenState), QueueText::requestState(m_request->state));
        if (m_detail && !m_detail->history.isEmpty())
            lines << historyLine(m_detail->history.constLast());
        m_noticeBar->showMessage(BannerBar::Kind::Warning, lines.join(QLatin1Char('\n')));
        break;
    }
    case Notice::Refused:
        m_noticeBar->showMessage(BannerBar::Kind::Error, m_refused.findings.isEmpty() && !m_refused.detail.isEmpty()
                                                             ? tr("The site refused this: %1").arg(m_refused.detail)
                                                             : tr("The site refused this. Nothing was changed."));
        m_refusalFindings->setFindings(m_refused.findings, m_language.phrasebook(), QString());
        break;
    case Notice::Failed: {
        const ErrorText words = describe(m_error, m_language.phrasebook());
        m_noticeBar->showMessage(BannerBar::Kind::Error, words.message + QLatin1Char('\n') + words.remedy);
        break;
    }
    }
}

} // namespace tegata
