"""What was read is read again only when it may have changed."""

from __future__ import annotations

import pytest
from django.utils import translation

from comparator.selectors.kept import forget, kept, reading


@pytest.fixture
def counted():
    """A selector that says how many times it was asked, and for what."""
    asked = []

    @kept(2, lambda name, number=1: (name, number))
    def read(name, number=1):
        asked.append(name)
        return f"{name} {number} {len(asked)}"

    return read


def test_a_question_is_answered_once_for_each_state(counted):
    with reading("first"):
        assert counted("call") == counted("call", 1) == counted("call", number=1) == "call 1 1"
        assert counted("call", 2) == "call 2 2"
    with reading("second"):
        assert counted("call") == "call 1 3"


def test_without_a_state_everything_is_read(counted):
    assert [counted("call"), counted("call")] == ["call 1 1", "call 1 2"]
    with reading("first"):
        kept_now = counted("call")
    assert counted("call") != kept_now


def test_each_language_has_its_own_answer(counted):
    with reading("first"):
        english = counted("call")
        with translation.override("ru"):
            assert counted("call") != english
        assert counted("call") == english


def test_few_answers_are_kept_and_those_asked_for_last(counted):
    with reading("first"):
        first = counted("a")
        counted("b")
        assert counted("a") == first
        counted("c")
        assert counted("a") == first
        assert counted("b") == "b 1 4"


def test_an_error_is_no_answer():
    answers = iter([ValueError("not yet"), "there"])

    @kept(2, lambda: ())
    def read():
        found = next(answers)
        if isinstance(found, ValueError):
            raise found
        return found

    with reading("first"):
        with pytest.raises(ValueError, match="not yet"):
            read()
        assert read() == read() == "there"


def test_all_is_forgotten_at_once(counted):
    with reading("first"):
        counted("call")
        forget()
        assert counted("call") == "call 1 2"
