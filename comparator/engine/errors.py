"""Errors of the engine.

Bad *text* is never an error: it gives an empty result or a reason. These are raised for input that cannot be used at all.
"""


class EngineError(Exception):
    """Base of all errors that the engine raises on purpose; its message says what to do."""


class InvalidInputError(EngineError):
    """A row, manifest or option is not what the machine interface describes."""


class DataFileError(EngineError):
    """A data file of ``lexicon/`` is missing or malformed."""
