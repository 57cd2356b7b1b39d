// SPDX-License-Identifier: Apache-2.0
// Precompiled for the tests of what has no windows; see core.h.
#pragma once

#include "core.h"

#include <QTest>
