# SPDX-License-Identifier: Apache-2.0
"""Four eyes, edits, internal notes, scheduled revocations and what the contact is told, over the wire."""
import datetime
import email
import email.policy
import glob
import os
import threading
import time
import unittest

from practiceservice import ServiceTestCase, all_items, new_key

PATIENCE = 60  # seconds; a sanitizer's build on a busy machine is slow


def in_seconds(seconds):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class WorkspaceCase(ServiceTestCase):
    OPTIONS = ("--approvals-ev", "2")

    def setUp(self):
        self.contact = self.service.contact()
        self.first = self.service.operator()
        self.second = self.service.operator("OPERATOR2_P12")

    def submit_ev(self, name):
        return self.submit(self.contact, name, product="ev")

    def await_that(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.05)

    def issued(self, name):
        request = self.act(self.first, self.submit(self.contact, name), "approve")
        self.assertEqual(request["state"], "issued")
        return self.first.get("/v1/certificates/" + request["serial"]).json

    def revoke(self, certificate, status=200, client=None, **more):
        answer = (client or self.first).post(f"/v1/certificates/{certificate['serial']}/revoke",
                                             {"version": certificate["version"], "reason": "superseded", **more})
        self.assertEqual(answer.status, status, answer.body)
        return answer.json

    def audit_of(self, thing):
        return [row for row in all_items(self.first, "/v1/audit") if row["objectId"] == thing]


