"""Sources: for which side the words that name a source speak.

Takes the phrase that names a source ("Ukraine's Ambassador to India", "the Russian readout", "a statement issued by
the PMO", "it") and gives what kind of source it is and its side. Owners are found from the grammar of the phrase: an
adjective or possessive before the head noun, or ``issued by`` and ``of`` after it; ``to`` and ``in`` name no owner.
What the phrase leaves open ("it", "the statement") is for the caller, who knows what was said before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from comparator.engine.attribution.sourcekinds import Source, SourceKind
from comparator.engine.attribution.sourcenouns import source_nouns
from comparator.engine.naming import ADJECTIVE, INSTITUTION, LEADER, NAME, Mention, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.attribution.callers import Callers
    from comparator.engine.register import Register

_WORD = re.compile(r"[\w’'-]+")
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "these", "those", "some", "many"])
_PRONOUNS = frozenset(["it", "he", "she", "they"])
_OBJECTS = frozenset(["him", "her", "them"])
_POSSESSIVES = frozenset(["his", "her", "its", "their"])
_HOUSED = frozenset(["from", "by", "in", "at", "for"])
"""What stands before the house that a source speaks for."""
_POINTING = frozenset(["the", "this", "that", "these", "those"])
_INDEFINITE = re.compile(
    r"^\W*(?:an?|another|the official|official|one|two|three|four|some|several|many|multiple|other)\b", re.IGNORECASE
)
_ISSUED = re.compile(
    r"\b(?:issued|released|put out|published|given|shared|posted|provided)?\s*\b(?:by|from)\s+(?:the\s+)?(?:office of\s+)?",
    re.IGNORECASE,
)
_SENT = frozenset(["ambassador", "envoy", "representative", "mission"])
"""Who speaks for a state at an organisation: "Russia's deputy UN ambassador"."""
_OFFICES = ("interior", "defence", "defense", "finance", "state", "health", "energy")
"""What may be capitalised before "ministry" and is no place."""
_ANOTHERS = re.compile(r"\b(?:to|of|for|by|from|with)\s+(?:president\s+|chancellor\s+)?$", re.IGNORECASE)
"""What stands before a name that is not the person's own: "an adviser to Macron"."""
_OF = re.compile(r"\b(?:of|for|at|with)\s+(?:the\s+)?(?:office of\s+)?(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)


_TOGETHER = re.compile(r"(?:both|the two)\b", re.IGNORECASE)
"""What begins the name of two states' bodies who speak together, for neither side alone."""
_SERVED = re.compile(r"(?:['’]s)? (\w+)")
"""What follows a state's name where its leader is meant: "an aide to the Egyptian president", unlike "the ambassador to Egypt"."""
_NEAR = re.compile(r"^ (?:close to|inside|within|in|from|at|near) (?:the )?(?:[a-z]+ )?$")
"""What stands between a veiled source and the house that it speaks for."""
_WITHIN = re.compile(r"^[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)+,? (?:of|at|from|with) (?:the )?")
"""A person's name and the preposition before the name of a house."""
_REMEMBERED = 256
"""A sentence's subject is mostly its source as well, and sources come again."""
_BARE = 2
"""Words of a phrase that names nobody of its own ("the agency") and so points back."""


_IMPERSONAL = (SourceKind.BODY, SourceKind.DOCUMENT)


class SourceReader:
    """Reads the phrases that name sources in one document."""

    def __init__(self, register: Register, callers: Callers) -> None:
        self._register = register
        self._surnames = callers.surnames
        self._principals = callers.names
        """Words of the names of the leaders who hold the calls, folded."""
        self._nouns = source_nouns()

        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)

    def read(self, phrase: str) -> Source:
        """Return what the phrase names."""
        return self._remembered(phrase)

    def _read(self, phrase: str) -> Source:
        text = phrase.strip(" ,.“”\"'’‘:;—–-()")
        words = [(m.start(), m.end(), _plain(m.group())) for m in _WORD.finditer(text)]
        if not words:
            return Source(SourceKind.NONE, text)
        if (words[0][2] in _PRONOUNS and len(words) <= 4) or (words[0][2] in _OBJECTS and len(words) == 1):
            return Source(SourceKind.PRONOUN, text, head=words[0][2])
        mentions = self._register.mentions(text)
        organisation = self._nouns.organisations.search(text)
        own = organisation and any(m.start <= organisation.start() and organisation.end() <= m.end for m in mentions)
        sent = organisation and any(m.end <= organisation.start() for m in mentions)
        sent = sent and any(word in _SENT for _, _, word in words)
        if organisation and not own and not sent and organisation.group()[0].isupper():
            return Source(SourceKind.OTHER, text, head=words[-1][2])
        if self._is_private(text, mentions):
            return Source(SourceKind.OTHER, text, head=words[-1][2])
        source = self._by_head(text, words, mentions) or self._by_name(text, words, mentions)
        possessor = self._possessor(source, [word for _, _, word in words])
        indefinite = bool(_INDEFINITE.match(text))
        return replace(source, indefinite=indefinite, possessor=possessor) if indefinite or possessor else source

    def _possessor(self, source: Source, words: Sequence[str]) -> str:
        """Return the word that leaves the owner to the text: "his spokesman", "a source in his office", "a readout from their office"."""
        veiled = source.head in self._nouns.veiled
        return next(
            (
                word
                for at, word in enumerate(words)
                if word in _POSSESSIVES and (not at or veiled or words[at - 1] in _HOUSED)
            ),
            "",
        )

    def _is_private(self, text: str, mentions: Sequence[Mention]) -> bool:
        """Tell whether a person of a private house is named: "Bonnie Glaser of the German Marshall Fund"."""
        person = _WITHIN.match(text)
        if person is None or any(m.start < person.end() or m.kind in (INSTITUTION, LEADER) for m in mentions):
            return False
        named = {_plain(word) for word in person.group().split()}
        nouns = self._nouns
        return not named & (nouns.bodies | nouns.roles | nouns.documents) and not self.is_shared(text[person.end() :])

    def _by_head(self, text: str, words: Sequence[tuple[int, int, str]], mentions: Sequence[Mention]) -> Source | None:
        head = self._head(words, mentions)
        if head is None:
            return None
        at, word = head
        if word in self._nouns.press and not any(w in self._nouns.state for _, _, w in words) and self._is_press(words):
            return self._press(text, words, mentions)
        kind = self._kind(words, at)
        if self._is_unofficial(text, words[:at], word, mentions) or (_TOGETHER.match(text) and kind in _IMPERSONAL):
            return Source(SourceKind.OTHER, text, head=word)
        start, end = words[at][0], words[at][1]
        owner = self._owner(text, start, end, kind, mentions)
        if owner is None and word in self._nouns.veiled:
            owner = next((m.side for m in mentions if _NEAR.search(text[end : m.start])), None)
        media = self._state_media(text, words, mentions) if owner is None and self._is_press(words) else None
        if media is not None:
            return media
        if kind is SourceKind.HEAD and owner is None and any(m.kind == LEADER for m in mentions):
            owner = next(m for m in mentions if m.kind == LEADER).side
        if kind in (SourceKind.HEAD, SourceKind.OFFICIAL):
            kind = self._person(text, start, mentions, kind)
        if owner is None and self._is_nobodys(text, words, at, kind):
            return Source(SourceKind.OTHER, text, head=word)
        shared = owner is None and kind is SourceKind.BODY and self.is_shared(text)
        veiled = word in self._nouns.veiled and words[0][2] not in _POINTING
        if owner is None and not shared and (veiled or len(words) > _BARE):
            kind = self._unowned(kind, word, words)
        return Source(kind, text, owner, head=word, shared=shared)

    def _is_unofficial(
        self, text: str, before: Sequence[tuple[int, int, str]], word: str, mentions: Sequence[Mention]
    ) -> bool:
        """Tell whether the words before an office make it none of the state ("the former president", "the Labour leader")."""
        if any(w in self._nouns.unofficial for _, _, w in before[-_BARE:]):
            return True
        party = bool(before) and text[before[-1][0]].isupper() and before[-1][2] not in _ARTICLES | {"supreme"}
        return party and word in ("leader", "leaders") and not mentions

    def _is_nobodys(self, text: str, words: Sequence[tuple[int, int, str]], at: int, kind: SourceKind) -> bool:
        """Tell whether an office without an owner speaks for no state: it is no official one, or that of another place."""
        if kind is SourceKind.OFFICIAL:
            return any(word in self._nouns.unofficial for _, _, word in words)
        start, end, word = words[at]
        return kind is SourceKind.BODY and word == text[start:end] and self._is_elsewhere(text, words[:at])

    def _is_elsewhere(self, text: str, before: Sequence[tuple[int, int, str]]) -> bool:
        """Tell whether a place that is no side's name owns a body: "the Gaza health ministry", "the Donetsk administration"."""
        named = [at for at, (start, _, _) in enumerate(before) if at and text[start].isupper()]
        if len(named) != 1 or before[0][2] not in _ARTICLES:
            return False
        return not any(before[named[0]][2] in name.split() for name in (*self._nouns.shared, *_OFFICES))

    def is_shared(self, text: str) -> bool:
        """Tell whether a body is named that every state has."""
        low = text.lower()
        return any(name in low for name in self._nouns.shared)

    def _press(self, text: str, words: Sequence[tuple[int, int, str]], mentions: Sequence[Mention]) -> Source | None:
        """Return the press, unless the phrase names nobody ("the agency") or an institution ("the Saudi Press Agency")."""
        if len(words) <= _BARE or any(m.kind == INSTITUTION for m in mentions):
            return None if mentions else Source(SourceKind.BODY, text, head=words[-1][2])
        return self._state_media(text, words, mentions) or Source(SourceKind.PRESS, text)

    def _state_media(
        self, text: str, words: Sequence[tuple[int, int, str]], mentions: Sequence[Mention]
    ) -> Source | None:
        """Return the media of a state, introduced as such ("Iranian state media", "state broadcaster CCTV")."""
        if not any(word in self._nouns.state for _, _, word in words):
            return None
        side = mentions[0].side if mentions else None
        side = side or next((self._nouns.media[word] for _, _, word in words if word in self._nouns.media), None)
        noun = next((w for _, _, w in reversed(words) if w in self._nouns.press and w not in self._nouns.media), "")
        return Source(SourceKind.BODY, text, side, head=noun) if side else None

    def media_side(self, text: str, leader: str | None) -> str | None:
        """Return the state of an agency that is its own ("Xinhua"); "the presidential website" is that of the leader it quotes."""
        words = [_plain(match.group()) for match in _WORD.finditer(text)]
        if any(word in self._nouns.state for word in words) and not self._register.mentions(text):
            return next((self._nouns.media[word] for word in words if word in self._nouns.media), leader)
        return next((self._nouns.media[word] for word in words if word in self._nouns.media), None)

    def _unowned(self, kind: SourceKind, word: str, words: Sequence[tuple[int, int, str]]) -> SourceKind:
        """Return the kind of a source that names no side: the press, or an office that may be anybody's."""
        private = word in self._nouns.local or word in self._nouns.veiled
        if private and not any(w in self._nouns.state for _, _, w in words):
            return SourceKind.OTHER
        return SourceKind.PRESS if self._is_press(words) and kind in _IMPERSONAL else kind

    def _head(self, words: Sequence[tuple[int, int, str]], mentions: Sequence[Mention]) -> tuple[int, str] | None:
        """Return the noun that the phrase turns on: the last of the run of such nouns that it begins with."""
        found = None
        for at, (start, _, word) in enumerate(words):
            if (
                word in ("of", "to", "for", "by", "from", "in", "issued", "who", "which", "with", "on", "at")
                and found is not None
            ):
                break
            inside = any(m.kind == INSTITUTION and m.start <= start < m.end for m in mentions)
            if not inside and (
                word in self._nouns.documents or word in self._nouns.bodies or word in self._nouns.roles
            ):
                found = at, word
        return found

    def _kind(self, words: Sequence[tuple[int, int, str]], at: int) -> SourceKind:
        word = words[at][2]
        before = words[at - 1][2] if at else ""
        if word in ("head", "heads") and [w for _, _, w in words[at + 1 : at + 3]] in (
            ["of", "state"],
            ["of", "government"],
        ):
            return SourceKind.HEAD
        if word in self._nouns.documents:
            return SourceKind.DOCUMENT
        if (word in self._nouns.heads and before not in ("vice", "deputy", "former")) or (
            word in ("minister", "ministers") and before == "prime"
        ):
            return SourceKind.HEAD
        return SourceKind.OFFICIAL if word in self._nouns.roles else SourceKind.BODY

    def _owner(self, text: str, start: int, end: int, kind: SourceKind, mentions: Sequence[Mention]) -> str | None:
        before = [m for m in mentions if m.end <= start]
        after = [m for m in mentions if m.start >= end]
        if before:
            institutions = [m for m in before if m.kind == INSTITUTION]
            return (institutions or before)[-1 if kind is not SourceKind.DOCUMENT else 0].side
        for mention in after:
            if _ISSUED.search(text[end : mention.start]):
                return mention.side
        for mention in after:
            if _OF.search(text[end : mention.start]) and not (kind is SourceKind.DOCUMENT and mention.kind == LEADER):
                return mention.side
            served = _SERVED.match(text[mention.end :])
            if (
                served
                and text[end : mention.start] in (" to ", " to the ")
                and served[1] in self._nouns.heads | {"prime"}
            ):
                return mention.side
            housed = kind is SourceKind.BODY or (kind is SourceKind.OFFICIAL and self.is_shared(text))
            if housed and mention.kind == NAME and text[end : mention.start] == " in ":
                return mention.side
        leaders = [m for m in after if m.kind == LEADER]
        return leaders[0].side if leaders and kind is not SourceKind.DOCUMENT else None

    def _person(self, text: str, role: int, mentions: Sequence[Mention], kind: SourceKind) -> SourceKind:
        """Return what the person is whose role begins at ``role``; "Putin aide" names another's."""
        names = [
            m
            for m in mentions
            if m.kind == LEADER
            and text[m.end : role] != " "
            and not text[m.end : m.end + 2].startswith(("'s", "’s"))
            and not _ANOTHERS.search(text[: m.start])
        ]
        if not names:
            return kind
        return SourceKind.HEAD if any(self._is_principal(text[m.start : m.end]) for m in names) else SourceKind.OFFICIAL

    def _by_name(self, text: str, words: Sequence[tuple[int, int, str]], mentions: Sequence[Mention]) -> Source:
        if self._is_press(words) and not any(m.kind in (INSTITUTION, LEADER) for m in mentions):
            return self._state_media(text, words, mentions) or Source(SourceKind.PRESS, text, head=words[-1][2])
        if self.is_shared(text):
            return Source(SourceKind.BODY, text, mentions[0].side if mentions else None, shared=not mentions)
        if not mentions:
            known = next((text[a:b] for a, b, _ in words if text[a:b].removesuffix("'s") in self._surnames), None)
            if known is not None:
                kind = SourceKind.HEAD if self._is_principal(known) else SourceKind.OFFICIAL
                return Source(kind, text, self._surnames[known.removesuffix("'s")])
            named = any(
                text[start].isupper()
                for start, _, _ in words
                if text[:start].strip() or text.split()[0].lower() not in _ARTICLES
            )
            speaks = named or any(word in self._nouns.persons for _, _, word in words)
            return Source(SourceKind.OTHER if speaks else SourceKind.NONE, text, head=words[-1][2])
        first = mentions[0]
        if first.kind == INSTITUTION:
            return Source(SourceKind.BODY, text, first.side, head=text[first.start : first.end].split()[-1].lower())
        if first.kind == LEADER:
            principal = self._is_principal(text[first.start : first.end])
            return Source(SourceKind.HEAD if principal else SourceKind.OFFICIAL, text, first.side)
        if first.kind == ADJECTIVE and len(words) > 2 and not text[first.end :].strip():
            return Source(SourceKind.OTHER, text)
        if any(word in self._nouns.persons or word in self._nouns.private for _, _, word in words):
            return Source(SourceKind.OTHER, text, head=words[-1][2])
        if words[-1][0] > max(m.end for m in mentions) and text[words[-1][0]].isupper():
            # "Turkey's Communications Directorate": a body that the lexicon lacks, owned by name.
            return Source(SourceKind.BODY, text, first.side)
        alone = first.end - first.start >= len(text) - len("the ")
        return Source(SourceKind.COUNTRY if alone else SourceKind.OTHER, text, first.side if alone else None)

    def _is_press(self, words: Sequence[tuple[int, int, str]]) -> bool:
        """Tell whether media are named; the "press" of a press release or a press service is no such word."""
        found = [at for at, (_, _, word) in enumerate(words) if word in self._nouns.press]
        return any(at + 1 == len(words) or words[at][2] != "press" for at in found)

    def _is_principal(self, name: str) -> bool:
        return any(fold(word) in self._principals for word in name.split())


def _plain(word: str) -> str:
    low = word.lower()
    return low[:-2] if low.endswith(("'s", "’s")) else low.strip("'’")
