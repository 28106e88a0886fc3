"""Stage 5: links and clusters of one call."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.align import align, build_table
from comparator.engine.options import Options
from comparator.engine.records import Alignment, Call, Relation, Role, Sentence, Span
from comparator.engine.register import build_register

CALL = Call("2030-01-05", date(2030, 1, 5), ("BR", "DE"), {"BR": "Ana Souza", "DE": "Karl Winter"})
REGISTER = build_register([CALL])
OPTIONS = Options()

BRAZIL = (
    "President Souza spoke by telephone with Chancellor Winter.",
    "President Souza raised concerns about the safety of Brazilian students in Sudan and asked for help with their evacuation.",
    "The leaders agreed that their teams would stay in touch.",
    "She called for an immediate ceasefire.",
)
GERMANY = (
    "Karl Winter had a telephone conversation with President of Brazil Ana Souza.",
    "Ana Souza asked for assistance in ensuring the security of the citizens of her country in Sudan.",
    "An invitation to visit Berlin was extended.",
    "The sides discussed trade and investment.",
)


def document(name: str, voice: str, texts: tuple[str, ...], role: Role = Role.CONTENT) -> list[Sentence]:
    return [
        Sentence(
            id=f"{name}#{k}", document=name, index=k, span=Span(0, 1), text=text, role=role, voice=voice, call=CALL.id
        )
        for k, text in enumerate(texts)
    ]


def run(*documents: list[Sentence], call: Call = CALL) -> Alignment:
    return align(call, [s for d in documents for s in d], build_register([call]), OPTIONS)


def relations(found: Alignment) -> dict[tuple[str, str], Relation]:
    return {(link.a, link.b): link.relation for link in found.links}


def test_one_item_in_two_accounts_is_linked() -> None:
    found = relations(run(document("a", "BR", BRAZIL), document("b", "DE", GERMANY)))
    assert ("a#1", "b#1") in found
    assert ("a#3", "b#3") not in found
    assert ("a#2", "b#2") not in found


def test_copies_are_the_same_and_score_high() -> None:
    found = run(document("a", "BR", BRAZIL), document("b", "outlet", BRAZIL))
    copies = {link.a: link for link in found.links if link.a[2:] == link.b[2:]}
    assert set(copies) == {"a#0", "a#1", "a#2", "a#3"}
    assert all(link.relation is Relation.SAME and link.score > 0.9 for link in copies.values())


def test_a_phrase_word_for_word_makes_a_shared_claim() -> None:
    report = (
        "In a lead of many other words the chancellor, who had spoken for an hour, thinks that the die is cast for the talks.",
    )
    quotation = ('"The die is cast for the talks," an aide told reporters.',)
    found = relations(run(document("a", "DE", report), document("b", "DE", quotation)))
    assert found[("a#0", "b#0")] in {Relation.SAME, Relation.PARTIAL}


def test_both_sides_can_make_one_claim() -> None:
    one = ("President Souza stated that Brazil would fundamentally reinforce its coastal defence capabilities.",)
    other = ("Chancellor Winter welcomed that Brazil would fundamentally reinforce its coastal defence capabilities.",)
    found = relations(run(document("a", "BR", one), document("b", "DE", other)))
    assert found[("a#0", "b#0")] in {Relation.SAME, Relation.PARTIAL}


def test_topic_needs_two_sides() -> None:
    found = run(document("a", "BR", BRAZIL), document("b", "outlet", GERMANY))
    assert all(link.relation is not Relation.TOPIC for link in found.links)


def test_a_link_says_why() -> None:
    links = run(document("a", "BR", BRAZIL), document("b", "DE", GERMANY)).links
    assert links
    for link in links:
        assert link.why
        strengths = [abs(signal.value) for signal in link.why]
        assert strengths == sorted(strengths, reverse=True)


def test_every_content_sentence_is_in_a_cluster() -> None:
    found = run(document("a", "BR", BRAZIL), document("b", "DE", GERMANY), document("c", "outlet", ("", "…")))
    members = {m for cluster in found.clusters for m in cluster.members}
    assert members >= {f"{name}#{k}" for name in "ab" for k in range(4)} | {"c#0", "c#1"}


def test_headlines_make_no_cluster() -> None:
    headline = document(
        "h", "outlet", ("Souza asks Winter to help evacuate students from Sudan", "Weather tomorrow"), Role.HEADLINE
    )
    found = run(document("a", "BR", BRAZIL), headline)
    assert all(any(m.startswith("a") for m in cluster.members) for cluster in found.clusters)


def test_furniture_is_left_out() -> None:
    found = run(document("a", "BR", BRAZIL), document("f", "outlet", BRAZIL, Role.FURNITURE))
    assert not any(m.startswith("f") for cluster in found.clusters for m in cluster.members)
    assert not any("f#" in link.b for link in found.links)


@pytest.mark.parametrize("size", [0, 1])
def test_small_calls(size: int) -> None:
    found = run(document("a", "BR", BRAZIL[:size]))
    assert found.links == ()
    assert len(found.clusters) == size


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(rng: random.Random) -> None:
    sentences = [*document("a", "BR", BRAZIL), *document("b", "DE", GERMANY), *document("c", "outlet", BRAZIL[1:3])]
    expected = align(CALL, sentences, REGISTER, OPTIONS)
    rng.shuffle(sentences)
    assert align(CALL, sentences, REGISTER, OPTIONS) == expected


def test_swapping_the_sides_mirrors_the_links() -> None:
    one = run(document("a", "BR", BRAZIL), document("b", "DE", GERMANY))
    two = run(document("a", "DE", BRAZIL), document("b", "BR", GERMANY))
    assert one == two


def test_the_order_of_the_sides_does_not_matter() -> None:
    turned = Call(CALL.id, CALL.date, ("DE", "BR"), CALL.leaders)
    documents = document("a", "BR", BRAZIL), document("b", "DE", GERMANY)
    assert run(*documents) == run(*documents, call=turned)


def test_renaming_a_country_changes_no_link() -> None:
    names = {"Brazilian": "Japanese", "Brazil": "Japan", "Souza": "Tanaka", "Ana": "Yumi"}

    def rename(text: str) -> str:
        for old, new in names.items():
            text = text.replace(old, new)
        return text

    call = Call(CALL.id, CALL.date, ("JP", "DE"), {"JP": "Yumi Tanaka", "DE": "Karl Winter"})
    renamed = run(
        document("a", "JP", tuple(map(rename, BRAZIL))), document("b", "DE", tuple(map(rename, GERMANY))), call=call
    )
    assert renamed.links == run(document("a", "BR", BRAZIL), document("b", "DE", GERMANY)).links


def test_this_takes_its_subject_from_the_sentence_before() -> None:
    pointing = document(
        "a", "BR", ("He spoke of sanctions.", "He said that this would be a grave error.", "They will meet.")
    )
    items = [profile.items.get("sanctions", 0.0) for profile in build_table(CALL, pointing, REGISTER).profiles]
    assert items[0] > items[1] > 0.3
    assert items[2] == 0.0


def test_sentences_beyond_the_limit_are_clusters_by_themselves() -> None:
    few = Options(max_aligned_sentences=2)
    found = align(CALL, document("a", "BR", (*BRAZIL, *BRAZIL)), REGISTER, few)
    assert {m for c in found.clusters for m in c.members} == {f"a#{k}" for k in range(8)}
    assert not found.links


def test_a_denial_takes_its_subject_from_the_other_side() -> None:
    said = document("a", "BR", ("President Souza said that they had discussed sanctions.",))
    denied = document("a", "DE", ("x", "Chancellor Winter, in an interview later, denied that."))[1:]
    items = [profile.items.get("sanctions", 0.0) for profile in build_table(CALL, [*said, *denied], REGISTER).profiles]
    assert items[0] > items[1] > 0.3


def test_a_list_is_about_each_of_its_members() -> None:
    listed = document(
        "a", "BR", ("It would begin with grain exports, to be followed by a prisoner swap, and direct flights.",)
    )
    single = document(
        "b", "DE", ("An exchange of prisoners was agreed.", "Karl Winter congratulated her on her birthday.")
    )
    part = build_table(CALL, [*listed, *single], REGISTER).features["part"]
    assert part[0, 1] > 0.6
    assert part[0, 2] < 0.2


def test_a_name_of_both_accounts_is_an_item_of_its_own() -> None:
    texts = (
        "Ana Souza raised the fate of the Aral Sea.",
        "Karl Winter spoke of shrimps in the Aral Sea.",
        "It rained.",
    )
    table = build_table(CALL, [*document("a", "BR", texts[:1]), *document("b", "DE", texts[1:])], REGISTER)
    assert table.features["part"][0, 1] == 1.0
    assert table.features["theme"][0, 1] > table.features["theme"][0, 2]
