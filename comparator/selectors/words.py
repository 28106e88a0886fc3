"""Words of the interface that hundreds of rows of a page have in common, looked up once for each language."""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def per_language(make: Callable[[], T]) -> Callable[[], T]:
    """Have a function that gives translated words called once for each language, and what it gave kept; nobody may change that."""

    @cache
    def made(_language: str | None) -> T:
        return make()

    @wraps(make)
    def words() -> T:
        return made(get_language())

    return words
