"""Which call a mention means: by the sides it names, the days it names, and the day on which it was written.

Takes the known calls, what a sentence says of one (sides, date expressions) and the document's setting; gives the call and the evidence
in words, or None where no known call fits or several fit alike. A call that no one knows is put together in ``propose``. What is
said *in* a call is none of its business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.location.clocks import is_other_day
from comparator.engine.location.dates import DateExpression, agrees, find_dates, resolve
from comparator.engine.records import Call, ProposedCall

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.engine.records import CleanText, SourceDocument

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
FRESH = 4
"""Days between a call and a report of it: of 465 official readouts whose call has a day, 455 appeared on it and all within three."""
_OLD = 400
"""Days after which a report's mention of a call is not taken for news of one."""
_CLOCKS = 1
"""Days by which two capitals' dates of one call differ at most."""


@dataclass(frozen=True, slots=True)
class Setting:
    """When and by whom a document was written."""

    written: date | None
    source: str
    """Where the day comes from, in words."""
    side: str | None = None
    dateline: tuple[DateExpression, ...] = ()
    """The day of its agency's slug, which says no year."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The call that a mention means, if it is known, and why."""

    call: Call | None
    why: str


@dataclass(frozen=True, slots=True)
class _Fit:
    call: Call
    points: int
    reasons: tuple[str, ...] = field(default=())


def read_setting(document: SourceDocument, cleaned: CleanText, body: int | None) -> Setting:
    """Return when a document was written: as it was given, or as its front matter, its date line or its address says.

    Only what stands before ``body``, where the report's own text begins, counts: a date further down is that of a related story.
    """
    if document.published is not None:
        return Setting(document.published, "the document's date", document.side)
    head = [item for item in cleaned.metadata if body is None or item.span.start < body]
    # A page is modified long after it was written; its own date comes first.
    for item in sorted(head, key=lambda item: (_rank(item.key), item.span.start)):
        day = _day_of(item.value) if _rank(item.key) < _NO_DATE else None
        if day is not None:
            return Setting(day, f"its {item.key.replace('_', ' ')} line", document.side)
    slug = next((item.value for item in cleaned.metadata if item.key == "dateline"), "")
    return Setting(None, "", document.side, find_dates(slug))


def by_dateline(setting: Setting, days: Iterable[DateExpression]) -> Setting:
    """Return the setting with the day of the place line of the report, where it says its year."""
    day = next((day for expression in days if (day := resolve(expression, None))), None)
    return setting if day is None else replace(setting, written=day, source="its date line")


_NO_DATE = 3


def _rank(key: str) -> int:
    """Return how well a line of that key tells the day of writing: published, then an address, then a change; else not at all."""
    folded = key.casefold()
    if "modif" in folded or "updat" in folded:
        return 2
    if "url" in folded or "link" in folded or "canonical" in folded:
        return 1
    return 0 if "date" in folded or "publi" in folded or "time" in folded else _NO_DATE


def _day_of(text: str) -> date | None:
    in_address = _URL_DAY.search(text)
    if in_address:
        try:
            return date(*(int(part) for part in in_address.groups()))
        except ValueError:
            return None
    return next((day for expression in find_dates(text) if (day := resolve(expression, None))), None)


def choose(
    calls: Iterable[Call],
    sides: frozenset[str],
    dates: Sequence[DateExpression],
    setting: Setting,
    *,
    current: Call | None = None,
    before: Call | None = None,
    events: Sequence[DateExpression] = (),
) -> Choice:
    """Return the known call that fits the sides and the dates of a mention.

    Args:
        calls: the known calls.
        sides: who takes part, as far as the mention tells.
        dates: the day expressions that govern the mention.
        setting: when the document was written.
        current: the call that the document is about, preferred where nothing speaks against it.
        before: the mention is of a call before this one ("the previous call").
        events: days that the document names besides; a call soon after them is likelier.
    """
    fits = [fit for call in calls if (fit := _fit(call, sides, dates, setting)) is not None]
    if before is not None:
        fits = [fit for fit in fits if fit.call.date < before.date]
        fits = [_more(fit, 1, "the one before") for fit in fits[-1:]] if not dates else fits
    if not fits:
        return Choice(None, "no known call fits")
    fits = [_more(fit, 2, "the call that the report is about") if fit.call == current else fit for fit in fits]
    fits = [_with_events(fit, events) for fit in fits]
    top = max(fit.points for fit in fits)
    best = [fit for fit in fits if fit.points == top]
    if len(best) > 1:
        days = ", ".join(sorted(day_in_words(fit.call.date) for fit in best)[:4])
        return Choice(None, f"several known calls fit alike ({days})")
    call = best[0].call
    reasons = "; ".join(best[0].reasons) or (
        "the one known call of these sides" if len(fits) == 1 else "the likeliest of the known calls"
    )
    return Choice(call, f"the call of {day_in_words(call.date)}: {reasons}")


