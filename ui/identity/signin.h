// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

// Whether somebody is signed in, as far as a desk has to know: it says so and offers the way on.
enum class SignIn
{
    Unknown,
    NoIdentity,
    Locked,
    Unlocked
};

} // namespace tegata
