"""Whose account each source of a call carries: its sentences on the call by the voice that asserts them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _

from comparator.engine.records import OUTLET_VOICE, Role
from comparator.models import Sentence
from comparator.selectors.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comparator.selectors.records import CallSummary, SourceView


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """How many sentences of a source are in one voice."""

    key: str
    """Class name: ``only-a`` for the leftmost side and so on, ``other`` for states that are no party, ``unattributed`` for the rest."""
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceVoices:
    """A source and the voices in it, in the order of the sides, those without a sentence left out."""

    source: SourceView
    voices: tuple[VoiceCount, ...]

    @property
    def total(self) -> int:
        """Sentences on the call."""
        return sum(voice.count for voice in self.voices)


@kept(64, lambda call, sources: (call.pk, tuple(source.public_id for source in sources)))
def source_voices(call: CallSummary, sources: Sequence[SourceView]) -> tuple[SourceVoices, ...]:
    """Return the voices of some sources of a call, in the order given; one query."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = (
        Sentence.objects.filter(call=call.pk, document__public_id__in=[source.public_id for source in sources])
        .exclude(role=Role.FURNITURE.value)
        .order_by()
        .values_list("document__public_id", "voice")
        .annotate(n=Count("pk"))
    )
    for document, voice, count in rows:
        counts[document][voice] = count
    return tuple(SourceVoices(source, _voices(call, counts[source.public_id])) for source in sources)


def legend(found: Iterable[SourceVoices]) -> tuple[VoiceCount, ...]:
    """Return every voice of some sources once, with its number of sentences in all of them."""
    totals: dict[tuple[str, str], int] = {}
    for source in found:
        for voice in source.voices:
            totals[voice.key, voice.label] = totals.get((voice.key, voice.label), 0) + voice.count
    return tuple(VoiceCount(key, label, count) for (key, label), count in sorted(totals.items()))


def _voices(call: CallSummary, counts: dict[str, int]) -> tuple[VoiceCount, ...]:
    parties = {side.code for side in call.sides}
    others = sum(count for code, count in counts.items() if code not in {*parties, OUTLET_VOICE, ""})
    found = (
        *(VoiceCount(f"only-{side.letter}", side.name, counts.get(side.code, 0)) for side in call.sides),
        VoiceCount("other", _("Other states"), others),
        VoiceCount(
            "unattributed", _("The outlet itself, or no side known"), counts.get(OUTLET_VOICE, 0) + counts.get("", 0)
        ),
    )
    return tuple(voice for voice in found if voice.count)
