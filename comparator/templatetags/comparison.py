"""Small tags of the pages: the reader's theme, and links back to the page that a form was sent from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from comparator.themes import theme_of

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return the reader's theme; the error page of a broken server has no request and gets the browser's."""
    request: Any = context.get("request")
    return theme_of(request) if request else "auto"


@register.filter
def fold_after(items: tuple[object, ...], count: int) -> tuple[object, ...]:
    """Return the items after the first ``count``, for a "show more"."""
    return items[count:]
