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
    source: str | None = None
    cue: str | None = None


def make(rows, kind=Kind.ARTICLE, side=None, published=None, metadata=()):
    """Return the arguments of ``locate``, but the register, for sentences made by hand."""
    segments, attributions, start = [], [], 0
    for number, row in enumerate(rows):
        segments.append(Segment(Span(start, start + len(row.text)), row.text, row.role, None, number))
        named = row.source is not None or row.voice not in (OUTLET_VOICE, None)
        attributions.append(Attribution(named, row.voice, row.source, row.cue, quoted=row.quoted))
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
    Row(
        "Canada's permanent representative to the UN said after the vote that dialogue was the only answer.", None, "CA"
    ),
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


def told(text, call, voice, source, cue="said", **more):
    return Row(text, call, voice, source=source, cue=cue, **more)


ACCOUNTS = {
    "an office goes on in indirect speech": [
        told("Brazil was ready to sell more beef, the Planalto said.", "july", "BR", "the Planalto"),
        told("Any delay would only raise the price, it said.", "july", "BR", "it"),
        told("“Rice is dear,” it added.", "july", "BR", "it", "added", quoted=True),
    ],
    "a day or a speech within what is said does not date it": [
        told("The floods that began this September 26 need an inquiry, Tokyo said.", "july", "JP", "Tokyo"),
        told("Lula disagreed with Kishida's speech to parliament in May, it said.", "july", "BR", "it"),
        told("The price set out in a June address was fair, the statement said.", "july", "JP", "the statement"),
    ],
    "aides and spokesmen tell reporters of the call": [
        told("“It was frank,” spokesman Edson Lima told reporters.", "july", "BR", "spokesman Edson Lima", "told"),
        told("“Nothing in it was new,” Lima said.", "july", "BR", "Lima"),
        told("The harvest would be large, an official said.", "july", "BR", "an official"),
    ],
    "a source whose side is open goes on": [told("The aim was peace, the source said.", "july", None, "the source")],
    "ministers, embassies and armies have matters of their own": [
        told("The tariff is low, Foreign Minister Yoko Kamikawa said.", None, "JP", "Foreign Minister Yoko Kamikawa"),
        told("“It may fall,” Kamikawa said.", None, "JP", "Kamikawa"),
        told("“We shall see,” she added.", None, "JP", "she", "added"),
        told("The embassy of Japan urged its nationals to leave.", None, "JP", "The embassy of Japan", "urged"),
        told("“Take the bridge,” the advisory read.", None, "JP", "the advisory", "read", quoted=True),
        told("A ship was sunk, the Brazilian navy said.", None, "BR", "the Brazilian navy"),
        told("Rice is too dear, Taro Tanaka said.", None, "JP", "Taro Tanaka"),
    ],
    "a leader speaks to others": [
        told("Lula told lawmakers that the harvest was good.", None, "BR", "Lula", "told"),
        told("“Beef is dear,” Kishida said in an interview with a magazine.", None, "JP", "Kishida"),
        told("In a televised speech, Lula said that rice was dear.", None, "BR", "Lula"),
    ],
    "another day, another time": [
        told("The road was open, the Planalto said on June 2.", None, "BR", "the Planalto"),
        told("Earlier, the Planalto said that the road was closed.", None, "BR", "the Planalto"),
        told("Tokyo has repeatedly said that rice is dear.", None, "JP", "Tokyo"),
        told("Tokyo said on Wednesday that rice had been discussed.", "july", "JP", "Tokyo"),
    ],
    "a decision is not an account": [
        told("Japan's government announced a new port.", None, "JP", "Japan's government", "announced"),
    ],
    "the accounts themselves are spoken of": [
        Row("The Brazilian readout carried no such assurance.", "july"),
        told("The Planalto said that rice was raised.", "july", "BR", "The Planalto"),
        Row("It made no mention of beef.", "july"),
    ],
    "leaders under other names, and colourless verbs": [
        Row("The Japanese leader also called on Lula to spare the forest.", "july"),
        Row("On rice, the two had an in-depth discussion.", "july"),
        Row("He brought up the price of beef.", "july"),
        Row("They directed their teams to follow up.", "july"),
        Row("The leader of the opposition scoffed.", None),
    ],
    "circumstances of the call": [
        Row("It was the third conversation between the two leaders since the flood.", "july"),
        Row("The call was held at Lula's request.", "july"),
    ],
    "outsiders speak of calls": [
        told("“Deeds are better than phone calls,” Ana Souza said.", None, "BR", "Ana Souza"),
        told("Canada hoped that the talks would go on, Ottawa said.", None, "CA", "Ottawa"),
    ],
}


