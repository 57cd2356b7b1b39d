// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

// Scroll areas as assistive technology sees them. Qt 6.4's own interface reads past the end of its list when a screen
// reader asks for a child that has just gone (a scroll bar that is no longer needed), and the program crashes; ours
// answers that there is none. Call once, after QApplication is made and before the first window.
void installScrollAreaAccessible();

} // namespace tegata