class FourEyesTest(WorkspaceCase):
    def test_two_operators_approve(self):
        request = self.submit_ev("two.example.jp")
        self.assertEqual((request["approvalsNeeded"], request["approvedBy"]), (2, []))
        key = new_key()
        path = f"/v1/requests/{request['id']}/approve"
        partly = self.first.post(path, {"version": request["version"]}, key).json
        self.assertEqual((partly["state"], partly["serial"], partly["approvedBy"]),
                         ("partly_approved", None, [partly["approvers"][0]["id"]]))
        self.assertEqual(partly["approvers"][0]["name"], "山田 太郎")
        again = self.first.post(path, {"version": request["version"]}, key)
        self.assertEqual((again.json, again.headers["Idempotent-Replay"]), (partly, "true"))

        for language, words in (("en", "You have approved"), ("ja", "あなたが承認")):
            refused = self.service.operator(language=language).post(path, {"version": partly["version"]})
            self.assertEqual((refused.status, refused.json["findings"][0]["code"]), (422, "approval.approvedAlready"))
            self.assertIn(words, refused.json["findings"][0]["message"])

        issued = self.act(self.second, partly, "approve")
        self.assertEqual((issued["state"], len(issued["approvedBy"])), ("issued", 2))
        rows = self.audit_of(request["id"])
        self.assertEqual([(row["action"], row["toState"]) for row in rows],
                         [("submit", "pending"), ("approve", "partly_approved"), ("approve", "approved"),
                          ("issue", "issued")])
        self.assertEqual(rows[1]["evidence"]["idempotencyKey"], key)
        self.assertEqual(rows[2]["evidence"]["approvedBy"], issued["approvedBy"])
        self.assertNotIn("idempotencyKey", rows[3]["evidence"])

    def test_one_approval_is_enough_for_ov(self):
        self.assertEqual(self.act(self.first, self.submit(self.contact, "one.example.jp"), "approve")["state"], "issued")

    def test_the_contact_sees_no_inside(self):
        request = self.submit_ev("inside.example.jp")
        partly = self.act(self.first, request, "approve")
        self.assertEqual(self.first.post(f"/v1/requests/{request['id']}/notes", {"text": "極秘"}).status, 200)
        seen = self.contact.get("/v1/requests/" + request["id"]).json
        self.assertEqual((seen["state"], seen["version"]), ("partly_approved", partly["version"]))
        listed = next(r for r in all_items(self.contact, "/v1/requests") if r["id"] == request["id"])
        cursor, fed = "", []
        while not fed or page["more"]:
            page = self.contact.get("/v1/changes" + ("?after=" + cursor if cursor else "")).json
            cursor = page["next"]
            fed += [item["request"] for item in page["items"] if item["kind"] == "request"]
        fed = next(r for r in fed if r["id"] == request["id"])
        for view in (seen, listed, fed):
            self.assertEqual((view["approvedBy"], view["lastEditedBy"]), ([], None))
        self.assertEqual((seen["approvers"], seen["notes"]), ([], []))
        self.assertEqual([entry["action"] for entry in seen["history"]], ["submit"])

    def test_an_edit_voids_approvals(self):
        request = self.submit_ev("edit.example.jp")
        partly = self.act(self.first, request, "approve")
        path = f"/v1/requests/{request['id']}/edit"
        version = {"version": partly["version"]}
        stale = self.second.post(path, {"version": request["version"], "notifyMail": "a@example.jp", "note": "x"})
        self.assertEqual((stale.status, stale.json["current"]["version"]), (409, partly["version"]))
        for field, body in (("note", {"notifyMail": "a@example.jp"}), ("note", {"product": "ov", "note": " "}),
                            ("notifyMail", {"notifyMail": "a b", "note": "x"}), ("product", {"note": "x"}),
                            ("product", {"product": "dv", "note": "x"}), ("renewalOf", {"renewalOf": "AB", "note": "x"}),
                            ("product", {"product": "ev", "note": "nothing changes"})):
            answer = self.second.post(path, {**version, **body})
            self.assertEqual((answer.status, answer.json["findings"][0]["field"]), (400, field), answer.body)

        body = {**version, "notifyMail": "new@example.jp", "note": "訂正"}
        key = new_key()
        edited = self.second.post(path, body, key)
        self.assertEqual(edited.status, 200, edited.body)
        self.assertEqual(self.second.post(path, body, key).body, edited.body)
        edited = edited.json
        self.assertEqual((edited["state"], edited["approvedBy"], edited["notifyMail"]),
                         ("pending", [], "new@example.jp"))
        self.assertEqual(edited["version"], partly["version"] + 1)
        row = self.audit_of(request["id"])[-1]
        self.assertEqual((row["action"], row["note"], row["fromState"], row["toState"]),
                         ("edit", "訂正", "partly_approved", "pending"))
        self.assertEqual(row["evidence"]["changes"], {"notifyMail": {"from": "web@example.jp", "to": "new@example.jp"}})
        self.assertEqual(row["evidence"]["voidedApprovals"], partly["approvedBy"])
        self.assertEqual(row["evidence"]["idempotencyKey"], key)

        refused = self.act(self.second, edited, "approve", status=422)
        self.assertEqual(refused["findings"][0]["code"], "approval.editedLast")
        partly = self.act(self.first, edited, "approve")
        self.assertEqual((partly["state"], partly["lastEditedBy"]), ("partly_approved", edited["lastEditedBy"]))
        # As OV one approval is enough, of somebody who did not edit it … or did, where one pair of eyes is the rule.
        as_ov = self.second.post(path, {"version": partly["version"], "product": "ov", "note": "OVに"}).json
        self.assertEqual((as_ov["product"], as_ov["approvalsNeeded"], as_ov["approvedBy"]), ("ov", 1, []))
        self.assertEqual(self.act(self.second, as_ov, "approve")["state"], "issued")
        done = self.second.post(path, {"version": as_ov["version"] + 1, "product": "ev", "note": "x"})
        self.assertEqual(done.status, 409)

    def test_an_edit_is_examined(self):
        request = self.submit(self.contact, "examined.example1.jp")
        edited = self.first.post(f"/v1/requests/{request['id']}/edit",
                                 {"version": request["version"], "product": "ev", "note": "x"}).json
        self.assertEqual(edited["checkOutcome"], "error")
        self.assertIn("ev.domainNotAllowed", [finding["code"] for finding in edited["check"]["findings"]])
        self.act(self.second, edited, "approve", note="x", status=422)

    def test_a_hold_voids_approvals(self):
        partly = self.act(self.first, self.submit_ev("heldev.example.jp"), "approve")
        held = self.act(self.second, partly, "hold", note="確認中")
        self.assertEqual((held["state"], held["approvedBy"]), ("on_hold", []))
        released = self.act(self.second, held, "release")
        self.assertEqual(released["state"], "pending")
        self.assertEqual(self.act(self.first, released, "approve")["state"], "partly_approved")

    def test_why_not(self):
        request = self.submit(self.contact, "why.example.jp")
        claimed = self.act(self.second, request, "claim")
        conflict = self.act(self.first, claimed, "approve", status=409)
        self.assertEqual(conflict["findings"][0]["code"], "approval.claimed")
        rejected = self.act(self.second, claimed, "reject", note="x")
        conflict = self.act(self.first, rejected, "approve", status=409)
        self.assertEqual((conflict["findings"][0]["code"], conflict["current"]["state"]), ("approval.state", "rejected"))


