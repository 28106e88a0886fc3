"""What the engine says of a sentence, in the language of the reader.

The engine gives its grounds in English sentences of a few forms, which are listed here with a place for each name, quotation and day. A
sentence that has one of the forms is told anew; any other keeps the engine's words: a newer engine must not break a page.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGE = "en"
"""In which the engine speaks."""

_VOICES = (
    _("“{cue}” names “{source}” as the source; it speaks for {side}."),
    _("“{cue}” names “{source}”, which was named before, as the source; it speaks for {side}."),
    _("“{source}:” names the source; it speaks for {side}."),
    _("“{source}” is named as the source and speaks for no known side."),
    _("“{source}” has the floor and speaks for {side}."),
    _("A quotation with no source of its own goes on with “{source}”."),
    _("A quotation; its source is the one named last."),
    _("A reporter's question."),
    _("It goes on with the account of “{source}”, whom the sentences before it name."),
    _("It stands in a quotation of “{source}” that runs over several sentences."),
    _("It stands in what is quoted from “{source}”, before the report's own narration resumes."),
    _("Nobody is named before the first speaker."),
    _("The document is an official readout; {side} speaks throughout."),
    _("The document is an official statement; {side} speaks throughout."),
    _("The issuing side opens the briefing."),
    _("The outlet's own narration of what a leader did."),
    _("The outlet's own narration; no source asserts it to the public."),
    _("The press is the source."),
    _("decided by a person"),
)
_CALLS = (
    _("a call of {day} that is not in the register"),
    _("a party's account of the call of {day}"),
    _("an earlier call that is not in the register"),
    _("an official speaks, and not of the call"),
    _("background: neither the call nor what a leader said in it is mentioned"),
    _("goes on about a party's account of the call"),
    _("goes on about another call, which is not in the register"),
    _("goes on with the list of what was said in the call"),
    _("goes on with the quotation before it"),
    _("goes on with what the leader said in the call"),
    _("goes on with what the leaders discussed in the call"),
    _("goes on with what was discussed in the call"),
    _("goes on with what was held in the call"),
    _("mentions the call of {day}"),
    _("mentions the call of {day}, in which the speaker's side took part"),
    _("names the call of {day}"),
    _("opens a list of what was said in the call"),
    _("said at another time"),
    _("said earlier than the call"),
    _("said on another day, and not in the call"),
    _("said on another occasion"),
    _("said on “{words}”, and not of the call"),
    _("said time and again, not in the call alone"),
    _("someone who took no part speaks of a talk that is yet to come"),
    _("someone who took no part speaks, and not of the call"),
    _("speaks of a party's account of the call of {day}"),
    _("speaks of another call: no known call fits"),
    _("speaks of another call"),
    _("speaks of what is to come"),
    _("tells how the call went"),
    _("tells of a decision, not of the call"),
    _("tells of the plans of somebody who takes no part"),
    _("tells what the leaders said in the call of {day}"),
    _("tells what was said to or by somebody who took no part in the call"),
    _("the call of {day}"),
    _("the document speaks of no call"),
    _("the readout is of a call of {day} that is not in the register"),
    _("the readout is of the call of {day}"),
    _("the report opens with the leaders of the call of {day}"),
    _("under the heading of the call of {day}"),
    _("was said before, on another occasion"),
    _("“{words}” is not the day of the call"),
)
_FITS = (
    _("it came soon after “{words}”"),
    _("its date line is {day}"),
    _("no known call fits"),
    _("the call that the report is about"),
    _("the document's date is {day}"),
    _("the likeliest of the known calls"),
    _("the one before"),
    _("the one known call of these sides"),
    _("“{words}” matches"),
)
"""Why it is this call; they stand after a colon."""
_MISDATED = (
    _("Does this belong to the call of {day}?"),
    _("It speaks of “{words}”, which came {span} after this call"),
    _("It speaks of “{words}”, {span} before that call and {other_span} before this one"),
    _("It speaks of “{words}” as of a day to come, {span} before this call"),
    _("It says “{words}” of what “{source}” puts on {day}"),
    _("It says “{words}” of what “{source}” tells of that call, and no other source of this call does"),
    _("“{source}” has it there in nearly the same words"),
    _("“{source}” has it there in nearly the same words, and no other source of this call has it"),
    _("“{source}” has it there, and what stands beside it belongs there too"),
)
_VERDICTS = (
    _("A person decided that the accounts agree."),
    _("A person decided that the accounts diverge."),
    _("Here the {side} version is known only through the outlet's own narration, which names no source."),
    _("Only the {side} version has it; it is not in the {other} version, which 1 source of this call carries."),
    _("Only the {side} version has it; it is not in the {other} version, which {n} sources of this call carry."),
    _("Only the {side} version has it; no source of this call carries the {other} version."),
    _("The outlet's own words: no source is named that speaks for a side of this call."),
    _(
        "The {side} version and the {other} version both tell of the holding of the call; nothing in one is denied by the other."
    ),
    _("The {side} version and the {other} version both tell of the holding of the call."),
    _(
        "The {side} version and the {other} version speak of one matter in different words; nothing in one is denied by the other."
    ),
    _("The {side} version and the {other} version speak of one matter in different words."),
    _("They speak of one matter; nothing in one is denied by the other."),
    _("Told by {side}, who speaks for no side of this call."),
)
_RULES = (
    _("about the page"),
    _("about the writer"),
    _("address or script"),
    _("agency"),
    _("agency and place"),
    _("byline"),
    _("byline with a date"),
    _("caption or path"),
    _("contact"),
    _("courtesy"),
    _("credit of a post"),
    _("credit or label"),
    _("date line"),
    _("front matter"),
    _("heading between paragraphs"),
    _("heading of a transcript"),
    _("label"),
    _("line beside furniture"),
    _("line in another language"),
    _("line under the report"),
    _("list of other stories"),
    _("marked as a heading"),
    _("menu or button"),
    _("moderator"),
    _("no words"),
    _("note in brackets"),
    _("path of sections"),
    _("photo caption"),
    _("photo credit"),
    _("promotion or notice"),
    _("section, name or place above the report"),
    _("speaker's label"),
    _("stage direction"),
    _("table of a flattened page"),
    _("title above the report"),
    _("under the end of the report"),
    _("what a label says"),
)
"""By which a line is taken for furniture or a headline."""

_PLACE = re.compile(r"\\{(\w+)\\}")
_DAY = r"\d{1,2} [A-Z][a-z]{2,8} \d{4}"
_SPAN = r"\d{1,4} (?:day|days|months)"
# No place takes more than one sign that ends it, so that a match takes linear time.
_PLACES = {
    "day": _DAY,
    "n": r"\d{1,4}",
    "span": _SPAN,
    "other_span": _SPAN,
    "side": r"[^.;“”]{1,80}?",
    "other": r"[^.;“”]{1,80}?",
}


def ground(text: str) -> str | None:
    """Return what the engine says in the language of the reader, or None where it can't be told in another than the engine's."""
    language = get_language() or _LANGUAGE
    return text if language.startswith(_LANGUAGE) else _told(text, language)


@lru_cache(maxsize=4096)
def _told(text: str, language: str) -> str | None:
    """Return a text told anew; ``language`` is that of the reader, which tells the answers apart."""
    return _as_form(text) or _as_question(text) or _as_call(text)


def _as_form(text: str) -> str | None:
    for form, pattern in _patterns().items():
        if match := pattern.fullmatch(text):
            return gettext(form).format_map({name: _value(name, told) for name, told in match.groupdict().items()})
    return None


def _as_question(text: str) -> str | None:
    """Tell why a sentence may belong to another call: a question, then what speaks for it."""
    question, mark, grounds = text.partition("? ")
    asked = _as_form(question + mark.strip())
    told = _each(grounds.removesuffix("."), "; ") if asked else None
    if not told:
        return None
    reasons = "; ".join(told)
    return f"{asked} {reasons[:1].upper()}{reasons[1:]}."


def _as_call(text: str) -> str | None:
    """Tell why a sentence speaks of a call: which one, then why that one."""
    head, colon, grounds = text.partition(": ")
    call = _as_form(head) if colon else None
    told = _each(grounds, "; ") if call else None
    return f"{call}: {'; '.join(told)}" if told else None


def _each(text: str, between: str) -> list[str] | None:
    told = [_as_form(part) or _as_form(part[:1].upper() + part[1:]) for part in text.split(between)]
    known = [part for part in told if part is not None]
    return known if len(known) == len(told) else None


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    forms = (*_VOICES, *_CALLS, *_FITS, *_MISDATED, *_VERDICTS, *_RULES)
    return {form: re.compile(_PLACE.sub(_place, re.escape(form))) for form in forms}


def _place(match: re.Match[str]) -> str:
    name = match[1]
    return f"(?P<{name}>{_PLACES.get(name, '[^“”]{0,300}')})"


def _value(name: str, told: str) -> str:
    if name == "day":
        return date_format(datetime.strptime(told, "%d %B %Y").date(), "DATE_FORMAT")  # noqa: DTZ007 (a day, not a moment)
    if name in {"span", "other_span"}:
        number, unit = told.split()
        plural = (
            ngettext("%(n)d month", "%(n)d months", int(number))
            if unit == "months"
            else ngettext("%(n)d day", "%(n)d days", int(number))
        )
        return plural % {"n": int(number)}
    return told
