#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""makepostaltable.py DICTIONARY OUTPUT

Makes the compiled-in table of postalcode.h from SKK-JISYO.zipcode (public domain; EUC-JIS-2004, also gzipped). The
dictionary gives whole addresses ("北海道札幌市北区北七条西"). Where the municipality ends is taken from the dictionary
itself: every municipality has an address without a town, and no rule over 市区町村 gets 四日市市, 廿日市市, 東村山市,
余市郡余市町 and 田村市 all right.
"""

import gzip
import pathlib
import re
import struct
import sys
import zlib

MAGIC = b"TEGATAPC"
VERSION = 1
PREFIXES = 1000

PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
).split()
# Japan Post puts the island before these two; their names are without it.
ISLANDS = ("三宅島", "八丈島")


def read_dictionary(path):
    data = pathlib.Path(path).read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    for line in data.decode("euc_jis_2004").splitlines():
        entry = re.fullmatch(r"(\d{7}) /(.+)/", line)
        if not entry:
            continue
        for address in entry[2].split("/"):
            address = address.split(";")[0]
            number = next(i for i, name in enumerate(PREFECTURES, 1) if address.startswith(name))
            yield entry[1], number, address[len(PREFECTURES[number - 1]):]


def municipality_of(address, known):
    return next((address[:end] for end in range(2, len(address) + 1) if address[:end] in known), None)


def municipalities(addresses):
    """Of one prefecture: addresses that end like a municipality and do not lie in a shorter one."""
    known = set()
    for address in sorted(addresses, key=len):
        if address[-1:] in ("市", "区", "町", "村") and not municipality_of(address, known):
            known.add(address)
    return known


def without_island(name):
    return next((name[len(island):] for island in ISLANDS if name.startswith(island)), name)


def packed(rows):
    """The format of postalformat.h: a directory of 1000 blocks by the first three digits, each as qCompress has it."""
    blocks = [[] for _ in range(PREFIXES)]
    for code, prefecture, municipality, town in rows:
        blocks[int(code[:3])].append(f"{code[3:]}\t{prefecture}\t{municipality}\t{town}\t")
    offsets, body = [], b""
    start = len(MAGIC) + 4 + 4 * (PREFIXES + 1)
    for lines in blocks:
        offsets.append(start + len(body))
        if lines:
            text = "\n".join(lines).encode()
            body += struct.pack(">I", len(text)) + zlib.compress(text, 9)
    offsets.append(start + len(body))
    return MAGIC + struct.pack(f">I{PREFIXES + 1}I", VERSION, *offsets) + body


def main(dictionary, output):
    entries = sorted(set(read_dictionary(dictionary)))
    known = {number: municipalities({address for _, n, address in entries if n == number})
             for number in range(1, len(PREFECTURES) + 1)}
    rows = []
    for code, number, address in entries:
        municipality = municipality_of(address, known[number])
        if not municipality:
            sys.exit(f"{dictionary}: {code}: no municipality in {PREFECTURES[number - 1]}{address}")
        rows.append((code, number, without_island(municipality), address[len(municipality):]))
    if len(rows) < 100000:
        sys.exit(f"{dictionary}: only {len(rows)} addresses")
    pathlib.Path(output).write_bytes(packed(sorted(set(rows))))


if __name__ == "__main__":
    main(*sys.argv[1:])
