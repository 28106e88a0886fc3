"""The documents tell the truth: their commands, tables, examples and links are checked against the program."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shlex
import subprocess
import sys

import pytest

from tests.architecture.project import ROOT, read
from tests.architecture.test_imports import STAGES

README, CONTRIBUTING = read("README.md"), read("CONTRIBUTING.md")
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/README.md", "comparator/engine/README.md"]
TARGETS = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
READERS = {"read_bool", "read_int", "read_list", "read_str"}


def test_the_readme_begins_with_what_it_is_a_picture_and_two_commands():
    head = README.split("\n## ")[0]
    assert head.startswith("# Readout Comparator\n")
    assert re.search(r"!\[.+\]\(static/docs/.+\.png\)", head)
    assert re.findall(r"^    make (\w+)", head, re.MULTILINE) == ["run", "test"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_of_a_document_is_a_target(name):
    assert set(re.findall(r"(?:`|^    |^)(?:\w+=\S+ )*make ([a-z-]+)", read(name), re.MULTILINE)) - TARGETS == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(name):
    folder = (ROOT / name).parent
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", read(name)) if "://" not in link}
    assert {link for link in links if not (folder / link).exists()} == set()


def test_every_target_for_people_is_explained():
    phony = set(re.findall(r"^\.PHONY: (\w+)$", read("Makefile"), re.MULTILINE))
    explained = set(re.findall(r"^(\w+):.*## \S", read("Makefile"), re.MULTILINE))
    assert phony - explained <= {"browser", "free", "setup"}


def test_the_stages_of_the_readme_are_those_of_the_engine_in_order():
    assert tuple(re.findall(r"^\d\. `(\w+)`:", README, re.MULTILINE)) == STAGES
    for stage in STAGES:
        importlib.import_module(f"comparator.engine.{stage}")


def test_the_settings_table_has_every_setting_and_no_other():
    read_by_settings = {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(read("comparator/settings.py")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in READERS
        and isinstance(node.args[0], ast.Constant)
    }
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read_by_settings


def test_the_example_of_the_engine_answers_what_the_readme_says():
    command, answer = re.search(r"```sh\n(echo .+?)\n```\n\n```json\n(.+?)\n```", README, re.DOTALL).groups()
    row, verb = re.fullmatch(r"echo '(.+)' \| \S+ -m comparator\.engine (\w+)", command).groups()
    done = subprocess.run(
        [sys.executable, "-m", "comparator.engine", verb],
        cwd=ROOT,
        input=row,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(done.stdout) == json.loads(answer)


def test_the_manifest_of_the_example_is_there():
    command = re.search(r"^\S+ -m comparator\.engine collate .+$", README, re.MULTILINE).group()
    assert (ROOT / shlex.split(command)[4]).is_file()


@pytest.mark.parametrize("document", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_folder_that_is_named_exists(document):
    named = set(re.findall(r"`((?:comparator|tests|templates|static|fixtures|deploy)/[\w./-]*)`", document))
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_the_verbs_of_the_readme_are_those_of_the_engine():
    from comparator.engine.__main__ import VERBS

    sentence = re.search(r"the verbs are (.+?)\. Offsets", README, re.DOTALL).group(1)
    assert re.findall(r"`(\w+)`", sentence) == list(VERBS)
