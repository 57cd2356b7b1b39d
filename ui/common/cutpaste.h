// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLineEdit;

namespace tegata {

// Sets the maximum length of a field, and has the field say when a paste or a key did not fit: text that is cut
// silently looks complete.
void limitLength(QLineEdit &edit, int most);

} // namespace tegata
