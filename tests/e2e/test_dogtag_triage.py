# SPDX-License-Identifier: Apache-2.0
"""The keyboard triage of test_triage.py against a real Dogtag PKI: the site is added in the program, the agent's
PKCS#12 loaded, registered data given from a file, and a queue worked through by keys alone: every fault is rejected, all
others are issued. Skipped where no such authority runs. Run by tests/e2e/on-screen; pictures are kept in build/screens.

    test_dogtag_triage.py ja|en
"""

import json
import os
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import BUTTON, CHECK_BOX, COMBO_BOX, DIALOG, EDIT, LABEL, Words  # noqa: E402
from dogtagworld import SKIPPED, Dogtag, registration  # noqa: E402
from operator_day import PENDING, Operator  # noqa: E402
from test_triage import CountingDesk, Triage  # noqa: E402
from world import openssl, wait_until  # noqa: E402

GOOD = 48
ORGANIZATION = "株式会社サンプル"
FAULTS = ("weak key", "organisation", "domain", "name not issued")


def hand_in(dogtag):
    """The queue: ids of good requests, and of faulty ones with what is wrong."""
    good, faulty = [], {}
    for number in range(GOOD):
        good.append(dogtag.submit(dogtag.csr(dogtag.name(f"www{number:02d}"), ORGANIZATION), f"申請者 {number}"))
        if number % 4 == 0:
            fault = FAULTS[number // 4 % len(FAULTS)]
            host = f"bad{number:02d}"
            name = dogtag.name(host, "example.com" if fault == "domain" else "example.jp")
            csr = dogtag.csr(name, "株式会社別物" if fault == "organisation" else ORGANIZATION,
                             bits=1024 if fault == "weak key" else 2048,
                             sans=(name, dogtag.name(f"{host}x")) if fault == "name not issued" else ())
            faulty[dogtag.submit(csr, "申請者")] = fault
    return good, faulty


class Adding:
    """What a person does to begin work at such a site."""

    def __init__(self, desk, words, dogtag):
        self.desk = desk
        self.words = words
        self.dogtag = dogtag

    def word(self, source):
        # Where the mnemonic stands behind the words, the accessible name has none of it.
        return re.sub(r"\(\w\)", "", self.words("AddSiteDialog", source))

    def add_site(self):
        """The dialog “Add site”: the CA's certificate comes from the server, and its fingerprint is compared."""
        self.desk.press_menu_item(self.words("MainWindow", "&Add site…"))
        self.desk.wait(DIALOG, self.word("Add site"))
        kinds = wait_until("the kinds of sites", self.first_combo)
        kinds.focus()
        self.desk.keys("End")
        self.desk.wait(EDIT, self.word("Display name")).write("試験 CA")
        self.desk.wait(EDIT, self.word("Address")).write(self.dogtag.url)
        self.desk.press(self.word("Or &fetch it from the server"))
        fingerprint = self.dogtag.fingerprint()
        for line in (fingerprint[at:at + 23] for at in range(0, len(fingerprint), 24)):
            self.desk.wait_text(line)
        add = self.desk.wait(BUTTON, self.word("A&dd"))
        assert not add.is_enabled, "nothing is trusted before it is confirmed"
        self.desk.picture("fingerprint")
        confirm = self.desk.wait(CHECK_BOX, self.word(
            "&I have compared the fingerprint with the one the CA gave me by another route"))
        confirm.focus()
        self.desk.keys("space")
        self.desk.press(self.word("A&dd"))
        self.desk.wait_gone(DIALOG, self.word("Add site"))

    def first_combo(self):
        return next((each for each in self.desk.application.walk_shown() if each.role == COMBO_BOX), None)

    def give_registration(self, file):
        word = lambda source: self.words("RegistrationFileDialog", source)  # noqa: E731
        self.desk.press_menu_item(self.words("OperatorShellDesk", "&Registered data from a file…"))
        self.desk.wait(DIALOG, word("Registered data from a file"))
        self.desk.wait(EDIT, word("File with registered data")).write(str(file))
        self.desk.press(word("Use this file"))
        self.desk.wait_text(ORGANIZATION)
        self.desk.picture("registration")
        self.desk.press(word("Close"))
        self.desk.wait_gone(DIALOG, word("Registered data from a file"))


def run(language, bin_dir, source, work):
    words = Words(source, language)
    dogtag = Dogtag.find(work)
    good, faulty = hand_in(dogtag)
    file = work / "registration.json"
    file.write_text(json.dumps(registration((ORGANIZATION,))), encoding="utf-8")
    desk = CountingDesk(bin_dir, work / "profile", source / "build" / "screens", f"dogtag-{language}")
    operator = Operator(desk, words)
    try:
        desk.start("--language", language)
        adding = Adding(desk, words, dogtag)
        adding.add_site()
        operator.load_identity(dogtag.values["DOGTAG_AGENT_P12"], dogtag.values["DOGTAG_AGENT_P12_PASSWORD"])
        desk.wait_gone(DIALOG, words("ImportIdentityDialog", "Load operator certificate"))
        operator.table(PENDING, lambda table: table.row_count() > 0, 120)
        adding.give_registration(file)
        # Only what was handed in here: the authority is shared.
        desk.keys("Escape", "slash")
        desk.type(dogtag.tag)
        operator.table(PENDING, lambda table: table.row_count() == len(good) + len(faulty), 180)
        # What was shown before is none of them: the first one is chosen before any key decides.
        desk.keys("Escape", "j")
        desk.wait(LABEL, holding=dogtag.tag)
        desk.wait(BUTTON, words.plain("RequestActions", "&Reject…"), condition=lambda button: button.is_enabled)
        desk.picture("begin")
        triage = Triage(desk, words, warned=("r", "1", "Return"))
        begin, pressed, decided, total = time.monotonic(), desk.pressed, 0, len(good) + len(faulty)
        while decided < total:
            decided += triage.decide_shown()
            if decided == total // 2:
                desk.picture("half-way")
            assert time.monotonic() - begin < 1200, f"only {decided} decided"
        seconds, keys = time.monotonic() - begin, desk.pressed - pressed
        desk.picture("end")
        wait_until("everything is answered", lambda: all(
            dogtag.state(each) != "pending" for each in [*good, *faulty]), 180)
        missed = {each: faulty[each] for each in faulty if dogtag.state(each) != "rejected"}
        assert not missed, f"faults that were not stopped: {missed}"
        stopped = [each for each in good if dogtag.state(each) != "complete"]
        assert not stopped, f"good requests that were not issued: {stopped}"
        issued = work / "issued.pem"
        issued.write_text(dogtag.certificate(good[0]), encoding="utf-8")
        openssl("verify", "-CAfile", dogtag.values["DOGTAG_CA_CERT"], issued)
        print(f"triage: {total} requests, {len(faulty)} faults rejected, {seconds:.0f} s, {keys} keys")
        desk.close()
    except BaseException:
        desk.report_failure()
        raise
    finally:
        desk.kill()


def main():
    build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as work:
        if Dogtag.find(work) is None:
            print("skipped: no Dogtag PKI runs (TEGATA_DOGTAG)")
            sys.exit(SKIPPED)
        run(sys.argv[1], build / "bin", pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]), pathlib.Path(work))


if __name__ == "__main__":
    main()
