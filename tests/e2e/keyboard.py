# SPDX-License-Identifier: Apache-2.0
"""A keyboard that can type Japanese: the virtual screen's unused keys get the characters that a test types, before the
program starts. (xdotool would lend one key to each character in turn, and the program loses some of them.)"""

import ctypes
import ctypes.util

UNICODE_KEYSYM = 0x01000000
PER_KEY = 2  # without and with Shift


def teach(characters):
    """Gives every character that is not ASCII a key of its own on $DISPLAY. Together: a later call replaces them."""
    wanted = sorted({character for character in characters if ord(character) > 0x7E})
    x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        raise AssertionError("no display to teach a keyboard to")
    first, last, per_key = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x11.XDisplayKeycodes(display, ctypes.byref(first), ctypes.byref(last))
    mapping = x11.XGetKeyboardMapping(display, ctypes.c_ubyte(first.value), last.value - first.value + 1,
                                      ctypes.byref(per_key))
    free = [first.value + index for index in range(last.value - first.value + 1)
            if not any(mapping[index * per_key.value + level] for level in range(per_key.value))
            or mapping[index * per_key.value] >= UNICODE_KEYSYM]
    if len(wanted) > len(free) * PER_KEY:
        raise AssertionError(f"{len(wanted)} characters for {len(free)} free keys")
    for code, start in zip(free, range(0, len(wanted), PER_KEY)):
        pair = wanted[start:start + PER_KEY]
        symbols = (ctypes.c_ulong * PER_KEY)(*[UNICODE_KEYSYM + ord(character) for character in pair])
        x11.XChangeKeyboardMapping(display, code, PER_KEY, symbols, 1)
    x11.XSync(display, 0)
    x11.XFree(mapping)
    x11.XCloseDisplay(display)
