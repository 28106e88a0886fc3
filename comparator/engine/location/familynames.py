"""Family names that stand first, where a document has named their bearer in full.

Takes the sentences of a document and what the register finds named in them; adds the bare family names of people whom it names in full
("Wang Yi … Wang said"). The register itself wants a title before so common a name. A name that the document gives to two people is
nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
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
    first = frozenset(read_json("sides")["family_name_first"])
    full: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for text, mentions in zip(texts, named, strict=True):
        for mention in mentions:
            words = text[mention.start : mention.end].split()
            if mention.kind == LEADER and mention.side in first and len(words) > 1 and words[0].isascii():
                full[words[0]].add((" ".join(words[:2]).removesuffix("'s").removesuffix("’s"), mention.side))
    single = {family: next(iter(people)) for family, people in sorted(full.items()) if len(people) == 1}
    whole = " ".join(texts)
    return {
        family: side
        for family, (name, side) in single.items()
        if all(found.group() == name for found in re.finditer(rf"(?<![\w-]){re.escape(family)} [A-Z][\w-]*", whole))
    }


def _completed(
    text: str, mentions: Sequence[Mention], bare: re.Pattern[str], bearers: Mapping[str, str]
) -> Sequence[Mention]:
    found = [
        Mention(match.start(), match.end(), bearers[match.group()], LEADER)
        for match in bare.finditer(text)
        if not any(m.start < match.end() and match.start() < m.end for m in mentions)
    ]
    return sorted([*mentions, *found], key=lambda mention: mention.start) if found else mentions
