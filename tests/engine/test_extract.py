"""The report of a web page."""

import time

import pytest

from comparator.engine.extract import extract

PARAGRAPHS = [
    "The two leaders spoke by telephone on Thursday and reviewed the situation in the region, a statement issued by the office said.",
    "They agreed to remain in touch and to continue their efforts to strengthen the strategic partnership of the two countries.",
    "The call took place at the initiative of the other side, and it lasted for about fifty minutes, according to the spokesman.",
]
PAGE = """<html lang="en"><head><title>Leaders speak - The Gazette</title>
<meta property="og:title" content="Leaders speak by telephone">
<meta property="article:published_time" content="2022-02-24T10:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Leaders speak by telephone</h1>{}</article>
<aside><h3>Most read</h3><ul><li><a href="/a">Court hears the petition</a></li><li><a href="/b">Mayor urges calm</a></li></ul></aside>
<footer>Copyright The Gazette. All rights reserved.</footer></body></html>""".format(
    "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
)


def test_the_report_is_taken_and_the_rest_left():
    page = extract(PAGE, "https://example.org/world/leaders-speak")
    assert page.title == "Leaders speak by telephone"
    assert page.published == "2022-02-24"
    assert all(paragraph in page.text for paragraph in PARAGRAPHS)
    assert "Most read" not in page.text
    assert "All rights reserved" not in page.text


def test_the_same_page_gives_the_same_text():
    assert extract(PAGE) == extract(PAGE)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<",
        "plain text",
        "<html></html>",
        "\x00",
        "<p>\ud800</p>",
        "<div>" * 20_000,
        "<!--" * 5_000,
        "<table><tr><td>" * 3_000,
        "<p " + 'a="b" ' * 5_000,
    ],
    ids=lambda html: repr(html[:12]),
)
def test_a_page_without_a_report_gives_no_error(html):
    assert len(extract(html).text) <= len(html)


def test_an_encoding_declaration_does_no_harm():
    assert PARAGRAPHS[0] in extract('<?xml version="1.0" encoding="utf-8"?>' + PAGE).text


def test_of_a_page_of_very_many_tags_the_beginning_is_read_in_good_time():
    html = PAGE.replace("</article>", "</article>" + "<p><span>More</span> of it.</p>" * 100_000)
    started = time.process_time()
    assert PARAGRAPHS[0] in extract(html).text
    assert time.process_time() - started < 15
