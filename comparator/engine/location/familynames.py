"""Family names that the register takes only behind a title, where a document has named their bearer in full.

Takes the sentences of a document and what the register finds named in them; adds the bare family names of people whom it names in full
("Wang Yi … Wang said", "Liz Truss … Truss said"). The register itself wants a title before so common a name. A name that the document
gives to two people is nobody's, and one that is a month's name stays one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.location.dates import is_date_word
from comparator.engine.naming import LEADER, Mention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def with_family_names(texts: Sequence[str], named: Sequence[Sequence[Mention]]) -> list[Sequence[Mention]]:
    """Return the mentions of each text with those by family name, in order and without overlaps."""
    bearers = _bearers(texts, named)
    if not bearers:
        return list(named)
    bare = re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, bearers))})(?![\w-])(?! [A-Z])")
    return [_completed(text, mentions, bare, bearers) for text, mentions in zip(texts, named, strict=True)]


def _bearers(texts: Sequence[str], named: Sequence[Sequence[Mention]]) -> dict[str, str]:
    """Return whose side each family name is that the document gives to one person alone, in the order of the alphabet."""
    rules = read_json("sides")
    first, common = frozenset(rules["family_name_first"]), frozenset(rules["surnames_needing_title"])
    titles = frozenset(rules["titles"])
    full: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for text, mentions in zip(texts, named, strict=True):
        for mention in mentions:
            if mention.kind != LEADER:
                continue
            words = text[mention.start : mention.end].removesuffix("'s").removesuffix("’s").split()
            if len(words) > 1 and mention.side in first and words[0].isascii():
                full[words[0]].add((" ".join(words[:2]), mention.side))
            elif (
                len(words) > 1
                and words[-1] in common
                and words[0] not in titles
                and not is_date_word(words[-1].lower())
            ):
                full[words[-1]].add((" ".join(words[-2:]), mention.side))
    single = {family: next(iter(people)) for family, people in sorted(full.items()) if len(people) == 1}
    whole = " ".join(texts)
    return {family: side for family, (name, side) in single.items() if _is_his_alone(family, name, whole, titles)}


def _is_his_alone(family: str, name: str, whole: str, titles: frozenset[str]) -> bool:
    """Tell whether nobody else in the document bears the family name: with another first name, before or behind it."""
    if name.startswith(f"{family} "):
        return all(found.group() == name for found in re.finditer(rf"(?<![\w-]){re.escape(family)} [A-Z][\w-]*", whole))
    given = name.partition(" ")[0]
    before = re.finditer(rf"(?<![\w-])([A-Z][\w’'-]*) {re.escape(family)}(?![\w-])", whole)
    return all(found[1] == given or found[1] in titles for found in before)


def _completed(
    text: str, mentions: Sequence[Mention], bare: re.Pattern[str], bearers: Mapping[str, str]
) -> Sequence[Mention]:
    found = [
        Mention(match.start(), match.end(), bearers[match.group()], LEADER)
        for match in bare.finditer(text)
        if not any(m.start < match.end() and match.start() < m.end for m in mentions)
    ]
    return sorted([*mentions, *found], key=lambda mention: mention.start) if found else mentions
