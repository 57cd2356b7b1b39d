# SPDX-License-Identifier: Apache-2.0
"""What an end-to-end run stands on: a practice service of its own, and openssl as the outside check."""

import json
import os
import pathlib
import signal
import ssl
import subprocess
import time
import urllib.request
import uuid


def wait_until(what, condition, seconds=30.0):
    """Waits for a condition with a limit; answers its value."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.05)


class Practice:
    """A practice service in a directory, as `tegata-cli practice DIR` makes it. Can be stopped and started again."""

    def __init__(self, bin_dir, directory, *options):
        self._cli = pathlib.Path(bin_dir) / "tegata-cli"
        self.directory = pathlib.Path(directory)
        self._options = options
        self._process = None
        self.values = {}

    def start(self):
        self._process = subprocess.Popen(
            [self._cli, "practice", self.directory, *self._options], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in self._process.stdout:
            line = line.strip()
            if line == "READY":
                return self
            key, _, value = line.partition("=")
            self.values[key] = value
        raise AssertionError(f"the practice service ended with {self._process.wait()} before READY")

    def stop(self):
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=30)
            self._process.stdout.close()

    @property
    def environment_file(self):
        return self.directory / "practice.env"

    def passphrase(self):
        return pathlib.Path(self.values["P12_PASSPHRASE_FILE"]).read_text(encoding="utf-8").strip()

    def run_cli(self, *arguments, check=True):
        """The command line against this service, for setting a scene and for looking from outside."""
        done = subprocess.run([self._cli, "--json", "--site", self.environment_file, *arguments],
                              capture_output=True, text=True, encoding="utf-8", timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        if check and done.returncode != 0:
            raise AssertionError(f"tegata-cli {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def as_operator(self, bundle="OPERATOR_P12"):
        return ["--identity", self.values[bundle], "--passphrase-file", self.values["P12_PASSPHRASE_FILE"]]


class Examiner:
    """The certification authority's staff at the examiner site of a practice service."""

    def __init__(self, practice, work):
        self._url = practice.values["EXAMINER_URL"].rstrip("/")
        pem = pathlib.Path(work) / "examiner.pem"
        openssl("pkcs12", "-in", practice.values["EXAMINER_P12"], "-passin",
                f"file:{practice.values['P12_PASSPHRASE_FILE']}", "-noenc", "-out", pem)
        self._tls = ssl.create_default_context(cafile=practice.values["CA_FILE"])
        self._tls.load_cert_chain(pem)

    def _ask(self, path, body=None):
        request = urllib.request.Request(
            self._url + path, method="GET" if body is None else "POST",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})
        with urllib.request.urlopen(request, context=self._tls, timeout=30) as answer:
            return json.load(answer)

    def enrollments(self):
        return self._ask("/v1/enrollments?limit=200")["items"]

    def enrollment(self, receipt):
        """The whole application as it was received."""
        return self._ask(f"/v1/enrollments/{receipt}")

    def move(self, receipt, action, note=""):
        version = self.enrollment(receipt)["version"]
        return self._ask(f"/v1/enrollments/{receipt}/{action}", {"version": version, "note": note})

    def operators(self):
        return self._ask("/v1/operators?limit=200")["items"]

    def revoke_operator(self, operator):
        return self._ask(f"/v1/operators/{operator['id']}/revoke", {"version": operator["version"], "note": ""})


def openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8",
                          timeout=60)
    if done.returncode != 0:
        raise AssertionError(f"openssl {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}")
    return done.stdout
