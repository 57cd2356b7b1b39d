# SPDX-License-Identifier: Apache-2.0
"""The real program, driven as a person would: found through accessibility (AT-SPI), typed at through X, looked at in
pictures. Widgets are found by role and accessible name, which are the words of the language that the program runs in,
taken from translations/ (Words). Tables are never walked through, only asked for single cells (pitfalls.md)."""

import os
import pathlib
import re
import resource
import signal
import subprocess
import xml.etree.ElementTree

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402
import pyatspi  # noqa: E402

from world import wait_until  # noqa: E402

BUTTON = pyatspi.ROLE_PUSH_BUTTON
CHECK_BOX = pyatspi.ROLE_CHECK_BOX
COMBO_BOX = pyatspi.ROLE_COMBO_BOX
DIALOG = pyatspi.ROLE_DIALOG
EDIT = pyatspi.ROLE_TEXT
MENU_ITEM = pyatspi.ROLE_MENU_ITEM
PASSWORD = pyatspi.ROLE_PASSWORD_TEXT
FILLER = pyatspi.ROLE_FILLER
PANEL = pyatspi.ROLE_PANEL
LABEL = pyatspi.ROLE_LABEL
LIST_ITEM = pyatspi.ROLE_LIST_ITEM
RADIO = pyatspi.ROLE_RADIO_BUTTON
SPIN = pyatspi.ROLE_SPIN_BUTTON
TAB = pyatspi.ROLE_PAGE_TAB
TAB_LIST = pyatspi.ROLE_PAGE_TAB_LIST
TABLE = pyatspi.ROLE_TABLE
NOT_WALKED = {pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE_TABLE}


def lift_core_limit():
    """As a developer's shell has it: whether a core is written is the program's own doing."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def _safely(ask, otherwise=None):
    """Widgets come and go while we look: one that has gone answers nothing."""
    try:
        return ask()
    except Exception:  # pyatspi raises GLib.Error, LookupError and RuntimeError for the same thing
        return otherwise


class Words:
    """The interface's words in one language: Words("ja")("RevokeDialog", "&Revoke") as accessible names hold them,
    without the marks of mnemonics."""

    def __init__(self, source_dir, language):
        self.language = language
        self._words = {}
        tree = xml.etree.ElementTree.parse(pathlib.Path(source_dir) / "translations" / f"tegata_{language}.ts")
        for context in tree.getroot().iter("context"):
            for message in context.iter("message"):
                translation = message.find("translation")
                forms = [form.text for form in translation.findall("numerusform")]  # of many, with their %n
                text = forms[-1] if forms else translation.text
                self._words[context.findtext("name").removeprefix("tegata::"), message.findtext("source")] = text or ""

    def __call__(self, context, source):
        return self._words[context, source].replace("&", "")

    def plain(self, context, source):
        """As a command's button has them: without the letter that Japanese sets behind the words, “承認(&A)”."""
        return re.sub(r"\(&\w\)", "", self._words[context, source]).replace("&", "")

    def piece(self, context, source):
        """The longest piece of a text that has places for values, for finding it on the screen."""
        return max((each.strip() for each in re.split(r"%\d|%n", self(context, source))), key=len)


