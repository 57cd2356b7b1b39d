// SPDX-License-Identifier: Apache-2.0
// Precompiled for the tests of windows: QtTest knows more of them when it sees them. See core.h.
#pragma once

#include "widgets.h"

#include <QTest>
