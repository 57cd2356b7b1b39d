// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLineEdit;

namespace tegata {

// Sets the field's greatest length, and has the field say so when a paste or a key did not fit: a text that is cut in
// silence is taken for the whole.
void limitLength(QLineEdit &edit, int most);

} // namespace tegata
