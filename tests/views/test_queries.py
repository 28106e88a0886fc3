"""What pages cost: as many queries for many rows as for few, and never more than fifteen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparator.services.terms import terms_store
from tests.views.comparisons import make_comparison, make_formula

LIMIT = 15
HTML_LIMIT = 150_000


PAGES = {
    "home": "/",
    "calls": "/calls/",
    "call": "{call}",
    "filtered": "{call}?verdict=diverge&side=IN&outlet=Daily+Left&q=violence",
    "merged": "{call}?diff=inline",
    "own order": "{call}?view=order",
    "ribbon": "{call}ribbon.svg?verdict=diverge",
    "verdicts": "{call}verdicts.svg",
    "voices": "{call}voices.svg",
    "matrix": "{call}matrix/",
    "matrix by silence": "{call}matrix/?sort=silence&verdict=one_sided&side=IN",
    "silence": "{call}silence/",
    "side by side": "{call}side-by-side/?left={left}&right={right}",
    "echoes": "/echoes/?side=IN",
    "formula": "{formula}",
    "drift": "{formula}drift.svg",
    "timeline": "/timeline/?pair=IN-RU&has=diverge",
    "timeline drawing": "/timeline/timeline.svg",
    "terms": "/terms/",
    "term": "/terms/the-end-of-fighting/?term=ceasefire&voice=IN&call={slug}",
    "changes": "/changes.atom",
    "sitemap": "/sitemap.xml",
    "statement": "{statement}",
    "document": "{document}",
    "raw": "{document}raw/",
    "search": "/search/?q=violence&voice=IN",
    "method": "/about/method/",
}


def address(path, made):
    """Return the path with the made-up comparison's own addresses in it, and make what they lead to."""
    made.sentences["0.1"].text += " A ceasefire was spoken of."
    made.sentences["0.1"].save()
    terms_store(document=made.documents[0])
    formula = make_formula(made, make_comparison(number=made.call.pk + 1000))
    return path.format(
        call=made.call.get_absolute_url(),
        statement=made.statements["Contacts"].get_absolute_url(),
        document=made.documents[0].get_absolute_url(),
        left=made.documents[0].public_id,
        right=made.documents[1].public_id,
        slug=made.call.slug,
        formula=formula.get_absolute_url(),
    )


def count(client, path, made):
    url = address(path, made)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_number_of_queries_does_not_grow(client, db, path):
    before = count(client, path, make_comparison(number=10))
    for number in range(20, 24):
        make_comparison(number=number)
    assert count(client, path, make_comparison(number=11, copies=20)) == before <= LIMIT


def test_a_page_of_a_hundred_statements_stays_within_its_budget(client, db):
    made = make_comparison(copies=20)
    assert len(client.get(made.call.get_absolute_url()).content) <= HTML_LIMIT
