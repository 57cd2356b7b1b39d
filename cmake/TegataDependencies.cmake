# SPDX-License-Identifier: Apache-2.0
find_package(Qt6 6.4 REQUIRED COMPONENTS Core DBus Gui Widgets Network Sql Test LinguistTools)
find_package(OpenSSL 3.0 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(Qt6Keychain REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(Psl REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(Idn2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(XlsxWriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(Cares REQUIRED IMPORTED_TARGET libcares)
pkg_check_modules(P11Kit REQUIRED IMPORTED_TARGET p11-kit-1)
# Debian's libzxcvbn-dev brings neither a CMake nor a pkg-config file.
find_path(ZXCVBN_INCLUDE_DIR zxcvbn.h REQUIRED)
find_library(ZXCVBN_LIBRARY zxcvbn REQUIRED)
add_library(Zxcvbn::Zxcvbn UNKNOWN IMPORTED)
set_target_properties(Zxcvbn::Zxcvbn PROPERTIES IMPORTED_LOCATION "${ZXCVBN_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${ZXCVBN_INCLUDE_DIR}")

# What a newer Qt deprecates may have no successor in 6.4, and warnings are errors in CI.
if(Qt6_VERSION VERSION_GREATER_EQUAL 6.5)
    target_compile_definitions(tegata_options INTERFACE QT_WARN_DEPRECATED_UP_TO=0x060400)
endif()

# Qt defines the folders of each target for QFINDTESTDATA, which we do not use; with them no two programs of tests could
# share a precompiled header.
set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
