"""Measure the links of annotated calls, with the annotators' sentences, voices and calls as input.

python -m comparator.engine.training.score_links GOLD_FOLDER...
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from comparator.engine.align import align
from comparator.engine.options import Options
from comparator.engine.records import Alignment, Relation
from comparator.engine.training.gold import GoldCall, Pair, load_gold

if TYPE_CHECKING:
    from collections.abc import Iterable


def f1(gold: Iterable[object], got: Iterable[object]) -> float:
    """Return the F1 of one set against another."""
    gold, got = set(gold), set(got)
    return 2 * len(gold & got) / max(1, len(gold) + len(got)) if gold or got else 1.0


def found_pairs(call: GoldCall, alignment: Alignment) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs that count for ``pair_f1`` and for ``cross_f1``."""
    content = {s.id: s for s in call.content}
    same: set[Pair] = set()
    cross: set[Pair] = set()
    for link in alignment.links:
        if link.a not in content or link.b not in content or not call.is_scored(content[link.a], content[link.b]):
            continue
        pair = frozenset((link.a, link.b))
        if link.relation is not Relation.TOPIC:
            same.add(pair)
        if {content[link.a].voice, content[link.b].voice} == set(call.call.sides):
            cross.add(pair)
    return same - call.same_optional, cross - call.cross_optional


def main() -> None:
    """Print the figures of each set, and the errors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    for folder in args.gold:
        calls = load_gold([folder])
        same: set[Pair] = set()
        cross: set[Pair] = set()
        texts = {s.id: s for c in calls for s in c.sentences}
        for call in calls:
            one, two = found_pairs(call, align(call.call, call.sentences, call.register, Options()))
            same |= one
            cross |= two
        sys.stdout.write(
            f"{folder.name}: pair_f1 {f1(calls[0].same, same):.3f} cross_f1 {f1(calls[0].cross, cross):.3f}\n"
        )
        if args.errors:
            for name, gold, got in (("pair", calls[0].same, same), ("cross", calls[0].cross, cross)):
                for mark, pairs in (("missed", gold - got), ("false", got - gold)):
                    for a, b in sorted(map(sorted, pairs)):
                        sys.stdout.write(
                            f"  {name} {mark}: {a} | {b}\n    {texts[a].text[:230]}\n    {texts[b].text[:230]}\n"
                        )


if __name__ == "__main__":
    main()
