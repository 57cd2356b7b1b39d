#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Feeds check_layering.py a tree with one wrong line a rule, and expects exactly that file and line to be named."""
import re
import subprocess
import sys
import tempfile
import unittest
from contextlib import contextmanager
from pathlib import Path

import check_layering

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
    ("folder-arrow", "core/service/store/a.h", '#include "core/service/notice/noticeoutbox.h"'),
    ("folder-arrow", "core/service/store/a.h", '#include "core/service/authority/storelink.h"'),
    ("folder-arrow", "core/service/authority/a.cpp", '#include "core/service/workflow/requestworkflow.h"'),
    ("folder-arrow", "core/service/authority/a.cpp", '#include "core/service/notice/noticeoutbox.h"'),
    ("folder-arrow", "core/service/notice/a.cpp", '#include "core/service/workflow/siteactor.h"'),
    ("folder-arrow", "core/service/workflow/a.cpp", '#include "core/service/sites/views.h"'),
    ("folder-arrow", "core/service/workflow/a.cpp", '#include "core/service/http/http.h"'),
    ("folder-arrow", "core/service/http/a.cpp", '#include "core/service/sites/siteservices.h"'),
    ("folder-arrow", "core/service/http/a.cpp", '#include "core/service/store/transaction.h"'),
    ("folder-arrow", "core/service/sites/a.cpp", '#include "core/service/serviceconfig.h"'),
    ("folder-arrow", "core/service/a.cpp", '#include "core/service/practice/practiceworld.h"'),
    ("folder-arrow", "core/service/newfolder/a.cpp", '#include "core/service/store/transaction.h"'),
    ("folder-arrow", "core/service/a.cpp", '#include "core/service/newfolder/a.h"'),
    ("folder-arrow", "ui/common/a.cpp", '#include "ui/models/queuemodel.h"'),
    ("folder-arrow", "ui/models/a.cpp", '#include "ui/operator/queuepage.h"'),
    ("folder-arrow", "ui/models/a.cpp", '#include "ui/print/pagelayout.h"'),
    ("folder-arrow", "ui/records/a.cpp", '#include "ui/operator/decisionpanel.h"'),
    ("folder-arrow", "ui/records/a.cpp", '#include "ui/identity/signindialog.h"'),
    ("folder-arrow", "ui/identity/a.cpp", '#include "ui/shell/mainwindow.h"'),
    ("folder-arrow", "ui/operator/a.cpp", '#include "ui/enrollment/draftlist.h"'),
    ("folder-arrow", "ui/enrollment/a.cpp", '#include "ui/operator/queuepage.h"'),
    ("folder-arrow", "ui/print/a.cpp", '#include "ui/enrollment/draftlist.h"'),
    ("folder-arrow", "ui/enrollment/a.cpp", '#include "ui/shell/mainwindow.h"'),
    ("folder-arrow", "ui/newfolder/a.cpp", '#include "ui/common/plaintext.h"'),
    ("folder-arrow", "app/cli/a.cpp", '#include "app/service/commands.h"'),
    ("folder-arrow", "app/service/a.cpp", '#include "app/cli/output.h"'),
    ("folder-arrow", "app/desktop/a.cpp", '#include "app/cli/output.h"'),
    ("folder-arrow", "app/sites/a.cpp", '#include "app/desktop/sitecontext.h"'),
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
    ("windowless", "app/sites/a.cpp", '#include "ui/shell/mainwindow.h"'),
    ("rooted", "core/base/a.cpp", '#include "result.h"'),
    ("rooted", "ui/models/a.cpp", '#include "../common/banner.h"'),
    ("dogtag", "core/desk/a.cpp", "if (site.isDogtag()) {"),
    ("dogtag", "ui/operator/a.cpp", "/* why */ bool dogtagMode = true; // so"),
    ("folder-arrow", "ui/style/a.cpp", '#include "ui/common/paletteicon.h"'),
    ("style", "ui/operator/a.cpp", "    label->setStyleSheet(sheet);"),
    ("style", "ui/operator/a.cpp", "    painter.setPen(QColor(0x30, 0x33, 0x37));"),
    ("style", "ui/operator/a.cpp", "    const QColor grey{1, 2, 3};"),
    ("style", "ui/operator/a.cpp", "    painter.setPen(Qt::darkGray);"),
    ("style", "ui/operator/a.cpp", "    painter.setPen(palette().color(QPalette::Mid));"),
    ("style", "ui/operator/a.cpp", "    font.setPointSizeF(font.pointSizeF() * 1.35);"),
    ("style", "ui/operator/a.cpp", "    font.setBold(true);"),
    ("style", "ui/operator/a.cpp", "    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));"),
    ("style", "ui/operator/a.cpp", "    layout->setContentsMargins(0, 4, 0, 0);"),
    ("style", "ui/operator/a.cpp", "    layout->setSpacing(6);"),
    ("style", "ui/operator/a.cpp", "    layout->addSpacing(6);"),
    ("style", "ui/operator/a.cpp", "    list->setIconSize(QSize(16, 16));"),
    ("machine-path", "core/base/a.cpp", f'const char path[] = "{HOME_PATH}/x";'),
    ("machine-path", "README.md", f"see {ROOT_PATH}/docs"),
]
GUI_HEADERS = {"QtWidgets": ["QMessageBox", "QWidget"], "QtGui": ["QColor"]}