@pytest.mark.parametrize("rows", ACCOUNTS.values(), ids=ACCOUNTS)
def test_what_a_partys_people_say_is_of_the_call_until_something_speaks_against_it(rows):
    rows = [Row(LEAD.format(day="Tuesday"), "july"), *rows]
    assert calls_of(rows, (JULY, MAY), published=date(2023, 7, 5)) == [row.call for row in rows]


def test_before_the_call_is_told_nothing_is_of_it():
    rows = [
        told("Spokesman Edson Lima said that a visit was planned.", None, "BR", "Spokesman Edson Lima"),
        Row(LEAD.format(day="Tuesday"), "july"),
    ]
    assert calls_of(rows, (JULY,), published=date(2023, 7, 5)) == [None, "july"]


def test_a_call_last_spoken_of_is_the_one_before():
    rows = [
        Row(LEAD.format(day="Tuesday"), "july"),
        Row("The two leaders had last spoken on May 18, when Lula asked for rice.", "may"),
        Row("In that call, Kishida promised to think of it.", "may"),
    ]
    assert calls_of(rows, (MAY, JULY), published=date(2023, 7, 5)) == ["july", "may", "may"]


def test_somebody_to_be_talked_with_takes_no_part():
    rows = [
        Row(
            "Lula urged Kishida to hold talks with Canadian Prime Minister Justin Trudeau in a call on Tuesday.", "july"
        )
    ]
    assert calls_of(rows, CALLS, published=date(2023, 7, 5)) == ["july"]


