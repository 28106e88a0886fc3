"""Made-up readouts, as many as are wanted: four on each call, two of either side, all different."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_FIRST = date(2016, 1, 4)
_TOPICS = (
    ("the safety of citizens in the conflict zone", "the evacuation of students"),
    ("trade in national currencies", "the supply of fertilisers"),
    ("the nuclear power plant at Kudankulam", "cooperation in civil nuclear energy"),
    ("the coming summit of the group of twenty", "the agenda of the Shanghai organisation"),
    ("the grain agreement and food prices", "the transport corridor to the south"),
    ("a cessation of hostilities", "a settlement by negotiation"),
    ("the delivery of medicines and vaccines", "joint production of medicines"),
    ("flights between the two capitals", "visas for business people"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A document to be added."""

    outlet: str
    side: str
    kind: str
    published: date
    text: str


def make_text(number: int) -> Text:
    """Return the text of that number; the same number gives the same text."""
    call, place = divmod(number, 4)
    day = _FIRST + timedelta(days=9 * call)
    mine, theirs = _TOPICS[call % len(_TOPICS)], _TOPICS[(call + 3) % len(_TOPICS)]
    when = f"{day:%A}, {day.day} {day:%B %Y}"
    opening = f"Prime Minister Narendra Modi and Russian President Vladimir Putin spoke on the telephone on {when}."
    if place % 2:
        outlet, side = "Kremlin", "RU"
        body = (
            f"Vladimir Putin informed Narendra Modi about {mine[0]}.",
            f"The President of Russia spoke in favour of {theirs[place // 2]}.",
            f"It was agreed to continue contacts, message {number} says.",
        )
    else:
        outlet, side = "Prime Minister's Office", "IN"
        body = (
            f"The Prime Minister discussed {mine[0]} with the President of Russia.",
            f"Narendra Modi stressed the importance of {mine[1 if place else 0]}.",
            f"They also exchanged views on {theirs[0]}, release {number} says.",
        )
    return Text(outlet, side, "readout", day, "\n\n".join((opening, *body)) + "\n")