RIGHT = {
    "core/pki/openssl.h": LICENCE + "#include <openssl/evp.h>\n",
    "core/remote/tlsidentity.cpp": LICENCE + '#include "core/pki/openssl.h"\n',
    "core/remote/rest/a.cpp": LICENCE + '#include "core/remote/rest/b.h"\n#include "core/remote/operatorsite.h"\n',
    "core/remote/dogtag/a.h": LICENCE + "class DogtagOperatorSite;\n",
    "core/service/http/httplistener.cpp": LICENCE + '#include <boost/asio.hpp>\n#include "core/rules/policy.h"\n',
    "core/service/servicehost.cpp": LICENCE + '#include "core/service/servicehost.h"\n#include "core/service/sites/a.h"\n',
    "core/service/sites/a.cpp": LICENCE + '#include "core/service/workflow/a.h"\n#include "core/service/http/a.h"\n',
    "core/service/workflow/a.cpp": LICENCE + '#include "core/service/notice/a.h"\n#include "core/service/store/a.h"\n',
    "core/service/practice/a.cpp": LICENCE + '#include "core/service/servicehost.h"\n',
    "ui/shell/a.cpp": LICENCE + '#include "ui/operator/a.h"\n#include "ui/identity/a.h"\n#include "ui/print/a.h"\n',
    "ui/enrollment/a.cpp": LICENCE + '#include "ui/print/a.h"\n#include "ui/records/a.h"\n',
    "ui/style/roles.cpp": LICENCE + "const QColor red(1, 2, 3);\n",
    "ui/print/a.cpp": LICENCE + "painter.setPen(Qt::black);\n",
    "ui/records/a.cpp": LICENCE + "layout->setContentsMargins(0, space::Tight, 0, 0);\nlayout->setSpacing(0);\n",
    "ui/records/b.cpp": LICENCE + "const QColor line = Roles::of(palette()).line; // QColor(1, 2, 3)\n",
    "app/cli/a.cpp": LICENCE + '#include "app/sites/a.h"\n#include "app/cli/b.h"\n',
    "core/desk/a.cpp": LICENCE + '// fits Dogtag too\n/* dogtag\n dogtag */\n#include "a.moc"\n#include <QTimer>\n',
    "core/desk/b.cpp": LICENCE + '// #include "ui/models/model.h"\n/*\n#include "ui/models/model.h"\n*/\n',
    "ui/operator/a.cpp": LICENCE + '#include <QLocale>\n#include "core/pki/revocationreason.h"\n#include "core/desk/d.h"\n',
    "app/desktop/a.cpp": LICENCE + '#include "core/remote/rest/a.h"\n#include "ui/shell/mainwindow.h"\nuse(Dogtag);\n',
    "docs/plain.txt": "no licence line needed; ~/" "work" "/main and https://example.jp/root/ are no machine paths\n",
    "build/generated.cpp": '#include "/nowhere.h"\n',
}


class CheckLayering(unittest.TestCase):
    @contextmanager
    def tree_of(self, files):
        with tempfile.TemporaryDirectory() as folder:
            tree, qt = Path(folder, "tree"), Path(folder, "qt")
            for module, names in GUI_HEADERS.items():
                for name in names:
                    self.write(qt / module / name, "")
            for name, text in files.items():
                self.write(tree / name, text)
            yield tree, qt

    def run_on(self, files):
        with self.tree_of(files) as (tree, qt):
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
                with self.tree_of({**RIGHT, name: LICENCE + "\n" + line + "\n"}) as (tree, qt):
                    lines = check_layering.Tree(tree, qt).check()
                self.assertEqual([entry.split("] ")[0] for entry in lines], [f"{name}:3: [{rule}"], lines)

    def test_each_arrow_of_this_tree_fails_when_it_is_turned(self):
        turned = {}
        for parent in ("core/service", "ui", "app"):
            arrows = self.arrows_below(parent)
            self.assertGreater(len(arrows), 1, parent)
            for number, (folder, to_folder) in enumerate(sorted(arrows)):
                name = "/".join(part for part in (parent, to_folder, f"turned{number}.h") if part)
                back = "/".join(part for part in (parent, folder, "a.h") if part)
                turned[name] = LICENCE + f'#include "{back}"\n'
        code, lines = self.run_on({**RIGHT, **turned})
        self.assertEqual(code, 1)
        self.assertEqual([entry.split("] ")[0] for entry in lines],
                         [f"{name}:2: [folder-arrow" for name in sorted(turned)])

    @staticmethod
    def arrows_below(parent):
        """Pairs of folders below parent, "" for parent itself, of which the first includes the second in this tree."""
        include = re.compile(rf'#include "{parent}/(?:([^/"]+)/)?[^/"]+"')
        arrows = set()
        for path in sorted((CHECKER.parents[2] / parent).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                inside = path.relative_to(CHECKER.parents[2] / parent).parts
                folder = inside[0] if len(inside) > 1 else ""
                found = {target or "" for target in include.findall(path.read_text(encoding="utf-8"))}
                arrows |= {(folder, to_folder) for to_folder in found if to_folder != folder}
        return arrows

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
