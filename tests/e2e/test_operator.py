# SPDX-License-Identifier: Apache-2.0
"""The main job, end to end in the real program: import the operator certificate, unlock, pick a request, read its
checks, approve, see it move, download; then reject, hold, revoke, a lost service, and the other language. Run by
tests/e2e/on-screen; pictures are kept in build/screens.

    test_operator.py ja|en keyring|passphrase    (how the identity is unlocked)
"""

import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import BUTTON, DIALOG, LABEL, Desk, Words  # noqa: E402
from operator_day import CLOSED, ISSUED, ON_HOLD, PENDING, REVOKED, TABS, Operator  # noqa: E402
from world import Practice, openssl, wait_until  # noqa: E402

TEXTS = {
    "ja": {"reason": "名称が登録と異なります", "hold": "申請責任者に確認中です", "offline": "接続"},
    "en": {"reason": "The name differs from the registration", "hold": "Asking the responsible applicant",
           "offline": "No connection"},
}


def requests_by_check(practice):
    """Common names of pending requests: those that may be approved without a note, and those that must not be."""
    items = json.loads(practice.run_cli(*practice.as_operator(), "queue", "list", "--state", "pending",
                                        "--limit", "200").stdout)["items"]
    names = [item["commonName"] for item in items]
    unique = [item for item in items if names.count(item["commonName"]) == 1 and item["product"] == "ov"
              and not any(item["commonName"] != name and item["commonName"] in name for name in names)]
    good = [item["commonName"] for item in unique if item["checkOutcome"] == "note"]
    bad = [item["commonName"] for item in unique if item["checkOutcome"] == "error"]
    assert len(good) >= 3 and bad, "the practice world holds good and faulty requests"
    return good, bad


def sign_in(operator, desk, practice, words):
    """A wrong passphrase first: it is said in words, the dialog stays; then the right one."""
    desk.press(words("OperatorWorkspace", "Load operator certificate…"))
    operator.load_identity(practice.values["OPERATOR_P12"], "not the passphrase")
    desk.wait_text(words("Error", "The passphrase is wrong."))
    desk.picture("wrong-passphrase")
    operator.load_identity(practice.values["OPERATOR_P12"], practice.passphrase())
    desk.wait_gone(DIALOG, words("ImportIdentityDialog", "Load operator certificate"))
    operator.table(PENDING, lambda table: table.row_count() >= 24, 60)


def lock_and_unlock(operator, desk, practice, words, asks):
    desk.keys("ctrl+l")
    desk.wait(BUTTON, words("OperatorWorkspace", "Unlock…"))
    desk.picture("locked")
    desk.keys("ctrl+u")
    if asks:
        operator.give_passphrase(practice.passphrase())
    desk.wait_gone(BUTTON, words("OperatorWorkspace", "Unlock…"))


def approve_and_download(operator, desk, practice, name, work, count):
    operator.select(PENDING, name)
    desk.wait_text(operator.words("RequestDetailPane", "Ready to approve"))
    desk.picture("request")
    operator.approve()
    count[PENDING] -= 1
    count[ISSUED] += 1
    operator.wait_counts(count)
    operator.select(ISSUED, name)
    desk.picture("issued")
    saved = work / "chain.pem"
    operator.save_chain(saved)
    assert "OK" in openssl("verify", "-CAfile", practice.values["CA_FILE"], "-untrusted", saved, saved)
    assert f"DNS:{name}" in openssl("x509", "-in", saved, "-noout", "-ext", "subjectAltName")


def faulty_request(operator, desk, name, reason, count):
    """What a rule forbids is not issued, and why stands there; then it is rejected."""
    operator.select(PENDING, name)
    desk.wait(LABEL, operator.words("FindingList", "Error"))
    desk.picture("faulty-request")
    desk.wait(BUTTON, operator.words.plain("RequestActions", "&Approve"), condition=lambda button: not button.is_enabled)
    desk.keys("a", "Return")
    assert operator.counts() == count, "a faulty request is not issued"
    operator.reject(reason)
    count[PENDING] -= 1
    count[CLOSED] += 1
    operator.wait_counts(count)


