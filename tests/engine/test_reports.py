"""Whole press reports from their text to voices, calls and misdated passages, in the styles of many houses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from comparator.engine.pipeline import collate
from comparator.engine.records import Call, Kind, Role, SourceDocument
from comparator.engine.register import build_register

_GAPS = {"P": "\n\n", "L": "\n", "S": " "}
_VOICES = {"out": "outlet", "null": None}


@dataclass
class Line:
    start: int
    end: int
    role: Role
    voice: str | None = None
    call: str | None = None
    misdated: str | None = None
    is_open: bool = False


@dataclass
class Report:
    id: str
    kind: str
    side: str
    published: str
    text: str = ""
    lines: list[Line] = field(default_factory=list)

    def add(self, tags, text):
        gap, role, *rest = tags.split()
        self.text += _GAPS[gap] if self.text else ""
        line = Line(
            len(self.text),
            len(self.text) + len(text),
            {"f": Role.FURNITURE, "h": Role.HEADLINE}.get(role, Role.CONTENT),
        )
        self.text += text
        self.lines.append(line)
        if line.role is Role.CONTENT:
            line.voice = _VOICES.get(role, role)
            line.is_open = rest[0].startswith("?")
            line.call = rest[0].lstrip("?").removeprefix("-") or None
            line.misdated = next((tag[1:] for tag in rest if tag[0] == "!"), None)


@dataclass
class Case:
    calls: dict[str, Call] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)

    def read(self):
        register = build_register(list(self.calls.values()))
        documents = [
            SourceDocument(
                r.id,
                r.text,
                Kind(r.kind),
                r.id,
                r.side or None,
                date.fromisoformat(r.published) if r.published else None,
            )
            for r in self.reports
        ]
        return {read.document.id: read.sentences for read in collate(documents, register).documents}


def _cases():
    cases = []
    for line in (Path(__file__).parent / "reports.txt").read_text(encoding="utf-8").splitlines():
        if line == "@set":
            cases.append(Case())
        elif line.startswith("@call"):
            _, key, day, *leaders = line.split("|")
            named = dict(leader.split("=") for leader in leaders)
            cases[-1].calls[key] = Call(f"{day}-{key}", date.fromisoformat(day), tuple(named), named)
        elif line.startswith("@doc"):
            cases[-1].reports.append(Report(*line.split("|")[1:]))
        elif line and not line.startswith("#"):
            cases[-1].reports[-1].add(*line.split(" :: ", 1))
    return cases


def _sentence(line, sentences):
    """Return the sentence that shares most with a line."""
    return max(sentences, key=lambda s: min(s.span.end, line.end) - max(s.span.start, line.start))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: "-".join(next(iter(case.calls.values())).sides))
def test_a_set_of_reports(case):
    read = case.read()
    calls = {key: call.id for key, call in case.calls.items()}
    wrong = []
    for report in case.reports:
        for line in report.lines:
            found = _sentence(line, read[report.id])
            answer = [found.role is Role.FURNITURE, found.voice, found.call, found.misdated]
            expected = [
                line.role is Role.FURNITURE,
                line.voice,
                calls.get(line.call or ""),
                calls.get(line.misdated or ""),
            ]
            if line.role is not Role.CONTENT:
                answer, expected = answer[:1], expected[:1]
            elif line.is_open:
                answer[2] = expected[2]
            if answer != expected:
                wrong.append((report.text[line.start : line.end], expected, answer, dict(found.why)))
    assert not wrong
