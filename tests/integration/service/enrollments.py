# SPDX-License-Identifier: Apache-2.0
"""Enrolments as an applicant has them: a form that is in order, the program's own opinion of it, its receipt."""
import copy
import json
import os
import subprocess

from practiceservice import new_key

CLI = os.path.join(os.environ["TEGATA_BINARY_DIR"], "bin", "tegata-cli")
PASSWORD = "Wa8-kumo.nagare-Tsuki"
LOGIN = "sample-tanaka"
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
