"""Stage 7: echoes and misdated passages. The readouts are made up for the tests."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.echo import find_echoes
from comparator.engine.options import Options
from comparator.engine.records import Call, EchoKind, Kind, Role, Sentence, Span
from comparator.engine.register import build_register

SPRING = Call("spring", date(2023, 4, 12), ("BR", "JP"), {"BR": "Luiz Inácio Lula da Silva", "JP": "Fumio Kishida"})
WINTER = Call("winter", date(2024, 1, 30), ("BR", "JP"), {"BR": "Luiz Inácio Lula da Silva", "JP": "Fumio Kishida"})
SUMMER = Call("summer", date(2024, 7, 2), ("BR", "JP"), {"BR": "Luiz Inácio Lula da Silva", "JP": "Fumio Kishida"})
REGISTER = build_register([SPRING, WINTER, SUMMER])

STOCK = "The leaders exchanged views on regional and global issues of mutual interest and agreed to stay in touch."
FLOOD = (
    "In connection with the events of April 8, Kishida offered rescue divers and sonar equipment to search the Tapajós."
)
FERRY = "Kishida offered forty rescue divers, sonar equipment and a salvage tug to search the Tapajós for the capsized ferry."


def sentence(number, text, call, document="press", voice="JP", role=Role.CONTENT):
    return Sentence(f"{document}#{number}", document, number, Span(number, number + 1), text, role, voice, call=call)


def kinds(sentences):
    return [(echo.a, echo.b, echo.kind) for echo in find_echoes(sentences, REGISTER).echoes]


def test_a_stock_phrase_is_a_formula():
    found = kinds([sentence(1, STOCK, "spring", "a"), sentence(1, STOCK, "winter", "b")])
    assert found == [("a#1", "b#1", EchoKind.FORMULA)]


def test_a_specific_passage_is_recycled():
    found = kinds([sentence(1, FERRY, "spring", "a"), sentence(1, FERRY, "winter", "b")])
    assert found == [("a#1", "b#1", EchoKind.RECYCLED)]


def test_a_passage_in_three_calls_is_a_formula():
    found = kinds([sentence(1, FERRY, call, call) for call in ("spring", "winter", "summer")])
    assert {kind for _, _, kind in found} == {EchoKind.FORMULA}


NO_ECHO = [
    ("two sentences of one call", [sentence(1, STOCK, "spring", "a"), sentence(1, STOCK, "spring", "b")]),
    ("furniture", [sentence(1, STOCK, "spring", "a"), sentence(1, STOCK, "winter", "b", role=Role.FURNITURE)]),
    ("background", [sentence(1, STOCK, "spring", "a"), sentence(1, STOCK, None, "b")]),
    ("other words", [sentence(1, STOCK, "spring", "a"), sentence(1, FERRY, "winter", "b")]),
    ("a few words", [sentence(1, "They agreed.", "spring", "a"), sentence(1, "They agreed.", "winter", "b")]),
    ("nothing", []),
]


@pytest.mark.parametrize("sentences", [case for _, case in NO_ECHO], ids=[name for name, _ in NO_ECHO])
def test_no_echo(sentences):
    assert find_echoes(sentences, REGISTER).echoes == ()


def report(flood=FLOOD, call="winter"):
    """Return the sentences of a press report of January 2024 with one passage, and a report of April 2023 with the same."""
    return [
        sentence(1, "Lula and Kishida spoke by phone on Tuesday.", "winter", "late", "outlet"),
        sentence(2, flood, call, "late"),
        sentence(3, "The trade in beef grew by a tenth, Tokyo said.", "winter", "late"),
        sentence(1, "Lula and Kishida spoke by phone on Wednesday.", "spring", "early", "outlet"),
        sentence(2, FLOOD.replace("rescue divers", "its rescue divers"), "spring", "early"),
    ]


def test_a_dated_passage_of_an_earlier_call_is_misdated():
    (found,) = find_echoes(report(), REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#2", "spring")
    assert found.why.startswith("Does this belong to the call of 12 April 2023?")
    assert "“April 8”" in found.why and "10 months before this one" in found.why and "early" in found.why


def test_the_date_alone_is_evidence_where_it_opens_the_occasion():
    (found,) = find_echoes([s for s in report() if s.document == "late" or s.index == 1], REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#2", "spring")


NOT_MISDATED = [
    ("a formula", report(STOCK)),
    ("no date and no readout", report(FERRY)),
    ("a starting point", report(FLOOD.replace("In connection with the events of", "As ever since the floods of"))),
    ("a plan", report("Kishida will send divers, sonar equipment and a tug to search the Tapajós on April 8.")),
    ("a fresh event", report(FLOOD.replace("April 8", "January 25"))),
    ("no call came soon after it", report(FLOOD.replace("April 8", "September 8").replace("divers", "planes"))),
    (
        "an anniversary",
        report("On the anniversary of the events of April 8, Kishida offered a wreath to the families."),
    ),
]


@pytest.mark.parametrize("sentences", [case for _, case in NOT_MISDATED], ids=[name for name, _ in NOT_MISDATED])
def test_not_misdated(sentences):
    assert find_echoes(sentences, REGISTER).misdatings == ()


def test_a_day_recalled_in_call_after_call_is_no_evidence():
    recalled = "Following the attack of April 8, Lula thanked Kishida for his {} words."
    sentences = [
        sentence(n, recalled.format(word), call, f"d{n}")
        for n, (word, call) in enumerate([("kind", "spring"), ("wise", "winter"), ("brave", "summer")])
    ]
    assert find_echoes(sentences, REGISTER).misdatings == ()


def test_a_sides_own_readout_is_never_misdated():
    own = [sentence(n, text, "winter", "own") for n, text in enumerate([FLOOD, STOCK, FERRY])]
    assert find_echoes([*own, *report()[3:]], REGISTER).misdatings == ()


def test_a_specific_passage_of_the_other_calls_own_readout_is_misdated():
    readout = [
        sentence(n, text, "spring", "own") for n, text in enumerate([FERRY, STOCK, "Beef was discussed as well."])
    ]
    lacking = [
        sentence(n, text, "winter", "second")
        for n, text in enumerate(["Rice was discussed.", "Tea was too.", "And ships."])
    ]
    press = report(FERRY)[:3]
    (found,) = find_echoes([*readout, *lacking, *press], REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#2", "spring")
    assert find_echoes([*readout, *press], REGISTER).misdatings == ()  # nobody else tells of this call


def test_a_report_of_both_calls_tells_a_passage_apart():
    early = FERRY.replace("Kishida offered", "Tokyo said it had then offered")
    late = FERRY.replace("Kishida offered", "“Japan will send").replace("a salvage", "one salvage")
    beside = "“The captain ignored the warnings of the pilots.”"
    both = [
        sentence(1, "The trade in beef grew by a tenth, Tokyo said.", "winter", "both"),
        sentence(2, early, "spring", "both"),
        sentence(3, "Tokyo added that its captain had ignored warnings by pilots.", "spring", "both"),
    ]
    one = [
        sentence(1, "Kishida spoke of rice.", "winter", "one", "outlet"),
        sentence(2, late, "winter", "one"),
        sentence(3, beside, "winter", "one"),
    ]
    found = find_echoes([*both, *one], REGISTER).misdatings
    assert [(m.sentence, m.call) for m in found] == [("one#2", "spring"), ("one#3", "spring")]
    assert "what stands beside it" in found[1].why
    assert find_echoes([both[1], *one], REGISTER).misdatings == ()  # the other report does not know this call


def test_no_call_speaks_of_what_came_after_it():
    later = FLOOD.replace("April 8", "January 25, 2024").replace("In connection with", "Following")
    sentences = [
        sentence(1, later, "spring", "early"),
        sentence(1, "Lula and Kishida spoke of rice.", "winter", "late"),
    ]
    (found,) = find_echoes(sentences, REGISTER).misdatings
    assert (found.sentence, found.call) == ("early#1", "winter")
    assert "after this call" in found.why


def test_a_call_that_the_register_lacks_is_dated_by_its_id():
    other = [replace(s, call="2023-04-12-br-jp" if s.call == "spring" else s.call) for s in report()]
    (found,) = find_echoes(other, build_register([WINTER])).misdatings
    assert found.call == "2023-04-12-br-jp"


WORDS = [
    "ferry",
    "divers",
    "sonar",
    "tug",
    "beef",
    "rice",
    "forest",
    "treaty",
    "harvest",
    "bridge",
    "flood",
    "loan",
    "port",
    "wheat",
    "steel",
    "visa",
]
SENTENCES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=5, max_size=9), st.sampled_from(["spring", "winter", "summer", None])
    ),
    max_size=12,
).map(lambda rows: [sentence(n, " ".join(words) + ".", call, f"d{n % 4}") for n, (words, call) in enumerate(rows)])


@given(SENTENCES, st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(sentences, chance):
    shuffled = list(sentences)
    chance.shuffle(shuffled)
    assert find_echoes(shuffled, REGISTER) == find_echoes(sentences, REGISTER)


@given(SENTENCES)
def test_an_echo_is_a_scored_pair_of_different_calls(sentences):
    calls = {s.id: s.call for s in sentences}
    found = find_echoes(sentences, REGISTER)
    for echo in found.echoes:
        assert echo.a < echo.b
        assert Options().echo_min_score <= echo.score <= 1
        assert calls[echo.a] != calls[echo.b] and None not in (calls[echo.a], calls[echo.b])
    for misdating in found.misdatings:
        assert misdating.call != calls[misdating.sentence]
        assert misdating.why.startswith("Does this belong")


def test_many_sentences_take_little_time():
    import time

    chance = random.Random(7)
    register = build_register([])
    sentences = []
    for n in range(3000):
        text = STOCK if n % 3 == 0 else " ".join(chance.choices(WORDS, k=12)) + "."
        sentences.append(sentence(n, text, f"2022-01-{1 + n % 28:02d}-br-jp", f"d{n // 10}"))
    started = time.process_time()
    find_echoes(sentences, register)
    assert time.process_time() - started < 20


def retold(**changes):
    """Return a report of January 2024 that quotes what was said in April 2023 of the day before, and one that dates it."""
    thanks = "“I thank Kishida for the return, yesterday, of Joana Pimentel from Nagasaki,” Lula said."
    sentences = {
        "lead": sentence(1, "Lula and Kishida spoke by phone on Tuesday.", "winter", "late", "outlet"),
        "thanks": sentence(2, thanks, "winter", "late", "BR"),
        "dated": sentence(3, "Pimentel, a sailor, was freed on April 11.", None, "late", "outlet"),
        "early": sentence(1, "Lula and Kishida spoke by phone on Wednesday.", "spring", "early", "outlet"),
        "elsewhere": sentence(2, "Lula thanked him for freeing Joana Pimentel on Tuesday.", "spring", "early", "BR"),
    }
    return [replace(s, **changes.get(key, {})) for key, s in sentences.items() if changes.get(key, {}) is not None]


RETOLD = {
    "the report dates it": retold(elsewhere=None),
    "a report of the other call tells it": retold(dated=None),
    "both": retold(),
}


@pytest.mark.parametrize("sentences", RETOLD.values(), ids=RETOLD)
def test_a_yesterday_of_another_call_is_misdated(sentences):
    (found,) = find_echoes(sentences, REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#2", "spring")
    assert "“yesterday”" in found.why


OWN_YESTERDAY = {
    "its own day": retold(elsewhere=None, dated={"text": "Pimentel, a sailor, was freed on January 29."}),
    "a plan": retold(elsewhere=None, dated={"text": "Pimentel, a sailor, will be freed on April 11."}),
    "a starting point": retold(elsewhere=None, dated={"text": "Pimentel, a sailor, was held until April 11."}),
    "the outlet's own yesterday": retold(thanks={"voice": "outlet"}),
    "nobody tells of it": retold(elsewhere=None, dated=None),
    "another person": retold(elsewhere=None, dated={"text": "Almeida, a sailor, was freed on April 11."}),
    "a readout": retold(thanks={"kind": Kind.READOUT}, lead={"kind": Kind.READOUT}, dated={"kind": Kind.READOUT}),
    "another report of this call tells it too": [
        *retold(dated=None),
        sentence(1, "The return of Joana Pimentel was hailed.", "winter", "third", "BR"),
    ],
}


@pytest.mark.parametrize("sentences", OWN_YESTERDAY.values(), ids=OWN_YESTERDAY)
def test_a_yesterday_of_its_own_call_is_not_misdated(sentences):
    assert find_echoes(sentences, REGISTER).misdatings == ()


def test_a_report_in_one_sides_voice_is_no_readout():
    press = [replace(s, voice="JP", kind=Kind.ARTICLE) for s in report()[:3]]
    (found,) = find_echoes([*press, *report()[3:]], REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#2", "spring")


def told_of_both(passage, *, early=FERRY, others=()):
    """Return a report that puts a passage in the winter's call and itself tells of spring's, spring's readout, and a report of winter."""
    return [
        sentence(1, passage, "winter", "late"),
        sentence(2, "In April, Kishida had spoken of tea.", "spring", "late"),
        replace(sentence(1, early, "spring", "own"), kind=Kind.READOUT),
        sentence(1, "Kishida spoke of rice.", "winter", "second"),
        *others,
    ]


