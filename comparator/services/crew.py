"""The engine over many documents or calls, in processes of its own where there are several.

Takes engine records and gives engine records in the same order; it knows no models. What goes wrong over one is that one's ``Failure``,
and the others go on. With one worker everything happens in this process; with more the register is sent to each process once.
"""

from __future__ import annotations

import copyreg
import multiprocessing
import traceback
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from comparator.engine.errors import EngineError
from comparator.engine.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from comparator.engine.pairs import PairDecision
    from comparator.engine.records import (
        Call,
        CallResult,
        ReadDocument,
        Sentence,
        Side,
        SourceDocument,
    )
    from comparator.services.engine import Engine

T = TypeVar("T")
R = TypeVar("R")

_AT_A_TIME = 8
"""Documents or calls that are sent to a process in one go: each takes some milliseconds, sending it a part of one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What the engine raised."""

    error: str
    """Its kind and message."""
    trace: str
    """For the log."""
    foreseen: str = ""
    """The message for people where it is an ``EngineError``, else empty."""


class Task(NamedTuple):
    """A call to be collated."""

    call: Call
    sentences: Sequence[Sentence]
    decisions: Sequence[PairDecision] = ()


class Crew:
    """Runs the engine. To be used as a context manager, or for one worker as it is."""

    def __init__(self, engine: Engine, register: Register, *, workers: int = 1) -> None:
        self.engine = engine
        self.register = register
        # A process that serves a queue may be forbidden to have children.
        self.workers = 1 if multiprocessing.current_process().daemon else max(1, workers)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            # What was sent is worked off, a second at most: cancelling it can hang for ever (python/cpython#94777 and its like).
            self._pool.shutdown()
            self._pool = None

    def read(self, documents: Sequence[SourceDocument]) -> Iterator[ReadDocument | Failure]:
        """Run stages 1 to 4 on each document."""
        return self._each(_read, documents)

    def collate(self, tasks: Sequence[Task]) -> Iterator[CallResult | Failure]:
        """Run stages 5 and 6 on each call."""
        return self._each(_collate, tasks)

    def _each(self, work: Callable[[Engine, Register, T], R], tasks: Sequence[T]) -> Iterator[R | Failure]:
        if self.workers == 1 or len(tasks) < 2 * self.workers:
            return (_attempt(work, self.engine, self.register, task) for task in tasks)
        return self._started().map(_in_process, ((work, task) for task in tasks), chunksize=_AT_A_TIME)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Started afresh, not forked: this process may have threads and an open database.
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self.engine, dict(self.register.sides), self.register.calls),
            )
        return self._pool


_own: list[Crew] = []
"""In a process of the pool: the engine and register that it works with."""


def _begin(engine: Engine, sides: dict[str, Side], calls: tuple[Call, ...]) -> None:
    _own[:] = [Crew(engine, Register(MappingProxyType(sides), calls))]


def _in_process(order: tuple[Callable[[Engine, Register, T], R], T]) -> R | Failure:
    work, task = order
    (own,) = _own
    return _attempt(work, own.engine, own.register, task)


def _read(engine: Engine, register: Register, document: SourceDocument) -> ReadDocument:
    return engine.read(document, register)


def _collate(engine: Engine, register: Register, task: Task) -> CallResult:
    return engine.collate(task.call, task.sentences, register, task.decisions)


def _attempt(work: Callable[[Engine, Register, T], R], engine: Engine, register: Register, task: T) -> R | Failure:
    try:
        return work(engine, register, task)
    except Exception as error:  # whatever goes wrong in the engine, the other documents and calls go on
        foreseen = str(error) if isinstance(error, EngineError) else ""
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc(), foreseen)


def _frozen(plain: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(plain)


def _reduced(
    proxy: MappingProxyType[str, str],
) -> tuple[Callable[[dict[str, str]], MappingProxyType[str, str]], tuple[dict[str, str]]]:
    return _frozen, (dict(proxy),)


# The engine's records hold read-only mappings, which pickle does not know by itself.
copyreg.pickle(MappingProxyType, _reduced)
