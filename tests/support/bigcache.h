// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/domain/certificaterecord.h"
#include "core/domain/certificaterequest.h"
#include "core/domain/contract.h"

#include <QString>

namespace tegata {

// Records like those of a large customer, by number (from 1): the same number is always the same record. Japanese
// organisations, some 700 bytes each. Of 20 requests one is on hold and one closed, the others are pending; of 10
// certificates one is revoked, and every third renews the one three before it.
CertificateRequest bigRequest(int number);
CertificateRecord bigCertificate(int number);
// Numbers first … first + count - 1 of both kinds, as a page of the change feed.
contract::ChangePage bigPage(int firstRequest, int requests, int firstCertificate, int certificates);

// A QueueCache's folder with that many records, brought into the text search too. Fills it when it does not hold them
// yet: about 25 s for a million, so benchmarks keep theirs. Synchronous; nothing else may have it open.
Result<void> fillBigCache(const QString &directory, int requests, int certificates);

} // namespace tegata
