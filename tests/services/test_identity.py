"""Which new statement is which old one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.services.identity import match_statements


def sets(*words):
    return [frozenset(map(ord, word)) for word in words]


@pytest.mark.parametrize(
    ("old", "new", "kept", "retired"),
    [
        pytest.param({}, ["ab"], {}, {}, id="the first run"),
        pytest.param({"x": "ab"}, ["ab"], {0: "x"}, {}, id="the same"),
        pytest.param({"x": "ab"}, ["cd", "abe"], {1: "x"}, {}, id="it grew and moved"),
        pytest.param({"x": "abc", "y": "de"}, ["abcde"], {0: "x"}, {"y": "x"}, id="two merged: the larger survives"),
        pytest.param({"x": "abcde"}, ["ab", "cde"], {1: "x"}, {}, id="one split: the larger part keeps the id"),
        pytest.param({"x": "ab"}, ["cd"], {}, {"x": None}, id="no sentence is left"),
        pytest.param({"x": ""}, ["a"], {}, {"x": None}, id="its documents are gone"),
        pytest.param({"y": "a", "x": "b"}, ["ab"], {0: "x"}, {"y": "x"}, id="a tie goes by id"),
        pytest.param({"x": "ab", "y": "abc"}, ["abc", "ab"], {0: "y", 1: "x"}, {}, id="of equal overlaps the tighter"),
        pytest.param(
            {"x": "abc", "y": "cd"}, ["abd", "c"], {0: "x", 1: "y"}, {}, id="the next best where the best is taken"
        ),
    ],
)
def test_statements_are_known_by_their_members(old, new, kept, retired):
    found = match_statements(dict(zip(old, sets(*old.values()), strict=True)), sets(*new))
    assert (dict(found.kept), dict(found.retired)) == (kept, retired)


members = st.frozensets(st.integers(0, 12), max_size=6)
olds = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), members, max_size=8)
news = st.lists(members, max_size=8)


@given(olds, news)
def test_every_old_statement_is_kept_once_or_retired(old, new):
    found = match_statements(old, new)
    assert sorted([*found.kept.values(), *found.retired]) == sorted(old)
    assert all(old[old_id] & new[place] for place, old_id in found.kept.items())
    assert all(heir is None or heir in found.kept.values() for heir in found.retired.values())


@given(olds, news)
def test_the_order_of_rows_does_not_matter(old, new):
    backwards = dict(reversed(old.items()))
    assert match_statements(old, new) == match_statements(backwards, new)


@given(olds)
def test_nothing_changes_where_nothing_changed(old):
    old = {old_id: members for old_id, members in old.items() if members}
    found = match_statements(old, list(old.values()))
    assert not found.retired
    assert all(old[old_id] == list(old.values())[place] for place, old_id in found.kept.items())
