"""Voices in whole reports: house styles of many countries, one sentence after another.

The sentences are given as they stand, so that these tests tell of attribution alone.
"""

from __future__ import annotations

import json
import string
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.attribute import attribute
from comparator.engine.attribution.callers import read_callers
from comparator.engine.attribution.placelines import without_place
from comparator.engine.records import Call, Role, Segment, SourceDocument, Span
from comparator.engine.register import build_register

ARTICLES = json.loads((Path(__file__).parent / "voices.json").read_text(encoding="utf-8"))["articles"]
CASES = [pytest.param(a, id=f"{k}-{a['home']}-{'-'.join(a['leaders'])}") for k, a in enumerate(ARTICLES)]
REGISTER = build_register([])


def segments(*sentences: str, headlines: int = 0) -> list[Segment]:
    """Return sentences, each a paragraph of its own; the first of them, and those after "# ", are headlines."""
    titled = [k < headlines or sentence.startswith("# ") for k, sentence in enumerate(sentences)]
    roles = [Role.HEADLINE if title else Role.CONTENT for title in titled]
    rows = enumerate(zip((sentence.removeprefix("# ") for sentence in sentences), roles, strict=True))
    return [Segment(Span(k * 1000, k * 1000 + len(s)), s, role, None, k) for k, (s, role) in rows]


def voices(home: str | None, leaders: dict[str, str], *sentences: str, other_calls: tuple[Call, ...] = ()) -> list[str]:
    call = Call("c", date(2022, 1, 1), tuple(leaders), leaders)
    document = SourceDocument("d", " ".join(sentences), side=home)
    found = attribute(document, segments(*sentences), build_register([call, *other_calls]))
    return [a.voice or "none" for a in found]


@pytest.mark.parametrize("article", CASES)
def test_an_article_in_the_style_of_its_house(article):
    sentences, expected = zip(*article["sentences"], strict=True)
    found = voices(article["home"], article["leaders"], *sentences)
    assert dict(zip(sentences, found, strict=True)) == dict(zip(sentences, expected, strict=True))


@pytest.mark.parametrize("article", CASES)
def test_calls_of_others_in_the_register_change_no_voice(article):
    sentences = [text for text, _ in article["sentences"]]
    other = Call("o", date(2019, 1, 1), ("NO", "NZ"), {"NO": "Jonas Gahr Store", "NZ": "Christopher Luxon"})
    alone = voices(article["home"], article["leaders"], *sentences)
    assert voices(article["home"], article["leaders"], *sentences, other_calls=(other,)) == alone


LEAD = "Norwegian Prime Minister Jonas Gahr Store spoke with Egyptian President Abdel Fattah el-Sisi by phone."
PAIR = {"NO": "Jonas Gahr Store", "EG": "Abdel Fattah el-Sisi"}


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        # one side's account goes on from two attributed sentences, not from one
        (("A was said, the Norwegian government said.", "Store also urged Sisi to wait."), "outlet"),
        (
            ("A was said, Oslo said.", "B was said, the Norwegian government added.", "Store also urged Sisi to wait."),
            "NO",
        ),
        (("A was said, Oslo said.", "B was said, the Norwegian government added.", "He asked Sisi to wait."), "NO"),
        # … not about the other side's leader, not over a headline's or the report's own words, not into the past
        (
            ("A was said, Oslo said.", "B was said, the Norwegian government added.", "Sisi also urged Store to wait."),
            "outlet",
        ),
        (
            ("A was said, Oslo said.", "B was said, Oslo added.", "The war began in May.", "Store urged Sisi to wait."),
            "outlet",
        ),
        (("A was said, Oslo said.", "B was said, Oslo added.", "Store has repeatedly urged Sisi to wait."), "outlet"),
        (("A was said, Oslo said.", "B was said, Oslo added.", "Meanwhile, Store urged Sisi to wait."), "outlet"),
        # impersonal accounts
        (("A was said, the Egyptian presidency said.", "It was noted that trade had grown."), "EG"),
        # a leader in the call, to the public, and in public before
        (("Store said trade should grow.",), "outlet"),
        (("Store said on Monday trade should grow.",), "NO"),
        (("Store said he had told Sisi that trade should grow.",), "NO"),
        (("“Trade should grow,” Store told Sisi.",), "NO"),
        (("Store told reporters he was glad.", "Trade should grow, he said."), "NO"),
        (("“Trade should grow,” Store said.", "Trade has shrunk, he noted."), "outlet"),
        # whose spokesman, whose aide, which source
        (("Store urged Sisi to wait, his spokesman said.",), "NO"),
        (("Sisi was tired, his office said.",), "EG"),
        (
            (
                "An aide to the Egyptian president said trade grew.",
                "Oslo said prices fell.",
                "The senior aide said wages rose.",
            ),
            "EG",
        ),
        (("A Norwegian source said trade grew.", "“We shall see,” Store said, according to the same source."), "NO"),
        (("Egyptian media, citing the presidency, said trade grew.",), "EG"),
        (
            (
                "The foreign ministry in Cairo said trade grew.",
                "Oslo said prices fell.",
                "The ministry added that wages rose.",
            ),
            "EG",
        ),
        (("Norwegian adviser Kari Vik said trade grew.", "According to him, wages rose."), "NO"),
        # who speaks for nobody's state
        (("Both governments said in a joint statement that trade grew.",), "none"),
        (("“A pity,” said Jane Roe of the Norwegian Refugee Council.",), "none"),
        (("Former Egyptian president Adly Mansour said trade grew.",), "none"),
    ],
)
def test_the_last_sentence(sentences, expected):
    assert voices("QA", PAIR, LEAD, *sentences)[-1] == expected


