# SPDX-License-Identifier: Apache-2.0
"""A tour of the real program over a practice service of its own, for who has no display: packaging/start --tour runs
it under Xvfb, on a screen that holds a window of 2880 × 1800 (TEGATA_SCREEN). Leaves pictures of the main screens, in
Japanese and in English, each light, dark and at double size; the sizes of the window are those of looks.py.

    tour.py --bin DIR --practice DIR --out DIR
"""

import argparse
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import keyboard  # noqa: E402
from desk import BUTTON, DIALOG, Desk, Words  # noqa: E402
from enrollment_data import APPLICATIONS  # noqa: E402
from looks import VISITS, looks  # noqa: E402
from enrollment_day import APPLICANT, DOMAINS, SUBSCRIBER, Contact  # noqa: E402
from operator_day import ISSUED, PENDING, REVOKED, Operator  # noqa: E402
from world import Practice  # noqa: E402


# What is looked at in each visit; the first is approved then.
REQUESTS = (["www.example.jp", "wiki.example.jp"], ["recruit.example.jp", "old.example.jp"], ["support.example.jp"],
            ["cdn.example.co.jp"], ["files.example1.jp"], ["vpn.example2.jp"])


def visit(arguments, language, look, size, environment, requests):
    words = Words(os.environ["TEGATA_SOURCE_DIR"], language)
    with tempfile.TemporaryDirectory() as profile:
        desk = Desk(arguments.bin, profile, arguments.out, f"{language}-{look}")
        operator = Operator(desk, words)
        try:
            desk.start("--practice", arguments.practice, "--language", language, environment=environment)
            scale = 2 if look == "double" else 1
            desk.resize(*(scale * length for length in size))
            operator.table(PENDING, lambda table: table.row_count() > 0, 60)
            approve = words.plain("RequestActions", "&Approve")
            desk.wait(BUTTON, approve, condition=lambda button: button.is_enabled)
            desk.picture("queue")
            for number, request in enumerate(requests):
                operator.select(PENDING, request)
                desk.wait_text(words("RequestDetailPane", "History"))
                desk.wait_text_gone(words("RequestDetailPane", "Checking…"))
                desk.picture(f"request-{number + 1}")
            issue(operator, desk, requests[0])
            several(operator, desk)
            policy(desk, words)
            operator.go_to(ISSUED)
            desk.picture("issued")
            operator.go_to(REVOKED)
            desk.picture("revoked")
            enrol(Contact(desk, words), desk)
            desk.keys("ctrl+2", "ctrl+l")
            desk.wait(BUTTON, words("OperatorWorkspace", "Unlock…"))
            desk.picture("locked")
            desk.close()
        except BaseException:
            desk.report_failure()
            raise
        finally:
            desk.kill()


def enrol(contact, desk):
    """The enrolment desk: a draft, a little of it filled in, page by page."""
    desk.keys("ctrl+1")
    desk.wait_focus(BUTTON, contact.words("DraftList", "New draft…"))
    contact.new_draft("Tegata")
    for number, values in enumerate(APPLICATIONS[contact.words.language]["pages"]):
        if contact.shown_page() != contact.titles[number]:
            continue  # another choice hides it
        if number in (SUBSCRIBER, APPLICANT):
            contact.fill(values)
        elif number == DOMAINS:
            contact.add_domains(values)
        desk.picture(f"enrolment-{number + 1:02d}")
        contact.next_page()
    desk.picture("enrolment-review")


def several(operator, desk):
    """Every row that waits, with the check of each; nothing is decided."""
    operator.go_to(PENDING)
    desk.keys("ctrl+a", "h")
    desk.wait_text(operator.words("BulkPanel", "Enter the reason first."))
    desk.picture("several")
    desk.keys("Escape")


def policy(desk, words):
    desk.press_menu_item(words("OperatorShellDesk", "Check &policy of this site…"))
    desk.wait(DIALOG, words("SitePolicyDialog", "Check policy of this site"))
    desk.picture("policy")
    desk.keys("Escape")


def issue(operator, desk, request):
    count = operator.counts()
    operator.select(PENDING, request)
    operator.approve()
    desk.wait(BUTTON, operator.words("UndoBar", "Undo"))
    desk.picture("waiting")
    count[PENDING] -= 1
    count[ISSUED] += 1
    operator.wait_counts(count)
    desk.picture("approved")


def main():
    parser = argparse.ArgumentParser()
    for name in ("bin", "practice", "out"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    keyboard.teach(repr(APPLICATIONS))
    practice = Practice(arguments.bin, arguments.practice).start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            environments = {"light": {}, **looks(pathlib.Path(folder))}
            for (language, look, size), requests in zip(VISITS, REQUESTS, strict=True):
                visit(arguments, language, look, size, environments[look], requests)
    finally:
        practice.stop()
    print(f"the tour is over: {len(list(arguments.out.glob('*.png')))} pictures")


if __name__ == "__main__":
    main()