def _fit(call: Call, sides: frozenset[str], dates: Sequence[DateExpression], setting: Setting) -> _Fit | None:
    if not sides <= set(call.sides):
        return None
    fit = _Fit(call, 2 * len(sides))
    for expression in dates:
        agreement = agrees(expression, call.date, setting.written)
        if agreement is False and not _by_other_clock(expression, call, setting):
            return None
        if agreement:
            fit = _more(fit, 4, f"“{expression.text}” matches")
    return _with_age(fit, setting, dated=bool(dates))


def _by_other_clock(expression: DateExpression, call: Call, setting: Setting) -> bool:
    """Tell whether "today", or any day where the clocks are far apart, is the day of the call in the other capital."""
    day = resolve(expression, setting.written)
    if day is None:
        return False
    today = expression.days is not None and abs((day - call.date).days) <= _CLOCKS
    return today or is_other_day(call, day, setting.side)


def _with_age(fit: _Fit, setting: Setting, *, dated: bool) -> _Fit | None:
    if setting.written is None:
        return fit
    age = (setting.written - fit.call.date).days
    if age < -_CLOCKS:
        return None
    if age <= FRESH:
        return _more(fit, 5 - max(age, 0), f"{setting.source} is {day_in_words(setting.written)}")
    return _more(fit, -1) if not dated else fit


def _with_events(fit: _Fit, events: Sequence[DateExpression]) -> _Fit:
    """Prefer a call that follows an event that the document dates: within two months, and not before it."""
    for expression in events:
        day = resolve(expression, fit.call.date) or _mid_month(expression)
        if day is not None and 0 <= (fit.call.date - day).days <= 60:
            return _more(fit, 1, f"it came soon after “{expression.text}”")
    return fit


def _mid_month(expression: DateExpression) -> date | None:
    if expression.year is None or expression.month is None:
        return None
    return date(expression.year, expression.month, 15)


def _more(fit: _Fit, points: int, reason: str | None = None) -> _Fit:
    return _Fit(fit.call, fit.points + points, (*fit.reasons, reason) if reason else fit.reasons)


def fresh(dates: Sequence[DateExpression], setting: Setting) -> tuple[DateExpression, ...]:
    """Return the dates that can be of the call of a readout: it appears within days, an older day is of something else."""
    written = setting.written
    if written is None:
        return tuple(dates)
    days = ((expression, resolve(expression, written)) for expression in dates)
    return tuple(expression for expression, day in days if day and -_CLOCKS <= (written - day).days <= FRESH)


def is_fresh(call: Call, setting: Setting) -> bool:
    """Tell whether a document can be news of a call; where its day is open it can."""
    return setting.written is None or -_CLOCKS <= (setting.written - call.date).days <= FRESH


def propose(
    sides: frozenset[str],
    dates: Sequence[DateExpression],
    setting: Setting,
    leaders: Mapping[str, str],
) -> ProposedCall | None:
    """Return the call that a document is about where the register knows none, or None where its day or its sides are open."""
    if len(sides) < 2:
        return None
    written = setting.written
    days = [day for expression in dates if (day := resolve(expression, written))]
    if written is not None:
        days = [day for day in days if -_CLOCKS <= (written - day).days <= _OLD]
    day = days[0] if days else written
    if day is None:
        return None
    codes = tuple(sorted(sides))
    return ProposedCall(
        id=f"{day.isoformat()}-{'-'.join(code.lower() for code in codes)}",
        date=day,
        sides=codes,
        leaders={code: leaders[code] for code in codes if code in leaders},
    )


def day_in_words(day: date) -> str:
    """Return "2 March 2022", whatever the machine's locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = tuple(names[0] for names in read_json("calendar")["months"].values())
