#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes jisx0208table.inc: which characters are in JIS X 0208, from Python's own ISO-2022-JP codec (it knows the
standard's rows only, no vendor's). Run by hand: core/rules/jisx0208.py >core/rules/jisx0208table.inc

Rows are the 256 characters of one Unicode page as four words of 64 bits, the least significant bit first.
"""

pages = {}
for row in range(0x21, 0x7F):
    for cell in range(0x21, 0x7F):
        try:
            character = (b"\x1b$B" + bytes([row, cell]) + b"\x1b(B").decode("iso2022_jp")
        except UnicodeDecodeError:
            continue
        page, bit = divmod(ord(character), 256)
        pages[page] = pages.get(page, 0) | 1 << bit

print("// SPDX-License-Identifier: Apache-2.0")
print("// Made by jisx0208.py: change that, not this.")
for page, bits in sorted(pages.items()):
    words = ", ".join(f"0x{bits >> 64 * i & 0xFFFFFFFFFFFFFFFF:016X}" for i in range(4))
    print(f"{{0x{page:02X}, {{{words}}}}},")
