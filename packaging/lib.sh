# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What start, test and bare-tree share; sourced by them, never run.

# The checkout, whatever the current directory is.
# shellcheck disable=SC2034  # read by the scripts that source this file
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '\n== %s\n' "$*"; }

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The text between the licence line and the first line of code is the help.
usage() { sed -n '3,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$0"; }

# One job a core, but no more than the free memory carries: a heavy unit (Boost.Beast) takes about 1.2 GB.
build_jobs() {
    local cores memory
    cores="$(nproc)"
    memory="$(awk '/^MemAvailable/ { print int($2 / 1258291) }' /proc/meminfo)"
    [ "$memory" -ge 1 ] || memory=1
    if [ "$cores" -lt "$memory" ]; then printf '%s' "$cores"; else printf '%s' "$memory"; fi
}

# ccache keeps its store outside the build folder, so that a new clone is quick; where that cannot be, inside.
use_ccache() {
    export CCACHE_DIR="${CCACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-$root/build}/.cache}/ccache}"
    if ! mkdir -p "$CCACHE_DIR" 2>/dev/null || [ ! -w "$CCACHE_DIR" ]; then
        CCACHE_DIR="$root/build/ccache"
    fi
    export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
}

# How long each part took, for the end: "timed NAME COMMAND…" runs it, print_times prints all.
times=()
timed() {
    local name="$1" began=$SECONDS outcome
    shift
    "$@" # where the caller asks for the outcome, bash goes on after a failure
    outcome=$?
    times+=("$name|$((SECONDS - began))")
    return "$outcome"
}

print_times() {
    [ ${#times[@]} -gt 0 ] || return 0
    say "How long it took"
    local entry seconds
    for entry in "${times[@]}"; do
        seconds="${entry##*|}"
        printf '   %-32s %3d min %02d s\n' "${entry%|*}" $((seconds / 60)) $((seconds % 60))
    done
}

# configure_and_build PRESET [TARGET…]
configure_and_build() {
    local preset="$1" jobs target=()
    shift
    [ $# -eq 0 ] || target=(--target "$@")
    jobs="$(build_jobs)"
    use_ccache
    say "Configure (preset $preset)"
    (cd "$root" && cmake --preset "$preset")
    say "Build (preset $preset, $jobs at a time)"
    (cd "$root" && cmake --build --preset "$preset" --parallel "$jobs" "${target[@]}")
}
