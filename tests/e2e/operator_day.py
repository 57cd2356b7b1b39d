# SPDX-License-Identifier: Apache-2.0
"""What an operator does with the program, step by step; each step waits for what the person would see. Shared by the
test (test_operator.py) and the tour (tour.py)."""

import re

from desk import DIALOG, EDIT, PASSWORD, RADIO, TAB, TAB_LIST, TABLE
from world import wait_until

TABS = {  # the terms of parts.md and of the issue, asserted to the letter
    "ja": ["承認待ち", "保留", "発行済み", "却下・取消", "失効", "更新対象"],
    "en": ["Pending", "On hold", "Issued", "Rejected / cancelled", "Revoked", "Due for renewal"],
}
PENDING, ON_HOLD, ISSUED, CLOSED, REVOKED, RENEWAL = range(6)


class Operator:
    """An operator at a desk, in the language that it speaks."""

    def __init__(self, desk, words):
        self.desk = desk
        self.words = words

    def tabs(self):
        """The texts of the queue's tabs, from left to right."""
        for bar in self.desk.application.walk():  # Qt names the bar after its current tab
            if bar.role == TAB_LIST and bar.is_shown:
                texts = [tab.name for tab in bar.children() if tab.role == TAB]
                if len(texts) == len(TABS[self.words.language]):
                    return texts
        return []

    def counts(self):
        """The number on each tab that things move between; 更新対象 shows some of 発行済み once more."""
        numbers = []
        for text in self.tabs()[:RENEWAL]:
            found = re.search(r"(\d[\d,]*)\D*$", text)
            numbers.append(int(found.group(1).replace(",", "")) if found else 0)
        return numbers

    def wait_counts(self, expected, seconds=30.0):
        wait_until(f"the tabs count {expected}, not {self.counts()}", lambda: self.counts() == expected, seconds)

    def table(self, tab, condition=lambda table: True, seconds=30.0):
        return self.desk.wait(TABLE, TABS[self.words.language][tab], condition=condition, seconds=seconds)

    def shown_tab(self):
        names = TABS[self.words.language]
        return next((names.index(widget.name) for widget in self.desk.application.walk_shown()
                     if widget.role == TABLE and widget.name in names), None)

    def go_to(self, tab):
        """Ctrl+Tab until the tab is there."""
        while (shown := self.shown_tab()) != tab:
            self.desk.keys("ctrl+Tab")
            wait_until("another tab", lambda before=shown: self.shown_tab() not in (None, before))
        self.desk.keys("Escape")  # to the table, wherever the keys went before
        return self.table(tab)

    def load_identity(self, p12, passphrase):
        """The dialog “Load operator certificate”."""
        word = lambda source: self.words("ImportIdentityDialog", source)  # noqa: E731
        self.desk.wait(EDIT, word("File"), condition=lambda field: field.is_enabled).write(str(p12))
        self.desk.wait(PASSWORD, word("Passphrase of the file")).write(passphrase)
        self.desk.press(word("Load"))

    def give_passphrase(self, passphrase):
        """The dialog “Unlock operator certificate”, which comes where there is no keychain."""
        title = self.words("UnlockDialog", "Unlock operator certificate")
        self.desk.wait(DIALOG, title)
        self.desk.wait(PASSWORD, self.words("UnlockDialog", "Passphrase")).write(passphrase)
        self.desk.press(self.words("UnlockDialog", "Unlock"))
        self.desk.wait_gone(DIALOG, title)

    def select(self, tab, text):
        """Goes through the rows with J until the one with the text is the selected one and its details are shown."""
        table = self.go_to(tab)
        row = wait_until(f"a row with “{text}”", lambda: table.row_of(text) + 1) - 1
        self.desk.keys("ctrl+Home", *["j"] * row)
        wait_until(f"the details of “{text}”", lambda: table.is_selected(row))
        return table

    def decide(self, key, question, note=None, field=None):
        """Presses the action's key, reads the question, writes the note where one is asked, and confirms by Enter."""
        before, _, after = self.words("DecisionPanel", question).partition("%1")
        asked = max(before, after, key=len)
        self.desk.keys(key)
        self.desk.wait_text(asked)
        if note is None:
            self.desk.keys("Return")
        else:
            self.desk.wait(EDIT, self.words("DecisionPanel", field)).write(note)
            self.desk.keys("ctrl+Return")
        self.desk.wait_text_gone(asked)

    def reject(self, reason):
        self.decide("r", "Reject %1?", reason, "&Reason (required; the contact reads it)")

    def hold(self, comment):
        self.decide("h", "Put %1 on hold?", comment, "&Comment (required; the contact sees it)")

    def approve(self):
        """One key where every check passed: it is sent when its undo window ends."""
        self.desk.keys("a")

    def revoke(self, reason):
        self.desk.keys("v")
        self.desk.wait(DIALOG, self.words("RevokeDialog", "Revoke this certificate?"))
        self.desk.press(self.words("QueueText", reason), RADIO)

    def confirm_revocation(self, name):
        """Nothing takes its place: its name has to be typed."""
        self.desk.wait(EDIT, self.words("RevokeDialog", "Name of the certificate")).write(name)
        self.desk.press(self.words("RevokeDialog", "Revoke"))

    def save_chain(self, path):
        self.desk.keys("ctrl+shift+s")
        title = self.words("CertificateSaver", "Save certificate")
        self.desk.wait(DIALOG, title)
        self.desk.keys("ctrl+a")
        self.desk.type(str(path))
        self.desk.keys("Return")
        self.desk.wait_gone(DIALOG, title)
        wait_until(f"{path} is written", lambda: path.exists() and path.stat().st_size > 0)
