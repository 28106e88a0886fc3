"""What looks odd in a text that is taken as it is: the person is told, nothing is changed.

Invisible characters and direction marks come with copied pages; letters of another script inside a word come with
scanned pages, or to deceive a search. Both are skipped or kept as they are by the engine, so a search for the word may
miss them.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LOST = "\N{REPLACEMENT CHARACTER}"
_MIXED = re.compile(r"(?<!\w)(?=\w{2,40}(?!\w))(?:[a-zA-Z]{1,40}[\u0370-\u04ff]|[\u0370-\u04ff]{1,40}[a-zA-Z])\w*")
_MOST_SHOWN = 3


def describe_oddities(text: str) -> tuple[str, ...]:
    """Return a sentence for each sort of oddity in a text."""
    notes = []
    if count := len(_INVISIBLE.findall(text)):
        notes.append(
            _("The text holds invisible characters (%(n)d). They are kept and skipped when texts are compared.")
            % {"n": count}
        )
    if marks := _DIRECTION.findall(text):
        name = unicodedata.name(marks[0]).lower()
        notes.append(
            _(
                "The text holds marks that change the direction of writing (%(n)d, the first: %(name)s). They are "
                "kept and skipped when texts are compared."
            )
            % {"n": len(marks), "name": name}
        )
    if mixed := sorted({match.group() for match in _MIXED.finditer(text)}):
        shown = ", ".join(f"“{word}”" for word in mixed[:_MOST_SHOWN])
        notes.append(
            _(
                "Words with letters of two alphabets that look alike (%(n)d): %(words)s. Searches may miss them; "
                "if the text was scanned or copied, look at its source."
            )
            % {"n": len(mixed), "words": shown}
        )
    if lost := text.count(_LOST):
        notes.append(
            _("Characters were lost in an earlier decoding (%(n)d; they show as “%(sign)s”). Compare with the source.")
            % {"n": lost, "sign": _LOST}
        )
    return tuple(notes)
