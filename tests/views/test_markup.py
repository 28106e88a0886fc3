"""What every page must be, whatever it shows: named, in one language, with one heading, without inline script or style."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from comparator.services.terms import terms_store
from tests.factories import SentenceFactory
from tests.views.comparisons import make_comparison, make_formula

STATIC = Path(__file__).resolve().parents[2] / "static"
PAGES = [
    "home",
    "calls",
    "call",
    "merged",
    "own order",
    "echoes",
    "formula",
    "timeline",
    "terms",
    "term",
    "raw",
    "matrix",
    "silence",
    "side by side",
    "statement",
    "document",
    "search",
    "method",
    "missing",
]


@pytest.fixture
def page(request, read, comparison):
    make_comparison(number=3, sides=("US", "UA"))
    SentenceFactory(
        document=comparison.documents[0], index=90, start=900, end=901, text="A ceasefire or a truce was spoken of."
    )
    terms_store(document=comparison.documents[0])
    formula = make_formula(comparison, make_comparison(number=5))
    url = comparison.call.get_absolute_url()
    paths = {
        "home": "/",
        "calls": "/calls/",
        "call": url,
        "merged": f"{url}?diff=inline&verdict=diverge",
        "own order": f"{url}?view=order",
        "echoes": "/echoes/",
        "timeline": "/timeline/?pair=IN-RU",
        "terms": "/terms/",
        "term": "/terms/the-end-of-fighting/",
        "formula": formula.get_absolute_url(),
        "raw": f"{comparison.documents[0].get_absolute_url()}raw/?span=5-20",
        "matrix": f"{url}matrix/",
        "silence": f"{url}silence/",
        "side by side": f"{url}side-by-side/?left={comparison.documents[0].public_id}&right={comparison.documents[1].public_id}",
        "statement": comparison.statements["End of the violence"].get_absolute_url(),
        "document": comparison.documents[0].get_absolute_url(),
        "search": "/search/?q=violence",
        "method": "/about/method/",
        "missing": "/nowhere/",
    }
    return read(paths[request.param], 404 if request.param == "missing" else 200)


pytestmark = pytest.mark.parametrize("page", PAGES, indirect=True)


def test_it_is_named_and_in_a_language(page):
    assert page.html["lang"] == "en"
    assert page.title.text.strip()
    assert page.find("meta", attrs={"name": "viewport"}) is not None


def test_it_has_one_first_heading_and_skips_no_level(page):
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_what_points_to_them_finds_them(page):
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    for attribute in ("aria-labelledby", "aria-describedby", "for"):
        for element in page.select(f"[{attribute}]"):
            assert set(
                element[attribute].split() if isinstance(element[attribute], str) else element[attribute]
            ) <= set(ids)


def test_nothing_is_inline(page):
    assert page.select("[style], style, script:not([src], [type='application/ld+json'])") == []
    assert not [name for element in page.find_all(True) for name in element.attrs if name.startswith("on")]
    for source in page.select("script[src], link[rel=stylesheet], img[src]"):
        assert (source.get("src") or source.get("href")).startswith("/static/")


def test_its_style_sheets_stay_within_their_budget(page):
    sheets = [link["href"].removeprefix("/static/") for link in page.select("link[rel=stylesheet]")]
    assert sum((STATIC / sheet).stat().st_size for sheet in sheets) <= 30_000


def test_fields_and_links_have_names(page):
    for field in page.select("input:not([type=hidden]), select, textarea"):
        assert page.find("label", attrs={"for": field["id"]}) is not None
    for link in page.select("a, button"):
        assert link.get_text(strip=True) or link.get("aria-label") or link.find("title")


def test_drawings_say_what_they_show(page):
    for drawing in page.select("svg"):
        if drawing.find_parent("svg") is None:
            assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label") or drawing.get("aria-labelledby")


def test_the_templates_leave_no_blanks(page):
    text = page.get_text(" ")
    assert "None" not in text
    assert "{{" not in text and "{%" not in text
