"""The data model, in the vocabulary of the project."""

from comparator.models.collation import Collation, Echo, Link, Statement, StatementMember
from comparator.models.corpus import Alias, Call, CallParty, Document, Outlet, Sentence, Shingle, Side
from comparator.models.drafts import Draft
from comparator.models.jobs import Job
from comparator.models.phrases import Formula, FormulaUse, TermUse
from comparator.models.review import Review
from comparator.models.sitemark import SiteMark
from comparator.models.uploads import Upload

__all__ = [
    "Alias",
    "Call",
    "CallParty",
    "Collation",
    "Document",
    "Draft",
    "Echo",
    "Formula",
    "FormulaUse",
    "Job",
    "Link",
    "Outlet",
    "Review",
    "Sentence",
    "Shingle",
    "Side",
    "SiteMark",
    "Statement",
    "StatementMember",
    "TermUse",
    "Upload",
]
