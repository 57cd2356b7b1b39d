# SPDX-License-Identifier: Apache-2.0
"""A real Dogtag PKI that somebody has started (TEGATA_DOGTAG is its folder), seen from outside: hands in requests
as anybody may, and asks what became of them. Tests decide only their own requests: the authority is shared."""

import http.client
import json
import os
import pathlib
import ssl
import time
import urllib.parse

from world import openssl

SKIPPED = 77  # exit code of a test that has nothing to run against
PROFILE = "caServerCert"


class Dogtag:
    def __init__(self, values, work):
        self.values = values
        self.url = values["DOGTAG_URL"]
        self._address = urllib.parse.urlsplit(self.url)
        self._tls = ssl.create_default_context(cafile=values["DOGTAG_CA_CERT"])
        self._work = pathlib.Path(work)
        self.tag = time.strftime("t%d%H%M%S")
        self._keys = {}

    @classmethod
    def find(cls, work):
        """The running authority, or nothing."""
        file = pathlib.Path(os.environ.get("TEGATA_DOGTAG", "/var/tmp/dogtag")) / "dogtag.env"
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except OSError:
            return None
        dogtag = cls(dict(line.split("=", 1) for line in lines if "=" in line), work)
        try:
            return dogtag if dogtag.call("GET", "/ca/admin/ca/getStatus")[0] == 200 else None
        except OSError:
            return None

    def call(self, method, path, body=None):
        connection = http.client.HTTPSConnection(self._address.hostname, self._address.port, context=self._tls,
                                                 timeout=60)
        connection.request(method, path, None if body is None else json.dumps(body, ensure_ascii=False).encode(),
                           {"Content-Type": "application/json", "Accept": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def ask(self, path):
        status, content = self.call("GET", path)
        assert status == 200, f"{path}: {status} {content[:200]}"
        return json.loads(content)

    def key(self, name, bits):
        """One for each name: a key that is used again is something that an operator has to look at."""
        if (name, bits) not in self._keys:
            self._keys[name, bits] = self._work / f"rsa{len(self._keys)}.pem"
            openssl("genrsa", "-out", self._keys[name, bits], bits)
        return self._keys[name, bits]

    def name(self, host, domain="example.jp"):
        return f"{host}-{self.tag}.{domain}"

    def csr(self, name, organization, bits=2048, sans=(), place="/C=JP/ST=東京都/L=港区"):
        arguments = ["req", "-new", "-utf8", "-key", str(self.key(name, bits)), "-subj", f"{place}/O={organization}/CN={name}"]
        if sans:
            arguments += ["-addext", "subjectAltName=" + ",".join("DNS:" + each for each in sans)]
        return openssl(*arguments)

    def submit(self, csr, requester="申請 太郎"):
        """Hands a CSR in; answers the id of the request."""
        def attributes(**values):
            return [{"name": name, "Value": value} for name, value in values.items()]
        status, content = self.call("POST", "/ca/rest/certrequests", {
            "ProfileID": PROFILE, "Renewal": False,
            "Input": [{"id": "i1", "Attribute": attributes(cert_request_type="pkcs10", cert_request=csr)},
                      {"id": "i2", "Attribute": attributes(requestor_name=requester, requestor_email="taro@example.jp",
                                                           requestor_phone="03-0000-0000")}]})
        assert status == 200, f"{status} {content[:300]}"
        entry = json.loads(content)["entries"][0]
        assert entry["requestStatus"] == "pending", entry
        return entry["requestURL"].rsplit("/", 1)[1]

    def request(self, number):
        return self.ask(f"/ca/rest/certrequests/{number}")

    def state(self, number):
        return self.request(number)["requestStatus"]

    def certificate(self, number):
        """Of a request that was approved, PEM."""
        return self.ask(f"/ca/rest/certs/{self.request(number)['certId']}")["Encoded"]

    def fingerprint(self):
        """SHA-256 of the CA's certificate, as openssl writes it."""
        return openssl("x509", "-in", self.values["DOGTAG_CA_CERT"], "-noout", "-fingerprint",
                       "-sha256").split("=", 1)[1].strip()

    def passphrase_file(self):
        path = self._work / "p12.pass"
        path.write_text(self.values["DOGTAG_AGENT_P12_PASSWORD"] + "\n", encoding="utf-8")
        path.chmod(0o600)
        return path


def registration(organizations=("株式会社サンプル",), domains=("example.jp",)):
    """Registered data as a file holds it, vetted today."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {
        "customerId": "local", "customerName": "Local", "version": 1, "policy": "private-pki",
        "organizations": [
            {"id": f"o{number}", "legalName": name, "prefecture": 13, "municipality": "港区", "country": "JP",
             "evAllowed": False, "englishAllowed": False, "validatedAt": now}
            for number, name in enumerate(organizations)],
        "domains": [{"name": name, "organizationId": "o0", "evAllowed": False, "validatedAt": now}
                    for name in domains]}


