# SPDX-License-Identifier: Apache-2.0
"""Two operators at the same queue, each in a window of the real program, by keyboard: a claim and what the other may do
then, four eyes, two that decide differently on the same requests, and one whose certificate is revoked while he is signed
in. What is done is looked up at the service by the command line. Run by tests/e2e/on-screen; pictures are kept in
build/screens.

    test_two_operators.py ja|en
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import BUTTON, DIALOG, LABEL, TABLE, Desk, Words  # noqa: E402
from operator_day import PENDING, Operator  # noqa: E402
from world import Examiner, Practice, openssl, wait_until  # noqa: E402

TEXTS = {
    "ja": {"hold": "申請責任者に確認中です", "reject": "名称が登録と異なります", "other": "申請者からの取り下げ依頼です"},
    "en": {"hold": "Asking the responsible applicant", "reject": "The name differs from the registration",
           "other": "The applicant asked for it"},
}
FIRST, SECOND = "OPERATOR_P12", "OPERATOR2_P12"
CLAIMED_BY, APPROVALS = 7, 8  # columns of 承認待ち
SHORT_WINDOW, LONG_WINDOW = 2, 60  # seconds in which a decision can be taken back


class Seat(Desk):
    """A desk whose window comes to the front before it is typed at."""

    def start(self, *arguments, undo_window, **more):
        self.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = self.profile / "settings.json"
        settings.touch(mode=0o600)
        settings.write_text(json.dumps({**json.loads(settings.read_text() or "{}"), "undoWindowSeconds": undo_window}))
        return super().start(*arguments, **more)

    def _has_keys(self):
        done = subprocess.run(["xdotool", "getactivewindow", "getwindowpid"], capture_output=True, text=True, timeout=20)
        return done.stdout.strip() == str(self.pid)

    def come_forward(self):
        if self._has_keys():
            return
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.pid)], capture_output=True,
                               text=True, check=True, timeout=20).stdout.split()
        subprocess.run(["xdotool", "windowactivate", found[-1]], check=True, timeout=20)
        wait_until("the window has the keys", self._has_keys)

    def keys(self, *names):
        self.come_forward()
        super().keys(*names)

    def type(self, text):
        self.come_forward()
        super().type(text)

    def picture(self, name):
        self.come_forward()
        return super().picture(name)


class Service:
    """What the service says, asked by the command line."""

    def __init__(self, practice):
        self.practice = practice

    def request(self, identity):
        return json.loads(self.practice.run_cli(*self.practice.as_operator(), "queue", "show", identity).stdout)

    def state(self, identity):
        return self.request(identity)["state"]

    def history(self, identity):
        return [entry["action"] for entry in self.request(identity)["history"]]

    def good_requests(self, count):
        """Requests that nothing speaks against, with names of their own, in the order of the queue."""
        items = json.loads(self.practice.run_cli(*self.practice.as_operator(), "queue", "list", "--state", "pending",
                                                 "--limit", "200").stdout)["items"]
        names = [item["commonName"] for item in items]
        good = [item for item in items if item["checkOutcome"] == "note" and item["product"] == "ov"
                and sum(item["commonName"] in name for name in names) == 1]
        assert len(good) >= count, "the practice world holds enough good requests"
        return sorted(good, key=lambda item: item["submittedAt"])[:count]


def person_of(practice, bundle, examiner):
    """The operator whose certificate the bundle holds, as the examiner site lists him."""
    subject = openssl("pkcs12", "-in", practice.values[bundle], "-passin",
                      f"file:{practice.values['P12_PASSPHRASE_FILE']}", "-nokeys", "-clcerts")
    return next(each for each in examiner.operators() if each["commonName"] in subject)


def shown_of(words, context, source, *values):
    """The longest piece of a text that has places for values, for finding it on the screen."""
    text = words(context, source)
    for number, value in enumerate(values, 1):
        text = text.replace(f"%{number}", value)
    return max((piece for part in text.split("%1") for piece in part.split("%2")), key=len).strip()


def sign_in(operator, desk, practice, words, bundle):
    desk.press(words("OperatorWorkspace", "Load operator certificate…"))
    operator.load_identity(practice.values[bundle], practice.passphrase())
    desk.wait_gone(DIALOG, words("ImportIdentityDialog", "Load operator certificate"))
    operator.table(PENDING, lambda table: table.row_count() >= 20, 60)
    desk.wait(BUTTON, words.plain("RequestActions", "&Reject…"), condition=lambda button: button.is_enabled)


def cell_of(operator, name, column):
    table = operator.table(PENDING)
    return table.cell(table.row_of(name, 2), column)


def open_request(operator, name):
    """Until its details are shown, also where the other one moves rows meanwhile."""
    def opened():
        operator.select(PENDING, name)
        try:
            return operator.desk.wait(LABEL, name, seconds=2)
        except AssertionError:
            return None
    wait_until(f"the details of {name}", opened)


def look_at(operator, name):
    """The request is shown and has been checked."""
    open_request(operator, name)
    operator.desk.wait_text(operator.words("RequestDetailPane", "Ready to approve"))


def approve(operator, name):
    """Until it stands among what can be taken back; answers when it does."""
    look_at(operator, name)
    operator.desk.keys("a")
    operator.desk.wait(BUTTON, operator.words("UndoBar", "Undo"))


def claim(first, second, people, request, service):
    """One has it: the other reads who, what he may not do, and how he gets it all the same."""
    words, name = first.words, request["commonName"]
    look_at(first, name)
    first.desk.keys("c")
    first.desk.wait_text(words("OperatorWorkspace", "Claimed: %1").replace("%1", name))
    wait_until("one's own claim stands in the list", lambda: cell_of(first, name, CLAIMED_BY) == words("QueueCell", "You"))
    first.desk.picture("claimed")
    open_request(second, name)
    wait_until("the other reads who has it", lambda: second.desk.shows(people[FIRST]["name"]))
    second.desk.wait(BUTTON, words.plain("RequestActions", "&Approve"), condition=lambda button: not button.is_enabled)
    second.desk.keys("a")
    second.desk.wait_text(
        shown_of(words, "RequestActions", "Another operator has claimed it (%1). Ask for the claim to be released "
                                          "first."))
    release = words("RequestActions", "Re&lease")  # among the further actions: a menu
    wait_until("the other may release it", lambda: (item := second.desk.menu_item(release)) and item.is_enabled)
    assert cell_of(second, name, CLAIMED_BY) == people[FIRST]["name"], cell_of(second, name, CLAIMED_BY)
    second.desk.picture("claimed-by-the-other")
    assert service.request(request["id"])["claimedBy"] == people[FIRST]["id"]
    second.desk.keys("u")
    second.desk.wait_text(words("OperatorWorkspace", "Released: %1").replace("%1", name))
    first.desk.wait(BUTTON, words.plain("RequestActions", "&Approve"), condition=lambda button: button.is_enabled)
    assert service.request(request["id"])["claimedBy"] is None


def four_eyes(first, second, people, request, service):
    """The first approval is half of it, the same person's second none, the other's issues."""
    words, name, identity = first.words, request["commonName"], request["id"]
    approve(first, name)
    first.desk.wait_text(words("OperatorWorkspace", "Approved: %1").replace("%1", name))
    assert service.state(identity) == "partly_approved"
    open_request(first, name)
    first.desk.wait(BUTTON, words.plain("RequestActions", "&Approve"), condition=lambda button: not button.is_enabled)
    first.desk.keys("a")
    first.desk.wait_text(shown_of(
        words, "RequestActions",
        "Multiple approvals: you have already approved it (%1 of %2). Another operator must approve it.", "1", "2"))
    first.desk.picture("approved-once")
    look_at(second, name)
    second.desk.wait_text(people[FIRST]["name"])
    assert cell_of(second, name, APPROVALS) == "1/2", cell_of(second, name, APPROVALS)
    second.desk.picture("half-approved")
    approve(second, name)
    second.desk.press(words("UndoBar", "Send now"))
    second.desk.wait_text(words("OperatorWorkspace", "Issued: %1").replace("%1", name))
    second.desk.picture("approved-twice")
    after = service.request(identity)
    assert after["state"] == "issued" and after["approvedBy"] == [people[FIRST]["id"], people[SECOND]["id"]], after


def conflicts(first, second, held, closed, service):
    """Both decide differently on two requests. The later is not done, and asked about beside what is there now: on what is
    held it is decided so all the same, of what is rejected it can only be given up."""
    words, texts = first.words, TEXTS[first.words.language]
    look_at(second, held["commonName"])
    second.reject(texts["reject"])
    approve(second, closed["commonName"])
    look_at(first, held["commonName"])
    first.hold(texts["hold"])
    look_at(first, closed["commonName"])
    first.reject(texts["other"])
    wait_until("the first one's decisions are done",
               lambda: (service.state(held["id"]), service.state(closed["id"])) == ("on_hold", "rejected"))
    second.desk.press(words("UndoBar", "Send now"))
    second.desk.wait_text(
        words("OperatorWorkspace", "%n decision(s) not done: it is not as you saw it, or does not allow them.").replace("%n", "2"))
    assert not second.desk.shows(words("OperatorWorkspace", "Show why")), "a conflict is a question, not an error"
    second.desk.picture("conflicts")

    dialog = words("ConflictView", "Decisions that were not done")
    second.desk.keys("w")
    second.desk.wait(DIALOG, dialog)
    table = second.desk.wait(TABLE, words("ConflictView", "What you saw and what it is now"))
    side_by_side = lambda: tuple(table.cell(0, column) for column in (1, 2))  # noqa: E731
    state = lambda source: words("QueueText", source)  # noqa: E731
    assert side_by_side() == (state("Pending"), state("On hold")), side_by_side()
    second.desk.picture("conflict-held")
    assert service.state(held["id"]) == "on_hold", "nothing is done before the answer"
    second.desk.keys("alt+a")
    wait_until("the other one is asked about", lambda: side_by_side() == (state("Pending"), state("Rejected")))
    second.desk.wait_text(shown_of(words, "ConflictView", "It can only be discarded: %1"))
    second.desk.picture("conflict-closed")
    second.desk.keys("alt+c")
    second.desk.wait_gone(DIALOG, dialog)
    wait_until("what was decided for what is there now is done", lambda: service.state(held["id"]) == "rejected")
    for identity, expected in ((held["id"], {"hold": 1, "reject": 1, "approve": 0}),
                               (closed["id"], {"hold": 0, "reject": 1, "approve": 0})):
        done = service.history(identity)
        assert {action: done.count(action) for action in expected} == expected, done


def revoked(first, second, people, request, other, examiner, service):
    """The second one's certificate is revoked while a decision of his can still be taken back: he is out, in words; the
    decision is neither done nor lost, and the first one is free to decide."""
    words, name, identity = second.words, request["commonName"], request["id"]
    approve(second, name)
    who = next(each for each in examiner.operators() if each["id"] == people[SECOND]["id"])
    examiner.revoke_operator(who)
    second.desk.press(words("UndoBar", "Send now"))
    refused = words("Error", "The site refused the operator certificate.")
    second.desk.wait_text(refused)
    second.desk.wait(BUTTON, words.plain("RequestActions", "&Approve"), condition=lambda button: not button.is_enabled)
    open_request(second, other["commonName"])
    second.desk.keys("c")
    second.desk.wait_text(words("RequestActions", "The site refused the operator certificate."))
    second.desk.picture("revoked")
    waiting = words("OutboxPanel", "Waiting decisions")
    second.desk.keys("o")
    second.desk.wait(DIALOG, waiting)
    table = second.desk.wait(TABLE, waiting)
    wait_until("what was given waits", lambda: table.row_count() == 1 and table.cell(0, 1) == name)
    wait_until("why it waits is said", lambda: refused in table.cell(0, 4))
    second.desk.picture("revoked-waiting")
    second.desk.keys("Escape")
    second.desk.wait_gone(DIALOG, waiting)
    assert service.state(identity) == "pending" and service.request(identity)["approvedBy"] == []
    look_at(first, name)
    first.reject(TEXTS[words.language]["reject"])
    wait_until("the first one decides", lambda: service.state(identity) == "rejected")


def run(language, bin_dir, source, work):
    words = Words(source, language)
    practice = Practice(bin_dir, work / "practice", "--approvals-ov", "2", "--pending", "25").start()
    service = Service(practice)
    examiner = Examiner(practice, work)
    people = {bundle: person_of(practice, bundle, examiner) for bundle in (FIRST, SECOND)}
    desks = [Seat(bin_dir, work / f"profile-{number}", source / "build" / "screens", f"two-{number}-{language}")
             for number in (1, 2)]
    first, second = operators = [Operator(desk, words) for desk in desks]
    try:
        requests = service.good_requests(6)
        for operator, bundle, window in zip(operators, (FIRST, SECOND), (SHORT_WINDOW, LONG_WINDOW)):
            operator.desk.start("--site", practice.environment_file, "--language", language, undo_window=window)
            sign_in(operator, operator.desk, practice, words, bundle)
        claim(first, second, people, requests[0], service)
        four_eyes(first, second, people, requests[1], service)
        conflicts(first, second, requests[2], requests[3], service)
        revoked(first, second, people, requests[4], requests[5], examiner, service)
        for desk in desks:
            desk.close()
    except BaseException:
        for desk in desks:
            desk.report_failure()
        raise
    finally:
        for desk in desks:
            desk.kill()
        practice.stop()


def main():
    build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as work:
        run(sys.argv[1], build / "bin", pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]), pathlib.Path(work))
    print(f"two operators in {sys.argv[1]}: done")


if __name__ == "__main__":
    main()
