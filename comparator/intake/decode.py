"""Bytes to text: byte order mark, then UTF-8, then a guess that must convince, or a refusal.

A wrong guess would be stored for ever and misquote its source, so a guess is taken only where it reads as a known language; anything
else is refused with the advice to save the file as UTF-8. Line ends are left as they are.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from comparator.intake.errors import IntakeError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DECLARATION_WITHIN = 2048
"""Bytes in which a page declares its encoding; the HTML standard asks for 1,024."""

_GUESSABLE = ("cp1252", "cp1251", "koi8_r", "cp1250", "cp1254", "cp1253")
"""The one-byte encodings that newsrooms still save in. More would only bring more ways to be wrong."""

_LEAST_COHERENCE = 0.5
"""How far the guess must read as a known language. Real sentences in the encodings above have 0.63–0.78; a few stray bytes in an English
sentence, read as an exotic code page, have 0 or turn letters of another script up (see ``_reads_well``)."""

_ALONE = re.compile(r"(?<![^\W\d_])[^\x00-\x7f](?![^\W\d_])")
_MAY_STAND_ALONE = frozenset("\xa0«»£§©®°·–—‘’‚“”„†‡•…€№™àèéó")
"""Typography, and the words of one letter beyond ASCII in Western languages. Anything else alone is what a stray byte decodes to."""

_GUESS_SAMPLE = 64 * 1024
"""Bytes that the guess looks at; the whole is decoded strictly afterwards."""


def decode(raw: bytes) -> str:
    """Return the text of ``raw``.

    Raises:
        IntakeError: it is not text, or no encoding can be told for certain.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    if b"\0" in raw:
        raise _refusal(_("The file holds NUL bytes: it is not plain text, or it is UTF-16 without a mark."))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _as_declared(raw)
        if text is None:
            _refuse_damaged_utf8(raw, error)
            text = _guess(raw)
    return text


def _refusal(why: str) -> IntakeError:
    """Return the error that says why, and what to do."""
    advice = _("Open it in the program it comes from, save it as UTF-8 text and try again, or paste the text.")
    return IntakeError(f"{why} {advice}")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise _refusal(
            _("The file says that it is %(encoding)s, but byte %(place)d is not valid in it: it is damaged or cut off.")
            % {"encoding": name, "place": error.start + 1}
        ) from error


def _as_declared(raw: bytes) -> str | None:
    """Return the text of a web page in the encoding that it declares, where it does and is right."""
    declared = _DECLARED.search(raw[:_DECLARATION_WITHIN])
    if declared is None or b"<" not in raw[: declared.start()]:
        return None
    try:
        codec = codecs.lookup(declared[1].decode("ascii"))
        return _attempt(raw, codec.name) if codec.name != "utf-8" else None
    except LookupError:
        return None


def _refuse_damaged_utf8(raw: bytes, error: UnicodeDecodeError) -> None:
    """Refuse text that is UTF-8 but for a few bytes: any other encoding would turn its good characters into rubbish."""
    tolerant = raw.decode("utf-8", "replace")
    lost = tolerant.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(character > "\x7f" for character in tolerant) - lost
    if sound >= lost:
        raise _refusal(
            _("The file is UTF-8, but byte %(place)d is not valid: it is damaged or cut off.")
            % {"place": error.start + 1}
        ) from error


def _guess(raw: bytes) -> str:
    best = from_bytes(raw[:_GUESS_SAMPLE], cp_isolation=list(_GUESSABLE)).best()
    if best is not None and best.coherence >= _LEAST_COHERENCE:
        encoding = next((name for name in _GUESSABLE if name in best.could_be_from_charset), best.encoding)
        text = _attempt(raw, encoding)
        if text is not None and _reads_well(text):
            return text
    raise _refusal(_("The encoding of the file can't be told: it is not UTF-8."))


def _attempt(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # a codec such as "hex" is known but decodes to no text
        return None


def _reads_well(text: str) -> bool:
    """Tell whether the characters beyond ASCII belong: typography, parts of words, and of one script with most letters."""
    sample = text[:_GUESS_SAMPLE]
    if any(not _is_cyrillic(c) and c not in _MAY_STAND_ALONE for c in _ALONE.findall(sample)):
        return False
    foreign = sum(
        character.isalpha() and not unicodedata.name(character, "").startswith("LATIN")
        for character in sample
        if character > "\x7f"
    )
    ascii_letters = sum(character.isascii() and character.isalpha() for character in sample)
    return not foreign or foreign > ascii_letters


def _is_cyrillic(character: str) -> bool:
    return "\u0400" <= character <= "\u04ff"
