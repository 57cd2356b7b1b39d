// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/phrasebook.h"

namespace tegata {

// What a person reads about an Error: what is wrong, and what to do next.
struct ErrorText
{
    QString message;
    QString remedy;
};

ErrorText describe(const Error &error, const Phrasebook &phrasebook);

// What an engineer at a console reads behind it: " (field: detail)", of the two what there is; nothing without any.
QString placeInBrackets(const Error &error);

} // namespace tegata
