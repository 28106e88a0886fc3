"""What single sentences say of calls: mentions, acts, participants."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.lexicon import read_json
from comparator.engine.location.callaccount import teller
from comparator.engine.location.calltalk import read_clues
from comparator.engine.location.calltokens import find_hits, fold, tokenise
from comparator.engine.location.principals import principals
from comparator.engine.records import Call
from comparator.engine.register import build_register

REGISTER = build_register(
    [Call("c", date(2023, 7, 4), ("BR", "JP"), {"BR": "Luiz Inácio Lula da Silva", "JP": "Fumio Kishida"})]
)


def clues(text):
    mentions = REGISTER.mentions(text)
    return read_clues(text, principals([text], [mentions], REGISTER).sift(text, mentions))


MENTIONS = [
    ("The call lasted an hour.", "plain"),
    ("Lula spoke with Prime Minister Kishida.", "plain"),
    ("President Lula and Prime Minister Kishida spoke today.", "plain"),
    ("Lula called Kishida to thank him.", "plain"),
    ("In their call on Tuesday, Lula thanked him.", "plain"),
    ("Состоялся телефонный разговор.", "plain"),
    ("He believes in peace after a 90-minute call with Kishida.", "passing"),
    ("Asked whether he will come following their recent telephone conversation, he smiled.", "passing"),
    ("She had urged Lula to step in and hold talks with Kishida.", "wish"),
    ("Tokyo had long sought such a call.", "wish"),
    ("Lula called for an end of the strike.", None),
    ("Lula reiterated his call for dialogue.", None),
    ("Lula called on the ministers to act.", None),
    ("The farmer had spoken to his father.", None),
    ("Peace talks go on.", None),
]


@pytest.mark.parametrize(("text", "kind"), MENTIONS)
def test_mentions_of_a_call(text, kind):
    cue = clues(text).cue
    found = None if cue is None else "wish" if cue.unreal else "passing" if cue.subordinate else "plain"
    assert found == kind


ACTS = [
    ("Lula also urged Kishida to come.", [("BR", "JP")]),
    ("Lula on Tuesday, 4 July, told Kishida that rice is dear.", [("BR", "JP")]),
    ("“Rice is dear,” said Fumio Kishida.", [("JP", None)]),
    ("The Japanese Prime Minister thanked the President of Brazil.", [("JP", None)]),
    ("While both leaders discussed rice, the market fell.", [(None, None)]),
    ("“When they met, they underscored the need.", [(None, None)]),
    ("We discussed rice.", [(None, None)]),
    ("Lula has repeatedly denied it.", []),
    ("Lula will tell Kishida.", []),
    ("Lula told the newspaper that he was well.", []),
    ("The market fell after Lula announced a tax.", []),
    ("Brazil urged Japan to come.", []),
]


@pytest.mark.parametrize(("text", "acts"), ACTS)
def test_acts_of_leaders(text, acts):
    assert [(act.side, act.to) for act in clues(text).acts] == acts


PARTICIPANTS = [
    ("Lula had a phone call with Kishida about Canadian wheat.", {"BR", "JP"}),
    (
        "President of the Republic of Poland Jan Nowak had a phone conversation with the Canadian Prime Minister.",
        {"PL", "CA"},
    ),
    ("Hours after Chile, Prime Minister Kishida's ally, voted, Lula spoke with Kishida by phone.", {"BR", "JP"}),
    ("An Adviser to the President of France had a phone conversation with Lula.", {"BR"}),
    ("The call lasted an hour.", set()),
]


@pytest.mark.parametrize(("text", "sides"), PARTICIPANTS)
def test_participants(text, sides):
    assert clues(text).participants == sides


def test_a_spokesman_is_no_leader():
    found = clues("Foreign Minister Yoshimasa Hayashi said that rice is dear.")
    assert found.leaders == frozenset()
    assert "persons" in found.tags


def test_every_entry_of_the_word_lists_is_found_as_it_is_written():
    for name, entries in read_json("call_words").items():
        if name.startswith("_"):
            continue
        assert len(set(entries)) == len(entries), name
        for entry in entries:
            assert entry == fold(entry), entry
            assert tokenise(entry, fold(entry)), entry


@given(st.text(max_size=200))
def test_tokens_are_ranges_of_the_text(text):
    folded = fold(text)
    assert len(folded) == len(text)
    tokens = tokenise(text, folded)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(0 <= start < end <= len(tokens) for spans in find_hits(tokens).values() for start, end in spans)


OCCASIONS = [
    ("Speaking to reporters, Lula said that rice is dear.", True),
    ("In an interview, Lula said that rice is dear.", True),
    ("Lula said in a televised address that rice is dear.", True),
    ("Lula disagreed with Kishida's televised address.", False),
    ("Lula said that the interview was long.", False),
    ("Rice is dear.", False),
]


@pytest.mark.parametrize(("text", "elsewhere"), OCCASIONS)
def test_occasions(text, elsewhere):
    assert clues(text).occasion is elsewhere


TELLERS = [
    ("the aide", (False, True, True)),
    ("It", (False, False, True)),
    ("the Kremlin", (False, False, False)),
    ("Prime Minister's Office", (False, True, False)),
    ("Deputy Foreign Minister Han Jung", (True, False, False)),
    ("the Philippine Coast Guard", (True, False, False)),
    ("General Secretary To Lam", (False, False, False)),
    ("presidential spokesperson Lee Do-woon", (False, True, False)),
    ("", (False, False, True)),
]


@pytest.mark.parametrize(("source", "expected"), TELLERS)
def test_tellers(source, expected):
    who = teller(source)
    assert (who.lesser, who.gives_account, who.open) == expected
