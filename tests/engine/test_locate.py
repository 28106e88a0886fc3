"""Stage 4: of which call a sentence speaks. The reports are made up for the tests."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.locate import locate
from comparator.engine.records import (
    OUTLET_VOICE,
    Attribution,
    Call,
    CleanText,
    Kind,
    MetadataItem,
    Role,
    Segment,
    SourceDocument,
    Span,
)
from comparator.engine.register import build_register


@dataclass(frozen=True)
class Row:
    text: str
    call: str | None
    voice: str | None = OUTLET_VOICE
    role: Role = Role.CONTENT
    quoted: bool = False


def make(rows, kind=Kind.ARTICLE, side=None, published=None, metadata=()):
    """Return the arguments of ``locate``, but the register, for sentences made by hand."""
    segments, attributions, start = [], [], 0
    for number, row in enumerate(rows):
        segments.append(Segment(Span(start, start + len(row.text)), row.text, row.role, None, number))
        named = row.voice not in (OUTLET_VOICE, None)
        attributions.append(Attribution(named, row.voice, quoted=row.quoted))
        start += len(row.text) + 1
    text = "\n".join(row.text for row in rows)
    items = tuple(MetadataItem(key, value, Span(at, at + 1)) for key, value, at in metadata)
    return SourceDocument("d", text, kind, None, side, published), CleanText(text, (), items), segments, attributions


def calls_of(rows, calls, **document):
    located = locate(*make(rows, **document), build_register(calls))
    return [location.call for location in located.locations]


LULA, KISHIDA, TRUDEAU = "Luiz Inácio Lula da Silva", "Fumio Kishida", "Justin Trudeau"
MAY = Call("may", date(2023, 5, 18), ("BR", "JP"), {"BR": LULA, "JP": KISHIDA})  # a Thursday
JULY = Call("july", date(2023, 7, 4), ("BR", "JP"), {"BR": LULA, "JP": KISHIDA})  # a Tuesday
CANADA = Call("canada", date(2023, 7, 5), ("BR", "CA"), {"BR": LULA, "CA": TRUDEAU})
CALLS = (MAY, JULY, CANADA)

LEAD = (
    "Brazilian President Luiz Inácio Lula da Silva on {day} spoke with Japanese Prime Minister Fumio Kishida by phone."
)

REPORT = [
    Row("Lula and Kishida speak of trade", "july", role=Role.HEADLINE),
    Row(LEAD.format(day="Tuesday"), "july"),
    Row("Lula urged Kishida to open the market for beef, his office said.", "july", "BR"),
    Row("The two leaders also discussed the forests.", "july"),
    Row("He invited the Prime Minister to Belém.", "july"),
    Row("The call comes a week after a flood in the south killed three people on Friday.", "july"),
    Row("Brazil has been seeking better terms for years.", None),
    Row("Maria Souza, a farmer from Goiás, had waited for such news.", None),
    Row("She had spoken to her neighbours before leaving.", None),
    Row("Foreign Minister Yoshimasa Hayashi said the tariff would be looked at.", None, "JP"),
    Row("The embassy of Japan asked its citizens to leave the flooded towns.", None, "JP"),
    Row("Lula has repeatedly denied that the forests are at risk.", None),
    Row("Lula told reporters in Brasília that the harvest was good.", None),
    Row("A readout issued by Tokyo said that the safety of Japanese citizens was raised.", "july", "JP"),
    Row("Canada was not consulted, its ambassador said.", None, "CA"),
    Row("Lula's Previous Call With Kishida", "may", role=Role.HEADLINE),
    Row("The previous phone call of the two had taken place on 18 May.", "may"),
    Row("Kishida had then spoken of the Group of Seven.", "may"),
    Row("Lula reiterated that peace needs dialogue, the statement said.", "may", "BR"),
    Row("Read more stories", None, role=Role.FURNITURE),
    Row("The call was on January 18, 2026", None, role=Role.FURNITURE),
]


def test_a_report_of_two_calls():
    assert calls_of(REPORT, CALLS) == [row.call for row in REPORT]


def test_the_day_of_publication_tells_which_weekday():
    rows = [Row(LEAD.format(day="Thursday"), "may")]
    assert calls_of(rows, CALLS, published=date(2023, 5, 19)) == ["may"]
    # On that Thursday there was no call that the register knows: the report is of another one.
    located = locate(*make(rows, published=date(2023, 6, 9)), build_register(CALLS))
    assert [p.id for p in located.proposed] == ["2023-06-08-br-jp"]
    assert located.locations[0].call == "2023-06-08-br-jp"


DAYS = [
    ("Wednesday", None, None),
    ("Thursday, 18 May,", None, "may"),
    ("Tuesday", None, "july"),
    ("4 July 2023", None, "july"),
    ("today", date(2023, 5, 18), "may"),
    ("yesterday", date(2023, 7, 5), "july"),
    ("Tuesday", date(2023, 7, 7), "july"),
]


@pytest.mark.parametrize(("day", "published", "call"), DAYS)
def test_days(day, published, call):
    assert calls_of([Row(LEAD.format(day=day), call)], CALLS, published=published) == [call]


METADATA = [
    ((("date", "2023-05-18", 0),), "may"),
    ((("date", "2023-07-04", 0),), "july"),
    ((("source_url", "https://example.org/news/2023/05/18/call", 0),), "may"),
    ((("modified_time", "2023-07-04", 0), ("date", "2023-05-18", 0)), "may"),
    ((("title", "18 May 2023", 0),), None),
    ((("date", "2023-05-18", 500),), None),  # below the report: the date of a related story
]


@pytest.mark.parametrize(("metadata", "call"), METADATA)
def test_the_head_of_a_text_dates_it(metadata, call):
    rows = [Row("A date line", None, role=Role.FURNITURE), Row(LEAD.format(day="today"), call)]
    assert calls_of(rows, (MAY, JULY), metadata=metadata) == [None, call]


def test_sides_tell_calls_of_consecutive_days_apart():
    rows = [
        Row(
            "Canadian Prime Minister Justin Trudeau told Brazilian President Lula in a call Wednesday that he would come.",
            "canada",
        ),
        Row("The conversation came a day after Lula spoke with Japanese Prime Minister Kishida.", "canada"),
        Row("Kishida told Lula on Tuesday that trade must grow, Tokyo said.", "july", "JP"),
        Row("Trudeau also thanked Lula for the forests.", "canada"),
        Row("Lula told French President Emmanuel Macron by phone on Monday that he would wait.", None),
    ]
    assert calls_of(rows, CALLS, published=date(2023, 7, 6)) == [row.call for row in rows]


def test_a_briefing_keeps_comment_apart():
    rows = [
        Row("President Lula spoke today with Prime Minister Kishida.", "july", "BR"),
        Row("The call was professional and substantive.", "july", "BR"),
        Row("It lasted a little over an hour.", "july", "BR"),
        Row("We continue to build up our stocks in the north.", None, "BR"),
        Row("The market may yet fall; that is a distinct possibility.", None, "BR"),
        Row("The two leaders agreed that their teams should stay in touch.", "july", "BR"),
        Row("I am not going to get into the details of the conversation.", None, "BR"),
        Row("They also discussed rice.", "july", "BR"),
    ]
    found = calls_of(rows, CALLS, kind=Kind.STATEMENT, side="BR", published=date(2023, 7, 4))
    assert found == [row.call for row in rows]


def test_a_readout_is_of_its_call_throughout():
    rows = [
        Row("Telephone conversation with President of Brazil Luiz Inácio Lula da Silva", "july", "JP", Role.HEADLINE),
        Row("The talks that were agreed on during the 18 May conversation were the main subject.", "july", "JP"),
        Row("Brazil is a partner of Japan.", "july", "JP"),
    ]
    found = calls_of(rows, CALLS, kind=Kind.READOUT, side="JP", published=date(2023, 7, 5))
    assert found == ["july"] * 3


def test_a_readout_of_the_other_capitals_date():
    rows = [Row("Prime Minister Kishida spoke today with President Lula of Brazil.", "july", "JP")]
    assert calls_of(rows, (JULY,), kind=Kind.READOUT, side="JP", published=date(2023, 7, 5)) == ["july"]


PROPOSED = [
    ("President Lula of Brazil spoke today with Prime Minister Justin Trudeau of Canada.", "2024-02-01-br-ca"),
    (
        "Yesterday, President Lula had a telephone conversation with President of Chile Gabriel Boric.",
        "2024-01-31-br-cl",
    ),
    ("President Lula and Prime Minister Justin Trudeau of Canada spoke this morning about rice.", "2024-02-01-br-ca"),
    ("President Lula called President Emmanuel Macron of France today to congratulate him.", "2024-02-01-br-fr"),
    ("President Lula met with President Emmanuel Macron of France at the palace.", None),
    ("President Lula spoke today with the Governor of Bahia about the flood.", None),
    (
        "Deputy Head of the Office of the President of Brazil had a phone conversation with Adviser to the President of France.",
        None,
    ),
    ("The flood has ended.", None),
]


@pytest.mark.parametrize(("text", "proposed"), PROPOSED)
def test_proposals(text, proposed):
    arguments = make([Row(text, proposed, "BR")], kind=Kind.READOUT, side="BR", published=date(2024, 2, 1))
    located = locate(*arguments, build_register(()))
    assert [p.id for p in located.proposed] == ([proposed] if proposed else [])
    assert [location.call for location in located.locations] == [proposed]


def test_a_proposal_names_the_leaders():
    rows = [Row("President Lula had a phone call with President Bola Tinubu of Nigeria today.", None, "BR")]
    located = locate(*make(rows, kind=Kind.READOUT, side="BR", published=date(2024, 2, 1)), build_register(()))
    assert dict(located.proposed[0].leaders) == {"BR": "Luiz Inácio Lula da Silva", "NG": "Bola Tinubu"}


def test_no_call_is_found_where_none_is_mentioned():
    rows = [Row("President Lula opened a bridge on Tuesday.", None), Row("He said that it was long.", None)]
    located = locate(*make(rows, published=date(2023, 7, 4)), build_register(CALLS))
    assert [location.call for location in located.locations] == [None, None]
    assert located.proposed == ()
    assert all(location.why for location in located.locations)


def test_every_location_says_why():
    located = locate(*make(REPORT), build_register(CALLS))
    told = [loc for row, loc in zip(REPORT, located.locations, strict=True) if row.role is not Role.FURNITURE]
    assert all(location.why for location in told)
    assert "Tuesday" in located.locations[1].why
    assert "4 July 2023" in located.locations[1].why


PAIRS = [
    ("IN", "India", "Indian", "Narendra Modi"),
    ("RU", "Russia", "Russian", "Vladimir Putin"),
    ("DE", "Germany", "German", "Olaf Scholz"),
    ("TR", "Turkey", "Turkish", "Recep Tayyip Erdogan"),
    ("ZA", "South Africa", "South African", "Cyril Ramaphosa"),
    ("XA", "Freedonia", "Freedonian", "Rufus Firefly"),
]


def told_by(first, second):
    """Return the rows and calls of one report, with two of ``PAIRS`` as its parties."""
    (a, _, adjective_a, leader_a), (b, name_b, adjective_b, leader_b) = first, second
    last_a, last_b = leader_a.split()[-1], leader_b.split()[-1]
    texts = [
        (
            f"{adjective_a} President {leader_a} had a phone call with {adjective_b} President {leader_b} on Tuesday.",
            OUTLET_VOICE,
        ),
        (f"{last_a} asked {last_b} to let the ships pass.", OUTLET_VOICE),
        (f"{last_b} said that {name_b} would think about it, the statement said.", b),
        (f"{name_b} has long been a partner.", OUTLET_VOICE),
        ("Both leaders agreed to stay in touch.", a),
        (f"The embassy of {name_b} was closed.", b),
    ]
    calls = [replace(call, sides=(a, b), leaders={a: leader_a, b: leader_b}) for call in (MAY, JULY)]
    return [Row(text, None, voice) for text, voice in texts], calls


@given(st.permutations(PAIRS))
def test_renaming_the_countries_changes_nothing(order):
    from comparator.engine.records import Side

    extra = [Side("XA", "Freedonia", (), ("Freedonian",), ("Rufus Firefly",))]
    rows, calls = told_by(order[0], order[1])
    located = locate(*make(rows), build_register(calls, extra))
    assert [location.call for location in located.locations] == ["july", "july", "july", None, "july", None]


@given(st.lists(st.sampled_from(REPORT), max_size=12), st.sampled_from(list(Kind)))
def test_one_location_for_each_segment_and_none_for_furniture(rows, kind):
    located = locate(*make(rows, kind=kind, side="BR"), build_register(CALLS))
    assert len(located.locations) == len(rows)
    known = {call.id for call in CALLS} | {p.id for p in located.proposed}
    for row, location in zip(rows, located.locations, strict=True):
        assert location.call is None or location.call in known
        assert row.role is not Role.FURNITURE or location.call is None


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_is_located_without_error(texts):
    rows = [Row(text, None) for text in texts]
    assert len(calls_of(rows, CALLS, published=date(2023, 7, 5))) == len(texts)


@pytest.mark.parametrize(
    "unit", ["call ", "Lula ", "President ", "told Lula, ", "after ", '" ', "by phone with ", "Prime Minister of "]
)
def test_hostile_sentences_take_linear_time(unit):
    import time

    text = (unit * (60_000 // len(unit)))[:60_000]
    started = time.process_time()
    calls_of([Row(text, None)], CALLS)
    assert time.process_time() - started < 5
