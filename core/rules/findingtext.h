// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/checkreport.h"

namespace tegata {

struct FindingText
{
    QString message; // what is wrong and where
    QString remedy;  // what to do next
};

// The words of a finding by its code. A finding of an unknown code keeps the words that it came with.
FindingText findingText(const Finding &finding, const Phrasebook &phrasebook);

} // namespace tegata
