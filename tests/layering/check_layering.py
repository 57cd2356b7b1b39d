#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads the #include lines of core/, ui/ and app/ and reports every one that breaks the direction of the design.

    check_layering.py [--qt-include DIR] ROOT

app → ui → core; inside core: desk → sync → outbox → cache, remote, vault → rules → domain → pki → base, and service
beside desk over rules, domain, pki and base. Also checked in the whole tree: the licence line, and that no file names a path of
somebody's machine; and in ui/ that nothing but ui/style sets colours, letters or distances. One line a finding,
"FILE:LINE: [rule] what is wrong"; the exit code is 1 when there is any.
DIR is the folder that holds QtGui/ and QtWidgets/: with it, their classes are known by name too.
Inside core/service, ui and app the folders have arrows as well: FOLDER_ARROWS.
"""
import argparse
import os
import re
import sys
from pathlib import Path

SKIPPED_FOLDERS = re.compile(r"build|__pycache__$|\.(?!ci$)")
CODE = {".h", ".cpp"}
LICENSED = CODE | {".py", ".sh", ".cmake", ".sql", ".yaml"}
LICENCE = "SPDX-License-Identifier: Apache-2.0"

VALUES = {"base", "pki", "domain", "rules"}
CORE_ARROWS = {
    "base": set(),
    "pki": {"base"},
    "domain": {"base", "pki"},
    "rules": {"base", "pki", "domain"},
    "vault": VALUES,
    "remote": VALUES,
    "cache": VALUES,
    "outbox": VALUES | {"cache"},
    "sync": VALUES | {"outbox", "cache", "remote", "vault"},
    "desk": VALUES | {"outbox", "cache", "remote", "vault", "sync"},
    "service": VALUES,
}
UI_TO_CORE = VALUES | {"outbox", "cache", "remote", "sync", "desk"}

UI_FORBIDDEN = re.compile(r"(openssl|boost|QtSql|QtNetwork)/|sqlite3\.h|Q(Sql|Tcp|Udp|Ssl|Local(Socket|Server)|Network"
                          r"|AbstractSocket|Http|Dtls|HostInfo|Dns)\w*(\.h)?$|Qt(Sql|Network)$", re.IGNORECASE)
OPENSSL = re.compile(r"core/pki/openssl\.h$|openssl/")
INCLUDE = re.compile(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:(?:home|Users)/[a-z_][\w.-]*/|root/|work/(?:main|wt|shared|bare)\b)")

# Colours, letters and distances are ui/style's: others name a role or a token. ui/print draws paper.
UNSTYLED = ("ui/style/", "ui/print/")
BY_HAND = re.compile(
    r"\bQColor\s*[({]|\bQColor\s+\w+\s*[({]|\bQColor::from|\bQPalette::|\bqRgba?\(|\bQt::(white|black|gray|darkGray|lightGray"
    r"|(dark)?([rR]ed|[gG]reen|[bB]lue|[cC]yan|[mM]agenta|[yY]ellow))\b"
    r"|\bsetStyleSheet\(|\bset(Foreground|Background)Role\(|\bset(Point|Pixel)Size(F)?\(|\bset(Bold|Weight|Famil(y|ies))\("
    r"|\bQFontDatabase\b|\bQFont\s*[({]|\bQFont\s+\w+\s*[({]|\bQApplication::set(Font|Palette|Style)\("
    r"|\bset(ContentsMargins|Spacing|HorizontalSpacing|VerticalSpacing)\([^)]*(?<![\w.])[1-9]|\baddSpacing\(\s*[1-9]"
    r"|\bQSize\(\s*1?\d\s*,\s*1?\d\s*\)")

# Folders inside a module or layer: the folder, and what it may include beside itself. "": what stands in the module
# itself. A new folder is entered here first.
SERVICE_PARTS = {"http", "store", "authority", "notice", "workflow", "sites"}
EVERYBODYS = {"style", "common"}
BELOW_DESKS = EVERYBODYS | {"models", "records", "identity"}
FOLDER_ARROWS = {
    "core/service": {
        "http": set(),
        "store": set(),
        "authority": {"store"},
        "notice": {"store"},
        "workflow": {"store", "authority", "notice"},
        "sites": SERVICE_PARTS - {"sites"},
        "": SERVICE_PARTS,
        "administration": SERVICE_PARTS | {""},
        "practice": SERVICE_PARTS | {""},
    },
    "ui": {
        "style": set(),
        "common": {"style"},
        "models": EVERYBODYS,
        "print": {"common", "models"},
        "records": EVERYBODYS | {"models"},
        "identity": EVERYBODYS | {"models"},
        "enrollment": BELOW_DESKS | {"print"},
        "operator": BELOW_DESKS,
        "shell": BELOW_DESKS | {"print", "enrollment", "operator"},
    },
    "app": {
        "sites": set(),
        "desktop": {"sites"},
        "cli": {"sites"},
        "service": {"sites"},
    },
}


class Tree:
    def __init__(self, root, qt_include):
        self.root = root
        self.findings = []
        self.gui_names = set()
        for module in ("QtGui", "QtWidgets"):
            folder = qt_include / module if qt_include else None
            if folder and folder.is_dir():
                self.gui_names |= {entry.name for entry in folder.iterdir() if entry.is_file()}

    def check(self):
        for path in sorted(self.files()):
            name = path.relative_to(self.root).as_posix()
            data = path.read_bytes()
            if b"\0" in data:
                continue
            lines = data.decode("utf-8", errors="replace").splitlines()
            self.check_text(name, lines)
            if path.suffix in CODE and name.split("/")[0] in ("core", "ui", "app"):
                self.check_code(name, lines)
        return self.findings

    def files(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [entry for entry in folders if not SKIPPED_FOLDERS.match(entry)]
            for name in names:
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink() and name != ".git":
                    yield path

    def add(self, name, line, rule, text):
        self.findings.append(f"{name}:{line}: [{rule}] {text}")

    def check_text(self, name, lines):
        path = Path(name)
        is_script = bool(lines) and lines[0].startswith("#!")
        if path.suffix in LICENSED or path.name == "CMakeLists.txt" or is_script:
            if not any(LICENCE in line for line in lines[:3]):
                self.add(name, 1, "licence", f"no line '{LICENCE}' at the top")
        for number, line in enumerate(lines, 1):
            match = MACHINE_PATH.search(line)
            if match:
                self.add(name, number, "machine-path", f"'{match.group().strip()}' exists on one machine only")

    def check_code(self, name, lines):
        in_comment = False
        for number, line in enumerate(lines, 1):
            match = None if in_comment else INCLUDE.match(line)
            if match:
                self.check_include(name, number, match.group(1), match.group(1) or match.group(2))
            code, in_comment = without_comments(line, in_comment)
            if "dogtag" in code.lower() and not name.startswith(("core/remote/dogtag/", "app/")):
                self.add(name, number, "dogtag", "only core/remote/dogtag, and app/ which chooses it, may know it")
            by_hand = BY_HAND.search(code) if name.startswith("ui/") and not name.startswith(UNSTYLED) else None
            if by_hand:
                self.add(name, number, "style", f"{by_hand.group()}: colours, letters and distances come from ui/style")

    def check_include(self, name, line, quoted, target):
        def wrong(rule, text):
            self.add(name, line, rule, text)

        layer, module = name.split("/")[:2]
        to_layer, _, rest = target.partition("/")
        to_module = rest.split("/")[0]
        in_house = to_layer in ("core", "ui", "app")
        if quoted and not in_house and not target.endswith(".moc"):
            wrong("rooted", f'"{target}": project includes start at the source root')
        if layer == "core":
            self.check_core(wrong, name, module, to_layer, to_module, target)
        elif layer == "ui":
            self.check_ui(wrong, to_layer, to_module, target)
        elif module in ("cli", "service", "sites") and (to_layer == "ui" or self.is_gui(target)):
            wrong("windowless", f"app/{module} has no windows, but includes {target}")
        if layer != "app" and target.startswith("core/remote/rest/") and not name.startswith("core/remote/rest/"):
            wrong("port", f"only app/ may choose an implementation of a port, not {layer}/{module}: {target}")
        for parent in FOLDER_ARROWS:
            if name.startswith(parent + "/") and target.startswith(parent + "/"):
                self.check_folders(wrong, parent, folder_of(name, parent), folder_of(target, parent), target)
        if OPENSSL.match(target) and not name.startswith("core/pki/") and "tls" not in name.rsplit("/", 1)[-1]:
            wrong("openssl", f"{target} belongs to core/pki and to files named *tls*")
        if target.startswith("boost/") and not name.startswith(("core/service/http/http", "core/service/http/socket")):
            wrong("boost", f"{target} belongs to http* and socket* of core/service/http")

    def check_core(self, wrong, name, module, to_layer, to_module, target):
        if to_layer in ("ui", "app"):
            wrong("upward", f"core must not include {to_layer}: {target}")
        if to_layer == "core" and "/" in name[len("core/"):] and to_module != module:
            if to_module not in CORE_ARROWS.get(module, set()):
                wrong("core-arrow", f"core/{module} must not include core/{to_module}: {target}")
        if self.is_gui(target):
            wrong("core-widgets", f"core knows no windows: {target}")

    @staticmethod
    def check_folders(wrong, parent, folder, to_folder, target):
        if to_folder != folder and to_folder not in FOLDER_ARROWS[parent].get(folder, set()):
            wrong("folder-arrow", f"{parent}/{folder} must not include {parent}/{to_folder}: {target}")

    def check_ui(self, wrong, to_layer, to_module, target):
        if to_layer == "app":
            wrong("upward", f"ui must not include app: {target}")
        if to_layer == "core" and to_module not in UI_TO_CORE:
            wrong("ui-core", f"ui must not include core/{to_module}: {target}")
        if UI_FORBIDDEN.match(target):
            wrong("ui-technology", f"ui knows no sockets, no SQL, no OpenSSL: {target}")

    def is_gui(self, target):
        return target.startswith(("QtWidgets", "QtGui")) or target in self.gui_names


def folder_of(name, parent):
    """The folder below parent that the file is in; "" for one in parent itself."""
    folder, slash, _ = name[len(parent) + 1:].partition("/")
    return folder if slash else ""


def without_comments(line, in_comment):
    """The line's code, and whether a block comment is still open at its end."""
    code = ""
    while line:
        if in_comment:
            _, closed, line = line.partition("*/")
            in_comment = not closed
        else:
            block, single = line.find("/*"), line.find("//")
            if single >= 0 and (block < 0 or single < block):
                return code + line[:single], False
            if block < 0:
                return code + line, False
            code += line[:block]
            line = line[block + 2:]
            in_comment = True
    return code, in_comment


def main():
    parser = argparse.ArgumentParser(description="Fails on an include against the direction of the design.")
    parser.add_argument("root", type=Path)
    parser.add_argument("--qt-include", type=Path)
    arguments = parser.parse_args()
    findings = Tree(arguments.root.resolve(), arguments.qt_include).check()
    print("\n".join(findings) if findings else "layering: no finding")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
