// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"

#include <QImage>

namespace tegata {

// Every component of look.md in its states on one sheet of 720 × 900, as mock-i has them, in the scheme that is applied
// now. Hover, press and focus are the style's own drawing, told by the option's state: no pointer is needed. Needs the
// GUI thread and a screen.
QImage componentSheet(Language language);

} // namespace tegata
