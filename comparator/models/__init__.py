"""The data model, in the vocabulary of the project."""

from comparator.models.collation import Collation, Echo, Link, Statement, StatementMember
from comparator.models.corpus import Alias, Call, CallParty, Document, Outlet, Sentence, Side
from comparator.models.jobs import Job
from comparator.models.phrases import Formula, FormulaUse, TermUse

__all__ = [
    "Alias",
    "Call",
    "CallParty",
    "Collation",
    "Document",
    "Echo",
    "Formula",
    "FormulaUse",
    "Job",
    "Link",
    "Outlet",
    "Sentence",
    "Side",
    "Statement",
    "StatementMember",
    "TermUse",
]
