// SPDX-License-Identifier: Apache-2.0
// What stands above the operator's work as long as it is so: the desk's own files, the connection, what is not looked
// up.
#include "core/domain/errortext.h"
#include "ui/common/bannerbar.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/wording.h"
#include "ui/models/queuemodel.h"
#include "ui/operator/operatorworkspace.h"
#include "ui/operator/siterefusal.h"
#include "ui/operator/storetroubletext.h"
#include "ui/records/queuetabs.h"

namespace tegata {

void OperatorWorkspace::updateTroubles()
{
    QStringList sentences;
    for (const StoreTrouble &trouble : m_desk.troubles())
        sentences.append(StoreTroubleText::words(trouble, m_language.phrasebook()));
    if (sentences.isEmpty())
        m_troubles->clear();
    else
        m_troubles->showMessage(BannerBar::Kind::Error, sentences.join(QLatin1Char('\n')));
}

void OperatorWorkspace::updateBanner()
{
    if (m_isDnsThere)
        m_noDns->clear();
    else
        m_noDns->showMessage(BannerBar::Kind::Note,
                             tr("CAA records are not checked: no DNS server answers this computer."), tr("Settings…"));
    // Nothing was ever received, or nothing is shown of it: there is nothing to say about the list.
    const bool isEmpty = m_tabs->currentModel().rowCount() == 0;
    if (m_signIn == SignIn::Locked) {
        m_banner->showMessage(BannerBar::Kind::Note,
                              isEmpty ? tr("Locked. Unlock to fetch the list and to decide.")
                                      : tr("Locked. The list shows the last data received; unlock to decide."),
                              tr("Unlock…"));
        return;
    }
    if (m_signIn != SignIn::Unlocked || m_desk.connection() != DeskConnection::Offline) {
        m_banner->clear();
        return;
    }
    const Error error = m_desk.lastError().value_or(Error{ErrorCode::Offline, {}, {}, -1});
    const ErrorText words = SiteRefusal::words(error, m_language.phrasebook());
    if (SiteRefusal::isRefusal(error))
        m_banner->showMessage(BannerBar::Kind::Error, Wording::sentences({words.message, words.remedy}),
                              tr("Try again"));
    else
        m_banner->showMessage(
            BannerBar::Kind::Warning,
            //: %1: what is wrong, a sentence
            (isEmpty
                 ? tr("No connection: %1 The program reconnects automatically.")
                 : tr("No connection: %1 The list shows the last data received. The program reconnects automatically."))
                .arg(words.message),
            tr("Try now"));
}

} // namespace tegata
