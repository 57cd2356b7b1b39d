# SPDX-License-Identifier: Apache-2.0
"""Starts the real service with a practice world and speaks to it as any client would. Standard library only."""
import http.client
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import ssl
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import uuid

SOURCE = os.environ["TEGATA_SOURCE_DIR"]
SERVICE = os.path.join(os.environ["TEGATA_BINARY_DIR"], "bin", "tegata-service")
START_LIMIT = 120  # seconds; a sanitizer's build on a busy machine is slow


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One keep-alive connection to one site, with a client certificate or a bearer token or neither."""

    def __init__(self, url, ca_file, identity=None, token=None, language="en", timeout=60, source=None, weak=False):
        self._url = urllib.parse.urlsplit(url)
        self._token = token
        self._language = language
        self._timeout = timeout
        self._source = (source, 0) if source else None  # the address that the service sees
        self._context = None
        if self._url.scheme == "https":
            self._context = ssl.create_default_context(cafile=ca_file)
            if weak:  # shows a certificate that OpenSSL by itself would not
                self._context.set_ciphers("DEFAULT:@SECLEVEL=0")
            if identity:
                self._context.load_cert_chain(identity)
        self._connection = None

    def __del__(self):
        self.close()

    def request(self, method, path, body=None, key=None, headers=None):
        if self._connection is None:
            self._connection = self._connect()
        sent = {"Accept-Language": self._language}
        if self._token:
            sent["Authorization"] = "Bearer " + self._token
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        if key:
            sent["Idempotency-Key"] = key
        sent.update(headers or {})
        try:
            self._connection.request(method, path, body=body, headers=sent)
            response = self._connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException):
            self.close()
            raise

    def trust_all(self):
        """For a service whose certificate is of another time than ours."""
        self._context.check_hostname = False
        self._context.verify_mode = ssl.CERT_NONE

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, body, key=None):
        return self.request("POST", path, body, key or new_key())

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self):
        if self._context:
            return http.client.HTTPSConnection(self._url.hostname, self._url.port, context=self._context,
                                               timeout=self._timeout, source_address=self._source)
        return http.client.HTTPConnection(self._url.hostname, self._url.port, timeout=self._timeout)


def new_key():
    return uuid.uuid4().hex


def read_text(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def openssl(*arguments, stdin=None, check=True):
    done = subprocess.run(["openssl", *arguments], input=stdin, capture_output=True, check=False)
    if check and done.returncode != 0:
        raise AssertionError(f"openssl {arguments[0]}: {done.stderr.decode()}")
    return done


class PracticeService:
    def __init__(self, log=None, options=()):
        self.options = options  # of --practice, for the world's first start
        self.log = log  # file for what the service says on standard error, every category on; None: the test's own
        self.directory = tempfile.mkdtemp(prefix="tegata-practice-")
        self.values = {}
        self.seconds_to_ready = None  # of processor time: the machine may be busy with other tests
        self._process = None

    def start(self):
        began = time.monotonic()
        environment = {**os.environ, "QT_LOGGING_RULES": "*.debug=true"} if self.log else None
        self._process = subprocess.Popen([SERVICE, "--practice", self.directory, *self.options], stdout=subprocess.PIPE,
                                         stderr=self.log, env=environment)
        self.values = {}
        output = b""
        while not output.endswith(b"READY\n"):
            readable, _, _ = select.select([self._process.stdout], [], [], max(0, began + START_LIMIT - time.monotonic()))
            chunk = os.read(self._process.stdout.fileno(), 65536) if readable else b""
            if not chunk:
                raise AssertionError(f"no READY: {output!r}")
            output += chunk
        with open(f"/proc/{self._process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        self.seconds_to_ready = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        for line in output.decode().splitlines()[:-1]:
            key, value = line.split("=", 1)
            self.values[key] = value
        return self

    @property
    def pid(self):
        return self._process.pid

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(timeout=60)
        self._process.stdout.close()
        return code

    def remove(self):
        if self._process is not None and self._process.poll() is None:
            self.kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    def identity(self, name="OPERATOR_P12"):
        """The PKCS#12 as a PEM file, which is what Python and curl take."""
        pem = os.path.join(self.directory, name + ".pem")
        if not os.path.exists(pem):
            openssl("pkcs12", "-in", self.values[name], "-passin", "file:" + self.values["P12_PASSPHRASE_FILE"],
                    "-nodes", "-out", pem)
        return pem

    def issue(self, name, extensions, key_options=("ec", "ec_paramgen_curve:P-256"), digest="-sha256"):
        """A certificate and key of the service's own issuing CA, as a PEM file, that it would never issue itself."""
        authority = os.path.join(self.directory, "service", "authority", "issuing")
        path = os.path.join(self.directory, new_key())
        with open(path + ".ext", "w", encoding="ascii") as file:
            file.write(extensions + "\n")
        openssl("req", "-new", "-newkey", key_options[0], "-pkeyopt", key_options[1], "-nodes", "-keyout",
                path + ".key", "-out", path + ".csr", "-subj", f"/C=JP/O=Sample/CN={name}")
        openssl("x509", "-req", "-in", path + ".csr", "-CA", authority + ".crt.pem", "-CAkey", authority + ".key.pem",
                "-passin", "file:" + os.path.join(self.directory, "service", "authority-passphrase"), "-set_serial",
                str(int(new_key(), 16)), "-days", "30", digest, "-extfile", path + ".ext", "-out", path + ".crt")
        with open(path + ".pem", "w", encoding="ascii") as file:
            file.write(read_text(path + ".key") + "\n" + read_text(path + ".crt") + "\n")
        return path + ".pem"

    def operator(self, name="OPERATOR_P12", **options):
        return Client(self.values["OPERATOR_URL"], self.values["CA_FILE"], self.identity(name), **options)

    def examiner(self, name="EXAMINER_P12", **options):
        return Client(self.values["EXAMINER_URL"], self.values["CA_FILE"], self.identity(name), **options)

    def anonymous(self, site="APPLICATION_URL", **options):
        return Client(self.values[site], self.values["CA_FILE"], **options)

    def contact(self, prefix="CONTACT", **options):
        answer = self.anonymous().request("POST", "/v1/session", {
            "loginId": self.values[prefix + "_ID"], "password": read_text(self.values[prefix + "_PASSWORD_FILE"])})
        assert answer.status == 200, answer.body
        return Client(self.values["APPLICATION_URL"], self.values["CA_FILE"], token=answer.json["token"], **options)

    def await_mails(self):
        """Until no mail is due any more: they follow the answers by themselves."""
        store = sqlite3.connect(f"file:{self.directory}/service/service.sqlite?mode=ro", uri=True)
        deadline = time.monotonic() + 60
        while store.execute("SELECT COUNT(*) FROM notice").fetchone()[0] > 0:
            assert time.monotonic() < deadline, "mails stay due"
            time.sleep(0.02)
        store.close()

    def new_csr(self, name, key_options=("ec", "ec_paramgen_curve:P-256"), base=None, sans=None):
        """A CSR of openssl's; the key stays beside it."""
        path = os.path.join(self.directory, new_key())
        base = base or "/C=JP/ST=東京都/L=港区/O=株式会社サンプル"
        names = ",".join("DNS:" + san for san in (sans or [name]))
        openssl("req", "-new", "-utf8", "-newkey", key_options[0], "-pkeyopt", key_options[1], "-nodes", "-keyout",
                path + ".key", "-out", path + ".csr", "-subj", f"{base}/CN={name}", "-addext",
                f"subjectAltName={names}")
        return read_text(path + ".csr") + "\n"


