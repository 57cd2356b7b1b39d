# SPDX-License-Identifier: Apache-2.0
"""Enrolments as an applicant has them: a form that is in order, the program's own opinion of it, its receipt."""
import copy
import email
import email.policy
import json
import os
import subprocess
import tempfile
from urllib.parse import quote

from practiceservice import PracticeService, ServiceTestCase, all_items, new_key

CLI = os.path.join(os.environ["TEGATA_BINARY_DIR"], "bin", "tegata-cli")
PASSWORD = "Wa8-kumo.nagare-Tsuki"
LOGIN = "sample-tanaka"
METHODS = {"legalExistence": "registerExtract", "physicalExistence": "siteVisit", "businessExistence": "bankAccount",
           "responsibleAuthority": "phoneCall", "intentByPhone": "phoneCall", "highRisk": "internalList",
           "evRoles": "registrationForm", "domainRight": "whois", "domainControl": "dnsTxt", "caa": "dnsLookup",
           "documents": "receivedByPost"}
LANGUAGES = {"en": "C.UTF-8", "ja": "ja_JP.UTF-8"}


def new_form(service):
    """What 株式会社サンプル is registered with, as a new enrolment."""
    form = service.contact().get("/v1/registered-enrollment").json
    form["kind"] = "new"
    form["contact"].update(loginId=LOGIN, password=PASSWORD)
    return form


def changed(form, changes):
    """A copy with other values: {"contact.phone": "1", "domains[0].name": "jp", "operators": []}."""
    form = copy.deepcopy(form)
    for path, value in changes.items():
        steps = path.replace("[", ".").replace("]", "").split(".")
        target = form
        for step in steps[:-1]:
            target = target[int(step) if step.isdigit() else step]
        target[int(steps[-1]) if steps[-1].isdigit() else steps[-1]] = value
    return form


def cli(service, *arguments, language="en", check=None):
    done = subprocess.run([CLI, "--json", "--site", os.path.join(service.directory, "practice.env"), *arguments],
                          capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
                          env={**os.environ, "LC_ALL": LANGUAGES[language]})
    if check is not None and done.returncode != check:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


def file_of(service, form):
    path = os.path.join(service.directory, new_key() + ".json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(form, file, ensure_ascii=False)
    return path


def all_files(directory):
    for folder, _, names in os.walk(directory):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                yield os.path.join(folder, name), file.read()


class EnrollmentTestCase(ServiceTestCase):
    """Over one service, and what an applicant and an examiner do there."""

    @classmethod
    def setUpClass(cls):
        cls.log = tempfile.NamedTemporaryFile()
        cls.addClassCleanup(cls.log.close)
        cls.service = PracticeService(log=cls.log)
        cls.addClassCleanup(cls.service.remove)
        cls.service.start()
        cls.form = new_form(cls.service)

    def submit(self, form, key=None, language="en", status=201):
        answer = self.service.anonymous(language=language).post("/v1/enrollments", form, key)
        self.assertEqual(answer.status, status, answer.body)
        return answer

    def taken(self, **changes):
        return self.submit(changed(self.form, changes)).json

    def rows(self):
        return all_items(self.service.examiner(), "/v1/enrollments")

    def vetting(self, receipt, client=None):
        answer = (client or self.service.examiner()).get(f"/v1/enrollments/{receipt}/vetting")
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json

    def pass_all(self, receipt):
        """What has to be passed, by the second examiner, who approves where two are needed: the first one's is the last."""
        examiner = self.service.examiner("EXAMINER2_P12")
        for item in self.vetting(receipt["receipt"], examiner)["items"]:
            if item["needed"] and item["state"] != "passed":
                answer = examiner.post(f"/v1/enrollments/{receipt['receipt']}/vetting/{quote(item['id'])}",
                                       {"version": item["version"], "outcome": "passed",
                                        "method": METHODS[item["kind"]], "evidence": "確認済み"})
                self.assertEqual(answer.status, 200, answer.body)
        if self.vetting(receipt["receipt"], examiner)["approvalsNeeded"] == 2:
            answer = examiner.post(f"/v1/enrollments/{receipt['receipt']}/approve", {"version": receipt["version"]})
            self.assertEqual((answer.status, answer.json["state"]), (200, "in_review"), answer.body)

    def move(self, receipt, action, note=None, version=None, status=200):
        if action == "approve" and status == 200:
            self.pass_all(receipt)
        answer = self.service.examiner().post(f"/v1/enrollments/{receipt['receipt']}/{action}",
                                              {"version": version or receipt["version"], "note": note})
        self.assertEqual(answer.status, status, answer.body)
        return answer.json

    def status(self, receipt, status=200, **options):
        answer = self.service.anonymous(**options).get("/v1/enrollments/" + receipt)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json

    def withdraw(self, receipt, password=PASSWORD, login=LOGIN, key=None):
        return self.service.anonymous().post(f"/v1/enrollments/{receipt['receipt']}/withdraw",
                                             {"version": receipt["version"], "loginId": login, "password": password},
                                             key)

    def mails(self, receipt):
        self.service.await_mails()
        directory = self.service.values["MAIL_DIR"]
        names = sorted(name for name in os.listdir(directory) if receipt in name)
        found = []
        for name in names:
            with open(os.path.join(directory, name), "rb") as file:
                found.append(email.message_from_binary_file(file, policy=email.policy.default))
        return found
