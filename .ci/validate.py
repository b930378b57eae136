#!/usr/bin/env python3
"""Holds what `check` writes, and the files for CI, against tools that are not ours.

    .ci/validate.py UNSPUN SARIF_SCHEMA JUNIT_XSD

UNSPUN is the program; SARIF_SCHEMA the schema of SARIF 2.1.0 that OASIS publishes; JUNIT_XSD that of Jenkins' xunit plugin
(junit-10.xsd). Needs the Python packages jsonschema, xmlschema, junitparser, check-jsonschema and pre-commit. It is no part of
`.ci/run`, which needs neither network nor Python.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import junitparser
import xmlschema

ROOT = Path(__file__).resolve().parent.parent
# What the schemas of check-jsonschema are called, for each YAML block of docs/ci.md in turn.
RECIPES = [
    ("github.yml", ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"]),
    (".gitlab-ci.yml", ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    (".pre-commit-config.yaml", ["pre-commit", "validate-config"]),
]


def check_sarif(path, schema_path):
    schema = json.loads(Path(schema_path).read_text())
    log = json.loads(path.read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["results"] and all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    print(f"sarif: {len(run['results'])} results are valid")


def check_junit(path, xsd_path):
    xmlschema.XMLSchema(str(xsd_path)).validate(str(path))
    suites = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in suites for case in suite]
    assert suites.tests == len(cases) and suites.failures == sum(not case.is_passed for case in cases) > 0
    print(f"junit: {suites.tests} tests, {suites.failures} failures are valid")


def run(*command):
    print("$", *command)
    subprocess.run(command, check=True)


def main():
    unspun, sarif_schema, junit_xsd = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        formats = [f"--output-format=sarif={folder}/r.sarif", f"--output-format=junit={folder}/r.xml"]
        subprocess.run([unspun, "check", str(ROOT / "samples/news.jsonl"), *formats, "--suspicions"], check=False)
        check_sarif(folder / "r.sarif", sarif_schema)
        check_junit(folder / "r.xml", junit_xsd)
        blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/ci.md").read_text(), re.S)
        for block, (name, command) in zip(blocks, RECIPES, strict=True):
            (folder / name).write_text(block)
            run(*command, str(folder / name))
    run("check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml"))
    run("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))


if __name__ == "__main__":
    main()
