# SPDX-License-Identifier: Apache-2.0
"""An operator's queue of a hundred requests, twenty of them with faults of ten kinds, worked through in the real program
by the keyboard alone: every fault is stopped (rejected with a reason, or held), all others are issued. Prints the time and
the number of keys. Run by tests/e2e/on-screen; pictures are kept in build/screens.

    test_triage.py ja|en
"""

import json
import os
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import BUTTON, DIALOG, LABEL, Desk, Words  # noqa: E402
from operator_day import PENDING, Operator  # noqa: E402
from world import Practice, wait_until  # noqa: E402

REQUESTS = 100
FAULTY = 20


class CountingDesk(Desk):
    """Counts the keys that are pressed."""

    pressed = 0

    def keys(self, *names):
        self.pressed += len(names)
        super().keys(*names)


class Triage:
    """What the person reads, and the key that follows from it. warned: the keys that stop what has warnings."""

    def __init__(self, desk, words, warned=("h", "1", "Return")):
        self.desk = desk
        self.stop_warned = warned
        self.words = words
        self.decided = []
        self.pattern = re.compile(
            "^(" + "|".join(re.escape(words("QueueText", action)) for action in ("Approve", "Reject", "Hold")) +
            r")[：:] ?(\S+) – ")
        self.errors = words("RequestActions", "The check found errors, so it cannot be approved.")
        self.again = (words("DecisionFlow", "The list has just changed. Check the request, then press the key again."),
                      words("DecisionFlow", "The check of this request has not finished. Press the key again in a "
                                            "moment."))
        self.warned = words("DecisionPanel", "There are warnings. &Why do you approve anyway? (required, recorded)")

    def labels(self):
        return [widget.name for widget in self.desk.application.walk_shown() if widget.role == LABEL]

    def last_given(self, labels):
        return next((match.group(0) for match in map(self.pattern.match, labels) if match), None)

    def decide_shown(self):
        """One request: approved where nothing is against it, stopped otherwise. Answers whether it was decided."""
        before = self.last_given(self.labels())
        self.desk.keys("a")
        end = time.monotonic() + 3  # a hint may be overtaken by an answer: then the key is pressed again
        while time.monotonic() < end:
            labels = self.labels()
            if self.last_given(labels) not in (None, before):
                return True
            if any(self.errors in label for label in labels):
                self.desk.keys("r", "1", "Return")
                return self.wait_given(before)
            if any(self.warned in label for label in labels):
                self.desk.keys("Escape", *self.stop_warned)
                return self.wait_given(before)
            if any(hint in label for hint in self.again for label in labels):
                return False
        return False

    def wait_given(self, before):
        wait_until("the decision is given", lambda: self.last_given(self.labels()) not in (None, before))
        return True


def states(practice):
    """Common name and state of every request."""
    items = json.loads(practice.run_cli(*practice.as_operator(), "queue", "list", "--limit", "1000").stdout)["items"]
    return {item["id"]: item["state"] for item in items}


def run(language, bin_dir, source, work):
    words = Words(source, language)
    practice = Practice(bin_dir, work / "practice", "--pending", str(REQUESTS)).start()
    desk = CountingDesk(bin_dir, work / "profile", source / "build" / "screens", f"triage-{language}")
    operator = Operator(desk, words)
    try:
        faults = {item["id"] for item in json.loads((practice.directory / "faults.json").read_text())["items"]}
        assert len(faults) == FAULTY, faults
        pending = {each for each, state in states(practice).items() if state == "pending"}
        desk.start("--site", practice.environment_file, "--language", language)
        desk.press(words("OperatorWorkspace", "Load operator certificate…"))
        operator.load_identity(practice.values["OPERATOR_P12"], practice.passphrase())
        desk.wait_gone(DIALOG, words("ImportIdentityDialog", "Load operator certificate"))
        operator.table(PENDING, lambda table: table.row_count() >= len(pending), 60)
        desk.wait(BUTTON, words.plain("RequestActions", "&Reject…"), condition=lambda button: button.is_enabled)
        desk.picture("begin")
        triage = Triage(desk, words)
        begin, pressed, decided = time.monotonic(), desk.pressed, 0
        while decided < len(pending):
            decided += triage.decide_shown()
            if decided == len(pending) // 2:
                desk.picture("half-way")
            assert time.monotonic() - begin < 1500, f"only {decided} decided"
        seconds, keys = time.monotonic() - begin, desk.pressed - pressed
        desk.picture("end")
        wait_until("everything is answered", lambda: all(
            states(practice)[each] != "pending" for each in pending), 120)
        after = states(practice)
        missed = {each: after[each] for each in faults & pending if after[each] not in ("rejected", "on_hold")}
        assert not missed, f"faults that were not stopped: {missed}"
        stopped = {each: after[each] for each in pending - faults if after[each] != "issued"}
        assert not stopped, f"good requests that were not issued: {stopped}"
        print(f"triage: {len(pending)} requests, {len(faults)} faults stopped, {seconds:.0f} s, {keys} keys")
        desk.close()
    except BaseException:
        desk.report_failure()
        raise
    finally:
        desk.kill()
        practice.stop()


def main():
    build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as work:
        run(sys.argv[1], build / "bin", pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]), pathlib.Path(work))


if __name__ == "__main__":
    main()
