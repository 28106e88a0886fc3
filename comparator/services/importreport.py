"""What an import tells while it runs, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager


class Host:
    """Where an import runs. This one shows nothing and makes plain transactions; a job and the command line have their own."""

    def progress(self, done: int, total: int, step: str) -> None:
        """Be told how far the work has come: parts of this step that are done, parts that it has (0: not known), the step in words."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make the transaction of a batch."""
        return transaction.atomic()

    def stored(self, public_ids: Sequence[str]) -> None:
        """Be told, in the transaction of a batch, which documents it stores."""

    def is_own(self, public_id: str) -> bool:
        """Tell whether an earlier attempt at this import stored the document."""
        return False


class ItemState(StrEnum):
    """What became of an item."""

    ADDED = "added"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of an item."""

    place: str
    """File and line, for people."""
    state: ItemState
    message: str = ""
    """Why it was refused, what it is a duplicate of, or what to look at; empty where there is nothing to say."""
    document: str = ""
    """Public id of the stored document, if there is one."""


@dataclass(slots=True)
class ImportReport:
    """What an import came to."""

    results: list[ItemResult] = field(default_factory=list)
    """One for each item, in the order in which they came."""
    known_calls: int = 0
    """Calls that added documents speak of and that were there before."""
    proposed_calls: int = 0
    """Those that were not."""
    collated: int = 0
    """Calls that were collated."""
    failed_calls: list[str] = field(default_factory=list)
    """Slugs of the calls that could not be; their former results stand."""

    def count(self, state: ItemState) -> int:
        """Return how many items came to that."""
        return sum(result.state is state for result in self.results)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused and no call failed."""
        return not self.count(ItemState.REFUSED) and not self.failed_calls
