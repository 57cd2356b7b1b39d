// SPDX-License-Identifier: Apache-2.0
// Compiled into each executable of tests, with TEGATA_TEST_WIDGETS where its tests open windows.
#include "tests/support/testmain.h"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#ifdef TEGATA_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace {

std::map<std::string, tegata::test::TestRunner> &tests()
{
    static std::map<std::string, tegata::test::TestRunner> all;
    return all;
}

} // namespace

bool tegata::test::registerTest(const char *file, TestRunner run)
{
    const std::string name(file);
    return tests().emplace(name.substr(0, name.rfind('.')), run).second;
}

int main(int argc, char **argv)
{
    const auto test = argc > 1 ? tests().find(argv[1]) : tests().end();
    if (test == tests().end()) {
        std::fprintf(stderr, "usage: %s TEST [FUNCTION...]\n", argv[0]);
        for (const auto &[name, run] : tests())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    std::vector<char *> arguments(argv, argv + argc);
    arguments.erase(arguments.begin() + 1);
    int count = argc - 1;
    arguments.push_back(nullptr);
#ifdef TEGATA_TEST_WIDGETS
    QApplication::setAttribute(Qt::AA_Use96Dpi, true);
#endif
    Application application(count, arguments.data());
    return test->second(count, arguments.data());
}
