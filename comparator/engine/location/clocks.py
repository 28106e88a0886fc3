"""Calls between capitals whose clocks are far apart: each side may date them by its own day.

Takes the sides of a call and a day that a report names; tells whether it may be the day of the call by another of its clocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from datetime import date

    from comparator.engine.records import Call

_FAR = 9
"""Hours between two clocks from which few hours of the day are office hours of both, so that calls often have two dates: Washington and
Beijing are 13 apart, Washington and Kyiv, whose calls seldom have, 7."""


def is_other_day(call: Call, day: date, teller: str | None) -> bool:
    """Tell whether a day beside that of a call may be its day as well, told by ``teller``'s side or, where None, by anybody.

    The register may have the day of either side: in the east it is later than what a western side's register has, never earlier.
    """
    hours = read_json("clocks")["hours"]
    clocks = {side: hours[side] for side in call.sides if side in hours}
    if not clocks or max(clocks.values()) - min(clocks.values()) < _FAR:
        return False
    later = (day - call.date).days
    if teller in clocks and clocks[teller] in {max(clocks.values()), min(clocks.values())}:
        return later == (1 if clocks[teller] == max(clocks.values()) else -1)
    return later in {-1, 1}
