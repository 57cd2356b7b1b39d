#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Feeds check_layering.py a tree with one wrong line a rule, and expects exactly that file and line to be named."""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECKER = Path(__file__).with_name("check_layering.py")
LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
# Put together here, so that the checker does not find them in this file.
HOME_PATH = "/" + "home/hanako/tegata"
ROOT_PATH = "/" + "root/tegata"

# rule, file, its third line
WRONG = [
    ("core-arrow", "core/base/a.h", '#include "core/pki/certificate.h"'),
    ("core-arrow", "core/pki/a.h", '#include "core/domain/certificaterequest.h"'),
    ("core-arrow", "core/domain/a.cpp", '#include "core/rules/policy.h"'),
    ("core-arrow", "core/rules/a.cpp", '#include "core/cache/queuecache.h"'),
    ("core-arrow", "core/cache/a.cpp", '#include "core/remote/operatorsite.h"'),
    ("core-arrow", "core/cache/a.cpp", '#include "core/outbox/outboxfile.h"'),
    ("core-arrow", "core/vault/a.cpp", '#include "core/cache/queuecache.h"'),
    ("core-arrow", "core/remote/rest/a.cpp", '#include "core/sync/outbox.h"'),
    ("core-arrow", "core/sync/a.cpp", '#include "core/desk/operatordesk.h"'),
    ("core-arrow", "core/desk/a.cpp", '#include "core/service/router.h"'),
    ("core-arrow", "core/service/a.cpp", '#include "core/desk/operatordesk.h"'),
    ("core-arrow", "core/service/a.cpp", "  #  include <core/cache/queuecache.h>"),
    ("core-arrow", "core/newmodule/a.cpp", '#include "core/base/result.h"'),
    ("upward", "core/desk/a.cpp", '#include "ui/models/requesttablemodel.h"'),
    ("upward", "core/service/a.cpp", '#include "app/service/configuration.h"'),
    ("upward", "ui/shell/a.cpp", '#include "app/desktop/appcontext.h"'),
    ("core-widgets", "core/desk/a.cpp", "#include <QtWidgets/QMessageBox>"),
    ("core-widgets", "core/desk/a.cpp", "#include <QMessageBox>"),
    ("core-widgets", "core/rules/a.cpp", "#include <QColor>"),
    ("ui-core", "ui/operator/a.cpp", '#include "core/vault/identitystore.h"'),
    ("ui-core", "ui/operator/a.cpp", '#include "core/service/store.h"'),
    ("ui-technology", "ui/operator/a.cpp", "#include <QSqlQuery>"),
    ("ui-technology", "ui/operator/a.cpp", "#include <QTcpSocket>"),
    ("ui-technology", "ui/operator/a.cpp", "#include <QNetworkAccessManager>"),
    ("ui-technology", "ui/operator/a.cpp", "#include <QSslCertificate>"),
    ("ui-technology", "ui/operator/a.cpp", "#include <QtNetwork/QSslKey>"),
    ("openssl", "ui/operator/a.cpp", '#include "core/pki/openssl.h"'),
    ("openssl", "core/vault/a.cpp", "#include <openssl/evp.h>"),
    ("boost", "core/service/store.cpp", "#include <boost/asio.hpp>"),
    ("port", "ui/operator/a.cpp", '#include "core/remote/rest/restoperatorsite.h"'),
    ("port", "core/desk/a.cpp", '#include "core/remote/rest/restoperatorsite.h"'),
    ("windowless", "app/cli/a.cpp", '#include "ui/shell/mainwindow.h"'),
    ("windowless", "app/service/a.cpp", "#include <QWidget>"),
    ("rooted", "core/base/a.cpp", '#include "result.h"'),
    ("rooted", "ui/models/a.cpp", '#include "../common/banner.h"'),
    ("dogtag", "core/desk/a.cpp", "if (site.isDogtag()) {"),
    ("dogtag", "ui/operator/a.cpp", "/* why */ bool dogtagMode = true; // so"),
    ("machine-path", "core/base/a.cpp", f'const char path[] = "{HOME_PATH}/x";'),
    ("machine-path", "README.md", f"see {ROOT_PATH}/docs"),
]
GUI_HEADERS = {"QtWidgets": ["QMessageBox", "QWidget"], "QtGui": ["QColor"]}

