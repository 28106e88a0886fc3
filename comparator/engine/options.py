"""Options of the engine: every threshold in one place, each with the measurement that chose it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ENGINE_VERSION = "1.0.0"
"""Changes whenever the same input may give another output."""


@dataclass(frozen=True, slots=True)
class Options:
    """Thresholds and limits of all stages. The defaults are the measured ones."""

    max_sentence_length: int = 2000
    """Code points; a longer sentence is cut at a space and flagged ``too-long``, so that no score is computed on an unbounded text."""

    def as_dict(self) -> dict[str, int | float | bool | str]:
        """Return the options as plain data, for the output and its key."""
        return asdict(self)
