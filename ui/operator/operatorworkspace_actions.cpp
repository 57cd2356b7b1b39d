// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/commandpalette.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/toastarea.h"
#include "ui/models/outboxtext.h"
#include "ui/models/queuemodel.h"
#include "ui/models/queuetext.h"
#include "ui/operator/bulkpanel.h"
#include "ui/operator/conflicttext.h"
#include "ui/operator/conflictview.h"
#include "ui/operator/editdialog.h"
#include "ui/operator/notedialog.h"
#include "ui/operator/outboxpanel.h"
#include "ui/operator/profilevaluesdialog.h"
#include "ui/operator/undobar.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/detailheading.h"
#include "ui/records/detailview.h"
#include "ui/records/queuetable.h"
#include "ui/records/queuetabs.h"
#include "ui/records/recordfinder.h"
#include "ui/records/requestdetailpane.h"

#include <algorithm>

// What an operator does, from the command to the site's answer.
namespace tegata {

namespace {

// "Edit: www.example.jp"
QString titleOf(const DecisionFlow::Failed &failed)
{
    return QStringLiteral("%1: %2").arg(OutboxText::action(failed.action), failed.request.commonName);
}

} // namespace

void OperatorWorkspace::begin(RequestAction action)
{
    if (m_details->requestPane().heading().isTriggering()) {
        beginNamed(action);
        return;
    }
    if (m_tabs->selectedKeys().size() < 2) {
        // The details of a row that a filter hides stay, but the eyes are on the list: no key decides on it.
        const bool isListed = m_tabs->hasCurrent() || m_pinned == m_details->shownId();
        if (isListed)
            m_flow->begin(action);
        else
            hint(tr("The request shown is not in the filtered list. Select a row, then press the key again."));
        return;
    }
    observe(m_tabs->selectedRows(), this, [this, action](const Result<QList<QueueRow>> &rows) {
        if (!rows)
            return;
        QList<CertificateRequest> requests;
        for (const QueueRow &row : *rows) {
            if (const CertificateRequest *request = row.request(); request && !m_flow->isGiven(request->id))
                requests.append(*request);
        }
        auto *panel = new BulkPanel(m_desk, m_language, m_worker, m_templates, requests, action, this);
        connect(panel, &QDialog::finished, m_tabs, &QueueTabs::focusTable);
        panel->open();
    });
}

void OperatorWorkspace::beginNamed(RequestAction action)
{
    const CertificateRequest *request = m_details->request();
    if (!request)
        return;
    // The command's own state may be that of a selection of many.
    const RequestDetailPane &pane = m_details->requestPane();
    QString reason = reasonGiven(request->id);
    if (reason.isEmpty())
        reason = RequestActions::reasonAgainst(m_desk, *request, action,
                                               pane.isChecked() ? std::optional(pane.checkOutcome()) : std::nullopt);
    if (reason.isEmpty())
        m_flow->begin(action);
    else
        hint(reason);
}

void OperatorWorkspace::onGiven(const CertificateRequest &request, RequestAction action)
{
    m_details->requestPane().clearNotice();
    m_done->clear();
    m_toasts->dismiss(Toast::Kind::Hint);
    m_decision->dismiss();
    updateActions();
    if (action != RequestAction::Claim && action != RequestAction::Release && m_details->shownId() == request.id)
        chooseNext();
    m_tabs->focusTable();
}

void OperatorWorkspace::prefetchNext()
{
    constexpr int ahead = 3;
    const int row = m_tabs->currentTable().currentIndex().row();
    QList<CertificateRequest> next;
    for (int i = 1; row >= 0 && i <= ahead; ++i) {
        const std::optional<QueueRow> each = m_tabs->currentModel().rowAt(row + i);
        if (each && each->request())
            next.append(*each->request());
    }
    m_details->prefetch(next);
}

void OperatorWorkspace::chooseNext()
{
    const QueueModel &model = m_tabs->currentModel();
    const int current = m_tabs->currentTable().currentIndex().row();
    const int count = model.rowCount();
    // What is given still stands in the list until the site has it: never more rows than the outbox holds.
    for (int step = 1; step < count; ++step) {
        const int row = (current + step) % count;
        const std::optional<QueueRow> record = model.rowAt(row);
        if (record && m_flow->isGiven(record->id()))
            continue;
        m_isAdvancing = true;
        m_tabs->currentTable().chooseRow(row);
        m_isAdvancing = false;
        return;
    }
    m_tabs->letGo(m_details->shownId());
}

void OperatorWorkspace::onDone(const RequestDetail &detail, RequestAction action)
{
    // What was not done before is done now: nobody need look at it any more.
    m_failed.removeIf([&detail](const DecisionFlow::Failed &failed) { return failed.request.id == detail.request.id; });
    announceDone(doneText(action, detail.request), detail.request.serial);
    if (m_details->shownId() == detail.request.id && action != RequestAction::Claim)
        m_tabs->letGo(detail.request.id);
    updateActions();
}

void OperatorWorkspace::onTakenBack(const CertificateRequest &request)
{
    announceTakenBack(request.commonName);
    observe(m_desk.cache().request(request.id), this, [this](const Result<std::optional<CertificateRequest>> &found) {
        if (found && *found)
            goTo({0, **found});
    });
}

void OperatorWorkspace::onFailed(const DecisionFlow::Failed &failed)
{
    const Error *error = std::get_if<Error>(&failed.why);
    if (error && error->code == ErrorCode::IdentityLocked) {
        tellFailed(titleOf(failed), *error);
        return;
    }
    m_failed.append(failed);
    if (m_details->shownId() == failed.request.id) {
        showFailed();
        return;
    }
    const QString text =
        tr("%n action(s) not done: %1", nullptr, static_cast<int>(m_failed.size())).arg(titleOf(failed));
    m_done->showMessage(BannerBar::Kind::Error, text, tr("Show why"));
    Q_EMIT announced(text);
}

void OperatorWorkspace::showFailed()
{
    const DecisionFlow::Failed failed = m_failed.takeLast();
    tellFailed(titleOf(failed), std::nullopt);
    if (m_details->shownId() != failed.request.id) {
        m_pinned = failed.request.id;
        goTo({0, failed.request});
    }
    RequestDetailPane &pane = m_details->requestPane();
    if (const auto *refused = std::get_if<ActionRefused>(&failed.why))
        pane.showRefusal(*refused);
    else if (const auto *conflict = std::get_if<ActionConflict<RequestDetail>>(&failed.why))
        pane.showConflict(conflict->current, failed.request.state,
                          ConflictText::cause(failed.request, conflict->current.request, conflict->current.history,
                                              m_desk.session() ? m_desk.session()->operatorActor.id : QString(),
                                              m_desk.clock().now()));
    else
        pane.showError(std::get<Error>(failed.why));
    if (!m_failed.isEmpty())
        m_done->showMessage(BannerBar::Kind::Error,
                            tr("%n more action(s) not done.", nullptr, static_cast<int>(m_failed.size())),
                            tr("Show why"));
    updateActions();
}

void OperatorWorkspace::hint(const QString &text)
{
    if (text.isEmpty())
        return;
    m_toasts->show({Toast::Kind::Hint, text});
}

void OperatorWorkspace::tellDone(const QString &text)
{
    m_toasts->show({Toast::Kind::Done, text});
    Q_EMIT announced(text);
}

void OperatorWorkspace::announceTakenBack(const QString &commonName)
{
    tellDone(tr("Decision undone: %1").arg(commonName));
}

std::optional<OutboxItem> OperatorWorkspace::toTakeBack() const
{
    const QString shown = m_details->shownId();
    for (const OutboxItem &item : m_desk.outboxItems()) {
        if (item.target == shown &&
            (item.state == OutboxState::Undoable || (item.state == OutboxState::Waiting && item.canBeUndone)))
            return item;
    }
    return m_undo->last();
}

void OperatorWorkspace::showWaiting()
{
    // Locked, the outbox tells nothing: what was known of it stands.
    if (m_isCovered || m_desk.connection() == DeskConnection::Locked)
        m_tabs->setWaiting(m_tabs->waiting().locked());
    else
        m_tabs->setWaiting(WaitingRows(m_desk.outboxItems(), false, m_desk.connection() != DeskConnection::Online));
}

void OperatorWorkspace::takeBack(qint64 id)
{
    if (const Result<void> taken = m_desk.undo(id); !taken)
        hint(taken.error().code == ErrorCode::Conflict ? tr("Too late to undo: it is already being sent.")
                                                       : tr("The site has already answered."));
    m_tabs->focusTable();
}

template <typename Dialog>
void OperatorWorkspace::openEdit(Dialog *dialog)
{
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CertificateRequest request = dialog->request();
        const RequestEdit edit = dialog->edit();
        observe(m_desk.edit(request, edit), this, [this, request, edit](const Result<DecisionAnswer> &answer) {
            onSideAction(request, edit, tr("Edited: %1").arg(request.commonName), answer);
        });
    });
    connect(dialog, &QDialog::finished, m_tabs, &QueueTabs::focusTable);
    dialog->open();
}

