"""A call of 100 documents and 1,000 statements: every page of it within the budgets, and in a time that does not grow with the call."""

from __future__ import annotations

from time import process_time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparator.selectors.kept import forget
from tests.bench.large import build_call
from tests.views.comparisons import make_comparison
from tests.views.test_queries import HTML_LIMIT, LIMIT

PAGES = (
    "", "?page=7", "?view=order", "?view=column", "?diff=inline", "?verdict=diverge", "?verdict=agree&diff=inline", "?q=word3", "matrix/",
    "matrix/?sort=silence", "silence/", "verdicts.svg", "voices.svg",
)  # fmt: skip
TIMES_A_SMALL_CALL = 8
"""A page of fifty of its statements takes three to four times as long as the page of a call that has five; with rows as templates, it
took fifteen times as long."""


def anew(client, url):
    """Ask for a page as the first visitor after a change."""
    cache.clear()
    forget()
    return client.get(url)


def spent(client, url):
    started = process_time()
    anew(client, url)
    return process_time() - started


@pytest.mark.django_db
def test_the_pages_of_a_large_call_keep_within_their_budgets(client):
    call = build_call(documents=100, statements=1000)
    small = make_comparison().call.get_absolute_url()
    url = call.get_absolute_url()
    for path in (*(url + page for page in PAGES), call.statements.first().get_absolute_url(), "/", "/calls/"):
        with CaptureQueriesContext(connection) as captured:
            response = anew(client, path)
        assert (path, response.status_code) == (path, 200)
        assert (path, len(captured)) <= (path, LIMIT)
        assert (path, len(response.content)) <= (path, HTML_LIMIT)
    page = client.get(url).content.decode()
    assert page.count('<li id="st-') == 50
    assert "Page 1 of 20" in page
    taken = [(spent(client, url), spent(client, small)) for _ in range(5)]
    assert min(large for large, _ in taken) < TIMES_A_SMALL_CALL * min(little for _, little in taken)
