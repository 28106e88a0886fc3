"""Whether a leader says something to the public or to the other leader.

Takes a sentence, its cue and its quotation marks; tells whether the words are the leader's own statement. Words put in
quotation marks, said on a day or through a channel ("on Telegram", "told reporters"), or about the call itself ("said
he had asked …") are; bare "Biden said that …" in an account of a call is the reporter's narration of it, unless the
leader already spoke to the public in the sentence before. It does not find the source.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.attribution.grammar import words as word_class
from comparator.engine.attribution.sourcenouns import source_nouns
from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.attribution.cues import Cue
    from comparator.engine.attribution.quotation import Quoting
    from comparator.engine.attribution.tokens import Token

_MOSTLY = 0.5
_RELAYED = ("quote", "cite", "citing", "quoting", "according to", "as per")
"""Cues by which somebody passes on what a leader has said to all."""
_USES, _CHANNELS = word_class("uses"), word_class("channels")
_HEARERS = 4
"""Words after "told" among which those who hear it are named."""
_CHANNEL_WITHIN = 14
"""Words before "to thank" among which the channel is looked for that somebody uses for it."""
_AUDIENCES = word_class("audiences")
_JUDGES = word_class("judging")
_JUDGED = re.compile(
    r"\s(?:the|their|his|her|this|that)\s(?:[\w’'-]+\s){0,2}(?:call|conversation|talks?|discussions?|exchange)\b"
)
"""The call as the object of "described": what is said of it is said afterwards, to all."""
_ASKED = re.compile(r"Asked (?!by )")
"""What opens an answer to the press."""
_WEEKDAYS = word_class("weekdays")
_DAY_WITHIN = 3
_SOURCE_WORDS = 6
"""Words of a source's name between a quotation and its cue."""
_RETOLD_REACH = 110
"""Characters beside the cue among which the call, or what was said in it, is looked for."""


def is_public(text: str, tokens: Sequence[Token], quoting: Quoting, cue: Cue, *, goes_on: bool) -> bool:
    """Tell whether a leader says it to the public, rather than in the call."""
    if cue.kind == "preposition" or _is_quoted(text, quoting, cue):
        return True
    return (goes_on and _may_be_public(text, cue)) or is_open(text, tokens, cue)


def is_open(text: str, tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether the sentence says that the public is addressed: a quotation alone may come from the call."""
    if cue.lemma in _RELAYED or _phrases("public").search(text.lower()):
        return True
    if any(token.low in ("quoted", "cited") for token in tokens[cue.first : cue.last + 1]):
        return True
    if cue.lemma in _JUDGES and _JUDGED.match(text, cue.end):
        return True
    if _in_a_channel().search(text) or channel_used(tokens, cue) or told_the_press(tokens, cue):
        return True
    if told_an_audience(tokens, cue) or said_then(tokens, cue) or _ASKED.match(text):
        return True
    return cue.lemma in _verbs() and (_of_the_call(text, cue) or (_on_a_day(tokens, cue) and _may_be_public(text, cue)))


def told_the_press(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether it is said to media ("told the Global Times", "told NBC News")."""
    hearers = tokens[cue.last + 1 : cue.last + 1 + _HEARERS]
    return cue.lemma in ("tell", "inform") and any(token.low in source_nouns().press for token in hearers)


def told_an_audience(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether it is said to people at home ("told his cabinet", "told lawmakers")."""
    hearers = [token.low for token in tokens[cue.last + 1 : cue.last + 1 + _HEARERS]]
    end = next((at for at, word in enumerate(hearers) if word in ("that", ",", "about")), len(hearers))
    return cue.lemma in ("tell", "inform") and any(word in _AUDIENCES for word in hearers[:end])


def said_then(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether a closing "…, she said at the time" dates the words, which those of a call need not be."""
    after = [token.low for token in tokens[cue.last + 1 : cue.last + 1 + _HEARERS]]
    return cue.parenthesis and (after[:1] in (["then"], ["afterwards"]) or after[:3] == ["at", "the", "time"])


def channel_used(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether somebody uses a channel to say it: "used his post to thank", "took to X to praise"."""
    near = tokens[max(0, cue.first - _CHANNEL_WITHIN) : cue.first - 1]
    verb = next((k for k, token in enumerate(near) if token.low in _USES), None)
    return verb is not None and any(token.low in _CHANNELS for token in near[verb + 1 :])


def _may_be_public(text: str, cue: Cue) -> bool:
    return cue.lemma in _verbs() and not _phrases("call_context").search(text.lower())


def _is_quoted(text: str, quoting: Quoting, cue: Cue) -> bool:
    """Tell whether the words are a quotation: most of the sentence is, or it begins as one that the cue closes."""
    if quoting.covered() >= _MOSTLY * len(text):
        return True
    start, end = next(iter(quoting.ranges), (len(text), 0))
    between = text[end : cue.start]
    return start <= 1 and end <= cue.start and "," not in between and len(between.split()) <= _SOURCE_WORDS


def _on_a_day(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether the cue has its day ("said on Friday that")."""
    return any(token.low in _WEEKDAYS for token in tokens[cue.last + 1 : cue.last + 1 + _DAY_WITHIN])


def _of_the_call(text: str, cue: Cue) -> bool:
    """Tell whether the words speak of the call, or tell what was said in it ("said he had asked for calm").

    What places the words themselves in the call ("said in a phone call that …") stands before that.
    """
    if cue.parenthesis:
        before, reach = "", text[max(0, cue.start - _RETOLD_REACH) : cue.start]
    else:
        before, reach = text[: cue.end], text[cue.end : cue.end + _RETOLD_REACH]
    found = _retold().search(reach.lower())
    if found is None:
        return False
    placed = _phrases("call_context").search(f"{before}{reach[: found.end()]}".lower())
    return placed is None or placed.start() > len(before) + found.start()


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(read_json('cues')[name])}(?!\w)")


@cache
def _in_a_channel() -> re.Pattern[str]:
    """Return what tells where it was said to the public ("in his victory speech")."""
    nouns = "|".join(sorted(read_json("cues")["channel_nouns"]))
    return re.compile(rf"\b[Ii]n (?:an?|his|her|the) (?:[\w’'-]+ ){{0,3}}(?:{nouns})\b(?! to)")


@cache
def _retold() -> re.Pattern[str]:
    raw = read_json("cues")
    verbs = "|".join(sorted(raw["retold"]))
    who = r"\b(?:he|she|they|both|i|we|two|leaders|presidents|pair)"
    person = r"(?:he|she)"
    held = rf"{who}(?: also| both| just)?(?: (?:had|have|has))?(?: just)? (?:had|having|held|enjoyed|made|received|concluded)"
    which = r" (?:(?:an? |another |his |her |their )[^.;:]{0,60}?|(?:phone |telephone |video |virtual |online ))"
    return re.compile(
        rf"{who}(?: also| both| just)?(?: (?:had|have|has))?(?: also| just)? (?:{verbs})\b"
        rf"|\b{person} and (?:[\w’'-]+ ){{1,4}}(?:(?:had|have) )?(?:also )?(?:{verbs})\b"
        # "said he had a long and “meaningful” conversation with Xi"
        rf"|{held}{which}\b(?:calls?|conversations?|talks?|discussions?|exchange)\b"
        r"|\b(?:the|their|his|her|our|this|phone|telephone|video) (?:phone |telephone )?(?:call|conversation)\b(?! for| on| to)"
    )


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_json("cues")["public_verbs"])
