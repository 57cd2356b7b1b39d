# SPDX-License-Identifier: Apache-2.0
# One precompiled header a kind, shared by all targets of it. A target takes the richest kind that it links, so the flags
# of all targets are the same (position independence too: see TegataOptions).
function(tegata_precompiled kind)
    add_library(tegata_pch_${kind} OBJECT "${CMAKE_SOURCE_DIR}/cmake/pch/empty.cpp")
    target_link_libraries(tegata_pch_${kind} PRIVATE tegata_options tl::expected ${ARGN})
    target_precompile_headers(tegata_pch_${kind} PRIVATE "${CMAKE_SOURCE_DIR}/cmake/pch/${kind}.h")
endfunction()

tegata_precompiled(core Qt6::Core)
tegata_precompiled(widgets Qt6::Widgets)
if(BUILD_TESTING)
    # QtTest knows more of the network too when it is linked.
    tegata_precompiled(test Qt6::Test Qt6::Network)
    tegata_precompiled(widgetstest Qt6::Test Qt6::Network Qt6::Widgets)
endif()

# tegata_use_precompiled(TARGET [WIDGETS] [TEST])
function(tegata_use_precompiled target)
    set(kind core)
    if("WIDGETS" IN_LIST ARGN AND "TEST" IN_LIST ARGN)
        set(kind widgetstest)
    elseif("WIDGETS" IN_LIST ARGN)
        set(kind widgets)
    elseif("TEST" IN_LIST ARGN)
        set(kind test)
    endif()
    target_precompile_headers(${target} REUSE_FROM tegata_pch_${kind})
endfunction()
