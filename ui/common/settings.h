// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/appearancechoice.h"

#include <QMetaType>

#include <chrono>

namespace tegata {

// What a person sets for the whole program (beside the language, which is LanguageController's). A value: loaded once
// at the start, handed down, and told by SettingsStore::changed when it is another.
struct Settings
{
    std::chrono::seconds undoWindow{10}; // before a decision is sent; 0: none
    std::chrono::minutes idleLock{5};    // without input in the program; 0: never
    bool notifyNewRequests = true;
    bool notifyAsking = true; // conflicts and answers that a person must decide on
    bool notifySent = true;   // what waited offline has been sent
    bool notifyExpiring = true;
    bool sound = false;
    bool liveProbe = false; // ask a request's hosts for the certificate that they serve now
    int liveProbePort = 443;
    bool caaLookup = true;     // ask DNS for CAA records
    bool approveAtOnce = true; // one key, where every check passed and the undo window is open; else it is asked
    AppearanceChoice appearance;

    friend bool operator==(const Settings &, const Settings &) = default;
};

// Each value within what the dialog offers: what a file says is not believed.
Settings bounded(Settings settings);

} // namespace tegata

Q_DECLARE_METATYPE(tegata::Settings)
