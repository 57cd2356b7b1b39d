// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/domain/requeststate.h"
#include "ui/style/roles.h"

#include <QString>

namespace tegata {

// How a state looks as a pill; its word is QueueText's. Icon: of PaletteIcon.
struct RecordState
{
    Meaning meaning = Meaning::Neutral;
    QString icon;
};
RecordState stateOf(RequestState state);
RecordState stateOf(CertificateState state);

} // namespace tegata
