#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Checks resources/api/enrollment.schema.json: against the golden application, against openapi.yaml, which must have the
same members and choices, and against the program's catalogue of fields, each of which it must describe by its number.

Needs python3-yaml and python3-jsonschema. Prints each mistake; exit code 1 where there is one.
usage: lint_enrollment_schema.py SCHEMA_JSON OPENAPI_YAML GOLDEN_JSON ENROLLMENTFIELDS_CPP
"""
import copy
import json
import pathlib
import re
import sys

import jsonschema
import yaml


def text(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


def resolved(document, schema):
    """The schema behind a $ref, and behind a choice between something and null."""
    while True:
        if "$ref" in schema:
            target = document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            schema = {**target, **{k: v for k, v in schema.items() if k != "$ref"}}
        elif "oneOf" in schema:
            rest = [choice for choice in schema["oneOf"] if choice != {"type": "null"}]
            if len(rest) != 1:
                return schema
            schema = {**rest[0], **{k: v for k, v in schema.items() if k != "oneOf"}}
        else:
            return schema


def leaves(document, schema, path=""):
    """path → schema of every member, lists as "[]"."""
    schema = resolved(document, schema)
    found = {path: schema} if path else {}
    for name, member in schema.get("properties", {}).items():
        if name != "$schema":
            found.update(leaves(document, member, f"{path}.{name}" if path else name))
    if "items" in schema:
        found.update(leaves(document, schema["items"], path + "[]"))
    return found


def kind(schema):
    """What both documents must agree on; descriptions may differ."""
    types = schema.get("type")
    return (frozenset([types] if isinstance(types, str) else types or []), tuple(map(str, schema.get("enum", []))),
            schema.get("maxLength"), schema.get("maxItems"), schema.get("minimum"), schema.get("maximum"),
            schema.get("writeOnly"))


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    schema, openapi, golden = json.loads(text(sys.argv[1])), yaml.safe_load(text(sys.argv[2])), json.loads(text(sys.argv[3]))
    mistakes = []
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    mistakes += [f"golden: {list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(golden)]
    for where, value in ((("kind",), "other"), (("domains", 0, "nam"), "x"), (("applicants", 0, "prefecture"), 48),
                         (("applicants", 0, "prefecture"), "13"), (("contact", "address", "street"), 7),
                         (("operators",), {}), (("subscriberName",), "x" * 10001),
                         (("applicants", 0, "legalForm"), "kabushiki")):
        wrong = copy.deepcopy(golden)
        target = wrong
        for step in where[:-1]:
            target = target[step]
        target[where[-1]] = value
        if validator.is_valid(wrong):
            mistakes.append(f"{where} = {str(value)[:20]!r} is taken")

    mine = leaves(schema, schema)
    theirs = leaves(openapi, openapi["components"]["schemas"]["EnrollmentApplication"])
    for path in sorted(mine.keys() ^ theirs.keys()):
        mistakes.append(f"{path}: in one of the two documents only")
    for path in sorted(mine.keys() & theirs.keys()):
        if kind(mine[path]) != kind(theirs[path]):
            mistakes.append(f"{path}: {kind(mine[path])} here, {kind(theirs[path])} in openapi.yaml")
    for path, member in mine.items():
        if not member.get("description"):
            mistakes.append(f"{path}: no description")

    fields = re.findall(r'^ *\{"([A-Za-z.\[\]]+)", "([SV]?\d*)"', text(sys.argv[4]), re.MULTILINE)
    for path, number in fields:
        if path not in mine:
            mistakes.append(f"{path}: a field of the form without a schema")
        elif number and not re.search(rf"\b{number}\b", mine[path]["description"]):
            mistakes.append(f"{path}: the description does not name {number}")
    known = {path for path, _ in fields}
    for path, member in mine.items():
        is_text = "properties" not in member and "items" not in member
        if is_text and path not in known | {"kind"} and not path.startswith("threeParty."):
            mistakes.append(f"{path}: not in the catalogue of fields")

    for mistake in mistakes:
        print(mistake)
    print(f"{len(mine)} members, {len(fields)} fields, {len(mistakes)} mistakes")
    return 1 if mistakes or len(fields) < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
