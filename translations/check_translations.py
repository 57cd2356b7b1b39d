#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the translations against the sources and against themselves.

    check_translations.py FILE.ts … --lupdate LUPDATE ARGUMENTS…

Runs lupdate into temporary copies and compares: every text of the tree stands in every file, and nothing else does. No
entry is unfinished or empty, and a translation holds the same placeholders (%1, %n, %{name}) as its source. No text
holds a word that words.tsv bans in its language. One line a finding; the exit code is 1 when there is any.
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

WORDS = Path(__file__).with_name("words.tsv")
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


def banned_words(path=WORDS):
    """Language → [(pattern, what to write instead)]."""
    banned = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, pattern, instead = line.split("\t")[:3]
            banned.setdefault(language, []).append((re.compile(pattern), instead))
    return banned


def check_words(key, texts, banned):
    for text in texts:
        plain = PLACEHOLDER.sub("%", re.sub(r"&(?=\w)", "", text))
        for pattern, instead in banned:
            if found := pattern.search(plain):
                yield f"[{key[0]}] {text!r}: {found.group(0)!r}; write: {instead}"


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


def check_file(path, lupdate, banned):
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
    language = ElementTree.parse(path).getroot().get("language")[:2]
    for key in sorted(kept.keys() & wanted.keys()):
        yield from check_message(key, kept[key])
        translation = kept[key].find("translation")
        texts = [part.text or "" for part in translation.iter()] if translation is not None else []
        yield from check_words(key, [key[1], *texts] if language == "en" else texts, banned.get(language, []))


def main():
    at = sys.argv.index("--lupdate")
    files, lupdate = [Path(name) for name in sys.argv[1:at]], sys.argv[at + 1:]
    banned = banned_words()
    count = 0
    for path in files:
        for finding in check_file(path, lupdate, banned):
            print(f"{path.name}: {finding}")
            count += 1
    print(f"translations: {count} finding(s)")
    return 1 if count or not files else 0


if __name__ == "__main__":
    sys.exit(main())
