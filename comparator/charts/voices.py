"""Voice shares: a bar for each source of a call, divided by whose account its sentences carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.charts.axis import bar_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.voices import SourceVoices, VoiceCount

ROW = 44
"""Pixels of a row: the name of the source, and its bar below."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar, in per cent of the width."""

    voice: VoiceCount
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A source with its bar."""

    found: SourceVoices
    label_y: int
    bar_y: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """The drawing."""

    rows: tuple[VoiceRow, ...]
    height: int


def draw_voices(found: Sequence[SourceVoices]) -> Voices | None:
    """Return the bars of the sources that have a sentence on the call, or None where there are none."""
    told = [source for source in found if source.total]
    if not told:
        return None
    rows = tuple(
        VoiceRow(source, ROW * place + 14, ROW * place + 20, _shares(source)) for place, source in enumerate(told)
    )
    return Voices(rows, ROW * len(rows))


def _shares(found: SourceVoices) -> tuple[Share, ...]:
    places = bar_parts([voice.count for voice in found.voices], found.total)
    return tuple(Share(voice, x, width) for voice, (x, width) in zip(found.voices, places, strict=True))
