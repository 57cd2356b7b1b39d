// SPDX-License-Identifier: Apache-2.0
#include "ui/operator/operatorworkspace.h"

#include "ui/identity/lockcover.h"
#include "ui/operator/editdialog.h"
#include "ui/operator/notedialog.h"
#include "ui/operator/profilevaluesdialog.h"
#include "ui/operator/revokedialog.h"
#include "ui/records/detailview.h"

#include <QDialogButtonBox>

#include <utility>

// What becomes of the work on the screen while the desk is locked.
namespace tegata {

namespace {

const auto DecisionPlace = QStringLiteral("decision");

// Whether what is accepted in it is sent, by somebody whom the site has to know; without, it would be refused and lost.
bool sends(const QDialog *dialog)
{
    return qobject_cast<const NoteDialog *>(dialog) || qobject_cast<const EditDialog *>(dialog) ||
           qobject_cast<const ProfileValuesDialog *>(dialog) || qobject_cast<const RevokeDialog *>(dialog);
}

} // namespace

void OperatorWorkspace::coverUp()
{
    if (m_isCovered)
        return;
    if (const auto asked = m_decision->asked()) {
        m_heldDecision = asked;
        m_desk.heldTexts().hold(DecisionPlace, m_decision->note());
    }
    m_isCovered = true;
    m_coveredIdentity = m_desk.identity();
    showWaiting();
    m_cover->cover();
    m_details->forget();
}

void OperatorWorkspace::uncover()
{
    m_isCovered = false;
    updateWaiting();
    m_details->refetch();
    // The certificate is known without the site: whoever has it back gets back what was typed with it, also where the
    // site cannot be reached. Another one's waits until the site has said who we are.
    if (!m_coveredIdentity.isEmpty() && m_desk.identity() == m_coveredIdentity)
        giveBack();
}

void OperatorWorkspace::updateSession()
{
    const bool isKnown = m_desk.session().has_value();
    m_decision->setWaiting(!isKnown);
    for (const QDialog *dialog : findChildren<QDialog *>()) {
        if (!sends(dialog))
            continue;
        // The whole box (Esc leaves): the dialog enables its buttons by what was typed.
        for (auto *box : dialog->findChildren<QDialogButtonBox *>())
            box->setEnabled(isKnown);
    }
}

void OperatorWorkspace::giveBack()
{
    m_cover->uncover();
    updateSession();
    if (!m_heldDecision)
        return;
    const DecisionPanel::Asked asked = *std::exchange(m_heldDecision, std::nullopt);
    const QString note = m_desk.heldTexts().take(DecisionPlace).value_or(QString());
    observe(m_desk.cache().request(asked.request.id), this,
            [this, asked, note](const Result<std::optional<CertificateRequest>> &found) {
                if (!found || !*found)
                    return;
                if (m_details->shownId() != asked.request.id)
                    goTo({0, **found});
                m_decision->ask(asked.request, asked.action, asked.note);
                m_decision->setNote(note);
            });
}

} // namespace tegata
