from __future__ import annotations

import datetime

import pytest

from comparator.services.documents import document_add
from tests.factories import CallFactory, OutletFactory
from tests.fakes import FakeEngine


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def calls(db):
    """Two confirmed calls of the same leaders: ``first`` and ``second``."""
    return [
        CallFactory(date=datetime.date(2022, 2, 24), slug="first"),
        CallFactory(date=datetime.date(2022, 3, 2), slug="second"),
    ]


@pytest.fixture
def add(db, engine):
    """Add a document by its lines."""
    outlet = OutletFactory(name="The Paper")

    def add(*lines, **facts):
        facts = {"kind": "article", "outlet": outlet, "engine": engine, **facts}
        return document_add(raw="\n".join(lines), **facts)

    return add
