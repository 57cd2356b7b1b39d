// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tegata {

// For a program that holds keys and passphrases: no core dump, no ptrace by other processes of the user, and files
// that it makes are for their owner only (umask 077). A standard stream that was closed is taken, so that no file gets
// its number and what is printed does not go into that file; writing to one stays an error. A pipe that nobody reads
// and a file size limit are errors of the write, not the end of the process. Called once, first thing in main.
void hardenProcess();

} // namespace tegata
