# SPDX-License-Identifier: Apache-2.0
"""What leaves a draft and what comes back to it, by keyboard alone: its PDF, a file for a colleague, its versions, a
damaged file, a full disk, and an application that is withdrawn. Run by test_enrollment.py."""

import ctypes
import os
import pathlib
import subprocess

from desk import BUTTON, DIALOG, EDIT, PASSWORD, Desk, Words
from enrollment_day import APPLICANT, CONTACT, REVIEW, SUBSCRIBER, Contact
from world import Examiner, Practice, wait_until

NAME = "書類の見本"
ORIGINAL = "原本"
EARLIER = "株式会社過去物産"
LATER = "株式会社未来物産"
APPLICANT_NAME = "株式会社申請本舗"
LOGIN_ID = "shorui2026"
LOGIN_PASSWORD = "Kamome-7-Hashi-Tegami"
FILE_PASSPHRASE = "hashi no ue de 9 kamome"
TYPED = (NAME, EARLIER, APPLICANT_NAME, LOGIN_ID, LOGIN_PASSWORD, FILE_PASSPHRASE)
CHARACTERS = NAME + ORIGINAL + EARLIER + LATER + APPLICANT_NAME
CLONE_NEWNS = 0x00020000


def own_disk(folder):
    """A small disk of this process and its children alone, in the folder; it goes with them. Whether that is possible
    here: only root can mount."""
    folder.mkdir(mode=0o700, parents=True)
    if os.geteuid() != 0 or ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS) != 0:
        return False
    for command in (["mount", "--make-rprivate", "/"],
                    ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(folder)]):
        if subprocess.run(command, check=False, timeout=20).returncode != 0:
            return False
    return os.path.ismount(folder)


def papers(bin_dir, source, work):
    words = Words(source, "ja")
    drafts = work / "profile" / "drafts"
    has_own_disk = own_disk(drafts)
    practice = Practice(bin_dir, work / "practice").start()
    desk = Desk(bin_dir, work / "profile", source / "build" / "screens", "papers")
    contact = Contact(desk, words)
    try:
        desk.start("--site", practice.environment_file, "--language", "ja")
        desk.wait_focus(BUTTON, words("OperatorWorkspace", "Load operator certificate…"))
        desk.keys("ctrl+1")
        desk.wait_focus(BUTTON, words("DraftList", "New draft…"))
        write_draft(contact)
        folder = next(place for place in drafts.iterdir() if place.is_dir())
        prints(contact, work)
        contact.go_to(SUBSCRIBER)
        contact.close_draft()
        passes_on(contact, work)
        goes_back(contact)
        withdraws(contact, practice, Examiner(practice, work))
        desk.close()
        flip_byte(newest(folder))
        desk.start("--language", "ja")
        mends_damage(contact)
        if has_own_disk:
            fills_disk(contact, drafts)
        else:
            print("NOT TESTED: a full disk, for want of the right to mount one (the mode “keeping” has the folder that "
                  "cannot be written)")
        desk.close()
    except BaseException:
        desk.report_failure()
        raise
    finally:
        desk.kill()
        practice.stop()
        if has_own_disk:
            subprocess.run(["umount", drafts], check=True, timeout=20)


def write_draft(contact):
    contact.new_draft(NAME)
    contact.go_to(SUBSCRIBER)
    contact.fill({"Subscriber's name (corporation)": EARLIER})
    contact.go_to(CONTACT)
    contact.fill({"Login ID": LOGIN_ID, "Password": LOGIN_PASSWORD})
    contact.go_to(APPLICANT)
    contact.fill({"Applicant's legal name": APPLICANT_NAME})
    contact.wait_saved()


# --- the PDF
def prints(contact, work):
    """The review page's PDF: its text can be searched, its fonts are in it, and the password is not."""
    desk, words = contact.desk, contact.words
    path = work / "printed.pdf"
    contact.go_to(REVIEW)
    contact.tab_to(BUTTON, words("SendPanel", "Save &PDF…"))
    desk.keys("space")
    give_path(desk, words("ApplicationPdfSaver", "Save application as PDF"), path)
    desk.wait_text(words("DraftEditor", "Saved: %1").replace("%1", str(path)))
    desk.picture("printed")
    text = tool("pdftotext", "-layout", path, "-")
    for expected in ("申請法人名", APPLICANT_NAME, EARLIER, LOGIN_ID):
        assert expected in text, f"the PDF lacks {expected}:\n{text}"
    assert LOGIN_PASSWORD not in text and LOGIN_PASSWORD.encode() not in path.read_bytes(), "the password is in the PDF"
    heading, _, *fonts = tool("pdffonts", path).splitlines()
    column = heading.index("emb")
    assert fonts and all(line[column:].startswith("yes") for line in fonts), "\n".join([heading, *fonts])


def tool(*arguments):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, encoding="utf-8",
                          timeout=60, check=True)
    return done.stdout


def give_path(desk, title, path):
    """The dialog for a file; what follows it may have the same title."""
    desk.wait(DIALOG, title)
    desk.keys("ctrl+a")
    desk.type(str(path))
    desk.keys("Return")


