// SPDX-License-Identifier: Apache-2.0
#include "ui/records/requestdetailpane.h"

#include "ui/common/wording.h"
#include "ui/models/queuetext.h"
#include "ui/records/actionnotice.h"
#include "ui/records/historytext.h"

// What became of an action, above everything else.
namespace tegata {

void RequestDetailPane::showConflict(const RequestDetail &current, RequestState seen, const QString &cause)
{
    if (!m_request || m_request->id != current.request.id)
        return;
    m_conflict = Conflict{seen, cause};
    m_request = current.request;
    m_detail = current;
    refresh();
    ensureVisible(0, 0);
}

void RequestDetailPane::showRefusal(const ActionRefused &refused)
{
    m_conflict.reset();
    m_notice->showRefusal(refused);
    ensureVisible(0, 0);
}

void RequestDetailPane::showError(const Error &error)
{
    m_conflict.reset();
    m_notice->showError(error);
    ensureVisible(0, 0);
}

void RequestDetailPane::clearNotice()
{
    m_conflict.reset();
    m_notice->clear();
}

void RequestDetailPane::refreshConflict()
{
    if (!m_conflict)
        return;
    QStringList lines{Wording::sentences({tr("Your action was not done."), m_conflict->cause})};
    if (m_conflict->seen != m_request->state)
        lines << tr("State: %1 → %2.")
                     .arg(QueueText::requestState(m_conflict->seen), QueueText::requestState(m_request->state));
    if (m_detail && !m_detail->history.isEmpty())
        lines << historyLine(m_detail->history.constLast());
    m_notice->showWarning(lines.join(QLatin1Char('\n')));
}

} // namespace tegata
