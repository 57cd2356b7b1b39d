# SPDX-License-Identifier: Apache-2.0
"""tegata-cli over files of an attacker: what values hold never steers a terminal, turns text round or looks like a line
or a value of ours; --json keeps the values and is as readable."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

CLI = pathlib.Path(os.environ["TEGATA_BINARY_DIR"]) / "bin" / "tegata-cli"
# A forged line, a forged value, text turned round, a cleared screen, a line separator, a character without room.
HOSTILE = "evil\nsignature\tecdsa-with-SHA256\tvalid\u202egpj\u2028line\u200b\x9b2Jend"
HIDDEN = "\u202e\u2028\u200b\x9b\x1b"


def run(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, timeout=60, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})


class HostileFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.csr = pathlib.Path(cls.folder.name) / "hostile.csr"
        subprocess.run(["openssl", "req", "-new", "-utf8", "-noenc", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:P-256", "-keyout", os.devnull, "-out", cls.csr,
                        "-subj", f"/C=JP/O={HOSTILE}/CN=www.example.jp"], check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def assert_shown(self, text):
        for character in HIDDEN:
            self.assertNotIn(character, text)

    def test_lines(self):
        done = run("csr", "show", self.csr)
        text = done.stdout.decode("utf-8")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_shown(text)
        lines = text.splitlines()
        self.assertEqual(len([each for each in lines if each.startswith("signature\t")]), 1)
        of_o = [each for each in lines if each.startswith("O\t")]
        self.assertEqual(len(of_o), 1)
        self.assertEqual(len(of_o[0].split("\t")), 3)
        self.assertIn("evil⏎signature⟦U+0009⟧ecdsa-with-SHA256", of_o[0])
        self.assertIn("⟦U+202E⟧gpj⟦U+2028⟧line⟦U+200B⟧⟦U+009B⟧2Jend", of_o[0])

    def test_json(self):
        text = run("--json", "csr", "show", self.csr).stdout.decode("utf-8")
        self.assert_shown(text)
        values = [each["value"] for each in json.loads(text)["attributes"] if each["type"] == "O"]
        self.assertEqual(values, [HOSTILE])

    def test_findings(self):
        done = run("csr", "check", self.csr)
        self.assert_shown(done.stdout.decode("utf-8"))
        for line in done.stdout.decode("utf-8").splitlines():
            self.assertIn(line.split("\t")[0], ("error", "warning", "note"), line)

    def test_messages(self):
        name = "missing\ntegata-cli: done\u202e.csr"
        done = run("csr", "show", name)
        text = done.stderr.decode("utf-8")
        self.assert_shown(text)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(len(text.splitlines()), 1, text)


if __name__ == "__main__":
    unittest.main()
