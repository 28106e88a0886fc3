"""Where there is no browser, the browser tests fail and say what to do; they are never left out silently."""

from __future__ import annotations

import pytest

from tests.browser.chromium import NoBrowserError, find_chromium


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr("tests.browser.chromium._MAC", ())
    return tmp_path


def test_no_browser_is_an_error_that_names_the_ways_out(bare_machine):
    with pytest.raises(NoBrowserError, match=r"CHROMIUM_PATH.*BROWSER_TESTS=off"):
        find_chromium()


def test_a_named_browser_that_is_none_is_an_error(bare_machine, monkeypatch):
    monkeypatch.setenv("CHROMIUM_PATH", str(bare_machine / "missing"))
    with pytest.raises(NoBrowserError, match="missing"):
        find_chromium()


def test_a_named_browser_comes_before_those_on_the_path(bare_machine, monkeypatch):
    for name in ("chromium", "mine"):
        (bare_machine / name).touch(mode=0o755)
    assert find_chromium() == bare_machine / "chromium"
    monkeypatch.setenv("CHROMIUM_PATH", str(bare_machine / "mine"))
    assert find_chromium() == bare_machine / "mine"
