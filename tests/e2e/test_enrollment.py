# SPDX-License-Identifier: Apache-2.0
"""The enrolment desk, end to end in the real program and by keyboard alone: every page filled in, sent to the practice
service, the receipt, and its state after the authority moved it; then what must never be lost or given away. Run by
tests/e2e/on-screen; pictures are kept in build/screens.

    test_enrollment.py ja|en keyring|passphrase    the day of a procedure contact
    test_enrollment.py keeping                     SIGKILL, SIGTERM, two processes, locking
    test_enrollment.py papers                      PDF, export, versions, damage, withdrawal, and a full disk: the last
                                                   only as root, who can mount one; otherwise it says that it did not
"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import keyboard  # noqa: E402
from desk import BUTTON, EDIT, PASSWORD, TABLE, Desk, Words  # noqa: E402
from enrollment_data import APPLICATIONS  # noqa: E402
from looks import looks  # noqa: E402
from enrollment_day import DOMAINS, REVIEW, SUBSCRIBER, THREE_PARTY, Contact  # noqa: E402
import enrollment_papers  # noqa: E402
from world import Examiner, Practice, wait_until  # noqa: E402

PASSPHRASE = "kamome to tegami 7 hashi"
SECRET_TEXT = "株式会社秘密商事"


def at(value, path):
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    return value


def come_in(contact, desk, asks):
    """To the list of drafts: with a keyring at once, without one by choosing a passphrase."""
    if asks:
        words = contact.words
        desk.press(words("EnrollmentWorkspace", "Choose a passphrase…"))
        desk.wait_focus(PASSWORD, words("PassphraseDialog", "Passphrase"))
        desk.type("short")
        desk.keys("Tab")
        desk.type("short")
        desk.keys("Return")
        desk.wait_text(words("PassphraseDialog", "This passphrase is too easy to guess.\nUse several words, or at "
                                                 "least 12 mixed characters.").partition("\n")[0])
        desk.picture("weak-passphrase")
        contact.give_passphrase(PASSPHRASE, twice=True)
    desk.wait_focus(BUTTON, contact.words("DraftList", "New draft…"))


def fill_in(contact, desk, application):
    for number, values in enumerate(application["pages"]):
        if values is None:  # a page that another choice hides
            continue
        contact.wait_page(number)
        if number == DOMAINS:
            contact.add_domains(values, application["ev_domains"])
        else:
            contact.fill(values)
            if number == THREE_PARTY and "client_domains" in application:
                contact.add_domains(application["client_domains"])
        desk.picture(f"page-{number + 1:02d}")
        contact.next_page()
    contact.wait_page(REVIEW)


def day(language, asks, bin_dir, source, work):
    """Fills in every page, sends while the service is away, confirms when it is back, and sees the state move."""
    words = Words(source, language)
    application = APPLICATIONS[language]
    practice = Practice(bin_dir, work / "practice").start()
    desk = Desk(bin_dir, work / "profile", source / "build" / "screens", f"enrollment-{language}")
    contact = Contact(desk, words)
    try:
        examiner = Examiner(practice, work)
        before = len(examiner.enrollments())
        desk.start("--site", practice.environment_file, "--language", language)
        desk.wait_focus(BUTTON, words("OperatorWorkspace", "Load operator certificate…"))
        desk.keys("ctrl+1")
        come_in(contact, desk, asks)
        desk.picture("no-drafts")
        contact.new_draft(application["name"])
        fill_in(contact, desk, application)
        contact.wait_saved()
        desk.picture("review")
        desk.close()
        for look, environment in looks(work).items():
            visit(contact, desk, look, environment, asks)
        desk.start("--language", language)
        contact.open_again(PASSPHRASE if asks else None)
        contact.go_to(REVIEW)
        contact.give_reason_if_asked({"ja": "審査時に説明します", "en": "Explained at vetting"}[language])
        desk.picture("ready")
        if asks:
            receipt = send_offline(contact, desk, practice, words)
        else:
            contact.send()
            receipt = contact.receipt()
        desk.picture("receipt")
        received = examiner.enrollment(receipt)["application"]
        for path, value in application["sent"].items():
            assert at(received, path) == value, f"{path} is {at(received, path)}, not {value}"
        assert "password" not in received.get("contact", {}) or not received["contact"]["password"]
        assert len(examiner.enrollments()) == before + 1, "it was sent once"
        examiner.move(receipt, "beginReview")
        contact.refresh()
        desk.wait_text(words("DraftText", "In review"))
        desk.picture("in-review")
        contact.close_draft()
        table = contact.list(lambda shown: shown.row_of(receipt) == 0)
        assert words("DraftText", "In review") in [table.cell(0, column) for column in range(6)]
        desk.picture("list")
        if not asks:
            renewal(contact, desk, practice, words)
        desk.close()
    except BaseException:
        desk.report_failure()
        raise
    finally:
        desk.kill()
        practice.stop()


def renewal(contact, desk, practice, words):
    """From the registered data; what is changed is marked on the review page."""
    values = practice.values
    password = pathlib.Path(values["CONTACT_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
    desk.wait_focus(TABLE, words("DraftList", "Drafts"))
    contact.renew(values["CONTACT_ID"], password, "Renewal 2027")
    contact.go_to(SUBSCRIBER)
    contact.fill({"Subscriber's name (corporation)": "株式会社サンプル商事"})
    contact.go_to(REVIEW)
    desk.wait_text(words("ReviewPage", "Changes from the registered data"))
    desk.picture("renewal")
    desk.close()
    # Nobody is signed in any more, and a renewal is the signed-in contact's to send.
    desk.start("--language", words.language)
    contact.open_first()
    contact.go_to(REVIEW)
    contact.send()
    desk.wait_focus(EDIT, words("RenewalDialog", "Login ID"))
    desk.type(values["CONTACT_ID"])
    desk.keys("Tab")
    desk.type(password)
    desk.keys("Return")
    desk.wait_gone(EDIT, words("RenewalDialog", "Login ID"))
    contact.send()
    assert contact.receipt()


def visit(contact, desk, look, environment, asks):
    """Every page as it was filled in, in another look."""
    desk.start("--language", contact.words.language, environment=environment)
    contact.open_again(PASSPHRASE if asks else None)
    desk.picture(f"{look}-opened")
    contact.go_to(0)
    while (shown := contact.shown_page()) != contact.titles[REVIEW]:
        desk.picture(f"{look}-{contact.titles.index(shown) + 1:02d}")
        contact.next_page()
    desk.picture(f"{look}-{REVIEW + 1:02d}")
    desk.close()


def send_offline(contact, desk, practice, words):
    """Without a connection it is queued; with one it waits for the last confirmation, and goes out once."""
    practice.stop()
    contact.send()
    desk.wait_text(words("SendPanel", "Waiting: no connection. You confirm once more before it is sent."),
                   seconds=60)
    desk.picture("queued")
    practice.start()
    wait_until("the question whether it goes out now", lambda: desk.find_shown(BUTTON, words("SendPanel", "Send now")),
               90)
    desk.picture("confirm")
    contact.confirm()
    return contact.receipt()


def keeping(bin_dir, source, work):
    """Without any site: what is typed outlives SIGKILL and SIGTERM, a second process only reads, and a locked desk gives
    nothing away."""
    words = Words(source, "ja")
    profile = work / "profile"
    errors = work / "stderr.log"
    desk = Desk(bin_dir, profile, source / "build" / "screens", "keeping")
    contact = Contact(desk, words)
    other = None
    try:
        desk.start("--language", "ja", errors=errors)
        desk.wait_focus(BUTTON, words("DraftList", "New draft…"))
        contact.new_draft("下書き")
        contact.next_page()
        contact.wait_page(SUBSCRIBER)
        name = contact.label("Subscriber's name (corporation)")

        contact.fill({"Subscriber's name (corporation)": SECRET_TEXT})
        contact.wait_saved()
        desk.type("AB")  # at most what was typed in the last two seconds may go
        desk.send_signal(signal.SIGKILL)
        field = reopen(desk, contact, errors, name)
        assert field.text in (SECRET_TEXT, SECRET_TEXT + "A", SECRET_TEXT + "AB"), field.text

        contact.fill({"Subscriber's name (corporation)": SECRET_TEXT + "XYZ"})
        desk.send_signal(signal.SIGTERM)  # at once: nothing may be missing
        assert desk.ended() == 0, "SIGTERM ends it well"
        field = reopen(desk, contact, errors, name)
        assert field.text == SECRET_TEXT + "XYZ", field.text

        unwritable(desk, contact, profile)

        other = Desk(bin_dir, profile, source / "build" / "screens", "keeping-second")
        second = Contact(other, words)
        other.start("--language", "ja")
        second.open_first()
        other.wait_text(words("DraftEditor", "This draft is open in another window. Here you can only read the version "
                                             "saved last."))
        other.picture("read-only")
        other.close()

        wait_until("the keys are back in the form", desk.focused)
        assert memory_holds(desk.pid) != 0, "what is on the screen is in memory"
        desk.keys("ctrl+l")
        desk.wait_focus(BUTTON, words("EnrollmentWorkspace", "Unlock…"))
        desk.picture("locked")
        assert not memory_holds(desk.pid), f"memory holds what was typed: {memory_holds(desk.pid)}"
        gives_nothing_away([work, *(pathlib.Path(os.environ[f"XDG_{kind}_HOME"]) for kind in ("CACHE", "STATE", "DATA"))])
        desk.keys("ctrl+u")
        contact.wait_form()
        assert desk.wait(EDIT, name).text == SECRET_TEXT + "XYZ"
        assert not desk.crash(), "a crash wrote a core"
        gives_nothing_away([work])
    except BaseException:
        desk.report_failure()
        raise
    finally:
        desk.kill()
        if other:
            other.kill()


def unwritable(desk, contact, profile):
    """The draft's folder cannot be written for a while (a file stands in its place, which stops root as well): it is said
    at once, the text stays, and storing resumes."""
    words = contact.words
    folder = next(place for place in (profile / "drafts").iterdir() if place.is_dir())
    away = folder.with_name("away")
    folder.rename(away)
    folder.touch()
    contact.fill({"Subscriber's name (corporation)": SECRET_TEXT + "XY"})
    desk.wait_text(words.piece("DraftEditor", "Your input is not being saved. %1 %2 It stays here, and saving is tried "
                                              "again automatically."))
    desk.picture("unwritable")
    contact.fill({"Subscriber's name (corporation)": SECRET_TEXT + "XYZ"})
    folder.unlink()
    away.rename(folder)
    desk.wait_text(words("DraftEditor", "Saving works again. Everything is saved."), seconds=60)
    contact.wait_saved()


def reopen(desk, contact, errors, name):
    desk.start("--language", "ja", errors=errors)
    contact.open_first()
    contact.wait_page(SUBSCRIBER)
    return desk.wait(EDIT, name)


def spellings():
    return [SECRET_TEXT[4:].encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "euc-jp")]


def memory_holds(pid):
    """How often the process's memory, as root may read it and as a core dump would hold it, contains a word of what was
    typed. None where it may not be read: the process forbids it to everybody else."""
    found = 0
    try:
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for line in pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines():
                where, rights = line.split()[:2]
                if "w" not in rights:
                    continue
                start, end = (int(part, 16) for part in where.split("-"))
                memory.seek(start)
                try:
                    content = memory.read(end - start)
                except OSError:  # a mapping of a device
                    continue
                found += sum(content.count(spelling) for spelling in spellings())
    except PermissionError:
        print("NOT TESTED: the program's memory, for want of the right to read it")
        return None
    return found


def gives_nothing_away(places):
    """No file of the profile, the caches, what was printed, or a core holds a word of what was typed."""
    for place in places:
        for file in place.rglob("*"):
            if file.is_file() and not file.is_symlink():
                content = file.read_bytes()
                assert not any(spelling in content for spelling in spellings()), f"{file} holds what was typed"


def main():
    what, build = sys.argv[1], pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
    source = pathlib.Path(os.environ["TEGATA_SOURCE_DIR"])
    keyboard.teach(SECRET_TEXT + "下書き審査時に説明します" + repr(APPLICATIONS) + enrollment_papers.CHARACTERS)
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as work:
        if what == "keeping":
            keeping(build / "bin", source, pathlib.Path(work))
        elif what == "papers":
            enrollment_papers.papers(build / "bin", source, pathlib.Path(work))
        else:
            day(what, sys.argv[2] == "passphrase", build / "bin", source, pathlib.Path(work))
    print(f"the enrolment desk ({what}): done")


if __name__ == "__main__":
    main()
