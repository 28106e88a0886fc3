"""Which language a text is in.

py3langid tells it from character sequences. Its model takes 100 MB and over a second to load, so it is loaded when the
first text comes and kept.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 4000
"""Characters that are looked at."""
_LEAST_CONFIDENCE = 0.4
"""Below it nothing is proposed: a name alone has 0.05–0.35, a sentence of ten words 0.6 or more."""
_LANGUAGES = frozenset(
    [
        "ar", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy", "id",
        "is", "it", "ja", "ka", "kk", "kn", "ko", "ky", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "ps",
        "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tr", "uk", "ur", "uz", "vi", "zh",
    ]
)  # fmt: skip
"""Languages in which states publish. A closed list, because the model also knows dialects that would take the place of their language."""


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text, or nothing where it can't be told.

    >>> detect_language("Состоялся телефонный разговор Президента с Премьер-министром Индии.")
    'ru'
    """
    sample = text[: 2 * _SAMPLE].strip()
    code, confidence = _identifier().classify(sample[-_SAMPLE:] if len(sample) > _SAMPLE else sample)
    return str(code) if confidence >= _LEAST_CONFIDENCE else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )  # slow to import, and an upload that is refused needs none

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
