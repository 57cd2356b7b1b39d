// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/requestactions.h"

#include "ui/common/commandregistry.h"
#include "ui/common/paletteicon.h"
#include "ui/models/queuetext.h"

#include <array>

namespace tegata {

namespace {

using Command = RequestActions::Command;

struct Face
{
    const char *name;    // object name
    const char *command; // of CommandRegistry
    const char *icon;
    const char *keys;
};

constexpr std::array<Face, RequestActions::CommandCount> Faces = {{
    {"approveAction", "operator.approve", "approve", "A"},
    {"rejectAction", "operator.reject", "reject", "R"},
    {"holdAction", "operator.hold", "hold", "H"},
    {"releaseAction", "operator.release", "release", "U"},
    {"cancelAction", "operator.cancel", "cancel", "X"},
    {"claimAction", "operator.claim", "claim", "C"},
    {"revokeAction", "operator.revoke", "revoke", "V"},
    {"saveCertificateAction", "operator.saveCertificate", "download", "Ctrl+S"},
    {"saveChainAction", "operator.saveCertificateChain", "download", "Ctrl+Shift+S"},
}};

struct Decides
{
    Command command;
    RequestAction action;
};

constexpr std::array<Decides, 6> Decisions = {{
    {Command::Approve, RequestAction::Approve},
    {Command::Reject, RequestAction::Reject},
    {Command::Hold, RequestAction::Hold},
    {Command::Release, RequestAction::Release},
    {Command::Cancel, RequestAction::Cancel},
    {Command::Claim, RequestAction::Claim},
}};

} // namespace

RequestActions::RequestActions(QObject *parent) : QObject(parent)
{
    for (int i = 0; i < CommandCount; ++i) {
        const Face &face = Faces[static_cast<std::size_t>(i)];
        auto *action = new QAction(PaletteIcon::icon(QLatin1String(face.icon)), {}, this);
        action->setObjectName(QLatin1String(face.name));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setEnabled(false);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT triggered(static_cast<Command>(i)); });
        m_actions.append(action);
    }
    retranslate();
}

void RequestActions::addTo(CommandRegistry &commands)
{
    for (int i = 0; i < CommandCount; ++i) {
        const Face &face = Faces[static_cast<std::size_t>(i)];
        const bool isAboutCertificates = i >= static_cast<int>(Command::Revoke);
        commands.add(QLatin1String(face.command),
                     isAboutCertificates ? CommandCategory::Certificate : CommandCategory::Decide, m_actions[i],
                     {QKeySequence(QLatin1String(face.keys))});
    }
}

void RequestActions::update(const OperatorDesk &desk, const CertificateRequest *request,
                            const CertificateRecord *certificate, bool isBusy)
{
    const bool hasSession = desk.session().has_value();
    const QString busy = isBusy ? tr("The last action is still being sent.") : QString();
    for (const auto &[command, requestAction] : Decisions) {
        const bool offered = !hasSession || desk.capabilities().allows(requestAction);
        set(command, offered && !certificate,
            !request          ? tr("No request is selected.")
            : !busy.isEmpty() ? busy
                              : reasonAgainst(desk, *request, requestAction));
    }
    QString revokeReason;
    if (!certificate)
        revokeReason = tr("No certificate is selected.");
    else if (!hasSession)
        revokeReason = tr("Not connected to the site.");
    else if (isBusy)
        revokeReason = busy;
    else if (!desk.canRevoke(*certificate))
        revokeReason = tr("Only a valid certificate can be revoked.");
    set(Command::Revoke, certificate && (!hasSession || desk.capabilities().revoke), revokeReason);
    const QString saveReason = !certificate  ? tr("No certificate is selected.")
                               : !hasSession ? tr("Not connected to the site.")
                                             : QString();
    set(Command::SaveCertificate, certificate, saveReason);
    set(Command::SaveChain, certificate, saveReason);
}

QString RequestActions::reasonAgainst(const OperatorDesk &desk, const CertificateRequest &request,
                                      RequestAction action) const
{
    if (desk.connection() == DeskConnection::Locked)
        return tr("Locked: unlock the operator certificate first.");
    if (!desk.session())
        return tr("Not connected to the site.");
    if (action == RequestAction::Approve && request.checkOutcome == FindingOutcome::Error)
        return tr("The check found errors; such a request cannot be approved.");
    if (desk.canDecide(request, action))
        return {};
    return tr("Not possible in the state “%1”.").arg(QueueText::requestState(request.state));
}

void RequestActions::set(Command command, bool visible, const QString &reason)
{
    QAction *each = action(command);
    each->setVisible(visible);
    each->setEnabled(reason.isEmpty());
    const QString keys = each->shortcut().toString(QKeySequence::NativeText);
    //: %1: what the button does, %2: its key
    const QString tip = tr("%1 (%2)").arg(each->iconText(), keys);
    each->setToolTip(reason.isEmpty() ? tip : tip + QLatin1Char('\n') + reason);
    each->setStatusTip(reason);
}

void RequestActions::retranslate()
{
    const std::array<QString, CommandCount> texts = {
        tr("&Approve"),
        tr("&Reject…"),
        tr("&Hold…"),
        tr("&Release"),
        tr("Cancel…"),
        tr("&Claim"),
        tr("Re&voke…"),
        tr("&Save certificate (PEM)…"),
        tr("Save with c&hain (PEM)…"),
    };
    for (int i = 0; i < CommandCount; ++i)
        m_actions[i]->setText(texts[static_cast<std::size_t>(i)]);
}

} // namespace tegata
