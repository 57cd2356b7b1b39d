#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the translations against the sources and against themselves.

    check_translations.py FILE.ts … --lupdate LUPDATE ARGUMENTS…

Runs lupdate into temporary copies and compares: every text of the tree stands in every file, and nothing else does. No
entry is unfinished or empty, and a translation holds the same placeholders (%1, %n, %{name}) as its source. One
line a finding; the exit code is 1 when there is any.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

PLACEHOLDER = re.compile(r"%\{\w+\}|%L?\d|%L?n")


def messages(path):
    """(context, source, disambiguation) → the message's element."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = message
    return found


def placeholders(text):
    return Counter(PLACEHOLDER.findall(text))


def check_message(key, message):
    translation = message.find("translation")
    where = f"[{key[0]}] {key[1]!r}"
    if translation is None or translation.get("type") is not None:
        state = "missing" if translation is None else translation.get("type")
        yield f"{where}: {state}"
        return
    forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
    for form in forms:
        if not form.strip():
            yield f"{where}: empty"
        elif placeholders(form) != placeholders(key[1]):
            yield f"{where}: placeholders differ in {form!r}"


def check_file(path, lupdate):
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, path.name)
        shutil.copyfile(path, fresh)
        done = subprocess.run([*lupdate, "-no-obsolete", "-ts", str(fresh)], capture_output=True, text=True)
        if done.returncode != 0 or done.stderr.strip():
            yield f"lupdate: {done.stderr.strip() or done.returncode}"
        kept, wanted = messages(path), messages(fresh)
    for key in sorted(wanted.keys() - kept.keys()):
        yield f"[{key[0]}] {key[1]!r}: not in the file; run the target update_translations"
    for key in sorted(kept.keys() - wanted.keys()):
        yield f"[{key[0]}] {key[1]!r}: no longer in the sources"
    for key in sorted(kept.keys() & wanted.keys()):
        yield from check_message(key, kept[key])


def main():
    at = sys.argv.index("--lupdate")
    files, lupdate = [Path(name) for name in sys.argv[1:at]], sys.argv[at + 1:]
    count = 0
    for path in files:
        for finding in check_file(path, lupdate):
            print(f"{path.name}: {finding}")
            count += 1
    print(f"translations: {count} finding(s)")
    return 1 if count or not files else 0


if __name__ == "__main__":
    sys.exit(main())
