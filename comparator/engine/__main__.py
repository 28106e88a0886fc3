"""The machine interface: ``python -m comparator.engine VERB < input.jsonl > output.jsonl``.

Verbs: ``extract``, ``segment``, ``attribute``, ``similarity``, ``judge`` (JSON Lines in and out), ``collate MANIFEST.json`` and
``report MANIFEST.json`` (the same as CSV). A row that can't be handled answers ``{"id": …, "error": "…"}`` and the run goes on. Exit
status: 0 every row was answered, 1 any has an error, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from comparator.engine.errors import EngineError, InvalidInputError
from comparator.engine.manifest import Json, dump_collation, dump_reason, load_manifest, parse_kind, parse_text
from comparator.engine.options import Options
from comparator.engine.records import SourceDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.records import Call, Collation
    from comparator.engine.register import Register

# Each verb imports its own stage: a run of `similarity` should not wait for the parser of web pages.


def extract_row(row: Mapping[str, Any]) -> Json:
    """Return the report's own text from a web page."""
    from comparator.engine.extract import extract

    page = extract(_text(row, "html"), parse_text(row.get("url"), "url"))
    return {"title": page.title, "published": page.published, "text": page.text}


def segment_row(row: Mapping[str, Any]) -> Json:
    """Return the sentences of a text."""
    from comparator.engine.segment import segment_text

    parts = segment_text(_text(row, "text"))
    return {"sentences": [{"start": part.span.start, "end": part.span.end} for part in parts]}


def attribute_row(row: Mapping[str, Any]) -> Json:
    """Return the sentences of a document with who asserts each."""
    from comparator.engine.attribute import attribute
    from comparator.engine.clean import clean
    from comparator.engine.segment import segment

    document = SourceDocument(
        id=str(row.get("id")),
        text=_text(row, "text"),
        kind=parse_kind(row.get("kind"), "kind"),
        side=parse_text(row.get("side"), "side"),
    )
    segments = segment(clean(document), Options())
    return {
        "sentences": [
            {
                "start": part.span.start,
                "end": part.span.end,
                "role": part.role.value,
                "attributed": found.attributed,
                "voice": found.voice,
                "source": found.source,
                "cue": found.cue,
                "quoted": found.quoted,
            }
            for part, found in zip(segments, attribute(document, segments, _packaged_register()), strict=True)
        ]
    }


def similarity_row(row: Mapping[str, Any]) -> Json:
    """Return how far two texts say the same."""
    from comparator.engine.similarity import similarity

    found = similarity(_text(row, "a"), _text(row, "b"))
    return {"score": found.score, "relation": found.relation}


def judge_row(row: Mapping[str, Any]) -> Json:
    """Return whether two texts agree, with the reasons."""
    from comparator.engine.judge import judge_pair

    found = judge_pair(_text(row, "a"), _text(row, "b"), _packaged_register())
    return {"verdict": found.verdict, "reasons": [dump_reason(reason) for reason in found.reasons]}


VERBS: Mapping[str, Callable[[Mapping[str, Any]], Json]] = {
    "extract": extract_row,
    "segment": segment_row,
    "attribute": attribute_row,
    "similarity": similarity_row,
    "judge": judge_row,
}


def run_verb(verb: str, lines: Iterable[str], out: TextIO) -> int:
    """Answer every line of JSON with one line of JSON; return the exit status."""
    status = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        answer = _answer(verb, line, number)
        status = 1 if "error" in answer else status
        # ASCII only, so that a lone surrogate in the input can't break the output.
        out.write(json.dumps(answer) + "\n")
    return status


def run_collate(path: Path, out: TextIO) -> int:
    """Collate the documents of a manifest; return the exit status."""
    options = Options()
    collation, _ = _collated(path, options)
    json.dump(dump_collation(collation, options), out, ensure_ascii=False, indent=1)
    out.write("\n")
    return 0


def run_report(path: Path, out: TextIO) -> int:
    """Collate the documents of a manifest, and write a row for each statement and source as CSV; return the exit status."""
    from comparator.engine.report import COLUMNS, GUARDED, cells, csv_lines, report_rows

    collation, calls = _collated(path, Options())
    out.writelines(csv_lines(COLUMNS, map(cells, report_rows(collation, calls)), GUARDED))
    return 0


def _collated(path: Path, options: Options) -> tuple[Collation, Sequence[Call]]:
    """Return the collation of a manifest's documents, and the calls that it names."""
    from comparator.engine.pipeline import collate
    from comparator.engine.register import build_register

    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        json.dumps(raw, ensure_ascii=False).encode()  # half a character, as an escape can make it, could not be written
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInputError(f"{path} can't be read as JSON: {error}") from error
    manifest = load_manifest(raw, path.parent)
    return collate(manifest.documents, build_register(manifest.calls), options), manifest.calls


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m comparator.engine", description=(__doc__ or "").split("\n\n")[0])
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, function in VERBS.items():
        verbs.add_parser(name, help=(function.__doc__ or "").strip())
    for name, about in (("collate", "as JSON"), ("report", "as CSV, a row for each statement and source")):
        verbs.add_parser(name, help=f"Collate the documents of a manifest; {about}.").add_argument(
            "manifest", type=Path
        )
    options = parser.parse_args(arguments)
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        if options.verb == "collate":
            return run_collate(options.manifest, sys.stdout)
        if options.verb == "report":
            return run_report(options.manifest, sys.stdout)
        return run_verb(options.verb, sys.stdin, sys.stdout)
    except EngineError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (
        BrokenPipeError
    ):  # who reads the output, such as `head`, has seen enough; nothing is left to be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _answer(verb: str, line: str, number: int) -> Json:
    identifier: object = None
    try:
        row = json.loads(line)
        if not isinstance(row, Mapping):
            raise InvalidInputError(f"line {number} is not a JSON object")
        identifier = row.get("id")
        return {"id": identifier, **VERBS[verb](row)}
    except (EngineError, ValueError, RecursionError) as error:
        return {"id": identifier, "error": f"line {number}: {error}"}


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InvalidInputError(f'the row lacks the text "{key}"')
    return value


@cache
def _packaged_register() -> Register:
    from comparator.engine.register import build_register

    return build_register(())


if __name__ == "__main__":
    sys.exit(main())
