#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Checks resources/policies/policy.schema.json: the shipped policies fit it, it knows the very members that the program
reads, and it takes and refuses the same files as the program does (test_policy.cpp reads them too); what only the
program can know, which rules there are and which of them stay errors, is in files that begin with "loader-".

Needs python3-jsonschema. Prints each mistake; exit code 1 where there is one.
usage: lint_policy_schema.py POLICIES_FOLDER POLICYREADER_CPP CASES_FOLDER
"""
import json
import pathlib
import re
import sys

import jsonschema


def main():
    policies, reader, cases = map(pathlib.Path, sys.argv[1:])
    mistakes = []
    schema = json.loads((policies / "policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    def errors(path):
        return [error.message for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))]

    for name in schema["properties"]["basedOn"]["enum"]:
        mistakes += [f"{name}: {error}" for error in errors(policies / f"{name}.json")]
    found = re.search(r'refuseUnknown\(members, object,\s*\{([^}]*)\}', reader.read_text(encoding="utf-8"))
    read = set(re.findall(r'"(\w+)"', found.group(1)))
    if read != set(schema["properties"]):
        mistakes.append(f"members: the program reads {sorted(read)}, the schema has {sorted(schema['properties'])}")
    files = sorted(cases.glob("*.json"))
    if len(files) < 10:
        mistakes.append(f"{cases}: too few files")
    for path in files:
        said = errors(path)
        if path.name.startswith("bad-") != bool(said):
            mistakes.append(f"{path.name}: {said or 'taken'}")
    print("\n".join(mistakes))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