void OperatorWorkspace::askEdit()
{
    if (!m_details->request())
        return;
    if (m_desk.capabilities().profiles) {
        askProfileValues();
        return;
    }
    openEdit(new EditDialog(*m_details->request(), m_details->requestPane().detail(), this));
}

void OperatorWorkspace::askProfileValues()
{
    const std::optional<RequestDetail> &detail = m_details->requestPane().detail();
    if (!detail || !detail->profile) {
        hint(tr("The values of the profile are still loading. Press the key again in a moment."));
        return;
    }
    openEdit(new ProfileValuesDialog(m_desk, m_language, *m_details->request(), *detail->profile, this));
}

void OperatorWorkspace::askNote()
{
    if (!m_details->request())
        return;
    auto *dialog = new NoteDialog(*m_details->request(), this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CertificateRequest request = dialog->request();
        const NoteAddition note{request.id, dialog->text(), {}};
        observe(m_desk.addNote(request, note.text), this, [this, request, note](const Result<DecisionAnswer> &answer) {
            onSideAction(request, note, tr("Note added: %1").arg(request.commonName), answer);
        });
    });
    connect(dialog, &QDialog::finished, m_tabs, &QueueTabs::focusTable);
    dialog->open();
}

void OperatorWorkspace::onSideAction(const CertificateRequest &request, const OutboxAction &action,
                                     const QString &doneText, const Result<DecisionAnswer> &answer)
{
    if (answer && std::holds_alternative<ActionDone<RequestDetail>>(*answer)) {
        announceDone(doneText, {});
        if (m_details->shownId() == request.id)
            m_details->refetch();
    } else if (!answer && answer.error().code == ErrorCode::Cancelled) {
        announceTakenBack(request.commonName);
    } else if (!answer) {
        onFailed({request, action, answer.error()});
    } else if (const auto *refused = std::get_if<ActionRefused>(&*answer)) {
        onFailed({request, action, *refused});
    } else {
        onFailed({request, action, std::get<ActionConflict<RequestDetail>>(*answer)});
    }
}

