"""Pack word vectors for ``lexicon/word_vectors.json``.

    python -m comparator.engine.training.pack_vectors GLOVE.txt

Takes vectors of words in GloVe's plain form, the most frequent word first (``word value value …`` a line); writes one vector for each stem
of the commonest words and of the words of ``lexicon/idf.json``. What all words share, their mean and the first principal component, is
taken out (Mu & Viswanath 2018, "All-but-the-top"), and values are kept in a byte each, which changes no cosine by more than 0.01.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
from pathlib import Path

import numpy as np

from comparator.engine.alignment.words import stem
from comparator.engine.lexicon import read_json

_OUT = Path(__file__).parent.parent / "lexicon" / "word_vectors.json"
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")
_COMMONEST, _READ = 20_000, 60_000
"""Ranks up to which every word is kept, and up to which those of the readouts are."""
_ABOUT = (
    "A vector for each stem of the 20,000 commonest English words and of the words of official readouts: GloVe 6B, 50 dimensions "
    "(Pennington, Socher & Manning 2014; public domain, PDDL 1.0), mean and first principal component taken out, a byte for each value. "
    "Written by training/pack_vectors.py."
)


def main() -> None:
    """Pack and write the data file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("vectors", type=Path)
    args = parser.parse_args()
    words, rows = [], []
    with args.vectors.open(encoding="utf-8") as lines:
        for _, line in zip(range(_READ), lines, strict=False):
            word, *values = line.rstrip("\n").split(" ")
            words.append(word)
            rows.append([float(value) for value in values])
    table = np.array(rows)
    table -= table.mean(axis=0)
    first = np.linalg.svd(table[:_COMMONEST], full_matrices=False)[2][0]
    table -= np.outer(table @ first, first)
    known = read_json("idf")["df"]
    sums: dict[str, np.ndarray] = {}
    shares: dict[str, float] = {}
    for rank, word in enumerate(words):
        key = stem(word) if _WORD.fullmatch(word) else ""
        if key and (rank < _COMMONEST or key in known):
            share = 1.0 / (rank + 1)
            sums[key] = sums.get(key, 0.0) + share * table[rank]
            shares[key] = shares.get(key, 0.0) + share
    stems = sorted(sums)
    kept = np.array([sums[key] / shares[key] for key in stems])
    packed = np.round(kept * (127 / np.abs(kept).max())).astype(np.int8)
    data = {
        "_about": _ABOUT,
        "version": 1,
        "dimensions": packed.shape[1],
        "stems": " ".join(stems),
        "vectors": base64.b64encode(packed.tobytes()).decode("ascii"),
    }
    _OUT.write_text(json.dumps(data, separators=(",", ":"), indent=None) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
