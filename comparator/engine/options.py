"""Options of the engine: every threshold in one place, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ENGINE_VERSION = "1.3.0"
"""Changes whenever the same input may give another output."""


@dataclass(frozen=True, slots=True)
class Options:
    """Thresholds and limits of all stages. The defaults are the measured ones."""

    max_sentence_length: int = 2000
    """Code points; a longer sentence is cut at a space and flagged ``too-long``, so that no score is computed on an unbounded text."""

    echo_min_score: float = 0.65
    """Likeness of words from which two sentences of different calls are an echo: of fourteen pairs of readouts drawn from 0.65 to 0.70
    twelve repeat a wording, of fourteen from 0.60 to 0.65 ten, of fourteen from 0.55 to 0.60 seven."""
    echo_min_words: int = 4
    """Telling words that a sentence must have to echo: with fewer ("The leaders agreed to stay in touch") it is courtesy."""
    echo_rare_idf: float = 5.5
    """Rarity of a stem that makes a passage specific: such a stem is in at most eleven of 2,828 sentences of the readouts."""
    formula_min_calls: int = 3
    """Calls in which a wording must occur to be a formula of that side whatever its words."""
    misdated_min_score: float = 0.65
    """Likeness to a sentence of another call that, with a date that speaks for that call, makes a sentence look misdated; no lower than
    ``echo_min_score``. The one such passage of the annotated articles has 0.81."""
    misdated_alike_score: float = 0.3
    """Likeness from which a pair is asked whether it has a quotation in common, or nearly every particular."""
    misdated_verbatim_score: float = 0.8
    """Likeness that does so without such a date, where the sources of the other call alone attest the passage. With these two, no
    sentence of 529 official readouts is called misdated, not even where all are taken for press reports."""
    misdated_event_days: int = 21
    """A dated event belongs to a call at most so many days after it."""
    misdated_plan_days: int = 120
    """A day to come that lies so many days before a call at the most is not that of the next year."""
    misdated_stale_days: int = 60
    """A dated event that old no longer belongs to a call by itself."""

    claim_cut: float = 0.3
    """Probability of a shared claim from which two sentences are linked as same or partial; the model is fitted so that the cut that
    tells left-out calls best is here. Their F1 is 0.91 on the seed articles and 0.71 on the written calls, which copy nothing."""
    topic_cut: float = 0.45
    """Probability of a common item from which two sentences of the two sides are linked as topic, fitted in the same way; left-out F1 is
    0.90 on the seed articles, 0.74 on the readouts and 0.54 on the written calls."""
    same_cut: float = 0.72
    """Likeness of words from which a shared claim is the whole of both sentences."""
    cluster_cut: float = 0.3
    """Least mean link between two clusters that are merged into one statement."""
    member_cut: float = 0.5
    """Least mean link that lets a sentence be a member of a second statement."""
    max_aligned_sentences: int = 1000
    """Sentences of one call that are compared with each other; work and memory grow with the square. The largest annotated call has 27."""

    translation_cut: float = 0.85
    """Least cosine of two sentences in different scripts. On sixteen Russian and Hindi translations the true pairs have 0.87–0.95
    and the best others 0.80–0.87; on two real accounts of a call in Russian and English, five true pairs have 0.855–0.878."""
    translation_margin: float = 0.015
    """How far below the best of its row and of its column such a pair may lie; the same accounts: five of five pairs right, none wrong."""
    translation_same_cut: float = 0.885
    """Cosine from which such a pair says the same rather than a part of it."""

    def as_dict(self) -> dict[str, int | float | bool | str]:
        """Return the options as plain data, for the output and its key."""
        return asdict(self)