PASSAGES = [
    ("word for word, in a report that tells of both calls", FERRY),
    (
        "a quotation in common",
        "Tokyo spoke of “forty rescue divers, sonar equipment and a salvage tug” beside rice and beef prices.",
    ),
    (
        "every particular, in other words",
        "The ferry that capsized on the Tapajós was searched by forty divers with sonar and a tug, Tokyo said.",
    ),
]


@pytest.mark.parametrize("passage", [text for _, text in PASSAGES], ids=[name for name, _ in PASSAGES])
def test_a_passage_that_another_calls_sources_have_is_misdated(passage):
    found = find_echoes(told_of_both(passage), REGISTER).misdatings
    assert [(m.sentence, m.call) for m in found] == [("late#1", "spring")]


@pytest.mark.parametrize("passage", [text for _, text in PASSAGES], ids=[name for name, _ in PASSAGES])
def test_a_passage_that_another_source_of_its_call_has_is_not(passage):
    other = sentence(2, FERRY.replace("Kishida offered", "Kishida also offered"), "winter", "second")
    assert find_echoes(told_of_both(passage, others=[other]), REGISTER).misdatings == ()


def test_a_passage_that_two_documents_of_another_call_have_is_misdated_where_nobody_else_tells_of_this_one():
    late, early = report(FERRY)[:3], report()[3]
    twice = [sentence(2, FERRY, "spring", name) for name in ("early", "other")]
    (found,) = find_echoes([*late, early, *twice], REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#2", "spring")
    assert find_echoes([*late, early, twice[0]], REGISTER).misdatings == ()
    freely = sentence(2, "Forty divers with sonar and a tug went to the ferry that capsized there.", "winter", "late")
    assert find_echoes([late[0], freely, late[2], early, *twice], REGISTER).misdatings == ()


EVENTS = [
    ("Kishida deplored the April 8 shipwreck, Tokyo said.", "spring"),
    ("Kishida offered condolences to the sailors who drowned off Belém on April 8.", "spring"),
    ("Kishida recalled the sailors who drowned off Belém on April 8.", None),
    ("Kishida invited the sailors to a dinner on April 8.", None),
]


@pytest.mark.parametrize(("text", "call"), EVENTS)
def test_an_event_by_its_day(text, call):
    found = find_echoes(
        [sentence(1, text, "winter", "late"), sentence(1, "Rice was discussed.", "spring", "early")], REGISTER
    )
    assert [m.call for m in found.misdatings] == ([call] if call else [])


def test_a_yesterday_is_known_by_a_name_and_a_thing():
    shelling = "Lula condemned “yesterday's shelling of the lighthouse in Olinda”, his office said."
    sentences = [
        sentence(1, shelling, "winter", "late", "BR"),
        replace(
            sentence(1, "Lula told him of the strike on a lighthouse in Olinda on April 11.", "spring", "own", "BR"),
            kind=Kind.READOUT,
        ),
    ]
    (found,) = find_echoes(sentences, REGISTER).misdatings
    assert (found.sentence, found.call) == ("late#1", "spring")
