"""The states of what documents, echoes, terms, forms and jobs are shown with, and of the drawings that are files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django import forms

from comparator.charts.drift import draw_drift
from comparator.charts.ribbon import draw_ribbon
from comparator.charts.ticks import draw_ticks
from comparator.charts.verdicts import verdict_bars
from comparator.charts.voices import draw_voices
from comparator.charts.years import draw_years
from comparator.engine.terms import term_groups
from comparator.patterns import records as made
from comparator.patterns.states import KEYS, MARKED, VOICES, State
from comparator.selectors.beside import Join, JoinedSentence
from comparator.selectors.documents import CallRef, DocumentPage, MetadataView, StatementRef, VoiceCount
from comparator.selectors.evidence import Place
from comparator.selectors.formulas import FormulaUseView, FormulaView, SideCount, Wording
from comparator.selectors.terms import TermLine, TermTable, Voice
from comparator.selectors.timeline import Balance, TimelineCall, TimelineFilter
from comparator.selectors.voices import SourceVoices, legend
from comparator.selectors.voices import VoiceCount as Share
from comparator.selectors.wording import compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SENTENCES = {name: made.sentence(4, made.NUMBERED, voice=voice) for name, voice in VOICES.items()} | {
    "the voice of the sentence before": made.sentence(4, made.NUMBERED, new_voice=False),
    "headline": made.sentence(4, made.LONG_LABEL, role="headline"),
    "furniture": made.sentence(4, "Also read: ten things to know", role="furniture", rule="navigation"),
    "not about a call": made.sentence(4, made.NUMBERED, call_slug="", call_date=None),
    "misdated": made.sentence(4, made.NUMBERED, misdated_slug=made.OTHER_SLUG, misdated_date=made.OTHER_DAY),
    "marked, with statements and why": made.sentence(
        4,
        made.NUMBERED,
        pieces=MARKED,
        statements=(StatementRef("p0", 1, made.LONG_LABEL, made.SLUG),),
        why=("“said” with the President's office as its subject",),
    ),
    "right to left": made.sentence(4, made.ARABIC),
    "Hindi": made.sentence(4, made.HINDI),
    "Russian": made.sentence(4, made.RUSSIAN),
    "very long words": made.sentence(4, made.LONG_WORD),
}


@dataclass(frozen=True, slots=True)
class JobLook:
    """What the page of a job reads of it."""

    state: str
    is_live: bool = False
    step: str = ""
    done: int = 0
    total: int | None = None
    share_done: int | None = None
    attempt: int = 1
    error: str = ""
    created_at: datetime = made.MOMENT
    result: dict[str, object] = field(default_factory=dict)

    @property
    def get_state_display(self) -> str:
        """The state in words."""
        return self.state


def list_states() -> Iterator[State]:
    """Give every state of these components."""
    for name, sentence in SENTENCES.items():
        yield State("components/_sentence.html", name, {"s": sentence})
        joins = (Join(2, "same"), Join(3, "partial"), Join(5, "topic")) if name == "a side" else ()
        joined = JoinedSentence(sentence, joins, 1 if joins else None, skipped=2 if joins else 0)
        yield State(
            "components/_joined.html", name, {"item": joined, "call": made.CALL, "own": f"l{len(name)}-", "other": "r"}
        )
    yield from _of_documents()
    yield from _of_evidence()
    for table in (_terms(2), _terms(8)):
        yield State("components/_term_table.html", f"{len(table.voices)} voices", {"table": table, "more": True})
    yield from _of_forms()
    yield from _of_jobs()


def _of_documents() -> Iterator[State]:
    plain = DocumentPage(
        source=made.SOURCES[1],
        sha256=made.HASH,
        url="https://news.example/" + "a-very-long-address/" * 8,
        language="en",
        added_at=made.MOMENT,
        engine_version="1.0.0",
        length=12_345,
        metadata=(MetadataView("author", "A. Writer"),),
        paragraphs=(),
        voices=tuple(VoiceCount(voice, 3) for voice in VOICES.values()),
        calls=(CallRef(made.SLUG, made.DAY, 7),),
        furniture=2,
    )
    versions = replace(plain, newer="p8", older="p9", taken_from=made.SOURCES[0], copies=made.SOURCES)
    nowhere = replace(plain, calls=(), source=replace(made.SOURCES[1], title="", published=None))
    pages = {"of one call": plain, "versions and copies": versions, "of no call, without title and date": nowhere}
    for name, page in pages.items():
        yield State("components/_document_head.html", name, {"document": page, "current": "clean"})


def _of_evidence() -> Iterator[State]:
    pieces = compare(made.NUMBERED, made.NUMBERED_OTHERWISE).b
    places = {
        "with context": Place(made.place(), made.NUMBERED, "The call took place on Friday.", "It lasted an hour."),
        "official, quoted, words marked": Place(
            made.place(official=True, quoted=True), made.NUMBERED_OTHERWISE, pieces=pieces
        ),
        "a headline in the outlet's own words": Place(made.place(headline=True, own_voice=False), made.FEW, same=True),
        "right to left": Place(made.place(language="ar"), made.ARABIC),
    }
    for name, place in places.items():
        yield State("components/_evidence.html", name, {"place": place, "o": place.occurrence})


def _terms(columns: int) -> TermTable:
    names = ("Arland", "Borland", "Corland", "Dorland", "Erland", "Forland", "Gorland", "Outlets’ own words")
    voices = tuple(Voice(name[:2].upper(), name) for name in names[-columns:])
    group = term_groups()[0]
    lines = tuple(
        TermLine(term.slug, term.name, tuple((v, (n + len(term.name)) % 4) for n, v in enumerate(voices)))
        for term in group.terms[:4]
    )
    return TermTable(group, voices, lines, 2 if columns > 2 else 0)


class _Form(forms.Form):
    outlet = forms.CharField(help_text="Who published the text.")
    kind = forms.ChoiceField(choices=[("article", "news article"), ("readout", "readout")])
    published = forms.DateField(help_text="The day that the outlet gives.")


def _of_forms() -> Iterator[State]:
    refused = _Form({"outlet": "", "kind": "article", "published": "someday"}, auto_id="refused_%s")
    refused.is_valid()
    for name, form in {"not filled in": _Form(auto_id="open_%s"), "refused": refused}.items():
        for field_name in form.fields:
            yield State(
                "adding/_field.html",
                f"{field_name}, {name}",
                {"field": form[field_name], "where": "the head of the text" if field_name == "published" else ""},
            )


def _of_jobs() -> Iterator[State]:
    lines = [
        {"text": "Report of 14 May", "url": "#main"},
        {"text": "No date was found", "level": "warning"},
        {"text": "The file is empty", "level": "error"},
    ]
    jobs = {
        "queued": JobLook("queued", is_live=True, attempt=0),
        "running": JobLook("running", is_live=True, step="Reading the documents", done=40, total=100, share_done=40),
        "failed": JobLook("failed", step="Reading", done=3, total=9, error="The database was away. Try again."),
        "done, with notes": JobLook("done", result={"headline": "3 documents were added.", "lines": lines}),
    }
    for name, job in jobs.items():
        yield State("job.html#job", name, {"job": job, "may_retry": False})


def list_drawings() -> dict[str, tuple[State, int]]:
    """Return the drawings that are files, by name, each with its height in pixels."""
    wordings = tuple(
        Wording(number, text, (), None, (FormulaUseView("p2", "Courier", 3, side.name, side.letter, made.SLUG, day),))
        for number, (text, side, day) in enumerate(
            ((made.NUMBERED, made.LEFT, made.OTHER_DAY), (made.NUMBERED_OTHERWISE, made.RIGHT, made.DAY)), 1
        )
    )
    formula = FormulaView(
        "f1", 2, wordings, (SideCount("Arland", "a", 1), SideCount("Borland", "b", 1), SideCount("", "o", 1))
    )
    drift = draw_drift(wordings)
    shares = (SourceVoices(made.SOURCES[0], tuple(Share(key, label, 2) for key, label in KEYS.items())),)
    voices = draw_voices(shares)
    years = draw_years(
        [
            TimelineCall(made.SLUG, made.DAY, "Arden and Borg", made.CALL.sides, Balance(4, 3, 6, 2)),
            TimelineCall(made.OTHER_SLUG, made.OTHER_DAY, "Arden and Borg", made.CALL.sides, Balance()),
        ]
    )
    ribbon = draw_ribbon(made.ROWS, made.CALL.sides)
    call = {"call": made.CALL, "bars": verdict_bars(made.CALL), "ticks": draw_ticks(made.ROWS)}
    drawings = (
        ("charts/drift.svg", {"formula": formula, "drift": drift}, drift),
        ("charts/voices.svg", {**call, "voices": voices, "legend": legend(shares)}, voices),
        ("charts/timeline.svg", {"drawn": years, "filter": TimelineFilter()}, years),
        ("charts/verdicts.svg", call, None),
        ("charts/ribbon.svg", {**call, "ribbon": ribbon}, ribbon),
    )
    return {
        template.rpartition("/")[2].removesuffix(".svg"): (
            State(template, "as a file", context),
            drawing.height if drawing else 110,
        )
        for template, context, drawing in drawings
    }
