"""Public ids of statements outlive every run."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from comparator.models import Collation, Document, Statement
from comparator.services.collations import collate_call_now, recollate_all
from comparator.services.documents import documents_delete, documents_reread
from comparator.services.publicids import encode, make_public_id

pytestmark = pytest.mark.django_db


def live():
    return dict(Statement.objects.filter(retired=False).values_list("label", "public_id"))


def test_the_same_input_makes_no_new_run_and_keeps_the_ids(calls, add, engine):
    add("[IN|first] Safety", "[RU|first] Evacuation")
    before, runs = live(), set(Collation.objects.values_list("pk", flat=True))
    assert [o.state for o in recollate_all(engine=engine)] == ["unchanged", "done"]  # the second call has no run yet
    assert {o.state for o in recollate_all(engine=engine)} == {"unchanged"}
    assert live() == before
    assert set(Collation.objects.filter(call__slug="first").values_list("pk", flat=True)) == runs


def test_another_engine_makes_a_new_run_and_keeps_the_ids(calls, add, engine):
    add("[IN|first] Safety", "[RU|first] Evacuation")
    before = live()
    engine.version = "fake-2"
    outcome = collate_call_now(call=calls[0], engine=engine)
    assert (outcome.state, outcome.changes.kept, outcome.changes.added) == ("done", 2, 0)
    assert live() == before
    assert list(Collation.objects.filter(call=calls[0], current=True).values_list("engine_version", flat=True)) == [
        "fake-2"
    ]
    assert Collation.objects.filter(call=calls[0]).count() == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ids_survive_the_adding_of_documents_in_whatever_order(order, calls, add):
    texts = [
        ["[IN|first] Safety one"],
        ["[RU|first] Safety two", "[RU|first] Trade"],
        ["[IN|first] Trade", "[IN|first] Peace"],
    ]
    seen = {}
    for number in order:
        add(*texts[number])
        now = live()
        assert seen.items() <= now.items()
        seen = now
    assert set(seen) == {"Safety", "Trade", "Peace"}


def test_merged_statements_lead_to_the_survivor(calls, add, engine, monkeypatch):
    document = add("[IN|first] Safety a", "[IN|first] Safety b", "[RU|first] Exit c", "[RU|first] Peace d").document
    before = live()
    first_words = {"Exit": "Safety", "Peace": "Peace"}
    merge(engine, first_words, monkeypatch)
    documents_reread(documents=[document], engine=engine)
    assert live() == {"Safety": before["Safety"], "Peace": before["Peace"]}
    gone = Statement.objects.get(public_id=before["Exit"])
    assert (gone.retired, gone.merged_into.public_id, gone.collation) == (True, before["Safety"], None)

    merge(engine, {"Safety": "Peace", "Exit": "Peace"}, monkeypatch, version="fake-3")
    documents_reread(documents=[document], engine=engine)
    assert set(live().values()) == {before["Safety"]}
    gone.refresh_from_db()
    assert gone.merged_into.public_id == before["Safety"]

    monkeypatch.undo()
    engine.version = "fake-4"
    documents_reread(documents=[document], engine=engine)
    assert live() == before, "a statement of the very same sentences gets its own id back"


def merge(engine, first_words, monkeypatch, version="fake-2"):
    """Have the engine take some first words for others."""
    original = type(engine)._sentence

    def renamed(self, *args):
        from dataclasses import replace

        sentence = original(self, *args)
        word, _, rest = sentence.text.partition(" ")
        return replace(sentence, text=f"{first_words.get(word, word)} {rest}")

    monkeypatch.undo()
    monkeypatch.setattr(type(engine), "_sentence", renamed)
    engine.version = version


def test_ids_survive_a_random_history(calls, add, engine):
    chance = random.Random(7)
    words = ["Safety", "Trade", "Peace", "Grain", "Exit"]
    for step in range(25):
        documents = list(Document.objects.all())
        before = {
            s.public_id: {m.sentence_id for m in s.members.all()} for s in Statement.objects.filter(retired=False)
        }
        if documents and chance.random() < 0.3:
            documents_delete(documents=[chance.choice(documents)], engine=engine)
        else:
            add(*(f"[{chance.choice(['IN', 'RU'])}|first] {chance.choice(words)} {step}.{n}" for n in range(3)))
        after = {s.public_id: {m.sentence_id for m in s.members.all()} for s in Statement.objects.filter(retired=False)}
        for public_id in before.keys() & after.keys():
            assert before[public_id] & after[public_id] or not before[public_id]
        assert Collation.objects.filter(call=calls[0], current=True).count() == 1


def test_a_failed_run_is_recorded_and_the_former_result_stands(calls, add, engine):
    add("[IN|first] Safety", "[RU|first] Safety")
    before = (live(), Collation.objects.get(current=True))
    engine.version, engine.fails_collating = "fake-2", "first"
    outcome = collate_call_now(call=calls[0], engine=engine)
    assert (outcome.state, outcome.error) == ("failed", "RuntimeError: the fake broke down")
    assert (live(), Collation.objects.get(current=True)) == before
    assert before[1].links.count() == 1
    failed = Collation.objects.get(state="failed")
    assert (failed.error, failed.current, failed.engine_version) == (
        "RuntimeError: the fake broke down",
        False,
        "fake-2",
    )


def test_a_result_that_cannot_be_stored_leaves_the_former_one_untouched(calls, add, engine, monkeypatch):
    add("[IN|first] Safety", "[RU|first] Safety")
    before = (live(), Collation.objects.get(current=True))
    engine.version = "fake-2"
    monkeypatch.setattr("tests.fakes.records.Link", lambda a, b, relation, score, why: TooHigh(a, b, relation, why))
    assert collate_call_now(call=calls[0], engine=engine).state == "failed"
    assert (live(), Collation.objects.get(current=True)) == before
    assert before[1].links.count() == 1


class TooHigh:
    """A link whose score the database refuses."""

    def __init__(self, a, b, relation, why):
        self.a, self.b, self.relation, self.score, self.why = a, b, relation, 7.0, why


def test_public_ids_are_short_legible_and_step_aside():
    first = encode("a text")
    assert len(first) == 8
    assert not set(first) & set("ilou")
    assert make_public_id("a text", lambda _: False) == first
    assert make_public_id("a text", {first}.__contains__) != first


def test_a_run_keeps_the_word_differences_of_what_the_page_shows(calls, add):
    add("[IN|first] Safety was spoken of", "[RU|first] Safety was never spoken of", "[IN|first] Trade")
    kept = dict(Statement.objects.values_list("label", "differences"))
    assert [len(found) for found in (kept["Safety"], kept["Trade"])] == [1, 0]
    _, theirs, _ = next(iter(kept["Safety"].values()))
    assert next(piece for piece in theirs if len(piece) > 1)[0] == "never"


def test_a_reason_keeps_the_phrases_that_it_rests_on(calls, add):
    add("[IN|first] Safety first")
    assert Statement.objects.get().reasons[0]["phrases"] == [["IN", "IN"], ["IN", "first"], ["IN", "Safety first"]]
