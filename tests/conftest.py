"""What all tests share: no network, the switch for the browser tests, and a place for what failing tests leave behind."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings

from comparator.selectors.kept import forget

# A law is a law on a busy machine too: examples are limited in number, not in time.
settings.register_profile("project", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-browser",
        action="store_true",
        default=os.environ.get("BROWSER_TESTS", "").lower() in {"off", "0", "no", "false"},
        help="leave out the tests that need Chromium (the same as BROWSER_TESTS=off); without it they fail where there is none",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the browser tests on one worker, which starts one server for them, and leave them out when told to."""
    left_out = pytest.mark.skip(reason="left out by --no-browser or BROWSER_TESTS=off")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if config.getoption("--no-browser"):
                item.add_marker(left_out)


class NetworkForbiddenError(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket's path
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Any:
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(original: Any) -> Any:
        def attempt(self: socket.socket, address: Any) -> Any:
            if not _is_local(address):
                raise NetworkForbiddenError(f"the tests may not reach {address!r}")
            return original(self, address)

        return attempt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        yield


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """The folder that keeps pictures and logs of browser tests for a look after the run."""
    folder = ROOT / "test-artifacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Leave no test the language that a request of the one before asked for."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Leave no test the pages that the one before it had made: what it puts in the place of functions does not change the site's state."""
    yield
    cache.clear()
    forget()
