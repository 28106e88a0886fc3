"""The one error of the intake."""


class IntakeError(Exception):
    """What was handed in can't be stored; the message is for the person and says what to do."""
