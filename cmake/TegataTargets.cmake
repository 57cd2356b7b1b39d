# SPDX-License-Identifier: Apache-2.0
# tegata_library(NAME SOURCES … LINK …): a static library of one folder; AUTOMOC on; the link graph is the direction
# of design.md.
function(tegata_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC tegata_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
    set_target_properties(${name} PROPERTIES AUTOMOC ON POSITION_INDEPENDENT_CODE ON)
endfunction()

# tegata_test(NAME [LABELS …] [TIMEOUT seconds] SOURCES … LINK …): one Qt Test executable, run offscreen, stopped after
# TIMEOUT; so is a single function of it, for which Qt's own limit is 5 minutes. Its folder below tests/ (core, ui,
# integration …) is a label too: packaging/test --sanitize selects by it.
function(tegata_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE tegata_options Qt6::Test ${ARG_LINK})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name})
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${CMAKE_SOURCE_DIR}/tests" OUTPUT_VARIABLE folder)
    string(REGEX REPLACE "/.*" "" folder "${folder}")
    list(APPEND ARG_LABELS "${folder}")
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(TEGATA_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")
    endif()
    math(EXPR milliseconds "${ARG_TIMEOUT} * 1000")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=${milliseconds};TEGATA_SOURCE_DIR=${CMAKE_SOURCE_DIR};TEGATA_BINARY_DIR=${CMAKE_BINARY_DIR}")
endfunction()
