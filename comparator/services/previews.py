"""What the engine makes of a draft as it stands: shown before anything is stored, and stored nowhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.engine import records
from comparator.engine.errors import EngineError
from comparator.models import Call, Document, Outlet
from comparator.selectors.previews import CallChoice, Line, Preview, SentenceRow
from comparator.services.drafts import decisions_of_draft
from comparator.services.engine import PACKAGED, Engine
from comparator.services.errors import EngineFailedError
from comparator.services.mapping import source_document
from comparator.services.register import register_load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.register import Register
    from comparator.models import Draft

logger = logging.getLogger(__name__)

LONG = "long"
"""Flag of a sentence that is more than one thing, as a rule."""
_LONG_WORDS = 60


def draft_read(*, draft: Draft, engine: Engine = PACKAGED, register: Register | None = None) -> records.ReadDocument:
    """Run stages 1 to 4 on a draft, with what was decided about it.

    Raises:
        EngineFailedError: the engine broke down; the draft is as it was.
    """
    outlet = draft.outlet or Outlet(name=draft.outlet_name or "?", side=draft.outlet_side)
    document = Document(
        public_id=draft.public_id,
        raw_text=draft.raw_text,
        kind=draft.kind or Document.KindChoice.ARTICLE,
        outlet=outlet,
        published=draft.published,
        language=draft.language,
        title=draft.title,
    )
    decisions = [made.decision for made in decisions_of_draft(draft)]
    try:
        return engine.read(source_document(document, decisions), register or register_load().register)
    except EngineError as error:
        raise EngineFailedError(str(error)) from error
    except Exception as error:  # whatever goes wrong in the engine, the person gets a message and the log the traceback
        logger.exception("Reading draft %s failed", draft.public_id)
        raise EngineFailedError(
            _("The text could not be read because of an error in the program; it has been logged. Your draft is kept.")
        ) from error


def draft_preview(*, draft: Draft, engine: Engine = PACKAGED) -> Preview:
    """Return what the pages of a draft show: its lines as cleaned, its sentences, and the calls that they may speak of."""
    read = draft_read(draft=draft, engine=engine)
    decisions = [made.decision for made in decisions_of_draft(draft)]
    spoken = {sentence.call for sentence in read.sentences if sentence.call}
    proposed = tuple(
        CallChoice(
            p.id, p.date, tuple((code, p.leaders.get(code, "")) for code in p.sides), accepted=p.id in draft.accepted
        )
        for p in read.proposed
        if p.id in spoken or any(d.kind is records.Decided.CALL and d.value == p.id for d in decisions)
    )
    return Preview(
        lines=_lines(draft.raw_text, read.sentences, decisions),
        sentences=tuple(_row(sentence, decisions) for sentence in read.sentences if _is_report(sentence)),
        voices=frozenset(sentence.voice for sentence in read.sentences if sentence.voice),
        known=tuple(Call.objects.filter(slug__in=spoken).order_by("date").values_list("slug", flat=True)),
        proposed=proposed,
    )


def _is_report(sentence: records.Sentence) -> bool:
    return sentence.role is not records.Role.FURNITURE


def _lines(raw: str, sentences: Sequence[records.Sentence], decisions: Sequence[records.Decision]) -> tuple[Line, ...]:
    """Return paragraphs of the report, headlines and removed lines, in order."""
    lines: list[Line] = []
    paragraph = -1
    for sentence in sentences:
        kept = _kept(sentence, decisions)
        role = "kept" if kept else sentence.role.value
        span = kept.span if kept else sentence.span
        text = raw[sentence.span.start : sentence.span.end]
        last = lines[-1] if lines else None
        if last is not None and role == last.role and sentence.paragraph == paragraph and role != "furniture":
            lines[-1] = Line(
                last.start,
                sentence.span.end,
                role,
                last.rule,
                raw[last.start : sentence.span.end],
                f"{last.clean} {sentence.text}",
            )
        else:
            rule = kept.found if kept else sentence.rule or ""
            start, end = (span.start, span.end) if kept else (sentence.span.start, sentence.span.end)
            lines.append(Line(start, end, role, rule, text, sentence.text))
        paragraph = sentence.paragraph
    return tuple(lines)


def _kept(sentence: records.Sentence, decisions: Sequence[records.Decision]) -> records.Decision | None:
    if sentence.role is not records.Role.CONTENT:
        return None
    for decision in decisions:
        inside = decision.span.start <= sentence.span.start and sentence.span.end <= decision.span.end
        if decision.kind is records.Decided.ROLE and decision.value == records.Role.CONTENT and inside:
            return decision
    return None


def _row(sentence: records.Sentence, decisions: Sequence[records.Decision]) -> SentenceRow:
    own = {d.kind for d in decisions if (d.span.start, d.span.end) == (sentence.span.start, sentence.span.end)}
    too_long = (LONG,) if len(sentence.text.split()) > _LONG_WORDS else ()
    return SentenceRow(
        number=sentence.index,
        start=sentence.span.start,
        end=sentence.span.end,
        text=sentence.text,
        raw=sentence.raw,
        role=sentence.role.value,
        voice=sentence.voice or "",
        call=sentence.call or "",
        quoted=sentence.quoted,
        flags=(*sentence.flags, *too_long),
        why_voice=sentence.why.get("voice", ""),
        why_call=sentence.why.get("call", ""),
        voice_decided=records.Decided.VOICE in own,
        call_decided=records.Decided.CALL in own,
    )
