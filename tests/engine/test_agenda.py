"""What a sentence is about, told from what it touches in passing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.alignment.agenda import near_items, tag
from comparator.engine.alignment.agendacues import answers, cue_stems, items, names_item, refers_back
from comparator.engine.alignment.words import split_words
from comparator.engine.register import build_register

REGISTER = build_register(())
PARTIES = frozenset({"BR", "DE"})


def about(text: str, parties: frozenset[str] = PARTIES) -> str | None:
    found = tag(split_words(text, REGISTER.mentions(text)), parties)
    return max(found, key=lambda key: found[key]) if found else None


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("The leaders agreed to stay in touch.", "contacts"),
        ("She called for an immediate cessation of hostilities.", "ceasefire"),
        ("They discussed the evacuation of foreign nationals.", "civilians"),
        ("The conversation was frank and constructive.", "tone"),
        ("He congratulated his colleague on his birthday.", "greetings"),
        ("The Chancellor thanked the President for the warm welcome.", "gratitude"),
        ("The two sides discussed the grain deal and food security.", "food"),
        ("The presidents spoke of an exchange of prisoners.", "prisoners"),
        ("They discussed climate change and clean energy.", "climate"),
        ("The President reaffirmed his country's sovereignty and territorial integrity.", "sovereignty"),
        ("They noted the growth of mutual trade and investment.", "trade"),
        ("The ministers raised cyberattacks and ransomware.", "cyber"),
        ("He said that the goals of the operation would be achieved.", "war-aims"),
        ("The President looked forward to speaking to Brazil again soon.", "contacts"),
        ("They discussed fentanyl and the fight against drug trafficking.", "terrorism"),
        ("She spoke of tariffs and market access.", "trade"),
        ("They discussed the return of the hostages.", "prisoners"),
    ],
)
def test_main_item(text: str, item: str) -> None:
    assert about(text) == item


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("The senior aide told reporters so.", "financial-aid"),
        ("He spoke of his address to the nation.", "civilians"),
        ("They will responsibly manage their differences.", "response"),
        ("Those who play with fire know it.", "disaster"),
        ("Those who play with fire know it.", "organisations"),
    ],
)
def test_words_of_one_stem_are_not_of_one_item(text: str, item: str) -> None:
    assert tag(split_words(text), PARTIES).get(item, 0.0) < 0.3


def test_a_circumstance_weighs_less_than_the_subject() -> None:
    subject = "The leaders discussed sanctions."
    aside = "The leaders discussed the pandemic, in the context of the sanctions."
    one, two = (tag(split_words(t, ()), PARTIES) for t in (subject, aside))
    assert one["sanctions"] > two["sanctions"]


def test_a_party_is_no_region_and_a_third_state_is() -> None:
    text = "They exchanged views on Syria."
    assert about(text) == "middle-east"
    assert tag(split_words(text, REGISTER.mentions(text)), frozenset({"SY", "DE"})).get("middle-east", 0.0) < 0.5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said this would be a grave error.", True),
        ("In this regard, concrete steps were named.", True),
        ("The leaders discussed trade.", False),
        ("", False),
    ],
)
def test_refers_back(text: str, *, expected: bool) -> None:
    assert refers_back(split_words(text)) is expected


def test_the_data_file_is_sound() -> None:
    known = items()
    near = near_items()
    assert len({item.label for item in known.values()}) == len(known)
    assert all(len(item.label) <= 60 and item.kind in {"plain", "frame", "umbrella"} for item in known.values())
    assert all(0 < item.weight <= 1 for item in known.values())
    assert (near == near.T).all()
    assert near.diagonal().tolist() == [1.0] * len(known)


def test_cues_are_compared_by_stem() -> None:
    assert cue_stems("Evacuations in @third") == cue_stems("evacuation in @third")


def test_no_words_no_items() -> None:
    assert tag(()) == {}


@given(st.text(max_size=300))
def test_any_text_gives_probabilities(text: str) -> None:
    found = tag(split_words(text), PARTIES)
    assert all(0 <= value <= 1 and key in items() for key, value in found.items())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister, speaking to reporters, denied that.", True),
        ("Brasilia disputed this, and said no more.", True),
        ("He denied that any such offer had been made.", False),
        ("The leaders discussed trade.", False),
        ("", False),
    ],
)
def test_answers(text: str, *, expected: bool) -> None:
    assert answers(split_words(text)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NATO", True),
        ("Middle East", True),
        ("Aral Sea", False),
        ("Itaipu", False),
    ],
)
def test_a_name_that_is_a_cue_or_a_region_tells_no_more_than_the_item(name: str, *, expected: bool) -> None:
    assert names_item(cue_stems(name)) is expected


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Both sides undertook to refrain from strikes for a fortnight.", "ceasefire"),
        ("They spoke of the navigation of merchant ships in the strait.", "transport"),
        ("The presidents are to visit each other in the spring.", "invitation"),
        ("She raised the swap of captured pilots.", "prisoners"),
        ("He asked for assistance in ensuring the security of the citizens of his country.", "civilians"),
        ("The sides reviewed the developments in the region.", "issues-general"),
    ],
)
def test_items_of_other_house_styles(text: str, item: str) -> None:
    assert tag(split_words(text), PARTIES).get(item, 0.0) > 0.3


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("We did not talk about fish.", "negotiations"),
        ("He told the television host Clara Novak so.", "invitation"),
        ("She wrote on social media that evening.", "rights"),
    ],
)
def test_common_words_are_no_item(text: str, item: str) -> None:
    assert tag(split_words(text), PARTIES).get(item, 0.0) < 0.3
