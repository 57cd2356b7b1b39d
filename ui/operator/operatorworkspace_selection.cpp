// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "ui/common/toastarea.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/selectionbar.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/detailheading.h"
#include "ui/records/detailview.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"
#include "ui/records/requestdetailpane.h"

#include <QItemSelectionModel>

#include <initializer_list>

// Where the decisions stand: on the heads of the details, and below the list for several rows together.
namespace tegata {

void OperatorWorkspace::placeActions()
{
    using Do = RequestActions::Command;
    const auto these = [this](std::initializer_list<Do> commands) {
        QList<QAction *> actions;
        for (const Do each : commands)
            actions.append(m_actions->action(each));
        return actions;
    };
    m_details->requestPane().heading().setActions(these({Do::Approve, Do::Reject, Do::Hold}),
                                                  these({Do::Release, Do::Claim, Do::Edit, Do::Note, Do::Cancel}));
    m_details->certificatePane().setActions(these({Do::Revoke, Do::ReleaseHold}),
                                            these({Do::CancelRevocation, Do::SaveCertificate, Do::SaveChain}));
    m_selection->setActions(these({Do::Approve, Do::Reject, Do::Hold, Do::Claim}));
    connect(&m_details->requestPane(), &RequestDetailPane::approvalRequested, this, [this] {
        // It is for the request that the verdict is about.
        m_toasts->dismiss(Toast::Kind::Hint);
        beginNamed(RequestAction::Approve);
    });
    connect(m_selection, &SelectionBar::clearRequested, this, [this] {
        m_tabs->clearMarked();
        m_tabs->focusTable();
    });
}

void OperatorWorkspace::showSelection()
{
    constexpr int mostCounted = 500; // beyond, going through the rows costs more than it tells
    const QueueTable &table = m_tabs->currentTable();
    const qsizetype rows = m_tabs->selectedKeys().size();
    int found[3] = {0, 0, 0};
    if (rows > 1 && rows <= mostCounted && m_tabs->view() != QueueView::Issued &&
        m_tabs->view() != QueueView::Revoked) {
        const QItemSelection chosen = table.selectionModel()->selection();
        for (const QItemSelectionRange &range : chosen) {
            for (int row = range.top(); row <= range.bottom(); ++row) {
                if (const std::optional<FindingOutcome> outcome = m_tabs->currentModel().outcomeAt(row))
                    ++found[static_cast<int>(*outcome)];
            }
        }
    }
    m_selection->showSelection(rows, found[static_cast<int>(FindingOutcome::Error)],
                               found[static_cast<int>(FindingOutcome::Warning)],
                               found[static_cast<int>(FindingOutcome::Note)]);
}

} // namespace tegata
