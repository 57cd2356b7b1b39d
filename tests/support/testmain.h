// SPDX-License-Identifier: Apache-2.0
// One executable holds the test classes of a folder. Each file registers its class by TEGATA_TEST(Class) instead of
// QTEST_MAIN; "EXECUTABLE test_x [Qt Test's arguments]" runs the class of test_x.cpp, so ctest gives each a process of
// its own. Test code only: nothing here is shipped.
#pragma once

#include <QTest>

namespace tegata::test {

using TestRunner = int (*)(int argc, char **argv);

// Called before main(); `file` is the base name of the source and outlives the program.
bool registerTest(const char *file, TestRunner run);

} // namespace tegata::test

#define TEGATA_TEST_JOIN(a, b) a##b
#define TEGATA_TEST_NAME(number) TEGATA_TEST_JOIN(testIsRegistered, number)
#define TEGATA_TEST(Class)                                                                                             \
    [[maybe_unused]] static const bool TEGATA_TEST_NAME(__COUNTER__) =                                                 \
        tegata::test::registerTest(__FILE_NAME__, [](int argc, char **argv) {                                          \
            Class test;                                                                                                \
            return QTest::qExec(&test, argc, argv);                                                                    \
        });
