"""Readout Comparator: what two governments and the press say of one conversation, statement by statement."""

import os

# The matrices of a call are small: on a busy machine of two cores, linking 60 sentences with 60 took 0.33 s with two threads of the
# linear algebra library and 0.06 s with one. One thread also adds up in one order on any machine. To be set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