def test_a_briefer_who_speaks_of_plans_is_not_of_the_call():
    rows = [
        Row("President Lula spoke today with Prime Minister Kishida.", "july", "BR"),
        Row("The conversation was candid.", "july", "BR"),
        Row("It is part of our effort to keep the line open.", "july", "BR"),
        Row("On beef, the two had a frank exchange.", "july", "BR"),
        Row("The tariff is one we're still working through, and no decision was waiting on this call.", None, "BR"),
        Row("On your second question, they discussed a visit.", "july", "BR"),
    ]
    found = calls_of(rows, CALLS, kind=Kind.STATEMENT, side="BR", published=date(2023, 7, 4))
    assert found == [row.call for row in rows]


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
    "unit",
    [
        "call ",
        "Lula ",
        "President ",
        "told Lula, ",
        "Lula told reporters ",
        "after ",
        '" ',
        "by phone with ",
        "Prime Minister of ",
    ],
)
def test_hostile_sentences_take_linear_time(unit):
    import time

    text = (unit * (60_000 // len(unit)))[:60_000]
    started = time.process_time()
    calls_of([Row(text, None)], CALLS)
    assert time.process_time() - started < 5


def one_paragraph(rows, calls, *, published=date(2023, 7, 5)):
    """Return the calls of rows that stand in one paragraph after the lead."""
    document, cleaned, segments, attributions = make(
        [Row(LEAD.format(day="Tuesday"), "july"), *rows], published=published
    )
    joined = [replace(segment, paragraph=min(number, 1)) for number, segment in enumerate(segments)]
    located = locate(document, cleaned, joined, attributions, build_register(calls))
    return [location.call for location in located.locations][1:]


EARLIER = {
    "named by its date alone": [
        Row("On May 18, they spoke for nearly two hours.", "may"),
        told("Lula wrote on social media afterward that they had agreed to meet.", "may", "BR", "Lula", "wrote"),
        told("Tokyo said then that Kishida had invited Lula to Hiroshima.", "may", "JP", "Tokyo"),
        Row("This time, Kishida raised the price of ore.", "july"),
    ],
    "the narration returns with its own day": [
        Row("The two leaders discussed ore on 18 May.", "may"),
        Row("Kishida then offered a loan.", "may"),
        Row("On Tuesday, Kishida told Lula that the loan was repaid.", "july"),
    ],
    "a call nobody knows": [
        Row("On 5 January, they talked for an hour.", None),
        Row("Kishida offered a loan then.", None),
    ],
    "what one leader did elsewhere on that day": [Row("On May 18, Lula praised the harvest in a speech.", None)],
}


@pytest.mark.parametrize("rows", EARLIER.values(), ids=EARLIER)
def test_an_earlier_call_goes_on_until_the_narration_returns(rows):
    assert one_paragraph(rows, (JULY, MAY)) == [row.call for row in rows]


LISTED = [
    Row("Here are the main points of the Planalto's statement on the conversation.", "july"),
    Row("- The leaders exchanged views on the Amazon.", "july"),
    Row("- Serious risks were noted for the ore trade.", "july"),
    Row("- A complete end of the tariff should become the key condition of any deal.", "july"),
    Row("• As a goodwill gesture, the ship will be released.", "july"),
    Row("The ore trade is worth billions.", None),
    Row("- The harvest was large.", None),
]


@pytest.mark.parametrize("voice", [OUTLET_VOICE, "BR"])
def test_a_list_opened_by_the_call_is_of_it_to_its_last_item(voice):
    rows = [
        Row(LEAD.format(day="Tuesday"), "july"),
        *(replace(r, voice=voice if r.call else OUTLET_VOICE) for r in LISTED),
    ]
    assert calls_of(rows, (JULY,), published=date(2023, 7, 5)) == [row.call for row in rows]


AROUND = {
    "a leader's message after the call": [
        Row("Lula used his post to thank Kishida for the return of the ship.", "july"),
        Row("Kishida used a speech in parliament to praise the harvest.", None),
    ],
    "a third leader looks ahead": [
        Row(
            "“It is right that we will have a conversation with Prime Minister Kishida,” Trudeau said.",
            None,
            "CA",
            source="Trudeau",
            cue="said",
        ),
    ],
    "what was said before, of a visit": [
        Row("Kishida visited Brasília in March.", None),
        told("Lula had said at the time that he had invited Kishida to the Amazon.", None, "BR", "Lula"),
    ],
    "attention drawn to something": [
        Row("Attention was drawn to the wrecks in the bay.", "july"),
        Row("Concern was conveyed about the price of rice.", "july"),
    ],
    "told a leader named by his office": [
        told("Lula told the Japanese leader that ore was dear, Brasília said.", "july", "BR", "Lula", "told"),
    ],
    "who reported it, and a list of main points": [
        Row("This was reported by the press service of the Japanese government.", "july"),
        Row("Here are three takeaways.", "july"),
        Row("1. Kishida promised a decision by May.", "july"),
        Row("2. No date for a visit was set.", "july"),
        Row("Analysts call the deal far from done.", None),
    ],
    "a state broadcaster quotes": [
        told(
            "“Peace is dear,” state broadcaster NHK quoted Kishida as saying.",
            "july",
            "JP",
            "state broadcaster NHK",
            "quoted",
        ),
    ],
}


@pytest.mark.parametrize("rows", AROUND.values(), ids=AROUND)
def test_what_is_told_around_a_call(rows):
    rows = [Row(LEAD.format(day="Tuesday"), "july"), *rows]
    assert calls_of(rows, (JULY, MAY), published=date(2023, 7, 5)) == [row.call for row in rows]


def test_a_call_of_three_leaders_is_not_an_old_call_of_two_of_them():
    lead = "Brazilian President Lula, Japanese Prime Minister Kishida and Canadian Prime Minister Trudeau held a phone call."
    then = "Lula told Kishida in the conversation that ore was dear."
    located = locate(*make([Row(lead, None), Row(then, None)], published=date(2023, 9, 1)), build_register(CALLS))
    assert [call.id for call in located.proposed] == ["2023-09-01-br-ca-jp"]
    assert {location.call for location in located.locations} == {"2023-09-01-br-ca-jp"}


def test_a_counterpart_takes_part_and_a_name_goes_without_its_article():
    register = build_register([Call("c", date(2023, 7, 4), ("EG", "BR"), {"EG": "Abdel Fattah el-Sisi", "BR": LULA})])
    rows = [
        Row("Egypt and Brazil speak of wheat.", "c", role=Role.HEADLINE),
        Row(
            "President Abdel Fattah al-Sisi asked his Brazilian counterpart for wheat in a phone call on Tuesday.", "c"
        ),
        told("Sisi warned of hunger, the presidency added.", "c", "EG", "the presidency", "added"),
    ]
    located = locate(*make(rows, published=date(2023, 7, 5)), register)
    assert [location.call for location in located.locations] == [row.call for row in rows]


def test_a_leader_without_accents_is_the_same_and_headlines_name_states():
    register = build_register([Call("c", date(2023, 7, 4), ("RS", "BR"), {"RS": "Aleksandar Vučić", "BR": LULA})])
    rows = [
        Row("Serbia, Brazil presidents review grain deal", "c", role=Role.HEADLINE),
        Row("Lula and Aleksandar Vucic spoke by phone on Tuesday evening.", "c"),
        told("Vucic said on May 2 that elections would be called.", None, "RS", "the press service", "said"),
        told("Kosovo's prime minister, Albin Kurti, said he would speak to Lula.", None, "XK", "Albin Kurti"),
    ]
    located = locate(*make(rows, published=date(2023, 7, 5)), register)
    assert [location.call for location in located.locations] == [row.call for row in rows]


RETURNS = {
    "a call by its month": [
        Row("In that May conversation, Kishida had offered a loan.", "may"),
        Row("Their May call had ended in discord.", "may"),
    ],
    "who was phoned": [Row("Lula had been phoned by Kishida on May 18 as well.", "may")],
    "the day of the question is not that of the call": [
        Row("Asked on Wednesday about the call, Lula said it had been frank.", "july", "BR", source="Lula", cue="said"),
        Row(
            "Speaking to reporters on Wednesday, Lula said he had asked Kishida for a loan.",
            "july",
            "BR",
            source="Lula",
            cue="said",
        ),
        Row("“I told him that rice is dear,” he said.", "july", "BR", source="he", cue="said", quoted=True),
        Row("“I explained that beef is cheap,” he said.", "july", "BR", source="he", cue="said", quoted=True),
        Row("He also said that Brazil would plant more trees.", None, "BR", source="He", cue="said"),
        Row("Lula also said that taxes would fall.", None, "BR", source="Lula", cue="said"),
    ],
    "what a leader tells of it to the press": [
        Row("Lula told reporters in Rio that he had urged a quick answer.", "july", "BR", source="Lula", cue="told"),
    ],
    "a question about the call": [
        Row("Asked whether rice had come up in the call, the spokesman shook his head.", "july"),
    ],
    "a leader who is quoted": [
        Row("“Rice is dear,” the aide quoted Lula as saying.", "july", "BR", source="the aide", cue="quoted"),
    ],
    "a ministry with matters of its own": [
        Row(
            "Sources in the Ministry of Commerce had dismissed a report.",
            None,
            "BR",
            source="Sources in the Ministry of Commerce",
            cue="dismissed",
        ),
    ],
}


@pytest.mark.parametrize("rows", RETURNS.values(), ids=RETURNS)
def test_what_is_told_of_calls_later(rows):
    lead = Row(LEAD.format(day="Tuesday"), "july")
    assert calls_of([lead, *rows], (MAY, JULY), published=date(2023, 7, 6))[1:] == [row.call for row in rows]


def test_an_old_day_below_the_news_does_not_date_it():
    rows = [
        Row("President Luiz Inácio Lula da Silva has held a telephone conversation with Fumio Kishida.", "july"),
        Row("They talked about rice.", "july"),
        Row("On May 18, Lula and Kishida had a phone conversation on beef.", "may"),
    ]
    assert calls_of(rows, (MAY, JULY), published=date(2023, 7, 5)) == [row.call for row in rows]


def test_a_slug_dates_a_report_that_says_no_other_day():
    rows = [Row("President Luiz Inácio Lula da Silva and Fumio Kishida have had a phone conversation.", "may")]
    slug = [("dateline", "TOKYO, May 18. /TASS/.", 0)]
    assert calls_of(rows, (MAY, JULY), metadata=slug) == ["may"]


def test_a_day_without_a_year_is_the_last_one():
    rows = [Row(LEAD.format(day="Thursday"), "later"), Row("On July 4, they had spoken for an hour.", "july")]
    later = replace(JULY, id="later", date=date(2024, 5, 16))
    assert calls_of(rows, (JULY, later), published=date(2024, 5, 17)) == ["later", "july"]


DATELINES = [
    "TOKYO, June 9, 2023 -- Prime Minister Fumio Kishida and President Luiz Inacio Lula da Silva spoke by phone on Thursday, 8 June 2023.",
    "TOKYO, June 9, 2023: Prime Minister Fumio Kishida and President Luiz Inacio Lula da Silva spoke by phone on Thursday.",
    "TOKYO, June 9 (Kyodo) - Prime Minister Fumio Kishida and President Luiz Inacio Lula da Silva spoke by phone on June 8, 2023.",
]


@pytest.mark.parametrize("text", DATELINES)
def test_the_day_of_a_dateline_is_not_that_of_the_call(text):
    located = locate(*make([Row(text, None)]), build_register(()))
    assert [p.id for p in located.proposed] == ["2023-06-08-br-jp"]


def test_leaders_are_proposed_in_the_nominative():
    text = "Состоялся телефонный разговор Владимира Путина с президентом Сенегала Бассиру Диомаем Фаем."
    arguments = make([Row(text, None, "RU")], kind=Kind.READOUT, side="RU", published=date(2024, 5, 3))
    located = locate(*arguments, build_register(()))
    assert dict(located.proposed[0].leaders) == {"RU": "Владимир Путин", "SN": "Бассиру Диомай Фай"}


BEIJING, PARIS = ("CN", "US"), ("FR", "GB")


@pytest.mark.parametrize(
    ("sides", "teller", "day", "known"),
    [
        (BEIJING, "CN", "10 September", True),
        (BEIJING, None, "10 September", True),
        (BEIJING, "US", "10 September", False),
        (BEIJING, "US", "8 September", True),
        (BEIJING, "CN", "8 September", False),
        (BEIJING, "CN", "11 September", False),
        (PARIS, "FR", "10 September", False),
    ],
)
def test_far_capitals_date_a_call_by_their_own_clocks(sides, teller, day, known):
    call = Call(
        "known",
        date(2021, 9, 9),
        sides,
        {"CN": "Xi Jinping", "US": "Joe Biden", "FR": "Emmanuel Macron", "GB": "Boris Johnson"},
    )
    names = " and ".join(call.leaders[side] for side in sides)
    rows = [Row(f"On {day}, {names} had a phone call.", "known", teller)]
    found = calls_of(rows, [call], published=date(2021, 9, 11), side=teller)
    assert (found == ["known"]) is known
