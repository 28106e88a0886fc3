"""Settings of the trials: those of the program, and a kind of job that does nothing."""

from comparator.services.jobkinds import KINDS
from comparator.settings import *  # noqa: F403

KINDS["nothing"] = "tests.faults.kinds.NOTHING"
