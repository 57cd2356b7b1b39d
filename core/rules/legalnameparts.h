// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/nameproblems.h"

namespace tegata {

// V15 and V16 character by character. strict: the name of a registered corporation; else what V15 does not know is
// only pointed out.
void findCharacterProblems(NameProblems &problems, bool strict);

// V14, V15: the form in the name against the form and the position chosen.
void findFormProblems(NameProblems &problems, const LegalNameContext &context, bool strict);

} // namespace tegata
