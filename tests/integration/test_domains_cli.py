# SPDX-License-Identifier: Apache-2.0
"""tegata-cli domain check: what a script reads of names good and bad."""

import json
import os
import pathlib
import subprocess
import unittest

CLI = pathlib.Path(os.environ["TEGATA_BINARY_DIR"]) / "bin" / "tegata-cli"
TABLE = pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]) / "tests/core/rules/data/domains.tsv"


def run(*arguments, locale="C.UTF-8"):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
                          env={**os.environ, "LC_ALL": locale})


class DomainCheck(unittest.TestCase):
    def check(self, *names, code):
        done = run("--json", "domain", "check", "--", *names)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        items = json.loads(done.stdout)["items"]
        self.assertEqual([each["input"] for each in items], list(names))
        return items

    def test_good_names(self):
        items = self.check("www.cybertrust.ne.jp", "日本語.jp", "*.city.sapporo.jp", "https://www.example.jp:8443/", code=0)
        self.assertEqual([each["registrable"] for each in items],
                         ["cybertrust.ne.jp", "xn--wgv71a119e.jp", "city.sapporo.jp", "example.jp"])
        self.assertEqual([each["aLabel"] for each in items],
                         ["www.cybertrust.ne.jp", "xn--wgv71a119e.jp", "city.sapporo.jp", "www.example.jp"])
        self.assertEqual(items[1]["uLabel"], "日本語.jp")
        self.assertEqual([each["wildcard"] for each in items], [False, False, True, False])
        self.assertEqual([each["outcome"] for each in items], ["note"] * 4)
        self.assertEqual([finding["code"] for each in items for finding in each["findings"]],
                         ["domain.converted", "domain.urlReduced"])

    def test_bad_names_beside_good_ones(self):
        names = ("example.jp", "foo.sapporo.jp", "chiyoda.tokyo.jp", "192.168.0.1", "a_b.jp", "example.jp.", "a\u202eb.jp")
        items = self.check(*names, code=1)
        self.assertEqual([[finding["code"] for finding in each["findings"]] for each in items],
                         [[], ["domain.publicSuffix"], ["domain.publicSuffix"], ["domain.reservedIp"],
                          ["domain.underscore"], ["domain.trailingDot"], ["domain.idnInvalid"]])
        self.assertIsNone(items[1]["registrable"])
        for number, item in enumerate(items[1:], 1):
            self.assertEqual(item["outcome"], "error")
            for finding in item["findings"]:
                self.assertEqual(finding["field"], f"items[{number}]")
                self.assertTrue(finding["message"] and finding["remedy"] and finding["rule"])
                self.assertNotIn("%{", finding["message"] + finding["remedy"])

    def test_every_domain_of_the_table_is_registrable(self):
        rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        domains = sorted({row[1] for row in rows if row[1]})
        self.assertGreater(len(domains), 40)
        for item in self.check(*domains, code=0):
            self.assertEqual(item["registrable"], item["aLabel"], item["input"])

    def test_words_in_both_languages(self):
        self.assertIn("is a public suffix", run("domain", "check", "co.jp").stdout)
        japanese = run("domain", "check", "co.jp", locale="ja_JP.UTF-8").stdout
        self.assertNotIn("public suffix", japanese)
        self.assertIn("co.jp", japanese)
        self.assertNotIn("\u202e", run("domain", "check", "a\u202eb.jp").stdout, "a name must not steer the terminal")

    def test_wrong_use(self):
        self.assertEqual(run("domain", "check").returncode, 2)
        self.assertEqual(run("domain", "check", "--policy", "x", "example.jp").returncode, 2)


if __name__ == "__main__":
    unittest.main()
