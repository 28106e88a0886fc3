"""Forms of English verbs, from their lemma.

Takes a lemma and the irregular verbs; gives its inflected forms by the regular spelling rules. It knows no verb by
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_VOWELS = "aeiou"


def verb_forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the lemma and its other forms.

    Example:
        >>> verb_forms("deny", {})
        ('deny', 'denies', 'denied', 'denying')
    """
    if lemma in irregular:
        return (lemma, *irregular[lemma])
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if lemma.endswith("ee"):
        return lemma, third, lemma + "d", lemma + "ing"
    if lemma.endswith("e"):
        return lemma, third, lemma + "d", lemma[:-1] + "ing"
    return lemma, third, lemma + "ed", lemma + "ing"
