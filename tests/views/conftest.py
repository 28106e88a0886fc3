"""The comparison in the database, and pages as a parser reads them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.views.comparisons import make_comparison


@pytest.fixture
def comparison(db):
    return make_comparison()


@pytest.fixture
def read(client):
    """Fetch a page and parse it; the status must be as expected."""

    def fetch(path, status=200, **headers):
        response = client.get(path, headers=headers)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return fetch
