// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

// CSRs (PEM) of the practice world that are not made at its start: weak keys and signatures, which are never
// made here, and large RSA keys, which would take seconds.
namespace tegata::practicecsr {

QByteArray rsa1024();         // old.example.jp, RSA 1024
QByteArray rsa1024Again();    // backup.example1.jp, RSA 1024
QByteArray sha1Signed();      // legacy.example2.jp, EC P-256, signed with SHA-1
QByteArray roca();            // card.example.jp, RSA 2048 whose primes have the form of CVE-2017-15361
QByteArray closePrimes();     // lab.example1.jp, RSA 2048 with neighbouring primes
QByteArray rsa3072Japanese(); // portal.example.jp, RSA 3072
QByteArray rsa3072English();  // pay.example.co.jp, RSA 3072, English
QByteArray rsa4096();         // archive.example2.jp, RSA 4096, English

} // namespace tegata::practicecsr
