"""Measure speed: ``python -m tests.bench [engine] [pages] [search]``, or ``python -m tests.bench import FILE``.

They print; they are no tests that a slow machine could fail.

``engine`` times each stage on the annotated seed articles and on made-up long texts; ``pages`` times pages of the demo and of a large call
over a real server on this machine; ``search`` finds words among 100,000 made-up sentences; ``import`` imports
many documents.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench import engine, importing, pages, search

PARTS = {"engine": engine.main, "pages": pages.main, "search": search.main}


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] == ["import"]:
        parser = argparse.ArgumentParser(prog="python -m tests.bench import", description="Measure an import.")
        parser.add_argument(
            "documents", type=Path, help="JSON Lines, with the columns text, source, kind, published, title, language"
        )
        importing.main(parser.parse_args(sys.argv[2:]).documents)
        return
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed.")
    parser.add_argument(
        "parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=f"one of {', '.join(PARTS)}; all without any"
    )
    for name in parser.parse_args().parts or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
