"""From what a person hands in to text that can be stored.

Takes bytes or a string, gives an ``IntakeText`` or raises ``IntakeError`` with a message that says what to do. It knows encodings and
formats, no models, and stores nothing. The format is told by the content, never by a file's name.
"""

from comparator.intake.errors import IntakeError
from comparator.intake.records import IntakeText, Limits
from comparator.intake.registry import read

__all__ = ["IntakeError", "IntakeText", "Limits", "read"]