# --- to a colleague
def passes_on(contact, work):
    """Exported under a passphrase, and imported again beside the original."""
    desk, words = contact.desk, contact.words
    path = work / "passed-on.tegata-draft"
    desk.keys("ctrl+e")
    give_path(desk, words("DraftCommands", "Export draft"), path)
    contact.give_passphrase(FILE_PASSPHRASE, twice=True)
    content = path.read_bytes()
    assert len(content) > 4096 and path.stat().st_mode & 0o077 == 0, "the exported file is its owner's"
    for typed in TYPED:
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert typed.encode(coding) not in content, f"the exported file holds {typed}"

    desk.keys("F2")
    contact.name_draft(ORIGINAL)
    contact.list(lambda table: table.row_of(ORIGINAL) == 0)
    desk.keys("ctrl+shift+i")
    give_path(desk, words("DraftCommands", "Import draft"), path)
    desk.wait_focus(PASSWORD, words("PassphraseDialog", "Passphrase"))
    desk.type(FILE_PASSPHRASE.upper())
    desk.keys("Return")
    desk.wait_text(words("Error", "The passphrase is wrong."))
    desk.picture("wrong-passphrase")
    contact.give_passphrase(FILE_PASSPHRASE)
    contact.list(lambda table: table.row_count() == 2)
    choose(contact, NAME)
    desk.picture("imported")
    desk.keys("ctrl+o")
    contact.wait_form()
    contact.wait_page(SUBSCRIBER)
    assert name_field(contact).text == EARLIER
    contact.go_to(CONTACT)
    field = desk.wait(PASSWORD, contact.label("Password"))
    assert not field.text or field.text == field.name, "the password came along"
    contact.close_draft()


def choose(contact, text):
    """Goes to the row with the text."""
    desk = contact.desk
    desk.wait_focus(contact.list().role, contact.words("DraftList", "Drafts"))
    row = contact.list(lambda table: table.row_of(text) >= 0).row_of(text)
    desk.keys("ctrl+Home", *["Down"] * row)
    contact.list(lambda table: table.is_selected(row))


def name_field(contact):
    return contact.desk.wait(EDIT, contact.label("Subscriber's name (corporation)"))


# --- versions
def goes_back(contact):
    """A later sitting changes the name; the list of versions tells so and brings the earlier one back."""
    desk, words = contact.desk, contact.words
    choose(contact, ORIGINAL)
    desk.keys("ctrl+o")
    contact.wait_form()
    contact.fill({"Subscriber's name (corporation)": LATER})
    contact.wait_saved()
    contact.close_draft()
    choose(contact, ORIGINAL)
    desk.keys("ctrl+h")
    title = words("VersionsDialog", "Versions of the draft")
    desk.wait(DIALOG, title)
    difference = words("VersionsDialog", "%1: %2 (now: %3)")
    for number, value in enumerate((contact.label("Subscriber's name (corporation)"), EARLIER, LATER), 1):
        difference = difference.replace(f"%{number}", value)
    desk.wait_text(difference)
    desk.picture("versions")
    desk.keys("alt+g")
    desk.wait_gone(DIALOG, title)
    desk.keys("ctrl+o")
    contact.wait_form()
    wait_until("the earlier text is back", lambda: name_field(contact).text == EARLIER)
    contact.close_draft()


# --- withdrawal
def withdraws(contact, practice, examiner):
    """A renewal is sent and withdrawn, with its contact's password only."""
    desk, words = contact.desk, contact.words
    values = practice.values
    password = pathlib.Path(values["CONTACT_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
    contact.renew(values["CONTACT_ID"], password, "Renewal 2027")
    contact.go_to(REVIEW)
    contact.send()
    receipt = contact.receipt()
    desk.press(words("SendPanel", "With&draw…"))
    contact.tab_to(BUTTON, words("SendPanel", "Withdraw"))
    desk.picture("withdraw-question")
    desk.keys("space")
    desk.wait_focus(EDIT, words("RenewalDialog", "Login ID"))
    desk.type(values["CONTACT_ID"])
    desk.keys("Tab")
    desk.type(password + "x")
    desk.keys("Return")
    desk.wait_text(words("RenewalDialog", "Login ID or password is wrong.\nEnter both again. Check capital letters, "
                                          "and turn the Japanese input method off.").partition("\n")[0])
    desk.picture("withdraw-refused")
    assert examiner.enrollment(receipt)["state"] == "submitted"
    desk.type(password)
    desk.keys("Return")
    desk.wait_text(words("DraftSubmission", "The application was withdrawn."))
    desk.picture("withdrawn")
    assert examiner.enrollment(receipt)["state"] == "withdrawn"
    contact.close_draft()
    row = contact.list(lambda table: table.row_of(receipt) >= 0).row_of(receipt)
    contact.list(lambda table: words("DraftText", "Withdrawn") in [table.cell(row, column) for column in range(6)])


# --- damage
def newest(folder):
    return max(folder.glob("*.draft"))


def flip_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def mends_damage(contact):
    """The list tells of the damaged draft; the version before it is offered, and opens."""
    desk, words = contact.desk, contact.words
    choose(contact, words("DraftText", "Cannot be read"))
    desk.picture("damaged")
    desk.keys("ctrl+o")
    desk.wait_focus(BUTTON, words("DraftCommands", "Cancel"))
    desk.wait(BUTTON, words("DraftCommands", "&Go back"))
    desk.picture("damage-offer")
    desk.keys("alt+g")
    contact.wait_form()
    contact.go_to(SUBSCRIBER)
    assert name_field(contact).text == LATER, "the version before the newest"


# --- a full disk
def fills_disk(contact, drafts):
    """It is said at once, the text stays, and storing resumes by itself when there is room."""
    desk, words = contact.desk, contact.words
    filler = drafts / "filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            pass
    contact.fill({"Subscriber's name (corporation)": LATER + "X"})
    desk.wait_text(words("Error", "There is no space left on the disk."))
    desk.picture("disk-full")
    assert name_field(contact).text == LATER + "X"
    filler.unlink()
    desk.wait_text(words("DraftEditor", "Saving works again. Everything is saved."), seconds=60)
    desk.picture("room-again")
    contact.wait_saved()
    contact.close_draft()
    contact.open_first()
    contact.wait_page(SUBSCRIBER)
    assert name_field(contact).text == LATER + "X"
