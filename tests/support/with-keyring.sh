#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# with-keyring.sh unlocked|locked|absent PROGRAM [ARGUMENT …]: runs the program on a message bus of its own, with an
# unlocked keyring, with one that is there but locked, or without bus. HOME and XDG_RUNTIME_DIR are new and private, so
# that nobody's own keyring is touched.
set -eu
mode=$1
shift
folder=$(mktemp -d "${TMPDIR:-/tmp}/tegata-keyring.XXXXXX")
trap 'rm -rf "$folder"' EXIT
export HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" TEGATA_KEYRING="$mode"
export XDG_CURRENT_DESKTOP=GNOME # QtKeychain takes libsecret there
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME DISPLAY WAYLAND_DISPLAY
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"
case $mode in
absent)
    export DBUS_SESSION_BUS_ADDRESS="unix:path=$folder/no-bus"
    "$@"
    ;;
unlocked)
    dbus-run-session -- sh -c '
        printf "test\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        "$@"' sh "$@"
    ;;
locked)
    # The login keyring is made by one daemon, and found locked by the next one, on another bus.
    dbus-run-session -- sh -c '
        printf "test\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        TEGATA_KEYRING=prepare "$@"' sh "$@"
    dbus-run-session -- sh -c '
        gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1
        "$@"' sh "$@"
    ;;
*)
    echo "unknown mode: $mode" >&2
    exit 2
    ;;
esac
