"""Laws of the whole engine: spans, order, identity, symmetry of the sides, neutrality of names."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparator.engine.pipeline import collate, read_document
from comparator.engine.records import Call, Collation, Kind, Role, SourceDocument, Verdict
from comparator.engine.register import build_register

CALL = Call("call", date(2024, 5, 7), ("BR", "FR"), {"BR": "Andrés Villar", "FR": "Emmanuel Macron"})
REGISTER = build_register((CALL,))

BRAZIL = SourceDocument(
    "brazil",
    "President Villar spoke by phone today with President Emmanuel Macron.\n\n"
    "They discussed the floods in the south of Brazil, and President Macron offered 20 tonnes of humanitarian aid.\n\n"
    "President Villar invited President Macron to the G20 summit in Rio de Janeiro.\n\n"
    "The leaders agreed that their foreign ministers would stay in touch.\n",
    Kind.READOUT,
    "Planalto",
    "BR",
    CALL.date,
    "en",
)
FRANCE = SourceDocument(
    "france",
    "President Macron spoke today with the President of Brazil, Andrés Villar.\n\n"
    "He offered 30 tonnes of humanitarian aid to the victims of the floods in the south of Brazil.\n\n"
    "The President raised the war in Ukraine and called for the release of all prisoners.\n\n"
    "The leaders agreed that their foreign ministers would stay in touch.\n",
    Kind.READOUT,
    "Élysée",
    "FR",
    CALL.date,
    "en",
)
PRESS = SourceDocument(
    "press",
    "date 2024-05-08 Brazil's President Villar spoke with his French counterpart Emmanuel Macron on Tuesday.\n\n"
    "The leaders agreed that their foreign ministers would stay in touch, the Planalto said.\n\n"
    "Read more\n",
    Kind.ARTICLE,
    "The Herald",
    "BR",
    None,
    "en",
)
DOCUMENTS = (BRAZIL, FRANCE, PRESS)


def verdicts(collation: Collation) -> dict[str, Verdict]:
    """The strongest verdict of the statements that each sentence is in."""
    rank = {Verdict.DIVERGE: 3, Verdict.AGREE: 2, Verdict.ONE_SIDED: 1, Verdict.UNATTRIBUTED: 0}
    found: dict[str, Verdict] = {}
    for statement in collation.statements:
        for member in statement.members:
            old = found.get(member.sentence)
            if old is None or rank[statement.verdict] > rank[old]:
                found[member.sentence] = statement.verdict
    return found


def link_keys(collation: Collation) -> set[tuple[str, str, str, float]]:
    return {(*sorted((link.a, link.b)), link.relation.value, link.score) for link in collation.links}


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_sentences_tile_every_text_and_point_into_it(text):
    read = read_document(SourceDocument("d", text), REGISTER)
    covered = [0] * len(text)
    for sentence in read.sentences:
        assert 0 <= sentence.span.start < sentence.span.end <= len(text)
        for position in range(sentence.span.start, sentence.span.end):
            covered[position] += 1
    assert all(count == 1 for char, count in zip(text, covered, strict=True) if not char.isspace())
    assert all(count <= 1 for count in covered)


@given(st.permutations(DOCUMENTS))
@settings(max_examples=6, deadline=None)
def test_the_order_of_documents_does_not_matter(documents):
    assert collate(documents, REGISTER) == collate(DOCUMENTS, REGISTER)


def test_the_accounts_of_one_call_are_paired_and_judged():
    collation = collate(DOCUMENTS, REGISTER)
    by_text = {s.text: s for d in collation.documents for s in d.sentences}
    found = verdicts(collation)
    aid = by_text["He offered 30 tonnes of humanitarian aid to the victims of the floods in the south of Brazil."]
    touch = by_text["The leaders agreed that their foreign ministers would stay in touch."]
    invited = by_text["President Villar invited President Macron to the G20 summit in Rio de Janeiro."]
    assert aid.voice == "FR"
    assert found[aid.id] is Verdict.DIVERGE
    assert found[touch.id] is Verdict.AGREE
    assert found[invited.id] is Verdict.ONE_SIDED
    furniture = [s.text for d in collation.documents for s in d.sentences if s.role is Role.FURNITURE]
    assert furniture == ["date 2024-05-08", "Read more"]


def test_a_text_agrees_with_itself():
    twin = replace(BRAZIL, id="twin", side="FR", outlet="Élysée")
    collation = collate((BRAZIL, twin), REGISTER)
    content = [s.id for d in collation.documents for s in d.sentences if s.role is Role.CONTENT]
    found = verdicts(collation)
    assert content
    assert {found[sentence] for sentence in content} == {Verdict.AGREE}


def test_swapping_the_sides_of_the_call_mirrors_the_result():
    swapped_call = replace(CALL, sides=("FR", "BR"))
    straight = collate(DOCUMENTS, REGISTER)
    swapped = collate(DOCUMENTS, build_register((swapped_call,)))
    assert link_keys(straight) == link_keys(swapped)
    assert verdicts(straight) == verdicts(swapped)
    assert [set(s.sides.items()) for s in straight.statements] == [set(s.sides.items()) for s in swapped.statements]
    for one, other in zip(straight.statements, swapped.statements, strict=True):
        assert sorted((r.kind, r.a, r.b) for r in one.reasons) == sorted((r.kind, r.b, r.a) for r in other.reasons)


RENAMES = (
    ("Andrés Villar", "Cyril Maseko"),
    ("Villar", "Maseko"),
    ("Emmanuel Macron", "Prabowo Subianto"),
    ("Macron", "Subianto"),
    ("Rio de Janeiro", "Cape Town"),
    ("Brazil", "South Africa"),
    ("French", "Indonesian"),
    ("Planalto", "Union Buildings"),
)


@pytest.mark.parametrize("codes", [("ZA", "ID")])
def test_renaming_the_countries_and_leaders_changes_nothing_else(codes):
    def rename(text: str) -> str:
        for old, new in RENAMES:
            text = text.replace(old, new)
        return text

    code = dict(zip(("BR", "FR"), codes, strict=True))
    call = Call("call", CALL.date, codes, {code[side]: rename(name) for side, name in CALL.leaders.items()})
    documents = tuple(replace(d, text=rename(d.text), side=code[d.side]) for d in (BRAZIL, FRANCE))
    renamed = collate(documents, build_register((call,)))
    straight = collate((BRAZIL, FRANCE), REGISTER)
    assert [(s.id, s.role, code.get(s.voice, s.voice), s.call) for d in straight.documents for s in d.sentences] == [
        (s.id, s.role, s.voice, s.call) for d in renamed.documents for s in d.sentences
    ]
    assert {key[:3] for key in link_keys(straight)} == {key[:3] for key in link_keys(renamed)}
    assert verdicts(straight) == verdicts(renamed)


def test_a_proposed_call_is_collated_like_a_known_one():
    collation = collate((BRAZIL, FRANCE), build_register(()))
    [proposal] = collation.proposed_calls
    assert (proposal.date, set(proposal.sides)) == (CALL.date, {"BR", "FR"})
    assert {statement.call for statement in collation.statements} == {proposal.id}
    assert any(statement.verdict is Verdict.AGREE for statement in collation.statements)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_break_nothing(day):
    text = (
        "President Andrés Villar spoke with Emmanuel Macron.\n\n"
        "The Elysee on Friday said that the leaders discussed trade. On 2 March it said that Macron had called Villar."
    )
    call = Call("call", day, CALL.sides, CALL.leaders)
    document = replace(FRANCE, text=text, published=day, kind=Kind.ARTICLE)
    assert len(collate((document,), build_register((call,))).documents) == 1
