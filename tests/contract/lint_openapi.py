#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Checks resources/api/openapi.yaml: its structure, references, conventions and examples, and the golden files.

Needs python3-yaml and python3-jsonschema (Debian 12 or newer). Prints each mistake; exit code 1 where there is one.
usage: lint_openapi.py OPENAPI_YAML GOLDEN_FOLDER
"""
import json
import pathlib
import re
import sys

import jsonschema
import yaml

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
WRITES_WITHOUT_KEY = {"signIn", "signOut", "askOcsp"}  # said at the operations themselves
GOLDEN = {
    "request": "Request",
    "request-detail": "RequestDetail",
    "certificate": "Certificate",
    "certificate-detail": "CertificateDetail",
    "registration": "Registration",
    "change-page": "ChangePage",
    "problem": "Problem",
    "check": "CheckReport",
    "enrollment": "EnrollmentApplication",
    "enrollment-receipt": "EnrollmentReceipt",
}
# What OpenAPI 3.1 knows in each place, as far as this contract uses it: a typing mistake is an unknown member.
KNOWN = {
    "root": {"openapi", "info", "servers", "tags", "paths", "components"},
    "info": {"title", "version", "license", "summary", "description"},
    "operation": {"operationId", "summary", "description", "tags", "servers", "security", "parameters", "requestBody",
                  "responses"},
    "parameter": {"name", "in", "required", "description", "schema", "example"},
    "body": {"required", "description", "content"},
    "response": {"description", "headers", "content"},
    "header": {"description", "schema"},
    "media": {"schema", "examples"},
    "example": {"summary", "value"},
    "components": {"securitySchemes", "headers", "parameters", "responses", "schemas", "examples"},
    "server": {"url", "description", "variables"},
    "schema": {"$ref", "type", "required", "properties", "additionalProperties", "items", "enum", "const", "oneOf",
               "allOf", "not", "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "maxItems",
               "default", "examples", "description", "writeOnly", "contentMediaType"},
}


class Lint:
    def __init__(self, document):
        self.document = document
        self.mistakes = []

    def complain(self, where, what):
        self.mistakes.append(f"{where}: {what}")

    def resolve(self, reference):
        target = self.document
        for part in reference.removeprefix("#/").split("/"):
            part = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(target, dict) or part not in target:
                return None
            target = target[part]
        return target

    def deref(self, thing):
        return self.resolve(thing["$ref"]) if isinstance(thing, dict) and "$ref" in thing else thing

    def known(self, kind, thing, where):
        if not isinstance(thing, dict):
            self.complain(where, f"a {kind} must be an object")
            return False
        for member in thing.keys() - KNOWN[kind]:
            self.complain(where, f"a {kind} has no member {member!r}")
        return True

    def references(self, thing, where="#"):
        if isinstance(thing, dict):
            reference = thing.get("$ref")
            if reference is not None:
                if not str(reference).startswith("#/") or self.resolve(reference) is None:
                    self.complain(where, f"{reference} leads nowhere")
                else:
                    self.used.add(reference)
            for name, value in thing.items():
                self.references(value, f"{where}/{name}")
        elif isinstance(thing, list):
            for index, value in enumerate(thing):
                self.references(value, f"{where}/{index}")

    def schema(self, schema, where):
        if not self.known("schema", schema, where):
            return
        for name, value in schema.get("properties", {}).items():
            self.schema(value, f"{where}/{name}")
        for name in set(schema.get("required", [])) - set(schema.get("properties", {})):
            if where.count("/not") == 0:
                self.complain(where, f"required {name!r} has no schema")
        for keyword in ("items", "not"):
            if keyword in schema:
                self.schema(schema[keyword], f"{where}/{keyword}")
        if isinstance(schema.get("additionalProperties"), dict):
            self.schema(schema["additionalProperties"], f"{where}/additionalProperties")
        for keyword in ("oneOf", "allOf"):
            for index, value in enumerate(schema.get(keyword, [])):
                self.schema(value, f"{where}/{keyword}/{index}")
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            self.complain(where, error.message)

    def validate(self, value, schema, where):
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": self.document["components"],
                 **schema}
        for error in jsonschema.Draft202012Validator(whole).iter_errors(value):
            place = "/".join(str(part) for part in error.absolute_path)
            self.complain(where, f"{place}: {error.message}")

    def parameter(self, parameter, where):
        if not self.known("parameter", parameter, where):
            return
        for member in ("name", "in", "description", "schema"):
            if member not in parameter:
                self.complain(where, f"{member} is missing")
        if parameter.get("in") == "path" and parameter.get("required") is not True:
            self.complain(where, "a path parameter must be required")
        self.schema(parameter.get("schema", {}), where)
        if "example" in parameter:
            self.validate(parameter["example"], parameter["schema"], where)

    def content(self, content, where):
        for media, description in content.items():
            place = f"{where} {media}"
            if not self.known("media", description, place) or "schema" not in description:
                self.complain(place, "schema is missing")
                continue
            self.schema(description["schema"], place)
            for name, example in description.get("examples", {}).items():
                example = self.deref(example)
                if self.known("example", example, f"{place} {name}"):
                    self.validate(example["value"], description["schema"], f"{place} example {name}")

    def response(self, response, where):
        if not self.known("response", response, where):
            return
        if not response.get("description"):
            self.complain(where, "description is missing")
        if "Request-Id" not in response.get("headers", {}):
            self.complain(where, "header Request-Id is missing")
        self.content(response.get("content", {}), where)

    def operation(self, path, method, operation):
        where = f"{method.upper()} {path}"
        if not self.known("operation", operation, where):
            return
        for member in ("operationId", "summary", "responses", "tags", "servers"):
            if not operation.get(member):
                self.complain(where, f"{member} is missing")
        name = operation.get("operationId")
        if name in self.operation_ids:
            self.complain(where, f"operationId {name} is taken")
        self.operation_ids.add(name)

        if "security" not in operation:
            self.complain(where, "security is missing; [] where everybody may")
        for requirement in operation.get("security", []):
            for scheme in requirement:
                if scheme not in self.document["components"]["securitySchemes"]:
                    self.complain(where, f"unknown security scheme {scheme}")
        for tag in operation.get("tags", []):
            if tag not in self.tags:
                self.complain(where, f"unknown tag {tag}")
        if len(operation.get("servers", [])) != len(operation.get("tags", [])):
            self.complain(where, "each tag names a site, and needs its server")
        for server in operation.get("servers", []):
            self.server(server, where)

        parameters = [self.deref(parameter) for parameter in operation.get("parameters", [])]
        declared = {(parameter["in"], parameter["name"]) for parameter in parameters}
        if len(declared) != len(parameters):
            self.complain(where, "a parameter is declared twice")
        in_path = {name for place, name in declared if place == "path"}
        if in_path != set(re.findall(r"{(\w+)}", path)):
            self.complain(where, f"path parameters declared: {sorted(in_path)}")
        keyed = any(parameter["name"] == "Idempotency-Key" and parameter.get("required") for parameter in parameters)
        if keyed != (method != "get" and name not in WRITES_WITHOUT_KEY):
            self.complain(where, "every action, and nothing else, takes an Idempotency-Key")

        body = operation.get("requestBody")
        if body is not None and self.known("body", body, where):
            self.content(body["content"], f"{where} body")
        responses = operation.get("responses", {})
        for status, response in responses.items():
            if not re.fullmatch(r"[1-5]\d\d", str(status)) or not isinstance(status, str):
                self.complain(where, f"status {status!r} is not a text of three digits")
            if int(status) >= 400 and "$ref" not in response:
                self.complain(where, f"{status} must be one of components/responses")
            if "$ref" not in response:
                self.response(response, f"{where} {status}")
        wanted = {"400", "405", "431", "500", "503"}
        if operation.get("security"):
            wanted |= {"401", "403"}
        if in_path:
            wanted |= {"404"}
        if body is not None:
            wanted |= {"413", "415"}
        if keyed:
            wanted |= {"409", "422", "428"}
        for status in sorted(wanted - set(responses)):
            self.complain(where, f"answer {status} is missing")
        if not any(str(status).startswith("2") for status in responses):
            self.complain(where, "no answer of success")

    def server(self, server, where):
        if self.known("server", server, where):
            if set(re.findall(r"{(\w+)}", server["url"])) != set(server.get("variables", {})):
                self.complain(where, f"variables of the server {server['url']}")

    def run(self, golden):
        document = self.document
        self.known("root", document, "document")
        self.known("info", document["info"], "info")
        self.known("components", document["components"], "components")
        if not re.fullmatch(r"3\.1\.\d+", document.get("openapi", "")):
            self.complain("document", "openapi must be 3.1.x")
        self.used = set()
        self.operation_ids = set()
        self.tags = {tag["name"] for tag in document["tags"]}
        self.references(document)
        if self.mistakes:
            return  # nothing below can be followed
        components = document["components"]
        for name, schema in components["schemas"].items():
            self.schema(schema, f"schema {name}")
        for name, parameter in components["parameters"].items():
            self.parameter(parameter, f"parameter {name}")
        for name, header in components["headers"].items():
            if self.known("header", header, f"header {name}"):
                self.schema(header["schema"], f"header {name}")
        for name, response in components["responses"].items():
            self.response(response, f"response {name}")
        for server in document["servers"]:
            self.server(server, "servers")
        for path, item in document["paths"].items():
            if not path.startswith("/") or path.endswith("/"):
                self.complain(path, "a path begins with / and does not end with it")
            for method, operation in item.items():
                if method not in METHODS:
                    self.complain(path, f"unknown method {method}")
                else:
                    self.operation(path, method, operation)
        for kind in ("headers", "parameters", "responses", "schemas", "examples"):
            for name in components[kind]:
                if f"#/components/{kind}/{name}" not in self.used:
                    self.complain(f"components/{kind}/{name}", "is used nowhere")
        for file in sorted(golden.glob("*.json")):
            if file.stem not in GOLDEN:
                self.complain(file.name, "no schema is known for it")
                continue
            self.validate(json.loads(file.read_text(encoding="utf-8")),
                          {"$ref": f"#/components/schemas/{GOLDEN[file.stem]}"}, file.name)
        for name in GOLDEN:
            if not (golden / f"{name}.json").exists():
                self.complain(f"{name}.json", "is missing")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lint = Lint(yaml.safe_load(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
    lint.run(pathlib.Path(sys.argv[2]))
    for mistake in lint.mistakes:
        print(mistake)
    print(f"{len(lint.operation_ids)} operations, {len(lint.mistakes)} mistakes")
    return 1 if lint.mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
