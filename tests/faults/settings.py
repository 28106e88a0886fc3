"""Settings of the trials: those of the program, and a kind of job that adds made-up documents one by one."""

from comparator.services.jobkinds import KINDS
from comparator.settings import *  # noqa: F403

KINDS["trial"] = "tests.faults.kinds.TRIAL"
KINDS["nothing"] = "tests.faults.kinds.NOTHING"
