"""Made-up records: the states that real data seldom have all at once. No database has them, and their addresses lead nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from comparator.selectors.documents import SentenceView
from comparator.selectors.echoes import EchoView
from comparator.selectors.records import (
    CallSummary,
    CollationFacts,
    Initiative,
    Occurrence,
    Piece,
    ReasonView,
    Reviewed,
    Segment,
    SideView,
    SourceView,
    Telling,
    VoiceView,
)
from comparator.selectors.statements import Cell, StatementRow, Wording
from comparator.selectors.wording import compare, label_merged

DAY = date(2021, 5, 14)
OTHER_DAY = date(2020, 11, 2)
MOMENT = datetime(2021, 5, 15, 9, 30, tzinfo=UTC)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SLUG, OTHER_SLUG = "2021-05-14-pattern", "2020-11-02-pattern"

LEFT = SideView("AA", "Arland", "Arlandic", 0, "Ada Arden", "President", sources=3, official=1, words=412)
RIGHT = SideView("BB", "Borland", "Borlandic", 1, "Boris Borg", "Prime Minister", sources=1, words=178)
THIRD = SideView("CC", "Corland", "Corlandic", 2, "Cora Corin", "Chancellor", sources=1, words=90)
UNKNOWN = replace(THIRD, sources=0, words=0)

NUMBERED = "The two leaders agreed to send 40 observers to Kiev before the end of May."
NUMBERED_OTHERWISE = "The two leaders did not agree to send observers to Kyiv; 12 may go after the end of May."
FEW = "Ada Arden set out her country's position on the fisheries of the northern banks."
FEW_OTHERWISE = "It was stressed that any licence must be granted by the competent authorities of Borland."
RUSSIAN = "Лидеры условились поддерживать рабочие контакты на всех уровнях."
HINDI = "दोनों नेताओं ने सभी स्तरों पर संपर्क बनाए रखने पर सहमति जताई।"
ARABIC = "اتفق الزعيمان على مواصلة الاتصالات على جميع المستويات."
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
LONG_LABEL = (
    "Safety of civilians and of nationals in the areas of the conflict: humanitarian corridors, evacuation by rail"
)


def source(public_id: str, outlet: str, *, official: bool = False, language: str = "en") -> SourceView:
    """Return a source."""
    kind = ("readout", "readout") if official else ("article", "news article")
    return SourceView(public_id, outlet, *kind, official, DAY, f"Report of {outlet}", "AA", 7, language)


SOURCES = (
    source("p1", "Office of the President of Arland", official=True),
    source("p2", "The Arland Courier"),
    source("p3", "Borland Wire", language="ru"),
)

CALL = CallSummary(
    pk=0,
    slug=SLUG,
    date=DAY,
    proposed=False,
    sides=(LEFT, RIGHT),
    sources=SOURCES,
    segments=(
        Segment("agree", 4),
        Segment("diverge", 3),
        Segment("one_sided", 6, LEFT),
        Segment("one_sided", 2, RIGHT),
        Segment("unattributed", 1),
    ),
    collation=CollationFacts("1.0.0", MOMENT),
)
PROPOSED = replace(
    CALL, proposed=True, collation=None, sources=(), segments=(), sides=(replace(LEFT, sources=0, words=0), RIGHT)
)
THREE = replace(
    CALL,
    sides=(LEFT, RIGHT, THIRD),
    segments=(*CALL.segments[:4], Segment("one_sided", 2, THIRD), CALL.segments[4]),
)
REVIEWED = replace(
    CALL,
    reviewed=Reviewed(3, 2, MOMENT),
    initiatives=(Initiative("px", "The call was held at the initiative of the Arlandic side.", "en", RIGHT),),
)


def place(number: int = 4, **values: object) -> Occurrence:
    """Return a place of a sentence; ``values`` are other fields of the record."""
    made = Occurrence(
        sentence=number,
        document="p2",
        outlet="The Arland Courier",
        official=False,
        published=DAY,
        number=number,
        start=120,
        end=196,
        source="the President's office",
        cue="said",
        why="“said” with the President's office as its subject",
        sha256=HASH,
    )
    return replace(made, **values)  # type: ignore[arg-type]


def wording(text: str, *places: Occurrence) -> Wording:
    """Return a wording."""
    return Wording(text, places or (place(),))


def row(verdict: str, *versions: Cell, **values: object) -> StatementRow:
    """Return a statement; of two versions the words that differ are marked."""
    cells = versions
    if len(cells) == 2 and cells[0].lead and cells[1].lead:
        found = compare(cells[0].lead.text, cells[1].lead.text)
        marked = zip(cells, (found.a, found.b), strict=True)
        cells = tuple(replace(cell, lead=replace(cell.lead, pieces=pieces)) for cell, pieces in marked if cell.lead)
        values = {"merged": label_merged(found.merged, LEFT, RIGHT), "shared": found.shared, **values}
    made = StatementRow("p0", 1, "Observers", verdict, None, cells, ())
    return replace(made, **values)  # type: ignore[arg-type]


FOLDED = wording(
    NUMBERED, place(official=True, outlet="Office of the President of Arland", quoted=True), place(5), place(6)
)
REASONS = (
    ReasonView(
        "negation", "Negation", "", lead="One version alone denies:", told=(Telling(RIGHT, ("did not agree",)),)
    ),
    ReasonView(
        "number",
        "Numbers",
        "",
        lead="The numbers differ.",
        told=(Telling(LEFT, ("40 observers",)), Telling(RIGHT, ("12",))),
    ),
)
SHARED = (ReasonView("shared", "In both", "", lead="Both versions say:", told=(Telling(LEFT, ("stay in touch",)),)),)
ECHOES = (
    EchoView("formula", "p3", "Borland Wire", 9, "The leaders agreed to stay in touch.", OTHER_SLUG, OTHER_DAY, "f1"),
    EchoView("passage", "p3", "Borland Wire", 2, "The events of June were spoken of.", OTHER_SLUG, OTHER_DAY),
)
MISDATED = place(7, misdated_slug=OTHER_SLUG, misdated_date=OTHER_DAY, misdated_why="It names the events of June.")

DIVERGE = row("diverge", Cell(LEFT, FOLDED, (wording(FEW),)), Cell(RIGHT, wording(NUMBERED_OTHERWISE)), reasons=REASONS)
AGREE = row("agree", Cell(LEFT, FOLDED), Cell(RIGHT, wording(NUMBERED)), reasons=SHARED, public_id="p4", number=2)
ONLY = row("one_sided", Cell(LEFT, wording(FEW)), Cell(RIGHT), only=LEFT, public_id="p5", number=3, label=LONG_LABEL)
ONLY_RIGHT = row("one_sided", Cell(LEFT), Cell(RIGHT, wording(FEW_OTHERWISE)), only=RIGHT, public_id="p6", number=4)
FEW_SHARED = row(
    "diverge", Cell(LEFT, wording(FEW)), Cell(RIGHT, wording(FEW_OTHERWISE)), reasons=REASONS, public_id="p7"
)
OF_THREE = row(
    "diverge", Cell(LEFT, wording(NUMBERED)), Cell(RIGHT, wording(NUMBERED_OTHERWISE)), Cell(THIRD), public_id="p8"
)
NO_SIDE = row("unattributed", Cell(LEFT), Cell(RIGHT), unplaced=(wording(FEW),), public_id="p9", number=5)
NOTED = row(
    "agree",
    Cell(LEFT, wording(NUMBERED, MISDATED)),
    Cell(RIGHT, wording(NUMBERED)),
    echoes=ECHOES,
    unplaced=(wording(FEW),),
    public_id="p10",
)
LANGUAGES = row(
    "agree",
    Cell(LEFT, wording(HINDI, place(language="hi")), (wording(ARABIC, place(language="ar")),)),
    Cell(RIGHT, wording(RUSSIAN, place(language="ru"))),
    label=LONG_LABEL,
    public_id="p11",
)
RIGHT_TO_LEFT = Cell(LEFT, wording(ARABIC, place(language="ar")))
LONG = Cell(LEFT, wording(LONG_WORD, place(outlet=LONG_WORD[:80])))
ROWS = (DIVERGE, AGREE, ONLY, ONLY_RIGHT)


def sentence(number: int, text: str, **values: object) -> SentenceView:
    """Return a sentence as a document shows it."""
    made = SentenceView(
        number=number,
        start=100 * number,
        end=100 * number + len(text),
        pieces=(),
        role="content",
        rule="",
        voice=VoiceView("AA", "Arland", "a"),
        paragraph=number,
        call_slug=SLUG,
        call_date=DAY,
    )
    return replace(made, **{"pieces": (Piece(text),), **values})  # type: ignore[arg-type]
