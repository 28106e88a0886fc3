"""Settings of the trials: those of the program, and two kinds of jobs."""

from comparator.services.jobkinds import KINDS
from comparator.settings import *  # noqa: F403

KINDS["trial"] = "tests.faults.kinds.IMPORT"
KINDS["nothing"] = "tests.faults.kinds.NOTHING"