@pytest.mark.parametrize(
    "place",
    [
        "OSLO/CAIRO, Nov 15 (Reuters) -",
        "CAIRO, March 18 (Xinhua) --",
        "MOSCOW. Aug 3 (Interfax) -",
        "MOSCOW, January 16. /TASS/.",
        "WASHINGTON (AP) —",
        "KYIV, Ukraine (AP) —",
        "New Delhi [India], February 24 (ANI):",
        "NEW DELHI:",
        "New Delhi:",
        "WASHINGTON/BEIJING:",
        "Paris (AFP) –",
        "MANILA, Philippines —",
    ],
)
def test_a_place_before_the_first_sentence_is_no_source(place):
    text = f"{place} The two leaders spoke."
    assert without_place(text, REGISTER) == " " * len(place) + " The two leaders spoke."
    assert voices("QA", PAIR, f"{place} {LEAD}") == ["outlet"]


@pytest.mark.parametrize(
    "text",
    [
        "White House: The two leaders spoke.",
        "Store: It was late.",
        "Russia - which began the war - said it was late.",
        "“We will see: it is late,” he said.",
        "The two leaders spoke.",
        "PMO: The two leaders spoke.",
    ],
)
def test_what_is_no_place_stays(text):
    assert without_place(text, REGISTER) == text


@given(st.text(string.ascii_uppercase + ":-. /()[]", max_size=120))
def test_blanking_a_place_keeps_every_offset(text):
    blanked = without_place(text, REGISTER)
    assert len(blanked) == len(text)
    assert text.endswith(blanked.lstrip(" "))


def test_callers_are_those_of_the_lead():
    calls = [
        Call("a", date(2022, 1, 1), ("NO", "EG"), PAIR),
        Call("b", date(2022, 2, 1), ("UA", "FR"), {"UA": "Volodymyr Zelenskyy", "FR": "Emmanuel Macron"}),
    ]
    register = build_register(calls)
    callers = read_callers(segments(LEAD, "Zelenskiy said he was pleased."), register)
    assert callers.sides == {"NO", "EG"}
    assert "zelenskiy" not in callers.names
    lead = "Volodymyr Zelenskiy and Emmanuel Macron spoke by phone."
    assert {"zelenskiy", "macron"} <= read_callers(segments(lead), register).names


def test_callers_whom_the_register_does_not_know_are_read_from_the_lead():
    lead = "Kenyan President William Ruto spoke with Chilean President Gabriel Boric by phone."
    assert read_callers(segments(lead), build_register([])).sides == {"KE", "CL"}
    document = SourceDocument("d", lead, side="KE")
    found = attribute(document, segments(lead, "Ruto said trade should grow."), build_register([]))
    assert [a.voice for a in found] == ["outlet", "outlet"]


def test_a_sentence_without_words_is_read():
    assert (
        voices("QA", PAIR, LEAD, "According to the Egyptian presidency, they met.", "", "-", "# ")[2:] == ["outlet"] * 3
    )