class Widget:
    def __init__(self, accessible):
        self._accessible = accessible

    @property
    def name(self):
        return _safely(lambda: self._accessible.name, "") or ""

    @property
    def label(self):
        """What it is for. On X11 a combo box calls itself by its value: then the field around it knows."""
        if self.role == COMBO_BOX:
            return _safely(lambda: self._accessible.parent.name, "") or ""
        return self.name

    @property
    def role(self):
        return _safely(self._accessible.getRole)

    @property
    def text(self):
        """What is written in it: the text of editors and labels, else the name."""
        interface = _safely(self._accessible.queryText)
        if interface is not None:
            written = _safely(lambda: interface.getText(0, -1), "")
            if written:
                return written
        return self.name

    def has(self, state):
        states = _safely(self._accessible.getState)
        return bool(states) and states.contains(state)

    @property
    def is_shown(self):
        return self.has(pyatspi.STATE_SHOWING) and self.has(pyatspi.STATE_VISIBLE)

    @property
    def is_checked(self):
        return self.has(pyatspi.STATE_CHECKED)

    @property
    def is_focused(self):
        return self.has(pyatspi.STATE_FOCUSED)

    @property
    def is_enabled(self):
        return self.has(pyatspi.STATE_ENABLED)

    def press(self):
        self._accessible.queryAction().doAction(0)

    def focus(self):
        self._accessible.queryComponent().grabFocus()

    def write(self, text):
        self._accessible.queryEditableText().setTextContents(text)

    def children(self):
        for index in range(_safely(lambda: self._accessible.childCount, 0)):
            child = _safely(lambda i=index: self._accessible.getChildAtIndex(i))
            if child is not None:
                yield Widget(child)

    def walk(self):
        yield self
        if self.role in NOT_WALKED:
            return
        for child in self.children():
            yield from child.walk()

    def walk_shown(self):
        """What is shown, and nothing inside what is hidden: much faster where pages lie behind each other."""
        yield self
        if self.role in NOT_WALKED:
            return
        for child in self.children():
            if child.is_shown:
                yield from child.walk_shown()

    def find(self, role, name=None, holding=None):
        """The first shown widget of the role with that name, or with that text somewhere in its name; or None."""
        for widget in self.walk():
            if widget.role != role or not widget.is_shown:
                continue
            if (name is None or widget.name == name) and (holding is None or holding in widget.name):
                return widget
        return None

    def tree(self, depth=0):
        """Roles and names of what is shown, indented: for who reads why a test failed."""
        if not self.is_shown and depth > 0:
            return ""
        role = _safely(self._accessible.getRoleName, "")
        lines = f"{'  ' * depth}{role} “{self.name}”\n"
        if self.role in NOT_WALKED:
            return lines
        return lines + "".join(child.tree(depth + 1) for child in self.children())

    def written(self):
        """Everything that is shown in it."""
        return "\n".join(widget.text for widget in self.walk_shown())

    def row_count(self):
        table = _safely(self._accessible.queryTable)
        return _safely(lambda: table.nRows, 0) if table else 0

    def cell(self, row, column):
        """The text of one cell."""
        table = self._accessible.queryTable()
        found = _safely(lambda: table.getAccessibleAt(row, column))
        return _safely(lambda: found.name, "") or ""

    def row_of(self, text, columns=8):
        """The first row that holds the text in any of the first columns, or -1."""
        for row in range(self.row_count()):
            if any(text in self.cell(row, column) for column in range(columns)):
                return row
        return -1

    def is_selected(self, row):
        table = self._accessible.queryTable()
        return bool(_safely(lambda: table.isRowSelected(row), False))


