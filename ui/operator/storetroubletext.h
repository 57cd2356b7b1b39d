// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/outbox/storetrouble.h"

#include <QCoreApplication>
#include <QString>

namespace tegata {

class Phrasebook;

// The words for what is wrong with the desk's own files. No state.
class StoreTroubleText
{
    Q_DECLARE_TR_FUNCTIONS(tegata::StoreTroubleText)

public:
    // What is wrong, what became of it and what to do, in whole sentences.
    static QString words(const StoreTrouble &trouble, const Phrasebook &phrasebook);

private:
    static QString lost(const StoreTrouble &trouble);
    static QString kept(const StoreTrouble &trouble);
};

} // namespace tegata
