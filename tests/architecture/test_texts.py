"""What may stand nowhere in the project's files, and how its requirements are written."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.project import ROOT, files, read

# Put together here, so that this file does not hold them itself.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "deb.debian" + ".org",
    "cdn." + "jsdelivr",
    "un" + "pkg.com",
]
ELSEWHERE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.]+(?: ; [^;]+)?")
TEXTS = [
    path
    for path in files()
    if path.suffix in {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".json", ".in", ""}
    and not path.is_relative_to(ROOT / "tests/quality/gold")
]


def lines_of(name):
    return [line for line in read(name).splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_a_registry_or_another_host_of_packages(host):
    assert [path for path in TEXTS if host in path.read_text(encoding="utf-8", errors="replace")] == []


def test_no_file_names_a_place_of_one_machine():
    assert [path for path in TEXTS if ELSEWHERE.search(path.read_text(encoding="utf-8", errors="replace"))] == []


def test_nothing_downloads_data_of_nltk():
    call = "nltk" + ".download"
    mine = ROOT / "tests" / "architecture"
    texts = (path for path in files(".py") if not path.is_relative_to(mine))
    assert [path for path in texts if call in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_exact_pins(name):
    lines = [line for line in lines_of(name) if line != "-r requirements.txt"]
    assert lines
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_development_requirements_begin_with_those_of_the_program():
    assert read("requirements-dev.txt").startswith("-r requirements.txt\n")


def test_what_pyproject_asks_for_is_pinned():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    normal = {re.split(r"==", line)[0] for line in lines_of("requirements.txt")}
    development = normal | {re.split(r"==", line)[0] for line in lines_of("requirements-dev.txt")}

    def names(entries):
        return {re.split(r"[\[<>=~ ]", entry)[0].lower().replace("_", "-") for entry in entries}

    assert names(project["dependencies"]) - normal == set()
    assert names(project["optional-dependencies"]["dev"]) - development == set()
    assert {"trafilatura", "lxml-html-clean"} <= normal


def test_the_changelog_begins_with_the_version():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE).group(1) in {version, "Unreleased"}