RIGHT = {
    "core/pki/openssl.h": LICENCE + "#include <openssl/evp.h>\n",
    "core/remote/tlsidentity.cpp": LICENCE + '#include "core/pki/openssl.h"\n',
    "core/remote/rest/a.cpp": LICENCE + '#include "core/remote/rest/b.h"\n#include "core/remote/operatorsite.h"\n',
    "core/remote/dogtag/a.h": LICENCE + "class DogtagOperatorSite;\n",
    "core/service/httplistener.cpp": LICENCE + '#include <boost/asio.hpp>\n#include "core/rules/policy.h"\n',
    "core/desk/a.cpp": LICENCE + '// fits Dogtag too\n/* dogtag\n dogtag */\n#include "a.moc"\n#include <QTimer>\n',
    "core/desk/b.cpp": LICENCE + '// #include "ui/models/model.h"\n/*\n#include "ui/models/model.h"\n*/\n',
    "ui/operator/a.cpp": LICENCE + '#include <QLocale>\n#include "core/pki/revocationreason.h"\n#include "core/desk/d.h"\n',
    "app/desktop/a.cpp": LICENCE + '#include "core/remote/rest/a.h"\n#include "ui/shell/mainwindow.h"\nuse(Dogtag);\n',
    "docs/plain.txt": "no licence line needed; ~/" "work" "/main and https://example.jp/root/ are no machine paths\n",
    "build/generated.cpp": '#include "/nowhere.h"\n',
}


class CheckLayering(unittest.TestCase):
    def run_on(self, files):
        with tempfile.TemporaryDirectory() as folder:
            tree, qt = Path(folder, "tree"), Path(folder, "qt")
            for module, names in GUI_HEADERS.items():
                for name in names:
                    self.write(qt / module / name, "")
            for name, text in files.items():
                self.write(tree / name, text)
            done = subprocess.run([sys.executable, CHECKER, "--qt-include", qt, tree], capture_output=True, text=True)
            self.assertEqual(done.stderr, "")
            return done.returncode, done.stdout.splitlines()

    @staticmethod
    def write(path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def test_right_tree_has_no_finding(self):
        self.assertEqual(self.run_on(RIGHT), (0, ["layering: no finding"]))

    def test_each_wrong_line_is_named(self):
        for rule, name, line in WRONG:
            with self.subTest(rule=rule, file=name, line=line):
                code, lines = self.run_on({**RIGHT, name: LICENCE + "\n" + line + "\n"})
                self.assertEqual(code, 1)
                self.assertEqual([entry.split("] ")[0] for entry in lines], [f"{name}:3: [{rule}"], lines)

    def test_missing_licence_is_named(self):
        for name in ("core/base/a.h", "tests/e2e/a.py", "packaging/start", "core/cache/migrations/001.sql",
                     "resources/api/openapi.yaml", "ui/CMakeLists.txt", "cmake/a.cmake"):
            with self.subTest(file=name):
                code, lines = self.run_on({**RIGHT, name: "#!/bin/sh\nnothing\n"})
                self.assertEqual(code, 1)
                self.assertEqual([entry.split("] ")[0] for entry in lines], [f"{name}:1: [licence"])

    def test_every_rule_of_the_checker_is_tried_here(self):
        source = CHECKER.read_text(encoding="utf-8")
        rules = set(re.findall(r'wrong\("([a-z-]+)"', source)) | set(re.findall(r'\w, "([a-z-]+)", f?"', source))
        self.assertEqual(rules, {rule for rule, _, _ in WRONG} | {"licence"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
