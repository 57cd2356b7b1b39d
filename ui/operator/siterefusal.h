// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/domain/errortext.h"

#include <QCoreApplication>

namespace tegata {

// Why a site does not let the operator in at all, and what to do next. For the same codes a single action has other
// words (errortext.h). No state.
class SiteRefusal
{
    Q_DECLARE_TR_FUNCTIONS(tegata::SiteRefusal)

public:
    // Whether trying again by itself helps nothing: somebody has to do something.
    static bool isRefusal(const Error &error);
    static ErrorText words(const Error &error, const Phrasebook &phrasebook);
};

} // namespace tegata
