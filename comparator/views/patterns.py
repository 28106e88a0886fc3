"""The page of patterns, for those who change the pages: every component in every state, where the program runs for development."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from comparator.patterns import documents, states
from comparator.views.http import render_svg

if TYPE_CHECKING:
    from django.http import HttpResponse

    from comparator.patterns.states import State
    from comparator.views.http import HtmxHttpRequest

_NAMED = re.compile(r' (id|for|aria-labelledby|aria-describedby)="([^"]*)"')
_LEADS = re.compile(r' href="#([^"]+)"')
_SWAPS = re.compile(r' hx-[a-z-]+="[^"]*"')


@require_safe
def patterns(request: HtmxHttpRequest) -> HttpResponse:
    """Show every component in every state."""
    _for_development()
    found = sorted([*states.list_states(), *documents.list_states()], key=lambda state: state.template)
    shown = [
        (template, [(state.name, _drawn(request, state, f"{place}-{n}-")) for n, state in enumerate(same)])
        for place, (template, same) in enumerate(groupby(found, key=lambda state: state.template))
    ]
    return render(request, "patterns.html", {"shown": shown, "drawings": list(documents.list_drawings())})


@require_safe
def pattern_svg(request: HtmxHttpRequest, name: str) -> HttpResponse:
    """Show a drawing that is a file."""
    _for_development()
    drawings = documents.list_drawings()
    if name not in drawings:
        raise Http404
    state, height = drawings[name]
    return render_svg(request, state.template, state.context, height=height, page=request.path)


def _for_development() -> None:
    if not settings.DEBUG:
        raise Http404


def _drawn(request: HtmxHttpRequest, state: State, prefix: str) -> SafeString:
    """Return a component with ids of its own, since others on the page have the same, and without what would fetch anything."""
    html = _SWAPS.sub("", render_to_string(state.template, dict(state.context), request))
    named = _NAMED.sub(lambda found: f' {found[1]}="{" ".join(prefix + name for name in found[2].split())}"', html)
    return mark_safe(_LEADS.sub(lambda found: f' href="#{prefix}{found[1]}"', named))
