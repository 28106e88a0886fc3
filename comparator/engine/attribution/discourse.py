"""The voices of an article, sentence after sentence.

Takes the sentences of a press report with their quotation marks; gives the speaker of each. It reads every sentence
for its own cue and source first, then lets quotations that run over several sentences take the speaker that their cue
names, and press releases quoted at length keep theirs until the report's own narration resumes. What was last named
is remembered, so that "it", "he" and "the statement" find their owner.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comparator.engine.attribution.account import Account, Speaker
from comparator.engine.attribution.listing import gathers, is_marked
from comparator.engine.attribution.memory import Memory
from comparator.engine.attribution.reports import Report, ReportReader
from comparator.engine.attribution.sourcekinds import SourceKind
from comparator.engine.records import OUTLET_VOICE, Role, Segment, SourceDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.attribution.quotation import Quoting
    from comparator.engine.attribution.sourcekinds import Source
    from comparator.engine.register import Register


_CLOSING = ("”", '"', "»", "'", "’")
_EACH_NAMED = 2
_QUOTED_WHOLE = 0.85
"""Share of its characters in quotation marks from which a sentence is all quotation and needs a speaker from elsewhere."""


def read_article(
    document: SourceDocument, segments: Sequence[Segment], quotations: Sequence[Quoting], register: Register
) -> list[Speaker]:
    """Return the speaker of each sentence of an article."""
    return _Article(document, segments, quotations, register).read()


class _Article:
    def __init__(
        self, document: SourceDocument, segments: Sequence[Segment], quotations: Sequence[Quoting], register: Register
    ) -> None:
        self._segments = segments
        self._quotations = quotations
        self._reader = ReportReader(document, segments, register)
        self._memory = Memory(self._reader.home, self._reader.callers)
        self._speakers: list[Speaker] = []
        self._account = Account()
        self._release: Report | None = None
        """The press release that the report quotes at length or lists the points of, while it does."""
        self._listed = self._headed = False
        """Whether it was announced, and whether by a heading."""
        self._apart = 0
        """Sentences in a row under such a heading that each name their source: nothing is passed on whole."""
        self._items_marked: bool | None = None
        """Whether its paragraphs begin with marks, once one was seen."""

    def read(self) -> list[Speaker]:
        at = 0
        while at < len(self._segments):
            end = self._run_end(at)
            if end > at + 1:
                self._read_run(at, end)
            else:
                self._speakers.append(self._read_sentence(at))
            self._follow_release(end - 1)
            for k in range(at, end):
                self._account.see(self._segments[k], self._speakers[k], self._memory)
            at = end
        return self._speakers

    # -- one sentence

    def _read_sentence(self, at: int) -> Speaker:
        segment = self._segments[at]
        if segment.role is Role.FURNITURE:
            return Speaker(attributed=False, voice=None)
        report = self._report(at)
        if segment.role is Role.HEADLINE:
            return self._headline(report, at)
        if report.side is None and self._is_all_quotation(at) and not report.named:
            return self._carry_on(at)
        if self._release is not None and self._is_released(report, at):
            return self._speaker(report, at) if self._speaks_itself(report, at) else self._released(report)
        self._release = None
        if self._account.goes_on(segment, report) and not self._reader.is_narration(segment.text):
            return self._account.told(report)
        return self._speaker(report, at)

    def _headline(self, report: Report, at: int) -> Speaker:
        """Return the speaker of a headline: the outlet, which sums up what leaders said, unless an institution is named."""
        acts = report.source.kind is SourceKind.HEAD or (report.side is None and report.named)
        return self._speaker(replace(report, side=None, named=False) if acts else report, at)

    def _report(self, at: int) -> Report:
        segment = self._segments[at]
        report = self._reader.read(segment, self._quotations[at], self._memory)
        if segment.role is not Role.FURNITURE:
            self._memory.see(report)
        return report

    def _speaker(self, report: Report, at: int) -> Speaker:
        share = self._reader.reported_share(self._segments[at], self._quotations[at], report)
        if report.side is not None:
            return _named(report, report.side)
        if report.named:
            why = f"“{report.source.text}” is named as the source and speaks for no known side."
            return Speaker(attributed=True, voice=None, source=report.source.text, cue=report.cue, why=why)
        attributed = share >= _REPORTED
        return Speaker(
            attributed,
            OUTLET_VOICE,
            report.source.text if attributed else None,
            report.cue if attributed else None,
            report.why,
        )

    def _released(self, report: Report) -> Speaker:
        release = self._release or report
        why = f"It stands in what is quoted from “{release.source.text}”, before the report's own narration resumes."
        return Speaker(attributed=True, voice=release.side, source=release.source.text, why=why)

    def _is_all_quotation(self, at: int) -> bool:
        return self._quotations[at].covered() >= _QUOTED_WHOLE * max(1, len(self._segments[at].text.rstrip(" .")))

    def _carry_on(self, at: int) -> Speaker:
        """Return the speaker of a quotation that names none: whoever spoke just before it, or is named last."""
        before = next((s for s in reversed(self._speakers[-3:]) if s.attributed and s.voice != OUTLET_VOICE), None)
        if before is not None:
            return replace(
                before, cue=None, why=f"A quotation with no source of its own goes on with “{before.source}”."
            )
        source = self._memory.last
        side = source.side if source else None
        return Speaker(
            attributed=True,
            voice=side,
            source=source.text if source else None,
            why="A quotation; its source is the one named last.",
        )

    # -- quotations over several sentences

    def _run_end(self, at: int) -> int:
        end = at + 1
        while end < len(self._segments) and self._runs_on(end - 1):
            end += 1
        return end

    def _runs_on(self, at: int) -> bool:
        return self._quotations[at].runs_on and self._segments[at].role is not Role.HEADLINE

    def _read_run(self, at: int, end: int) -> None:
        """Give a quotation over several sentences the speaker that a cue at its end, or else at its beginning, names."""
        reports = [self._report(k) for k in range(at, end)]
        own = [k for k in range(len(reports) - 1, -1, -1) if reports[k].side is not None or reports[k].named]
        edges = [k for k in own if k in (0, len(reports) - 1)] or own
        if not edges:
            self._speakers.extend(self._unnamed_run(at, end, reports))
            return
        lead = reports[edges[0]]
        for offset, report in enumerate(reports):
            if self._segments[at + offset].role is Role.FURNITURE:
                self._speakers.append(Speaker(attributed=False, voice=None))
            elif report.side is not None or report.named:
                self._speakers.append(self._speaker(report, at + offset))
            else:
                why = f"It stands in a quotation of “{lead.source.text}” that runs over several sentences."
                self._speakers.append(
                    Speaker(attributed=True, voice=lead.side, source=lead.source.text, cue=lead.cue, why=why)
                )

    def _unnamed_run(self, at: int, end: int, reports: Sequence[Report]) -> list[Speaker]:
        if self._quotations[at].ranges and self._quotations[at].ranges[0][0] <= 1:
            lead = self._carry_on(at)
            return [
                lead if self._segments[k].role is not Role.FURNITURE else Speaker(attributed=False, voice=None)
                for k in range(at, end)
            ]
        return [self._speaker(report, at + k) for k, report in enumerate(reports)]

    # -- press releases quoted at length, and lists of what they say

    def _is_released(self, report: Report, at: int) -> bool:
        """Tell whether a sentence still belongs to the release or list that the report passes on."""
        text = self._segments[at].text
        marked = is_marked(text)
        if report.is_silence:
            return False
        self._apart = self._apart + 1 if report.side is not None or report.named else self._apart
        if self._starts_paragraph(at):
            if self._headed and self._apart >= _EACH_NAMED and report.side is None and not report.named:
                return False
            if self._items_marked is None:
                self._items_marked = marked
            elif self._items_marked and not marked:
                return False
        if report.side is not None or report.named:
            same = self._release is not None and report.side == self._release.side
            return same or (self._listed and report.source.kind is SourceKind.HEAD)
        return self._items_marked or not self._reader.is_narration(text, in_list=self._listed)

    def _speaks_itself(self, report: Report, at: int) -> bool:
        """Tell whether a sentence within a list has a speaker of its own: a body of the side, or a leader who is quoted."""
        return report.side is not None and (report.source.kind is not SourceKind.HEAD or self._is_all_quotation(at))

    def _starts_paragraph(self, at: int) -> bool:
        return at == 0 or self._segments[at].paragraph != self._segments[at - 1].paragraph

    def _follow_release(self, at: int) -> None:
        """Begin to follow a release: it is announced, its quotation was left open, or its source is followed by a colon."""
        segment = self._segments[at]
        if segment.role is Role.HEADLINE:
            self._follow_heading(segment)
        if segment.role is not Role.CONTENT:
            return
        listed = self._reader.listings.announced(segment.text, self._memory)
        if listed is not None and (gathers(segment.text) or self._item_follows(at)):
            self._pass_on(listed, listed=True)
            return
        source = self._memory.last
        if (
            self._opens_release(at)
            and source is not None
            and source.kind in (SourceKind.DOCUMENT, SourceKind.BODY)
            and source.side == self._speakers[at].voice
        ):
            self._pass_on(source, listed=False)

    def _opens_release(self, at: int) -> bool:
        quoting, segment = self._quotations[at], self._segments[at]
        if self._speakers[at].voice in (None, OUTLET_VOICE):
            return False
        left_open = (
            bool(quoting.ranges)
            and quoting.ranges[-1][1] == len(segment.text)
            and not segment.text.endswith(_CLOSING)
            and not quoting.runs_on
        )
        return left_open or (segment.text.endswith(":") and not quoting.ranges)

    def _follow_heading(self, segment: Segment) -> None:
        """Follow what stands under a heading that names its source; a heading ends what an earlier one began."""
        begun = any(speaker.voice is not None for speaker in self._speakers[:-1])
        listings = self._reader.listings
        headed = (listings.headed(segment.text) or listings.announced(segment.text, self._memory)) if begun else None
        if headed is not None:
            self._pass_on(headed, listed=True)
            self._headed = True
        elif self._headed:
            self._release, self._headed = None, False

    def _item_follows(self, at: int) -> bool:
        after = next((s for s in self._segments[at + 1 :] if s.role is Role.CONTENT), None)
        return after is not None and is_marked(after.text)

    def _pass_on(self, source: Source, *, listed: bool) -> None:
        self._release = Report(source=source, side=source.side, named=True)
        self._items_marked, self._listed, self._headed, self._apart = None, listed, False, 0


_REPORTED = 0.2
"""Share of a sentence's characters inside reported content from which it counts as attributed; PolNeAR's scorer draws the line there."""


def _named(report: Report, side: str) -> Speaker:
    return Speaker(attributed=True, voice=side, source=report.source.text, cue=report.cue, why=report.why)
