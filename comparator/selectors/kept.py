"""What was read of the database, kept for the next request while nothing has changed.

A page that is made anew (in another language, theme or view, for somebody who is signed in) reads again what the page before it has read.
Views name the state of the site that a request found (``reading``); within it a selector gives its former answer for the same question. The
answers are frozen records, and few: those that nobody asked for longest give way. Where no state is named (services, commands, tests of
selectors) everything is read anew.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

P = ParamSpec("P")
T = TypeVar("T")

_STATE: ContextVar[str] = ContextVar("state of the site", default="")
_all: list[OrderedDict[Hashable, Any]] = []


@contextmanager
def reading(state: str) -> Iterator[None]:
    """Name the state of the site that is read in the block."""
    token = _STATE.set(state)
    try:
        yield
    finally:
        _STATE.reset(token)


def kept(size: int, key: Callable[P, Hashable]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the last answers of a selector, each for its question, the state of the site and the language.

    Args:
        size: how many; a page of rows of a large call takes a megabyte.
        key: what tells questions apart, from the arguments of the selector.
    """

    def decorate(read: Callable[P, T]) -> Callable[P, T]:
        answers: OrderedDict[Hashable, T] = OrderedDict()
        lock = Lock()
        _all.append(answers)

        @wraps(read)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            state = _STATE.get()
            if not state:
                return read(*args, **kwargs)
            question = (state, get_language(), key(*args, **kwargs))
            with lock:
                if question in answers:
                    answers.move_to_end(question)
                    return answers[question]
            found = read(*args, **kwargs)
            with lock:
                answers[question] = found
                while len(answers) > size:
                    answers.popitem(last=False)
            return found

        return answer

    return decorate


def forget() -> None:
    """Forget every answer."""
    for answers in _all:
        answers.clear()
