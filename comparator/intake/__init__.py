"""From what a person hands in to text that can be stored.

``read`` takes bytes or a string and gives one ``IntakeText``, the text with what was found in it, or raises
``IntakeError`` with a message that says what to do. ``expand`` takes an archive or a table and gives its documents one
by one, each read or with its own error; ``preview`` shows the head of a table. It knows encodings and formats, no
models, and stores nothing. The format is told by the content, never by a file's name.
"""

from comparator.intake.errors import IntakeError
from comparator.intake.expansion import expand, preview
from comparator.intake.records import Facts, Format, IntakeText, Item, Items, Limits, Preview
from comparator.intake.registry import read, recognise
from comparator.intake.tables import may_be_table

__all__ = [
    "Facts",
    "Format",
    "IntakeError",
    "IntakeText",
    "Item",
    "Items",
    "Limits",
    "Preview",
    "expand",
    "may_be_table",
    "preview",
    "read",
    "recognise",
]
