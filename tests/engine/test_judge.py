"""Stage 6: verdicts on statements made by hand, their reasons, the laws of neutrality, and two texts that belong to no call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comparator.engine.judge import judge, judge_pair
from comparator.engine.judgement.excerpts import MOST_PHRASES, MOST_WORDS, pointed_excerpts, telling_excerpts
from comparator.engine.judgement.facts import read_facts
from comparator.engine.judgement.wording import is_content
from comparator.engine.records import Alignment, Call, Cluster, Link, Relation, Role, Sentence, Span, Verdict
from comparator.engine.register import build_register

CALL = Call("c", date(2023, 5, 4), ("JP", "BR"), {"JP": "Fumio Kishida", "BR": "Luiz Inácio Lula da Silva"})
REGISTER = build_register((CALL,))


def sentence(identity, voice, raw, *, start=100, call="c", source=None):
    document, _, index = identity.partition("#")
    return Sentence(
        id=identity,
        document=document,
        index=int(index),
        span=Span(start, start + len(raw)),
        text=" ".join(raw.split()),
        raw=raw,
        role=Role.CONTENT,
        voice=voice,
        call=call,
        source=source,
    )


def link(a, b, relation=Relation.TOPIC, score=0.9):
    return Link(*sorted((a, b)), relation, score)


def statements(sentences, links, clusters=None, call=CALL, register=REGISTER):
    members = clusters or [tuple(s.id for s in sentences)]
    alignment = Alignment(tuple(links), tuple(Cluster(tuple(m), "Grain") for m in members))
    return judge(call, sentences, alignment, register)


def one(sentences, links, **changes):
    (statement,) = statements(sentences, links, **changes)
    return statement


def pair(japanese, brazilian, relation=Relation.TOPIC):
    return one([sentence("a#0", "JP", japanese), sentence("b#0", "BR", brazilian)], [link("a#0", "b#0", relation)])


@pytest.mark.parametrize(
    ("verdict", "kind", "japanese", "brazilian"),
    [
        ("agree", "shared", "The leaders agreed to reopen the grain corridor.", "It was agreed to reopen the grain corridor."),
        ("agree", "shared", "Both leaders discussed trade in soybeans.", "The two presidents discussed the soybean trade."),
        ("agree", "wording", "The leaders discussed a range of global issues.", "Issues of mutual interest were touched upon."),
        ("agree", "wording", "Kishida spoke to Lula by telephone about ships, nets and grain.", "Kishida spoke to Lula by telephone."),
        ("agree", "shared", "The leaders condemned the blockade of the strait.", "The leaders discussed how to open the strait."),
        ("diverge", "actor", "The call was held at Lula's request.", "The leaders held a call initiated by the Japanese side."),
        ("diverge", "charge", "The two leaders discussed the port.", "Lula condemned the barbaric massacre in the harbour town."),
        ("diverge", "number", "Kishida offered 20 ships for the harbour.", "Kishida offered 30 ships and nothing besides."),
        ("diverge", "negation", "Kishida agreed to fund the canal.", "Kishida did not agree to pay for anything of the sort."),
        ("diverge", "actor", "Kishida asked for medicines.", "Lula asked for doctors and nurses."),
        ("diverge", "term", "Kishida called the war unjust.", "Lula spoke of a special military operation far away."),
    ],
)  # fmt: skip
def test_agreement_and_divergence_with_their_reasons(verdict, kind, japanese, brazilian):
    statement = pair(japanese, brazilian)
    assert statement.verdict.value == verdict
    assert kind in {reason.kind for reason in statement.reasons}
    assert all(reason.text for reason in statement.reasons)


def test_reasons_quote_the_words_and_say_where_they_stand():
    japanese = sentence("a#0", "JP", "Kishida offered\n20 ships for the harbour.", start=500)
    brazilian = sentence("b#0", "BR", "Kishida offered 30 ships and nothing besides.", start=7)
    statement = one([japanese, brazilian], [link("a#0", "b#0")])
    (reason,) = [r for r in statement.reasons if r.kind == "number"]
    assert (reason.a, reason.b) == ("20 ships for the harbour", "30 ships and nothing besides")
    assert reason.text == (
        "The numbers differ: “20 ships for the harbour” in the Japanese version, “30 ships and nothing besides” in the Brazilian version."
    )
    cut = {s.id: s for s in (japanese, brazilian)}
    quoted = [
        cut[p.sentence].raw[p.span.start - cut[p.sentence].span.start : p.span.end - cut[p.sentence].span.start]
        for p in reason.spans
    ]
    assert quoted == ["20 ships for the harbour", "30 ships and nothing besides"]


def test_what_one_version_adds_is_quoted_in_short_phrases_the_most_telling_first():
    text = (
        "Lula spoke of the decision of the admiralty to close the strait of Bahia\nfor all trawlers; of nets, and of "
        "other recent measures that the fishermen of Santos had so long and so loudly complained of."
    )
    words = read_facts(text).words
    excerpts = telling_excerpts(words, [word for word in words if word.start > 20 and is_content(word)])
    assert [excerpt.of(text) for excerpt in excerpts] == [
        "admiralty to close the strait of Bahia",
        "recent measures that the fishermen of Santos",
        "long and so loudly complained",
    ]


@given(
    st.text(max_size=200) | st.lists(st.sampled_from(["grain", "the", "port", ".", "not", '"', "ships"])).map(" ".join)
)
@example("$0'0<<0/0")
def test_phrases_are_short_and_stand_in_the_text_without_overlaps(text):
    words = read_facts(text).words
    for find in (telling_excerpts, pointed_excerpts):
        excerpts = find(words, [word for word in words if is_content(word)])
        assert len(excerpts) <= MOST_PHRASES
        assert all(sum(e.start <= w.start < e.end for w in words) <= MOST_WORDS for e in excerpts)
        ordered = sorted((e.start, e.end) for e in excerpts)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))


def test_a_sentence_without_its_raw_text_is_pointed_at_as_a_whole():
    japanese = replace(sentence("a#0", "JP", "Kishida offered\n\n20 ships for the harbour."), raw="")
    statement = one([japanese, sentence("b#0", "BR", "Kishida offered 30 ships and no more.")], [link("a#0", "b#0")])
    (reason,) = [r for r in statement.reasons if r.kind == "number"]
    assert reason.spans[0].span == japanese.span


def test_what_one_side_alone_tells_says_where_it_was_looked_for():
    sentences = [
        sentence("a#0", "JP", "Kishida spoke of whaling."),
        sentence("b#0", "BR", "Lula spoke of soybeans."),
        sentence("c#0", "BR", "Soybeans came first, Brasília said."),
    ]
    found = statements(sentences, [link("b#0", "c#0", Relation.PARTIAL)], [("a#0",), ("b#0", "c#0")])
    assert [s.verdict for s in found] == [Verdict.ONE_SIDED, Verdict.ONE_SIDED]
    assert [s.reasons[0].text for s in found] == [
        "Only the Japanese version has it; it is not in the Brazilian version, which 2 sources of this call carry.",
        "Only the Brazilian version has it; it is not in the Japanese version, which 1 source of this call carries.",
    ]
    assert found[0].sides == {"JP": ("a#0",), "BR": ()}


def test_a_side_that_no_source_speaks_for_is_named_as_such():
    statement = one([sentence("a#0", "JP", "Kishida spoke of whaling.")], [])
    assert statement.reasons[0].text == (
        "Only the Japanese version has it; no source of this call carries the Brazilian version."
    )


def test_reasons_never_guess_at_motives():
    statement = one(
        [sentence("a#0", "JP", "Kishida spoke of whaling."), sentence("b#0", "outlet", "Rain fell.")],
        [],
        clusters=[("a#0",)],
    )
    assert not any(word in statement.reasons[0].text.lower() for word in ("hid", "omit", "conceal", "silent"))


def test_narration_carries_the_account_that_it_restates():
    sentences = [
        sentence("a#0", "JP", "Kishida pledged 20 ships."),
        sentence("b#0", "outlet", "The prime minister pledged ships."),
        sentence("c#0", "BR", "Lula thanked Kishida for the ships."),
    ]
    links = [link("a#0", "b#0", Relation.PARTIAL), link("a#0", "c#0"), link("b#0", "c#0", Relation.PARTIAL, 0.4)]
    statement = one(sentences, links)
    assert {m.sentence: m.version for m in statement.members} == {"a#0": "JP", "b#0": "JP", "c#0": "BR"}
    assert statement.sides == {"JP": ("a#0",), "BR": ("c#0",)}


def test_narration_alone_is_no_side_s_statement():
    sentences = [sentence("a#0", "JP", "Kishida pledged 20 ships."), sentence("b#0", "outlet", "Ships were pledged.")]
    found = statements(sentences, [link("a#0", "b#0", Relation.PARTIAL)], [("a#0",), ("b#0",)])
    assert [s.verdict for s in found] == [Verdict.ONE_SIDED, Verdict.UNATTRIBUTED]
    assert [m.version for m in found[1].members] == ["JP"]


@pytest.mark.parametrize(
    ("voice", "source", "expected"),
    [
        ("outlet", "the talk", "The outlet's own words: no source is named that speaks for a side of this call."),
        ("outlet", None, "The outlet's own words: no source is named that speaks for a side of this call."),
        (None, "an analyst", "Told by an analyst, who speaks for no side of this call."),
    ],
)
def test_what_no_side_is_given_for(voice, source, expected):
    statement = one([sentence("a#0", voice, "Observers were surprised.", source=source)], [])
    assert statement.verdict is Verdict.UNATTRIBUTED
    assert [reason.text for reason in statement.reasons] == [expected]


def test_what_agrees_and_what_diverges_in_one_cluster_become_two_statements():
    sentences = [
        sentence("a#0", "JP", "The leaders agreed to reopen the grain corridor in the strait."),
        sentence("b#0", "BR", "It was agreed to reopen the grain corridor in the strait."),
        sentence("b#1", "BR", "Lula condemned the barbaric massacre."),
        sentence("b#2", "BR", "Rain fell in Brasília."),
    ]
    found = statements(sentences, [link("a#0", "b#0"), link("a#0", "b#1"), link("b#1", "b#2", Relation.PARTIAL)])
    told = {s.verdict: {m.sentence for m in s.members} for s in found}
    assert told == {
        Verdict.AGREE: {"a#0", "b#0"},
        Verdict.DIVERGE: {"a#0", "b#1"},
        Verdict.ONE_SIDED: {"b#2"},
    }
    assert len({s.id for s in found}) == 3


@pytest.mark.parametrize(("linked", "expected"), [(True, [Verdict.AGREE]), (False, [Verdict.ONE_SIDED] * 2)])
def test_a_link_to_another_cluster_is_an_answer(linked, expected):
    sentences = [
        sentence("a#0", "JP", "Both sides spoke of soybeans."),
        sentence("b#0", "BR", "Both spoke of soybeans."),
    ]
    found = statements(sentences, [link("a#0", "b#0", score=0.45)] if linked else [], [("a#0",), ("b#0",)])
    assert [s.verdict for s in found] == expected


def test_a_headline_is_no_account_and_answers_nothing():
    headline = replace(sentence("b#0", "BR", "Soybeans"), role=Role.HEADLINE)
    told = [sentence("a#0", "JP", "Both sides spoke of soybeans."), headline]
    found = statements(told, [link("a#0", "b#0")])
    assert [(s.verdict, [m.sentence for m in s.members]) for s in found] == [(Verdict.ONE_SIDED, ["a#0"])]


def test_a_headline_stands_with_what_it_announces():
    headline = replace(sentence("a#0", "JP", "Soybeans"), role=Role.HEADLINE)
    told = [headline, sentence("a#1", "JP", "Both sides spoke of soybeans.")]
    statement = one(told, [link("a#0", "a#1", Relation.PARTIAL)])
    assert [m.sentence for m in statement.members] == ["a#0", "a#1"]


def test_three_sides_are_compared_two_by_two():
    call = Call("c", date(2023, 5, 4), ("JP", "BR", "KE"))
    sentences = [
        sentence("a#0", "JP", "The leaders agreed to reopen the grain corridor."),
        sentence("b#0", "BR", "The leaders agreed to reopen the grain corridor."),
        sentence("c#0", "KE", "Ruto denounced the illegal blockade of the strait."),
    ]
    found = statements(sentences, [link("a#0", "b#0"), link("b#0", "c#0")], call=call)
    assert {s.verdict for s in found} == {Verdict.AGREE, Verdict.DIVERGE}
    assert all(tuple(s.sides) == ("JP", "BR", "KE") for s in found)


def test_ids_depend_on_the_members_and_on_nothing_else():
    sentences = [sentence("a#0", "JP", "Whales."), sentence("b#0", "BR", "Soybeans.")]
    forth = statements(sentences, [], [("a#0",), ("b#0",)])
    back = statements(sentences[::-1], [], [("b#0",), ("a#0",)])
    assert [s.id for s in forth] == [s.id for s in back]
    assert all(len(s.id) == 8 and s.id.isalnum() for s in forth)


def test_an_empty_call_has_no_statements():
    assert judge(CALL, (), Alignment((), ()), REGISTER) == ()


CLAIMS = st.lists(
    st.sampled_from(
        [
            "The leaders agreed",
            "Kishida asked",
            "Lula refused",
            "20 ships",
            "30 ships",
            "grain",
            "the war",
            "an attack",
            "on Monday",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["JP", "BR", "outlet"]), CLAIMS), min_size=1, max_size=6), st.data())
def test_swapping_the_sides_mirrors_the_result(told, data):
    sentences = [sentence(f"d#{k}", voice, text) for k, (voice, text) in enumerate(told)]
    couples = [(a.id, b.id) for a in sentences for b in sentences if a.id < b.id]
    chosen = data.draw(st.lists(st.sampled_from(couples), unique=True)) if couples else []
    relation = data.draw(st.sampled_from(Relation))
    links = [link(a, b, relation) for a, b in chosen]
    forth = statements(sentences, links)
    back = statements(sentences, links, call=replace(CALL, sides=CALL.sides[::-1]))
    assert [(s.id, s.verdict, dict(s.sides), s.members) for s in forth] == [
        (s.id, s.verdict, dict(s.sides), s.members) for s in back
    ]
    for first, second in zip(forth, back, strict=True):
        if first.verdict in {Verdict.AGREE, Verdict.DIVERGE}:
            assert {(r.kind, r.a, r.b) for r in first.reasons} == {(r.kind, r.b, r.a) for r in second.reasons}


@given(st.lists(st.tuples(st.sampled_from(["JP", "BR", "outlet", None]), CLAIMS), min_size=1, max_size=6))
def test_every_sentence_of_a_cluster_is_in_a_statement_and_every_statement_has_a_reason(told):
    sentences = [sentence(f"d#{k}", voice, text) for k, (voice, text) in enumerate(told)]
    links = [link(a.id, b.id) for a in sentences for b in sentences if a.id < b.id and a.voice != b.voice]
    found = statements(sentences, links)
    assert {m.sentence for s in found for m in s.members} == {s.id for s in sentences}
    assert all(s.reasons for s in found)
    assert len({s.id for s in found}) == len(found)


@given(CLAIMS)
def test_a_text_agrees_with_itself(text):
    assert pair(text, text, Relation.SAME).verdict is Verdict.AGREE


def test_renaming_the_countries_changes_no_verdict():
    def told(first, second, adjective):
        call = Call("c", date(2023, 5, 4), (first, second))
        names = {code: build_register(()).sides[code] for code in (first, second)}
        sentences = [
            sentence("a#0", first, f"The {names[second].adjectives[0]} President asked {names[first].name} for grain."),
            sentence(
                "b#0", second, f"{names[second].name} condemned the attack and asked {names[first].name} for grain."
            ),
        ]
        return [s.verdict for s in statements(sentences, [link("a#0", "b#0")], call=call)]

    assert told("JP", "BR", "Brazilian") == told("IN", "RU", "Russian") == told("FR", "KE", "Kenyan")


@pytest.mark.parametrize(
    ("verdict", "a", "b"),
    [
        ("agree", "The minister opened the bridge on Monday.", "On Monday the bridge was opened by the minister."),
        ("diverge", "The strike killed 20 people in the port.", "The strike killed 12 people in the port."),
        ("diverge", "The senate accepted the treaty with Peru.", "The senate rejected the treaty with Peru."),
        ("diverge", "The firm has not paid the fine to the state.", "The firm paid the fine to the state."),
        ("diverge", "Acme Corp bought Globex last year.", "Acme Corp sold Globex last year."),
        ("diverge", "Alice Smith defeated Bob Jones in the final.", "Bob Jones defeated Alice Smith in the final."),
        ("diverge", "The treaty was signed on 4 May 1990 in Lima.", "The treaty was signed on 7 May 1990 in Lima."),
        ("unrelated", "The firm paid the fine.", "Rain fell on the northern islands."),
        ("unrelated", "", ""),
    ],
)
def test_two_texts_of_any_kind(verdict, a, b):
    judgement = judge_pair(a, b, REGISTER)
    assert judgement.verdict == verdict
    assert judgement.reasons


def test_reasons_of_two_texts_point_into_them():
    a, b = "The strike killed 20 people in the port.", "The strike killed 12 people in the port."
    (reason,) = judge_pair(a, b).reasons
    texts = {"a": a, "b": b}
    assert [texts[p.sentence][p.span.start : p.span.end] for p in reason.spans] == [
        "20 people in the port",
        "12 people in the port",
    ]


@given(st.text(max_size=60) | CLAIMS, st.text(max_size=60) | CLAIMS)
def test_the_order_of_two_texts_does_not_matter(a, b):
    forth, back = judge_pair(a, b, REGISTER), judge_pair(b, a, REGISTER)
    assert forth.verdict == back.verdict
    if forth.verdict == "diverge":
        assert {(r.kind, r.a, r.b) for r in forth.reasons} == {(r.kind, r.b, r.a) for r in back.reasons}


ACROSS = (
    "The two versions are in different languages; a translation model finds that they say the same, at least in part. "
    "Their words were not compared."
)


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("Japan condemned the brutal attack.", "Обсуждались вопросы безопасности."),
        ("The call took place on 3 May.", "Разговор состоялся 3 мая."),
        ("The leaders agreed on a truce of 30 days.", "Стороны условились о прекращении огня."),
        ("Trade grew by 1.5 per cent.", "Торговля выросла на 1,5 процента."),
    ],
)
def test_words_of_different_languages_are_not_compared(english, russian):
    statement = pair(english, russian, Relation.PARTIAL)
    assert statement.verdict is Verdict.AGREE
    assert [(reason.kind, reason.text) for reason in statement.reasons] == [("wording", ACROSS)]


def test_figures_of_different_languages_can_contradict_each_other():
    statement = pair("The truce will last 30 days.", "Перемирие продлится 15 дней.", Relation.PARTIAL)
    assert statement.verdict is Verdict.DIVERGE
    (reason,) = statement.reasons
    assert (reason.kind, reason.a, reason.b) == ("number", "last 30 days", "продлится 15 дней")


def test_two_texts_in_different_languages_are_not_judged():
    judgement = judge_pair("The truce will last 30 days.", "Перемирие продлится 15 дней.")
    assert judgement.verdict == "unrelated"
    assert judgement.reasons[0].text == "They are in different languages; their words were not compared."


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (
            "Prime Minister Kishida proposed a joint fund for the ports.",
            "President Lula said that customs at the ports must first be reformed.",
            Verdict.DIVERGE,
        ),
        (
            "The two leaders discussed the ports.",
            "President Lula briefed Prime Minister Kishida on the enlargement of the harbour of Santos.",
            Verdict.AGREE,
        ),
        (
            "Prime Minister Kishida promised tents and medicine for the victims of the floods.",
            "President Lula thanked Japan for its help after the floods.",
            Verdict.AGREE,
        ),
        (
            "The key topic of the talks was the safety of shipping.",
            "President Lula reported on the patrols of the navy in the gulf.",
            Verdict.AGREE,
        ),
        (
            "Prime Minister Kishida was invited to visit Brazil.",
            "President Lula invited the Prime Minister to visit Brazil and to see the traces of the bombing.",
            Verdict.AGREE,
        ),
        (
            "Prime Minister Kishida was invited to visit Brazil.",
            "President Lula invited the Prime Minister to visit Brazil and condemned the destructive provocations in the strait.",
            Verdict.DIVERGE,
        ),
        (
            "The leaders spoke of nuclear non-proliferation.",
            "The two sides discussed how to stop the proliferation of nuclear weapons.",
            Verdict.AGREE,
        ),
    ],
)
def test_a_claim_of_ones_own_diverges_and_what_covers_the_other_agrees(first, second, verdict):
    assert pair(first, second).verdict is verdict


def test_what_agrees_and_what_diverges_in_one_cluster_have_headings_of_their_own():
    sentences = [
        sentence("a#0", "JP", "The leaders agreed to reopen the grain corridor."),
        sentence("a#1", "JP", "Kishida offered 20 ships for the harbour."),
        sentence("b#0", "BR", "It was agreed to reopen the grain corridor."),
        sentence("b#1", "BR", "Kishida offered 30 ships and nothing besides."),
    ]
    found = statements(sentences, [link("a#0", "b#0"), link("a#1", "b#1")])
    assert {s.verdict for s in found} == {Verdict.AGREE, Verdict.DIVERGE}
    assert len({s.label for s in found}) == len(found)
    assert all(s.label.startswith("Grain") for s in found)


def test_headings_that_no_phrase_tells_apart_are_numbered():
    sentences = [sentence(f"a#{k}", "JP", "They spoke.") for k in range(3)]
    found = statements(sentences, [], [(s.id,) for s in sentences])
    assert [s.label for s in found] == ["Grain", "Grain (2)", "Grain (3)"]
