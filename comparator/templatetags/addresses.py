"""Addresses and dates that a page has hundreds of, each made once: to look one up takes twenty times as long."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.urls import get_script_prefix, reverse
from django.utils.formats import date_format
from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date


def address(name: str, argument: str) -> str:
    """Return the path of a page by the name of its address and its one argument, ready for an attribute."""
    return _address(get_script_prefix(), name, argument)


@lru_cache(maxsize=8192)
def _address(_prefix: str, name: str, argument: str) -> str:
    return escape(reverse(name, args=[argument]))


def long_date(day: date | None) -> str:
    """Return a date in full, as the reader's language writes it; nothing for none."""
    return _written(day, "DATE_FORMAT", get_language()) if day else ""


def short_date(day: date | None) -> str:
    """Return a date shortly, as the reader's language writes it; nothing for none."""
    return _written(day, "SHORT_DATE_FORMAT", get_language()) if day else ""


@lru_cache(maxsize=4096)
def _written(day: date, form: str, _language: str | None) -> str:
    return escape(date_format(day, form))
