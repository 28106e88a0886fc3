"""Find a Chromium for the browser tests; as a program (``python -m tests.browser.chromium``), install one where there is none.

The order of the search: ``CHROMIUM_PATH``, the usual names on the path, the usual places of a Mac, Playwright's own build. To install:
Debian's package where ``apt-get`` and the rights to use it are there, else Playwright's download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

FLAGS = (
    "--no-sandbox",  # continuous integration runs as root in a container; only the project's own pages are opened
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
WHOLE: ViewportSize = {"width": 1280, "height": 9000}
"""High enough for every row to be drawn: those out of sight are not, and neither axe nor a picture sees them."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")
_NONE_FOUND = (
    "No Chromium was found and none could be installed. Install Chromium or Google Chrome, or set CHROMIUM_PATH to one, "
    "or leave the browser tests out with BROWSER_TESTS=off."
)


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine."""


def find_chromium() -> Path:
    """Return the path of a Chromium that can be run.

    Raises:
        NoBrowserError: there is none, or CHROMIUM_PATH names a file that can't be run.
    """
    for candidate in _candidates():
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
        if str(candidate) == os.environ.get("CHROMIUM_PATH"):
            raise NoBrowserError(f"CHROMIUM_PATH names {candidate}, which is no program.")
    raise NoBrowserError(_NONE_FOUND)


def install_chromium() -> Path:
    """Install a Chromium and return its path.

    Raises:
        NoBrowserError: no way to install one worked.
    """
    for steps in _ways_to_install():
        if all(subprocess.run(step, check=False).returncode == 0 for step in steps):
            return find_chromium()
    raise NoBrowserError(_NONE_FOUND)


def main() -> int:
    """Run the program: say which browser the tests use, after installing one if need be."""
    if os.environ.get("BROWSER_TESTS", "").lower() in {"off", "0", "no", "false"}:
        return 0
    try:
        path = find_chromium()
    except NoBrowserError:
        print("No Chromium found; installing one ...", flush=True)
        try:
            path = install_chromium()
        except NoBrowserError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    print(f"The browser tests use {path}")
    return 0


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("CHROMIUM_PATH"):
        yield Path(named)
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    yield from (Path("/Applications") / app for app in _MAC)
    cache = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ms-playwright"
    yield from sorted(cache.glob("chromium*/chrome*/*hrom*"), reverse=True)


def _ways_to_install() -> Iterator[Sequence[Sequence[str]]]:
    if shutil.which("apt-get"):
        become_root = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
        if become_root is not None:
            apt = [*become_root, "apt-get", "-qq"]
            yield [
                [*apt, "update"],
                [*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
            ]
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


if __name__ == "__main__":
    sys.exit(main())