class Desk:
    """One run of `tegata`."""

    def __init__(self, bin_dir, profile, pictures, prefix):
        self._program = pathlib.Path(bin_dir) / "tegata"
        self.profile = pathlib.Path(profile)
        self._pictures = pathlib.Path(pictures)
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._prefix = prefix
        self._taken = 0
        self._size = None  # of the main window, after resize()
        self._process = None
        self.application = None

    def start(self, *arguments, environment=None, errors=None):
        """errors: a file that gets what the program writes to standard error."""
        with open(errors or os.devnull, "ab") as log:
            self._process = subprocess.Popen([self._program, "--profile", self.profile, *map(str, arguments)],
                                             stderr=log if errors else None,
                                             env={**os.environ, **(environment or {})},
                                             preexec_fn=lift_core_limit)
        self.application = wait_until("the program shows itself to accessibility", self._find_application)
        wait_until("a window", lambda: any(True for _ in self.application.children()))
        return self

    def _find_application(self):
        if self._process.poll() is not None:
            raise AssertionError(f"tegata ended with {self._process.returncode}")
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and _safely(application.get_process_id) == self._process.pid:
                # What is remembered would only be refreshed by events, which nobody here listens to.
                Atspi.Accessible.set_cache_mask(application, Atspi.Cache.NONE)
                return Widget(application)
        return None

    @property
    def pid(self):
        return self._process.pid

    def send_signal(self, number):
        self._process.send_signal(number)

    def ended(self):
        """What it ended with."""
        return self._process.wait(timeout=20)

    def crash(self):
        """Ends it by SIGABRT; answers whether a core was written."""
        self._process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(self._process.pid, 0)
        self._process.returncode = -signal.SIGABRT  # waited for here, not by subprocess
        assert os.WIFSIGNALED(status), "SIGABRT ends it"
        return os.WCOREDUMP(status)

    def close(self):
        """Ends it as a person does (Ctrl+Q), and insists that it ends well."""
        if self._process and self._process.poll() is None:
            self.keys("ctrl+q")
            try:
                code = self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                raise AssertionError("the program did not close") from None
            assert code == 0, f"tegata ended with {code}"

    def kill(self):
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def find(self, role, name=None, holding=None):
        return self.application.find(role, name, holding)

    def wait(self, role, name=None, holding=None, condition=lambda widget: True, seconds=30.0):
        """The shown widget, once the condition holds for it."""
        def look():
            widget = self.find(role, name, holding)
            return widget if widget is not None and condition(widget) else None
        return wait_until(f"{role} “{name or holding}”", look,
                          seconds)

    def wait_gone(self, role, name=None, holding=None, seconds=30.0):
        wait_until(f"“{name or holding}” is gone", lambda: self.find(role, name, holding) is None, seconds)

    def press(self, name, role=BUTTON):
        self.wait(role, name, condition=lambda widget: widget.is_enabled).press()

    def menu_item(self, name):
        """An item of the menus, shown or not; or None."""
        return next((widget for widget in self.application.walk() if widget.role == MENU_ITEM and widget.name == name),
                    None)

    def press_menu_item(self, name):
        """As its shortcut would."""
        item = self.menu_item(name)
        assert item is not None, f"no menu item “{name}”"
        item.press()

    def shows(self, text):
        return text in self.application.written()

    def wait_text(self, text, seconds=30.0):
        wait_until(f"“{text}” on the screen", lambda: self.shows(text), seconds)

    def wait_text_gone(self, text, seconds=30.0):
        wait_until(f"“{text}” is gone", lambda: not self.shows(text), seconds)

    def find_shown(self, role, name):
        """As find(), but does not look behind what is hidden; any role for None."""
        for widget in self.application.walk_shown():
            if (role is None or widget.role == role) and widget.name == name:
                return widget
        return None

    def focused(self):
        """The widget that has the keys, or None."""
        for window in self.application.children():
            if not window.has(pyatspi.STATE_ACTIVE):
                continue
            for widget in window.walk_shown():
                # A list's current item always says so, and a filler or panel means what is in it.
                if widget.is_focused and widget.role not in (FILLER, LIST_ITEM, PANEL):
                    return widget
        return None

    def wait_focus(self, role, name, seconds=30.0):
        def look():
            widget = self.focused()
            return widget if widget is not None and widget.role == role and widget.name == name else None
        return wait_until(f"the keys are at {role} “{name}”", look, seconds)

    def resize(self, width, height):
        """The main window at the screen's upper left, so large in pixels; pictures show its place alone from now on."""
        found = wait_until("the window", lambda: self._xdotool("search", "--onlyvisible", "--pid", str(self.pid)).split())
        self._xdotool("windowmove", found[-1], "0", "0")
        self._xdotool("windowsize", found[-1], str(width), str(height))
        size = {f"WIDTH={width}", f"HEIGHT={height}"}
        wait_until(f"a window of {width} × {height}",
                   lambda: size <= set(self._xdotool("getwindowgeometry", "--shell", found[-1]).split()))
        self._size = (width, height)

    @staticmethod
    def _xdotool(*arguments):
        return subprocess.run(["xdotool", *arguments], stdout=subprocess.PIPE, text=True, timeout=20).stdout

    def keys(self, *names):
        """Keys by X's names: "ctrl+q", "Return", "a"."""
        for name in names:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True, timeout=20)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "8", "--", text], check=True, timeout=60)

    def report_failure(self):
        """What a person would look at first: the picture, and what accessibility knows of the windows."""
        self.picture("FAILED")
        if self._process is not None and self._process.poll() is not None:
            print(f"the program had ended, with {self._process.returncode}")
        if self.application is not None:
            print(self.application.tree())

    def picture(self, name):
        """The whole screen, or the window that was resized, as PREFIX-NN-name.png."""
        self._taken += 1
        path = self._pictures / f"{self._prefix}-{self._taken:02d}-{name}.png"
        path.unlink(missing_ok=True)
        part = ["--autoselect", "0,0,{},{}".format(*self._size)] if self._size else []
        subprocess.run(["scrot", "--overwrite", *part, str(path)], check=True, timeout=30)
        return path
