# SPDX-License-Identifier: Apache-2.0
# The one place for language level, warnings and Qt's strict macros: every target links tegata_options.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(TEGATA_WERROR "Treat warnings as errors" OFF)
option(TEGATA_FUZZ "Build the fuzz targets (clang; the preset fuzz)" OFF)
set(TEGATA_SANITIZE "" CACHE STRING "Sanitizers, as the compiler names them: address,undefined or thread")

find_program(TEGATA_CCACHE ccache)
if(TEGATA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_CURRENT_LIST_DIR}/ccache-compiler" "${TEGATA_CCACHE}")
endif()
# Several times faster than GNU ld, where it is installed.
find_program(TEGATA_LLD ld.lld)

add_library(tegata_options INTERFACE)
target_compile_options(tegata_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<BOOL:${TEGATA_WERROR}>:-Werror>
    # One kind of code for libraries and programs, so that they share their precompiled headers.
    -fPIC $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
target_compile_definitions(tegata_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400
    OPENSSL_API_COMPAT=30000 OPENSSL_NO_DEPRECATED
    $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_include_directories(tegata_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_link_options(tegata_options INTERFACE -Wl,--as-needed -Wl,-z,relro,-z,now $<$<BOOL:${TEGATA_LLD}>:-fuse-ld=lld>)

if(TEGATA_SANITIZE)
    target_compile_options(tegata_options INTERFACE
        -fsanitize=${TEGATA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(tegata_options INTERFACE -fsanitize=${TEGATA_SANITIZE})
else()
    target_compile_options(tegata_options INTERFACE -fstack-protector-strong
        $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