def test_long_hostile_sentences_are_read_in_linear_time():
    texts = [
        "it was " * 20_000,
        ", said the Kremlin" * 5_000,
        "his " * 20_000 + "office said.",
        "key points of the Kremlin " * 5_000,
        "that announced by " * 10_000,
        "“a,” " * 10_000 + "said",
        "use post to thank " * 4_000,
        "(" * 50_000,
        "A. " * 20_000,
    ]
    began = time.process_time()
    voices("QA", PAIR, LEAD, *texts)
    assert time.process_time() - began < 20


WARSAW = "Polish Prime Minister Donald Tusk spoke with Israeli Prime Minister Benjamin Netanyahu by phone on Monday."
NAMED = [
    # the source with something put in beside it
    ("Warsaw for its part said the two men had agreed to meet.", "PL"),
    ("Poland has thanked Israel, with its foreign ministry describing the talks as “useful”.", "PL"),
    ("As the Polish ministry noted, Tusk had “listened more than he spoke”.", "PL"),
    # whose account it is
    ("In the Israeli telling, it was Tusk who had asked for the call.", "IL"),
    ("By Warsaw's account, it was Netanyahu who had asked for the call.", "PL"),
    ("Per the Israeli readout, the two will meet in May.", "IL"),
    ("By Monday, neither side had said more.", "outlet"),
    # offices: their owner in the phrase, in the sentence, at the head of it
    ("Tusk urged restraint, according to a readout from his office.", "PL"),
    ("Netanyahu also asked about the archives, according to a statement from his bureau.", "IL"),
    ("Netanyahu also spoke by phone with Polish President Andrzej Duda on Sunday, his office said.", "IL"),
    ("Poland's Ministry of Labour and Social Policy said the two had not discussed workers.", "PL"),
    ("In Jerusalem, an aide to the prime minister said the talks were short.", "IL"),
    ("The Gaza health ministry said six people had died.", "none"),
    # what was left out is nobody's account
    ("The Polish statement said nothing about the archives.", "outlet"),
    ("Warsaw said nothing had changed.", "PL"),
    # to whom a leader speaks
    ("Netanyahu told his cabinet on Tuesday that he had raised the archives with Tusk.", "IL"),
    ("Asked on Tuesday about the call, Tusk said it had been honest.", "PL"),
    ("The two agreed to meet at once, Tusk said then.", "PL"),
    ("The archives must be opened, the Israeli statement went on.", "IL"),
]


@pytest.mark.parametrize(("sentence", "voice"), NAMED)
def test_how_a_source_is_named(sentence, voice):
    leaders = {"PL": "Donald Tusk", "IL": "Benjamin Netanyahu"}
    assert voices("GB", leaders, WARSAW, sentence)[1] == voice


def test_a_silence_ends_what_stands_under_a_sides_heading():
    leaders = {"PL": "Donald Tusk", "IL": "Benjamin Netanyahu"}
    told = ["Tusk thanked Netanyahu.", "The Polish statement made no mention of the archives.", "The call was short."]
    assert voices("IL", leaders, WARSAW, "# What Warsaw said", *told) == ["outlet", "outlet", "PL", "outlet", "outlet"]


def test_an_agency_of_a_state_passes_its_leaders_words_on():
    leaders = {"CN": "Xi Jinping", "FR": "Emmanuel Macron"}
    lead = "Chinese President Xi Jinping and French President Emmanuel Macron spoke by phone."
    passed_on = "Xi called for patience, Xinhua reported."
    assert voices("GB", leaders, lead, passed_on, "Macron called for speed, Xinhua reported.") == [
        "outlet",
        "CN",
        "outlet",
    ]


def test_a_denial_names_who_he_is():
    leaders = {"PL": "Donald Tusk", "IL": "Benjamin Netanyahu"}
    declined = "Netanyahu's spokesman declined to say whether the archives had come up."
    assert voices("GB", leaders, WARSAW, declined, "“We don't comment on archives,” he told reporters.")[2] == "IL"


def test_a_russian_statement_speaks_of_the_leader():
    leaders = {"RU": "Владимир Путин", "FR": "Эммануэль Макрон"}
    lead = "Президент России Владимир Путин провел телефонный разговор с Эммануэлем Макроном, сообщили в Кремле."
    told = "Путин рассказал о ценах на зерно, говорится в сообщении пресс-службы."
    palace = "В Елисейском дворце заявили, что Макрон предложил встречу."
    assert voices("RU", leaders, lead, told, palace) == ["RU", "RU", "FR"]
