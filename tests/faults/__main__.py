"""Break the program at work, for real, and print what became of it: ``python -m tests.faults [--seed N] [PLACE…]``.

Each place is an installation of its own in a temporary folder; ``locked`` measures many small tasks on SQLite. The exit status is 1 if
something is not as it must be.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.faults.servers import NotHereError
from tests.faults.trials import PLACES, Result, many_tasks, sqlite

WRONG = "   <- not as it must be"


def _locked(_: random.Random) -> Iterator[tuple[str, Result]]:
    with sqlite() as scene:
        yield "2,000 tasks of two workers", many_tasks(scene)


def main() -> int:
    """Run the command line."""
    places = {**PLACES, "locked": _locked}
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Break the program at work, for real.")
    parser.add_argument("places", nargs="*", metavar="PLACE", help=f"one of {', '.join(places)}; all without any")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of the random moments")
    options = parser.parse_args()
    if unknown := set(options.places) - set(places):
        parser.error(f"no such place: {', '.join(unknown)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends the trials ends their servers too
    print(f"seed {options.seed}")
    wanted = options.places or list(places)
    with ThreadPoolExecutor() as pool:  # most of the time of a trial is spent waiting
        runs = [pool.submit(_run, name, places[name], options.seed) for name in wanted if name in PLACES]
        clean = [run.result() for run in runs]
    clean += [_run(name, places[name], options.seed) for name in wanted if name not in PLACES]
    return 0 if all(clean) else 1


def _run(place: str, trials: Callable[[random.Random], Iterator[tuple[str, Result]]], seed: int) -> bool:
    begun, clean = time.monotonic(), True
    try:
        for name, result in trials(random.Random(seed)):
            wrong = result.broken()
            rows = (f"  {figure:58} {value}{WRONG * (figure in wrong)}" for figure, value in result.figures.items())
            print("\n".join((f"\n{place}: {name} ({time.monotonic() - begun:.0f} s)", *rows)), flush=True)
            begun, clean = time.monotonic(), clean and not wrong
    except NotHereError as error:
        print(f"\n{place}: left out, because {error}", flush=True)
    except (RuntimeError, TimeoutError) as error:
        print(f"\n{place}: broke off: {error}", flush=True)
        return False
    return clean


if __name__ == "__main__":
    sys.exit(main())
