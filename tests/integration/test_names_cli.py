# SPDX-License-Identifier: Apache-2.0
"""tegata-cli name check: the same table of names as the rules' own test, through the command line as a script uses it."""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import unittest

CLI = pathlib.Path(os.environ["TEGATA_BINARY_DIR"]) / "bin" / "tegata-cli"
TABLE = pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]) / "tests/core/rules/data/names.tsv"


def run(*arguments, locale="C.UTF-8"):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
                          env={**os.environ, "LC_ALL": locale})


def table():
    for line in TABLE.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if line.startswith("#") or len(cells) != 6:
            continue
        kind, context, name, length, outcome, codes = cells
        name = re.sub(r"\\u\{([0-9A-F]+)\}", lambda match: chr(int(match[1], 16)), name)
        yield kind, context.split("/"), name, int(length), outcome, codes.split()


def options(kind, context):
    given = ["--kind", kind]
    if kind == "legal":
        form, position, *rest = context
        given += ["--form", form] if form != "-" else []
        given += ["--position", position] if position != "-" else []
    else:
        rest = [each for each in context if each]
    return given + [f"--{flag}" for flag in rest]


class NameCheck(unittest.TestCase):
    def test_table(self):
        rows = list(table())
        self.assertGreaterEqual(len(rows), 150)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = pool.map(lambda row: run("--json", "name", "check", *options(row[0], row[1]), "--", row[2]), rows)
            for (kind, context, name, length, outcome, codes), done in zip(rows, answers):
                with self.subTest(kind=kind, context=context, name=name):
                    answer = json.loads(done.stdout)
                    self.assertEqual(done.returncode, 1 if outcome == "error" else 0, done.stderr)
                    self.assertEqual(answer["outcome"], outcome)
                    self.assertEqual(answer["length"], length)
                    self.assertEqual(answer["limit"], {"legal": 20, "english": 64, "operator-cn": 15}[kind])
                    self.assertEqual(answer["input"], name)
                    self.assertEqual([each["code"].removeprefix("name.") for each in answer["findings"]], codes)
                    for finding in answer["findings"]:
                        self.assertTrue(finding["message"] and finding["remedy"] and finding["rule"])
                        self.assertNotIn("%{", finding["message"] + finding["remedy"], "a place was not filled")

    def test_offers(self):
        answer = json.loads(run("--json", "name", "check", "--kind", "legal", "㈱サ－ビス").stdout)
        self.assertEqual({each["code"]: each["replacement"] for each in answer["offers"]},
                         {"name.abbreviatedForm": "株式会社サ－ビス", "name.dashForLongVowel": "㈱サービス",
                          "name.allOffers": "株式会社サービス"})

    def test_words_in_both_languages(self):
        japanese = run("name", "check", "--kind", "legal", "㈱サンプル", locale="ja_JP.UTF-8").stdout
        self.assertIn("「㈱」は略記", japanese)
        self.assertIn("offer\tname.abbreviatedForm\t株式会社サンプル", japanese)
        self.assertIn("is an abbreviation", run("name", "check", "--kind", "legal", "㈱サンプル").stdout)

    def test_places_in_a_name_are_not_places_of_the_output(self):
        self.assertIn("%2 %3\t5/64", run("name", "check", "--kind", "english", "%2 %3").stdout)

    def test_wrong_use(self):
        for arguments in (["x"], ["--kind", "nonsense", "x"], ["--kind", "legal", "--form", "nonsense", "x"],
                          ["--kind", "legal", "--position", "nonsense", "x"], ["--kind", "legal"],
                          ["--kind", "legal", "--policy", "p", "x"]):
            with self.subTest(arguments):
                self.assertEqual(run("name", "check", *arguments).returncode, 2)


if __name__ == "__main__":
    unittest.main()
