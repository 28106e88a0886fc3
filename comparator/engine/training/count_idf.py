"""Count in how many sentences of a corpus each stem occurs, for ``lexicon/idf.json``.

    python -m comparator.engine.training.count_idf READOUTS.jsonl

Takes JSON Lines with ``text`` and ``language``; English ones are counted. Stems of fewer than two sentences are left out: an absent
stem is as rare as can be.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from comparator.engine.alignment.words import WordKind, split_words

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘A-Z])")
_OUT = Path(__file__).parent.parent / "lexicon" / "idf.json"
_LEAST = 2


def sentences(text: str) -> list[str]:
    """Return rough sentences: exact boundaries do not matter for counting."""
    body = " ".join(_FRONT_MATTER.sub("", text).split())
    return [part for part in _SENTENCE_END.split(body) if len(part) > 20]


def main() -> None:
    """Count and write the data file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    total = documents = 0
    for line in args.corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["language"] != "en":
            continue
        documents += 1
        for sentence in dict.fromkeys(sentences(row["text"])):
            total += 1
            counts.update({word.stem for word in split_words(sentence) if word.kind is not WordKind.NUMBER})
    kept = {key: counts[key] for key in sorted(counts) if counts[key] >= _LEAST}
    about = f"In how many of the {total} sentences of {documents} official English readouts of 2021-2025 each stem occurs (two at least)."
    _OUT.write_text(
        json.dumps(
            {"_about": about, "version": 1, "sentences": total, "df": kept},
            ensure_ascii=False,
            separators=(",", ":"),
            indent=None,
        )
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
