// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

// For a program that holds keys and passphrases: no core dump, no ptrace by other processes of the user, and files
// that it makes are for their owner only (umask 077). Called once, first thing in main.
void hardenProcess();

} // namespace tegata