void OperatorWorkspace::tellFailed(const QString &what, const std::optional<Error> &error)
{
    // Locked on its way: the outbox keeps it, and it must not be decided a second time.
    const bool isStored = error && error->code == ErrorCode::IdentityLocked;
    const QString text =
        isStored ? tr("%1: saved. It is sent when you next unlock.").arg(what) : tr("%1: not done.").arg(what);
    if (isStored)
        m_toasts->show({Toast::Kind::Done, text});
    else
        m_done->showMessage(BannerBar::Kind::Warning, text);
    Q_EMIT announced(text);
}

void OperatorWorkspace::onLateAnswer(const QString &target, bool done)
{
    if (done)
        announceDone(tr("Sent: %1").arg(target), {});
    else
        tellFailed(target, std::nullopt);
}

QString OperatorWorkspace::doneText(RequestAction action, const CertificateRequest &request)
{
    switch (action) {
    case RequestAction::Approve:
        return request.state == RequestState::Issued ? tr("Issued: %1").arg(request.commonName)
                                                     : tr("Approved: %1").arg(request.commonName);
    case RequestAction::Reject:
        return tr("Rejected: %1").arg(request.commonName);
    case RequestAction::Hold:
        return tr("Put on hold: %1").arg(request.commonName);
    case RequestAction::Release:
        return tr("Released: %1").arg(request.commonName);
    case RequestAction::Claim:
        return tr("Claimed: %1").arg(request.commonName);
    case RequestAction::Cancel:
    case RequestAction::Withdraw:
        return tr("Cancelled: %1").arg(request.commonName);
    }
    return {};
}

