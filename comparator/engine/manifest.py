"""Reading a manifest of calls and documents, and writing a collation as plain data (the two ends of ``collate``).

Takes parsed JSON and the folder that its paths are relative to; gives records, and records back as JSON-ready objects. It decides
nothing about the texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from comparator.engine.alignment.multilingual import model_name
from comparator.engine.errors import InvalidInputError
from comparator.engine.options import ENGINE_VERSION, Options
from comparator.engine.records import (
    Call,
    Collation,
    Echo,
    Kind,
    Link,
    ProposedCall,
    ReadDocument,
    Reason,
    Sentence,
    SourceDocument,
    Statement,
)

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``collate`` takes."""

    calls: tuple[Call, ...]
    documents: tuple[SourceDocument, ...]


def load_manifest(raw: object, folder: Path) -> Manifest:
    """Return the calls and documents of a parsed manifest, the texts read from ``folder``.

    Raises:
        InvalidInputError: a key is missing or of the wrong type, an id occurs twice, or a text can't be read.
    """
    if not isinstance(raw, Mapping):
        raise InvalidInputError('A manifest is one JSON object with the lists "calls" and "documents".')
    calls = tuple(_call(row, number) for number, row in enumerate(_rows(raw, "calls")))
    documents = tuple(_document(row, number, folder) for number, row in enumerate(_rows(raw, "documents")))
    _require_unique("call", [call.id for call in calls])
    _require_unique("document", [document.id for document in documents])
    return Manifest(calls=calls, documents=documents)


def dump_collation(collation: Collation, options: Options) -> Json:
    """Return the collation as the JSON object that the machine interface describes."""
    bearing: dict[str, list[str]] = {proposal.id: [] for proposal in collation.proposed_calls}
    for document in collation.documents:
        for sentence in document.sentences:
            if sentence.call in bearing:
                bearing[sentence.call].append(sentence.id)
    return {
        "engine": {"version": ENGINE_VERSION, "options": {**options.as_dict(), "multilingual_model": model_name()}},
        "documents": [_dump_document(document) for document in collation.documents],
        "links": [_dump_link(link) for link in collation.links],
        "statements": [_dump_statement(statement) for statement in collation.statements],
        "echoes": [_dump_echo(echo) for echo in collation.echoes],
        "proposed_calls": [_dump_proposal(proposal, bearing[proposal.id]) for proposal in collation.proposed_calls],
    }


def parse_date(value: object, where: str) -> date | None:
    """Return an ISO date, or None for null or an empty text.

    Raises:
        InvalidInputError: it is anything else.
    """
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise InvalidInputError(f"{where}: {value!r} is not a date; write it as YYYY-MM-DD or null.") from error


def parse_kind(value: object, where: str) -> Kind:
    """Return the kind of a document; none given means an article.

    Raises:
        InvalidInputError: there is no such kind.
    """
    if value is None or value == "":
        return Kind.ARTICLE
    try:
        return Kind(str(value))
    except ValueError as error:
        kinds = ", ".join(kind.value for kind in Kind)
        raise InvalidInputError(f"{where}: there is no kind {value!r}; the kinds are {kinds}.") from error


def parse_text(value: object, where: str) -> str | None:
    """Return a text, or None for null or an empty one.

    Raises:
        InvalidInputError: it is no text.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InvalidInputError(f"{where}: {value!r} is not a text.")
    return value


def _rows(raw: Mapping[str, object], key: str) -> Sequence[object]:
    rows = raw.get(key)
    if not isinstance(rows, list):
        raise InvalidInputError(f'The manifest lacks the list "{key}".')
    return rows


def _call(row: object, number: int) -> Call:
    where = f"calls[{number}]"
    if not isinstance(row, Mapping):
        raise InvalidInputError(f"{where} is not an object.")
    day, identifier, sides, leaders = (row.get(key) for key in ("date", "id", "sides", "leaders"))
    parsed = parse_date(day, f"{where}.date")
    if parsed is None or not isinstance(identifier, str) or not identifier:
        raise InvalidInputError(f"{where} needs an id and a date.")
    if not isinstance(sides, list) or len(set(map(str, sides))) < 2:
        raise InvalidInputError(f'{where}.sides needs two or more codes of states, for example ["IN", "RU"].')
    if not isinstance(leaders or {}, Mapping):
        raise InvalidInputError(f"{where}.leaders is not an object of side codes and names.")
    return Call(identifier, parsed, tuple(map(str, sides)), {str(k): str(v) for k, v in (leaders or {}).items()})


def _document(row: object, number: int, folder: Path) -> SourceDocument:
    where = f"documents[{number}]"
    if not isinstance(row, Mapping):
        raise InvalidInputError(f"{where} is not an object.")
    identifier, path = row.get("id"), row.get("path")
    if not isinstance(identifier, str) or not identifier or not isinstance(path, str) or not path:
        raise InvalidInputError(f"{where} needs an id and a path.")
    return SourceDocument(
        id=identifier,
        text=_read(folder / path, where),
        kind=parse_kind(row.get("kind"), f"{where}.kind"),
        outlet=parse_text(row.get("outlet"), f"{where}.outlet"),
        side=parse_text(row.get("side"), f"{where}.side"),
        published=parse_date(row.get("published"), f"{where}.published"),
        language=parse_text(row.get("language"), f"{where}.language"),
        title=parse_text(row.get("title"), f"{where}.title"),
    )


def _read(path: Path, where: str) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise InvalidInputError(f"{where}: {path.name} can't be read as UTF-8 text: {error}") from error


def _require_unique(what: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            raise InvalidInputError(f"Two {what}s have the id {identifier!r}; ids must differ.")
        seen.add(identifier)


def _dump_document(document: ReadDocument) -> Json:
    return {
        "id": document.document.id,
        "sha256": document.sha256,
        "metadata": {item.key: item.value for item in document.metadata},
        "sentences": [_dump_sentence(sentence) for sentence in document.sentences],
    }


def _dump_sentence(sentence: Sentence) -> Json:
    return {
        "id": sentence.id,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "role": sentence.role.value,
        "voice": sentence.voice,
        "source": sentence.source,
        "cue": sentence.cue,
        "quoted": sentence.quoted,
        "call": sentence.call,
        "misdated": sentence.misdated,
        "why": dict(sentence.why),
    }


def _dump_link(link: Link) -> Json:
    return {"a": link.a, "b": link.b, "relation": link.relation.value, "score": link.score}


def _dump_statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "call": statement.call,
        "label": statement.label,
        "verdict": statement.verdict.value,
        "sides": {side: list(sentences) for side, sentences in statement.sides.items()},
        "members": [{"sentence": member.sentence, "version": member.version} for member in statement.members],
        "reasons": [dump_reason(reason) for reason in statement.reasons],
    }


def dump_reason(reason: Reason) -> Json:
    """Return a reason as plain data, as the machine interface and the database hold it."""
    return {
        "kind": reason.kind,
        "text": reason.text,
        "a": reason.a,
        "b": reason.b,
        "spans": [{"sentence": part.sentence, "start": part.span.start, "end": part.span.end} for part in reason.spans],
    }


def _dump_echo(echo: Echo) -> Json:
    return {"a": echo.a, "b": echo.b, "score": echo.score, "kind": echo.kind.value}


def _dump_proposal(proposal: ProposedCall, sentences: Sequence[str]) -> Json:
    return {
        "id": proposal.id,
        "date": proposal.date.isoformat(),
        "sides": list(proposal.sides),
        "leaders": dict(proposal.leaders),
        "sentences": list(sentences),
    }