class NotesTest(WorkspaceCase):
    def test_notes(self):
        request = self.submit(self.contact, "notes.example.jp")
        path = f"/v1/requests/{request['id']}/notes"
        key = new_key()
        first = self.first.post(path, {"text": "電話で確認済み"}, key)
        self.assertEqual(self.first.post(path, {"text": "電話で確認済み"}, key).body, first.body)
        second = self.second.post(path, {"text": "書類は月曜"}).json
        self.assertEqual([(note["actor"]["name"], note["text"]) for note in second["notes"]],
                         [("山田 太郎", "電話で確認済み"), ("鈴木 花子", "書類は月曜")])
        self.assertEqual(second["version"], request["version"])
        for body in ({"text": " "}, {"text": "x" * 1001}, {}):
            answer = self.first.post(path, body)
            self.assertEqual((answer.status, answer.json["findings"][0]["field"]), (400, "text"))
        rejected = self.act(self.first, request, "reject", note="誤り")
        self.assertEqual(self.first.post(path, {"text": "あとから"}).json["version"], rejected["version"])
        noted = [row for row in self.audit_of(request["id"]) if row["action"] == "note"]
        self.assertEqual([row["note"] for row in noted], ["電話で確認済み", "書類は月曜", "あとから"])
        self.assertEqual(noted[0]["evidence"]["idempotencyKey"], key)

    def mails(self, request):
        self.service.await_mails()
        texts = []
        for path in glob.glob(os.path.join(self.service.values["MAIL_DIR"], f"request-{request['id']}-*.eml")):
            with open(path, "rb") as file:
                texts.append(email.message_from_binary_file(file, policy=email.policy.default))
        return texts

    def test_the_contact_is_told(self):
        request = self.submit(self.contact, "told.example.jp")
        held = self.act(self.first, request, "hold", note="登記を確認しています")
        self.assertEqual(self.contact.get("/v1/requests/" + request["id"]).json["holdComment"], "登記を確認しています")
        (mail,) = self.mails(request)
        self.assertEqual(mail["To"].addresses[0].addr_spec, "i.sato@example.jp")
        self.assertIn("登記を確認しています", mail.get_content())
        self.assertIn(request["id"], mail["Subject"])
        released = self.act(self.first, held, "release")
        self.act(self.first, released, "reject", note="ホスト名の誤り")
        bodies = [mail.get_content() for mail in self.mails(request)]
        self.assertEqual(len(bodies), 2)
        self.assertEqual(sum("ホスト名の誤り" in body for body in bodies), 1)


class ScheduleTest(WorkspaceCase):
    def test_schedule_replace_cancel(self):
        certificate = self.issued("schedule.example.jp")
        self.assertEqual((certificate["revokeAt"], certificate["renewalOf"]), (None, None))
        for at in (in_seconds(-5), in_seconds(400 * 86400), "tomorrow"):
            refused = self.revoke(certificate, 400, at=at)
            self.assertEqual(refused["findings"][0]["field"], "at")
        day = in_seconds(86400)
        scheduled = self.revoke(certificate, at=day, note="切り替え後")
        self.assertEqual((scheduled["state"], scheduled["revokeAt"], scheduled["revokeAtReason"]),
                         ("valid", day, "superseded"))
        self.assertEqual(self.revoke(certificate, 409, at=day)["current"]["revokeAt"], day)
        later = in_seconds(2 * 86400)
        replaced = self.revoke(scheduled, client=self.second, at=later)
        self.assertEqual(replaced["revokeAt"], later)
        path = f"/v1/certificates/{certificate['serial']}/cancel-scheduled"
        key = new_key()
        cancelled = self.first.post(path, {"version": replaced["version"]}, key)
        self.assertEqual((cancelled.status, cancelled.json["revokeAt"]), (200, None))
        self.assertEqual(self.first.post(path, {"version": replaced["version"]}, key).body, cancelled.body)
        nothing = self.first.post(path, {"version": cancelled.json["version"]})
        self.assertEqual((nothing.status, nothing.json["current"]["revokeAt"]), (409, None))
        rows = self.audit_of(certificate["serial"])
        self.assertEqual([row["action"] for row in rows],
                         ["issue", "scheduleRevocation", "scheduleRevocation", "cancelScheduledRevocation"])
        self.assertEqual(rows[2]["evidence"]["endedSchedule"]["at"], day)
        revoked = self.revoke(self.revoke(cancelled.json, at=day))
        self.assertEqual((revoked["state"], revoked["revokeAt"], revoked["revokeAtReason"]), ("revoked", None, None))

    def revocations(self, certificate):
        return [row for row in self.audit_of(certificate["serial"]) if row["action"] == "revoke"]

    def test_carried_out_once_at_its_time(self):
        certificate = self.issued("due.example.jp")
        at = in_seconds(3)
        self.revoke(certificate, at=at, note="停止")
        self.await_that(lambda: self.first.get("/v1/certificates/" + certificate["serial"]).json["state"] == "revoked",
                        "the scheduled revocation was not carried out")
        revoked = self.first.get("/v1/certificates/" + certificate["serial"]).json
        self.assertGreaterEqual(revoked["revokedAt"][:19], at[:19])
        self.assertEqual((revoked["revocationReason"], revoked["revokeAt"]), ("superseded", None))
        (row,) = self.revocations(certificate)
        self.assertIsNone(row["actor"])
        self.assertEqual((row["note"], row["evidence"]["schedule"]["at"]), ("停止", at))

    def test_carried_out_after_downtime(self):
        certificate = self.issued("down.example.jp")
        at = in_seconds(2)
        self.revoke(certificate, at=at)
        self.assertEqual(self.service.stop(), 0)
        self.await_that(lambda: in_seconds(-1) > at, "the clock stands")  # nobody serves meanwhile
        self.service.start()
        self.setUp()
        self.await_that(lambda: self.revocations(certificate), "not made up for")
        self.assertEqual(self.service.stop(), 0)
        self.service.start()
        self.setUp()
        self.assertEqual(len(self.revocations(certificate)), 1)


