# SPDX-License-Identifier: Apache-2.0
include(TegataPrecompiledHeaders)

get_target_property(TEGATA_MOC Qt6::moc LOCATION)
configure_file("${CMAKE_CURRENT_LIST_DIR}/moc.sh.in" "${CMAKE_BINARY_DIR}/moc.sh" @ONLY
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

# tegata_moc(NAME): moc for the classes of a target.
function(tegata_moc name)
    set_target_properties(${name} PROPERTIES AUTOMOC ON AUTOMOC_EXECUTABLE "${CMAKE_BINARY_DIR}/moc.sh")
endfunction()

# tegata_unity(NAME BATCH [ALONE file…]): the target's sources are compiled BATCH at a time, which takes a third of the
# time; ALONE names those whose local names another file of the target has too.
function(tegata_unity name batch)
    cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${batch})
    set_source_files_properties(${ARG_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# tegata_library(NAME [WIDGETS] SOURCES … [ALONE file…] LINK …): a static library of one folder; AUTOMOC on; the link
# graph is the direction of design.md. WIDGETS: it links Qt6::Widgets. ALONE: as in tegata_unity.
function(tegata_library name)
    cmake_parse_arguments(ARG "WIDGETS" "" "SOURCES;ALONE;LINK;PRIVATE_LINK" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC tegata_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
    tegata_moc(${name})
    tegata_unity(${name} 10 ALONE ${ARG_ALONE})
    if(ARG_WIDGETS)
        set(kind WIDGETS)
    endif()
    tegata_use_precompiled(${name} ${kind})
endfunction()

# The environment and the limit of one test. Its folder below tests/ (core, ui, integration …) is a label too:
# packaging/test --sanitize selects by it. Stopped after TIMEOUT seconds (default 120), five times that under a sanitizer;
# so is a single function of it, for which Qt's own limit is 5 minutes.
function(tegata_test_properties name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "LABELS" ${ARGN})
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${CMAKE_SOURCE_DIR}/tests" OUTPUT_VARIABLE folder)
    string(REGEX REPLACE "/.*" "" folder "${folder}")
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(TEGATA_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 5")
    endif()
    math(EXPR milliseconds "${ARG_TIMEOUT} * 1000")
    # ctest begins with the dearest: what fails fast is to be seen first.
    set(cost 1)
    if(folder MATCHES "^(core|contract|ui)$")
        set(cost 1000)
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS};${folder}" COST ${cost}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QTEST_FUNCTION_TIMEOUT=${milliseconds};TEGATA_SOURCE_DIR=${CMAKE_SOURCE_DIR};TEGATA_BINARY_DIR=${CMAKE_BINARY_DIR}")
endfunction()

# All programs of core's and the integration tests, with those that they start: what the sanitizers run over.
function(tegata_count_test_program name)
    if(NOT TARGET tegata_core_and_integration_tests)
        add_custom_target(tegata_core_and_integration_tests)
        add_dependencies(tegata_core_and_integration_tests tegata-cli tegata-service)
    endif()
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "/tests/(core|integration)(/|$)")
        add_dependencies(tegata_core_and_integration_tests ${name})
    endif()
endfunction()

# tegata_tests(NAME [WIDGETS] [SLOW file…] SOURCES … [ALONE file…] LINK …): the test classes of a folder in one executable. Each
# test_x.cpp of SOURCES holds one class (TEGATA_TEST in tests/support/testmain.h) and is a test of its own for ctest, in
# a process of its own: "NAME test_x [function…]" runs it. SLOW: those that may take 5 minutes.
function(tegata_tests name)
    cmake_parse_arguments(ARG "WIDGETS" "" "SOURCES;ALONE;LINK;LABELS;SLOW" ${ARGN})
    if(ARG_WIDGETS)
        set(kind WIDGETS)
    endif()
    add_executable(${name} ${ARG_SOURCES} "${CMAKE_SOURCE_DIR}/tests/support/testmain.cpp")
    target_link_libraries(${name} PRIVATE tegata_options Qt6::Test Qt6::Network ${ARG_LINK})
    target_compile_definitions(${name} PRIVATE $<$<BOOL:${ARG_WIDGETS}>:TEGATA_TEST_WIDGETS>)
    tegata_moc(${name})
    tegata_unity(${name} 8 ALONE ${ARG_ALONE})
    # A file of a unity batch is a header to GCC, which warns of a header's class with members of local types.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    tegata_use_precompiled(${name} TEST ${kind})
    tegata_count_test_program(${name})
    foreach(source IN LISTS ARG_SOURCES)
        cmake_path(GET source STEM test)
        if(NOT source MATCHES "^test_.*\\.cpp$")
            continue()
        endif()
        add_test(NAME ${test} COMMAND ${name} ${test})
        if(test IN_LIST ARG_SLOW)
            tegata_test_properties(${test} TIMEOUT 300 LABELS ${ARG_LABELS})
        else()
            tegata_test_properties(${test} LABELS ${ARG_LABELS})
        endif()
    endforeach()
endfunction()

# tegata_test_program(NAME SOURCES … LINK …): a program with a main() of its own that tests run.
function(tegata_test_program name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE tegata_options Qt6::Test Qt6::Network ${ARG_LINK})
    tegata_moc(${name})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    tegata_use_precompiled(${name} TEST)
    tegata_count_test_program(${name})
endfunction()