void OperatorWorkspace::announceDone(const QString &text, const QString &serial)
{
    if (m_failed.isEmpty() && m_listProblem.isEmpty())
        m_done->clear(); // what it said is over
    m_toasts->show({Toast::Kind::Done, text, serial.isEmpty() ? QString() : tr("Show certificate"),
                    [this, serial] { goToCertificate(serial); }});
    Q_EMIT announced(text);
}

void OperatorWorkspace::goToCertificate(const QString &serial)
{
    if (serial.isEmpty())
        return;
    observe(m_desk.cache().certificate(serial), this, [this](const Result<std::optional<CertificateRecord>> &found) {
        if (found && *found)
            goTo({0, **found});
    });
}

namespace {

// The place of a record among the rows that are at hand, or -1.
int rowNear(const QueueModel &model, const QString &id)
{
    constexpr int Looked = 500;
    for (int row = 0; row < std::min(model.rowCount(), Looked); ++row) {
        if (const std::optional<QueueRow> record = model.rowAt(row); record && record->id() == id)
            return row;
    }
    return -1;
}

} // namespace

void OperatorWorkspace::goTo(const QueueRow &row)
{
    m_isAdvancing = true;
    const std::optional<QueueView> tab =
        row.request() ? viewOf(*row.request()) : std::optional(viewOf(*row.certificate()));
    if (tab)
        setView(*tab);
    if (!chooseRowOf(row)) {
        m_pinned = row.id();
        m_tabs->clearChosen();
        m_details->showRow(row);
        // A tab that nobody was at before has no rows yet, and a row's record may come after its key.
        auto *wait = new QObject(this);
        const QueueModel &model = m_tabs->currentModel();
        const auto look = [this, row, shown = &model, wait] {
            const bool isWanted = m_pinned == row.id() && &m_tabs->currentModel() == shown;
            if (!isWanted || chooseRowOf(row))
                wait->deleteLater();
        };
        connect(&model, &QueueModel::settled, wait, look);
        connect(&model, &QAbstractItemModel::dataChanged, wait, look);
    }
    m_isAdvancing = false;
    m_tabs->focusTable();
}

bool OperatorWorkspace::chooseRowOf(const QueueRow &row)
{
    const QueueModel &model = m_tabs->currentModel();
    const int place = row.key != 0 ? model.rowOfKey(row.key) : rowNear(model, row.id());
    if (place >= 0)
        m_tabs->currentTable().chooseRow(place);
    return place >= 0;
}

void OperatorWorkspace::addFinders(CommandPalette &palette)
{
    auto *finder = new RecordFinder(m_desk.cache(), &palette);
    palette.addFinder([this, finder](const QString &typed, const CommandPalette::Deliver &deliver) {
        finder->find(
            typed, [this](const QueueRow &row) { goTo(row); }, deliver);
    });
    palette.addFinder([this](const QString &typed, const CommandPalette::Deliver &deliver) {
        deliver(RecordFinder::tabs(typed, *m_tabs, [this](int tab) {
            m_tabs->showTab(tab);
            m_tabs->focusTable();
        }));
    });
}

void OperatorWorkspace::openOutbox()
{
    auto *panel = new OutboxPanel(m_desk, m_desk.clock(), m_language, this);
    connect(panel, &OutboxPanel::conflictActivated, this, [this, panel](qint64 id) {
        panel->close();
        openConflicts(id);
    });
    connect(panel, &QDialog::finished, m_tabs, &QueueTabs::focusTable);
    panel->open();
}

void OperatorWorkspace::openConflicts(qint64 first)
{
    if (ConflictView::asking(m_desk).isEmpty())
        return;
    auto *view = new ConflictView(m_desk, m_language, first, this);
    connect(view, &QDialog::finished, m_tabs, &QueueTabs::focusTable);
    view->open();
}

} // namespace tegata