def hold(operator, desk, name, comment, count):
    operator.select(PENDING, name)
    operator.hold(comment)
    count[PENDING] -= 1
    count[ON_HOLD] += 1
    operator.wait_counts(count)
    operator.select(ON_HOLD, name)
    desk.wait_text(comment)
    desk.picture("on-hold")


def revoke(operator, desk, name, count):
    operator.select(ISSUED, name)
    operator.revoke("Replaced by another certificate")
    desk.picture("revoke")
    operator.confirm_revocation(name)
    count[ISSUED] -= 1
    count[REVOKED] += 1
    operator.wait_counts(count)
    operator.select(REVOKED, name)
    desk.picture("revoked")


def lost_service(operator, desk, practice, words, asks, count):
    """The service goes away and comes back: a banner, the table stays readable, also after a start without it."""
    try_now = words("OperatorWorkspace", "Try now")
    practice.stop()
    desk.wait(BUTTON, try_now, seconds=60)
    desk.wait_text(TEXTS[words.language]["offline"])
    assert operator.go_to(PENDING).row_count() == count[PENDING]
    desk.picture("offline")
    desk.close()
    desk.start("--language", words.language)
    if asks:
        operator.give_passphrase(practice.passphrase())
    operator.table(PENDING, lambda table: table.row_count() == count[PENDING])
    operator.wait_counts(count)
    desk.wait(BUTTON, try_now, seconds=60)
    desk.picture("offline-start")
    # Asked for while there is nobody, it goes on waiting: then it comes back, and nobody need press anything.
    desk.press(try_now)
    desk.wait(BUTTON, try_now, seconds=60)
    practice.start()
    desk.wait_gone(BUTTON, try_now, seconds=90)


def other_language(operator, desk, language, source):
    other = "en" if language == "ja" else "ja"
    desk.press_menu_item({"en": "English (E)", "ja": "日本語 (J)"}[other])
    operator.words = Words(source, other)
    wait_until("the tabs speak the other language", lambda: len(operator.tabs()) == len(TABS[other]) and all(
        expected in text for text, expected in zip(operator.tabs(), TABS[other])))
    desk.picture(f"in-{other}")


def run(language, asks, bin_dir, source, work):
    words = Words(source, language)
    practice = Practice(bin_dir, work / "practice").start()
    desk = Desk(bin_dir, work / "profile", source / "build" / "screens", f"operator-{language}")
    operator = Operator(desk, words)
    try:
        good, bad = requests_by_check(practice)
        desk.start("--site", practice.environment_file, "--language", language)
        sign_in(operator, desk, practice, words)
        for text, expected in zip(operator.tabs(), TABS[language], strict=True):
            assert expected in text, f"{text} is not {expected}"
        count = operator.counts()
        desk.picture("queue")
        lock_and_unlock(operator, desk, practice, words, asks)
        approve_and_download(operator, desk, practice, good[0], work, count)
        faulty_request(operator, desk, bad[0], TEXTS[language]["reason"], count)
        hold(operator, desk, good[1], TEXTS[language]["hold"], count)
        revoke(operator, desk, good[0], count)
        lost_service(operator, desk, practice, words, asks, count)
        other_language(operator, desk, language, source)
        desk.close()
    except BaseException:
        desk.report_failure()
        raise
    finally:
        desk.kill()
        practice.stop()


def main():
    language, asks = sys.argv[1], sys.argv[2] == "passphrase"
    build = pathlib.Path(os.environ["TEGATA_BINARY_DIR"])
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as work:
        run(language, asks, build / "bin", pathlib.Path(os.environ["TEGATA_SOURCE_DIR"]), pathlib.Path(work))
    print(f"the operator's day in {language}: done")


if __name__ == "__main__":
    main()