def submission(csr, **more):
    return {"csr": csr, "product": "ov", "language": "ja", "notifyMail": "web@example.jp", **more}


def all_items(client, path):
    """Every item of a list, over its pages."""
    items, after = [], None
    while True:
        query = path + ("&" if "?" in path else "?") + "limit=1000"
        page = client.get(query + ("&after=" + urllib.parse.quote(after) if after else "")).json
        items += page["items"]
        after = page["next"]
        if not after:
            return items


def contract_operations(site):
    """(method, path) of every operation that openapi.yaml gives a site: a new path is covered by itself."""
    operations, path, method = [], None, None
    with open(os.path.join(SOURCE, "resources", "api", "openapi.yaml"), encoding="utf-8") as file:
        for line in file:
            if match := re.match(r"  (/\S*):$", line):
                path = match.group(1)
            elif match := re.match(r"    (get|post|put|patch|delete):$", line):
                method = match.group(1).upper()
            elif match := re.match(r"      tags: \[(.*)\]$", line):
                if site in [tag.strip() for tag in match.group(1).split(",")]:
                    operations.append((method, path))
            elif line.startswith("components:"):
                break
    assert operations, "no operation found in openapi.yaml"
    return operations


class ServiceTestCase(unittest.TestCase):
    """One practice world for all tests of a class."""

    OPTIONS = ()

    @classmethod
    def setUpClass(cls):
        cls.service = PracticeService(options=cls.OPTIONS)
        cls.addClassCleanup(cls.service.remove)
        cls.service.start()

    def submit(self, contact, name, **more):
        answer = contact.post("/v1/requests", submission(self.service.new_csr(name), **more))
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json

    def act(self, client, request, action, note=None, status=200):
        answer = client.post(f"/v1/requests/{request['id']}/{action}", {"version": request["version"], "note": note})
        self.assertEqual(answer.status, status, answer.body)
        return answer.json
