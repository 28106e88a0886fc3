"""Plain text: what every stored text must be, whatever format it came in."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from comparator.intake.errors import IntakeError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Control characters other than white space: no text has them, and PostgreSQL can't store the first."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LOST = "\N{REPLACEMENT CHARACTER}"
_MOST_LOST = 0.01
"""Share of characters lost in an earlier decoding beyond which a text is not worth storing."""


def check_text(text: str) -> None:
    """Refuse what is no text.

    Raises:
        IntakeError: it is empty, has no letters, or holds characters that no text has.
    """
    if not text.strip():
        raise IntakeError(_("The text is empty. Paste the text of the report, or choose a file that holds it."))
    if control := _CONTROL.search(text):
        raise IntakeError(
            _(
                "Character %(place)d is the control character %(character)s: this is not plain text. Save it as "
                "text, or paste the text of the report."
            )
            % {"place": control.start() + 1, "character": f"U+{ord(control[0]):04X}"}
        )
    if surrogate := _SURROGATE.search(text):
        raise IntakeError(
            _(
                "Character %(place)d is half a character (a lone surrogate): the text was cut or decoded wrongly. Copy it again."
            )
            % {"place": surrogate.start() + 1}
        )
    if not any(character.isalpha() for character in text):
        raise IntakeError(_("The text has no letters. Paste the text of the report, or choose a file that holds it."))
    if text.count(_LOST) > _MOST_LOST * len(text):
        raise IntakeError(
            _(
                "Too many characters were lost in an earlier decoding (they show as “%(sign)s”). Copy the text again from its source."
            )
            % {"sign": _LOST}
        )
