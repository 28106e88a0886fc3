"""The register: which side a text names, by which word."""

from __future__ import annotations

import pickle
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.records import Call, Side
from comparator.engine.register import Register, build_register, packaged_sides

CALLS = (
    Call("c1", date(2022, 2, 24), ("IN", "RU"), {"IN": "Narendra Modi", "RU": "Vladimir Putin"}),
    Call("c0", date(2021, 12, 9), ("UA", "US"), {"UA": "Volodymyr Zelenskyy", "US": "Joseph Biden"}),
)
REGISTER = build_register(CALLS)


def named(text: str, register: Register = REGISTER) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.side, m.kind) for m in register.mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil spoke.", [("Brazil", "BR", "name")]),
        ("The Federative Republic of Brazil", [("Federative Republic of Brazil", "BR", "name")]),
        ("Brasília and Brasilia", [("Brasília", "BR", "name"), ("Brasilia", "BR", "name")]),
        ("Turkish and Turks", [("Turkish", "TR", "adjective"), ("Turks", "TR", "adjective")]),
        ("President Emmanuel Macron; Macron", [("Emmanuel Macron", "FR", "leader"), ("Macron", "FR", "leader")]),
        ("Karine Jean-Pierre, Jean-Pierre", [("Karine Jean-Pierre", "US", "leader"), ("Jean-Pierre", "US", "leader")]),
        ("the Élysée and the Elysee Palace", [("Élysée", "FR", "institution"), ("Elysee Palace", "FR", "institution")]),
        ("U.S. and US and U.S.A.", [("U.S", "US", "name"), ("US", "US", "name"), ("U.S.A", "US", "name")]),
        ("Ukraine's envoy to India", [("Ukraine", "UA", "name"), ("India", "IN", "name")]),
        ("South Korea, North Korea", [("South Korea", "KR", "name"), ("North Korea", "KP", "name")]),
        ("MODI CALLS PUTIN", [("MODI", "IN", "leader"), ("PUTIN", "RU", "leader")]),
        ("Xi Jinping and Xi", [("Xi Jinping", "CN", "leader"), ("Xi", "CN", "leader")]),
        ("Russian-Indian summit", [("Russian", "RU", "adjective"), ("Indian", "IN", "adjective")]),
    ],
)
def test_mentions(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a turkey, a polish of the table, and they told us",
        "PLEASE TELL US NOW",
        "Michael Jordan and Jordan Peterson",
        "in May the price rose",
        "New Jersey and the Washington Post",
        "the Paris Agreement and the Minsk Agreements",
        "the Indian Ocean",
        "",
    ],
)
def test_words_that_name_no_side(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Владимир Путин поговорил с Нарендрой Моди", ["RU", "IN"]),
        ("Президенту России, в Кремле", ["RU", "RU"]),
        ("с Президентом Украины Владимиром Зеленским", ["UA", "UA"]),
        ("Белым домом в Вашингтоне", ["US", "US"]),
        ("российско-индийских отношений", ["RU", "IN"]),
        ("प्रधानमंत्री नरेंद्र मोदी ने रूस के राष्ट्रपति से", ["IN", "RU"]),
        ("ज़ेलेंस्की और जेलेंस्की", ["UA", "UA"]),
    ],
)
def test_other_scripts_and_their_case_endings(text, sides):
    assert [m.side for m in REGISTER.mentions(text)] == sides


def test_a_surname_that_is_a_common_word_needs_a_title():
    assert named("Theresa May spoke in May; Prime Minister May left") == [
        ("Theresa May", "GB", "leader"),
        ("May", "GB", "leader"),
    ]


@pytest.mark.parametrize(
    ("sides", "owner"), [(("IN", "RU"), "IN"), (("IL", "US"), "IL"), (("IN", "IL"), None), ((), None)]
)
def test_a_shared_alias_belongs_to_the_side_that_takes_part(sides, owner):
    register = build_register([Call("c", date(2024, 1, 1), sides)] if sides else [])
    assert [m.side for m in register.mentions("The PMO said so.")] == ([owner] if owner else [])


def test_calls_are_in_order_of_date_and_bring_their_leaders():
    register = build_register(
        [*CALLS, Call("c2", date(2030, 1, 1), ("BR", "ZZ"), {"BR": "Ana Ubirajara", "ZZ": "Quux Blorp"})]
    )
    assert [call.id for call in register.calls] == ["c0", "c1", "c2"]
    assert named("Ubirajara met Blorp", register) == [("Ubirajara", "BR", "leader"), ("Blorp", "ZZ", "leader")]
    assert register.call("c2") is register.calls[2]
    assert register.call("nothing") is None


def test_own_sides_override_the_packaged_ones():
    register = build_register([], [Side("RU", "Ruritania", leaders=("Rudolf Elphberg",))])
    assert named("Ruritania, Elphberg, Russia", register) == [("Ruritania", "RU", "name"), ("Elphberg", "RU", "leader")]


def test_every_state_of_iso_3166_is_there_once():
    codes = [side.code for side in packaged_sides()]
    assert len(codes) == len(set(codes)) >= 249
    assert all(len(code) == 2 and code.isupper() for code in codes)


@pytest.mark.parametrize("side", packaged_sides(), ids=lambda side: side.code)
def test_every_state_is_found_by_its_name(side):
    found = build_register([]).mentions(f"It came from {side.name}.")
    assert [m.side for m in found] == [side.code]


WORDS = st.sampled_from(
    ["a", " ", ".", "'s ", "’", "-", "Modi ", "Putin ", "the ", "US ", "U.S. ", "Jordan ", "Путин", "भारत "]
)


@given(st.lists(WORDS, max_size=40))
def test_mentions_are_in_order_apart_and_inside_the_text(words):
    text, at = "".join(words), 0
    for mention in REGISTER.mentions(text):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert REGISTER.mentions(text) == build_register(CALLS).mentions(text)


def test_half_a_million_characters_take_seconds_not_minutes():
    started = time.process_time()
    REGISTER.mentions("Prime Minister's Vladimir " * 20_000)
    assert time.process_time() - started < 5


def test_sides_are_plain_records():
    assert pickle.loads(pickle.dumps(packaged_sides())) == packaged_sides()


@pytest.mark.parametrize(
    ("code", "name"), [("PE", "Peru"), ("GB", "the United Kingdom"), ("XX", "XX"), (None, "no known side")]
)
def test_a_side_is_told_by_its_name(code, name):
    assert build_register(()).name_of(code) == name