class DecisionLogTest(WorkspaceCase):
    REPORT = {"log": "a1b2", "sequence": 7, "hash": "ab" * 32}

    def reports(self, client):
        return [line for line in all_items(client, "/v1/audit") if line["action"] == "reportDecisionLog"]

    def test_a_report_stands_in_the_trail(self):
        self.assertTrue(self.first.get("/v1/session").json["capabilities"]["decisionLog"])
        key = new_key()
        for replay in (None, "true"):
            answer = self.first.post("/v1/decision-log", self.REPORT, key)
            self.assertEqual((answer.status, answer.json), (200, self.REPORT))
            self.assertEqual(answer.headers.get("Idempotent-Replay"), replay)
        line, = self.reports(self.first)
        self.assertEqual((line["objectKind"], line["objectId"]), ("decisionLog", "a1b2"))
        self.assertEqual((line["evidence"]["sequence"], line["evidence"]["hash"]), (7, "ab" * 32))
        self.assertEqual(line["actor"]["id"], self.first.get("/v1/session").json["operator"]["id"])
        # Another customer's operator sees nothing of it, a contact has no such thing.
        self.assertEqual(self.reports(self.service.operator("OTHER_OPERATOR_P12")), [])
        self.assertEqual(self.contact.post("/v1/decision-log", self.REPORT).status, 404)

    def test_what_is_no_report_is_refused(self):
        before = len(self.reports(self.first))
        for change in ({"log": ""}, {"log": "a/b"}, {"log": "a\n"}, {"log": "x" * 65}, {"sequence": 0}, {"sequence": -1},
                       {"sequence": "7"}, {"hash": "AB" * 32}, {"hash": "ab" * 31}, {"hash": None}):
            answer = self.first.post("/v1/decision-log", {**self.REPORT, **change})
            self.assertEqual((answer.status, answer.json["findings"][0]["field"]), (400, next(iter(change))), change)
        self.assertEqual(len(self.reports(self.first)), before)


class RevokedOperatorTest(WorkspaceCase):
    def test_out_at_the_next_action(self):
        partly = self.act(self.second, self.submit_ev("gone.example.jp"), "approve")
        open_request = self.submit(self.contact, "still.example.jp")
        key = new_key()
        path = f"/v1/requests/{open_request['id']}/notes"
        self.assertEqual(self.second.post(path, {"text": "before"}, key).status, 200)
        waiting = self.service.operator("OPERATOR2_P12")
        page = waiting.get("/v1/changes").json
        while page["more"]:
            page = waiting.get("/v1/changes?after=" + page["next"]).json
        answers = []
        poll = threading.Thread(
            target=lambda: answers.append(waiting.get(f"/v1/changes?after={page['next']}&wait=50")))
        poll.start()

        examiner = self.service.examiner()
        person = self.second.get("/v1/session").json["operator"]
        listed = next(o for o in all_items(examiner, "/v1/operators") if o["id"] == person["id"])
        began = time.monotonic()
        revoked = examiner.post(f"/v1/operators/{person['id']}/revoke", {"version": listed["version"]})
        self.assertEqual(revoked.status, 200, revoked.body)
        poll.join()
        self.assertEqual((answers[0].status, answers[0].json["code"]), (403, "forbidden"))
        self.assertLess(time.monotonic() - began, 40, "the poll ended by its time-out only")
        # On the connection that was open before; a key that was used before gives nothing away either.
        for sent, body, sent_key in ((f"/v1/requests/{open_request['id']}/approve", {"version": 1}, new_key()),
                                     (path, {"text": "before"}, key)):
            self.assertEqual(self.second.post(sent, body, sent_key).status, 403)
        self.assertEqual(self.first.get("/v1/requests/" + open_request["id"]).json["state"], "pending")

        voided = self.first.get("/v1/requests/" + partly["id"]).json
        self.assertEqual((voided["state"], voided["approvedBy"]), ("pending", []))
        self.assertEqual(self.audit_of(partly["id"])[-1]["action"], "voidApproval")


if __name__ == "__main__":
    unittest.main()
