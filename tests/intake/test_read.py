"""What is stored of what is handed in, and what is refused."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.intake import IntakeError, Limits, read

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Leaders speak | The Paper</title><meta property="article:published_time" content="2022-02-24T10:00:00Z">
<script>alert("no")</script></head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Leaders speak</h1>
<p>Prime Minister Narendra Modi spoke with President Vladimir Putin on Thursday, his office said in a statement.</p>
<p>The Prime Minister appealed for an immediate cessation of violence, and called for concerted efforts from all sides.</p>
<p>The leaders agreed that their officials would maintain regular contacts on issues of topical interest, it said.</p>
</article><footer>Copyright. All rights reserved.</footer></body></html>"""


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffThe PMO said.",
        "The\u200b PMO\u200d said.",
        "\u202eThe PMO\u202c said \u05d0\u05d1.",
        "Тhe РMO sаid.",
        "The\xa0PMO\u2028said\x0b\x0c.",
        "The PMO said \ufffd once, and very much else that was by no means lost in this text, as far as anybody can tell.",
        "<p>is how paragraphs begin in HTML.",
        "a < b and <script>alert(1)</script>",
        "x",
        "\r\n\r\nThe PMO said.\r\n",
    ],
)
def test_hostile_but_honest_text_is_kept_to_the_letter(text):
    assert (read(text).text, read(text).format) == (text, "text")
    assert read(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("", "empty"),
        pytest.param(b"", "empty", id="an empty file"),
        (" \n\t\r\n", "empty"),
        ("\u200b\u200d\ufeff", "no letters"),
        ("… — 24.02.2022", "no letters"),
        ("a\0b", "control character U\\+0000"),
        ("a\x1b[31m", "control character U\\+001B"),
        ("a\x7f", "control character U\\+007F"),
        ("half \ud83d a character", "lone surrogate"),
        ("lost \ufffd\ufffd\ufffd", "lost in an earlier decoding"),
        (b"%PDF-1.7 \n", "PDF is damaged"),
        (b"PK\x03\x04\x14", "ZIP archive is damaged"),
        (b"\xd0\xcf\x11\xe0", "old Word"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"From: <Saved by Blink>\r\n", "HTML only"),
        (b"bplist00\xd1", "web archive of Safari"),
        (b"\x1f\x8b\x08", "gzip"),
        ("<html><body></body></html>", "No report was found"),
        ("<!doctype html><script>only()</script>", "No report was found"),
        pytest.param("<html><body><p>Talks." + "<b>x</b>" * 30_000, "far larger than a report", id="60,000 tags"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(raw, message):
    with pytest.raises(IntakeError, match=message) as caught:
        read(raw)
    assert any(word in str(caught.value) for word in ("Paste", "paste", "Save", "save", "Choose", "Copy", "Pack"))


def test_a_web_page_gives_its_report_title_and_date():
    for page in (PAGE, PAGE.encode(), f"<!-- saved -->\n{PAGE}".encode("utf-16")):
        found = read(page, url="https://paper.example/a")
        assert found.format == "html"
        assert "appealed for an immediate cessation" in found.text
        assert "alert" not in found.text
        assert "rights reserved" not in found.text
        assert "Leaders speak" in found.title
        assert found.published == datetime.date(2022, 2, 24)


@pytest.mark.parametrize("raw", ["x" * 101, b"y" * 101, "é" * 51])
def test_the_limit_is_on_bytes(raw):
    with pytest.raises(IntakeError, match="at most 1 KB"):
        read(raw, limits=Limits(max_bytes=100))


def test_a_document_of_many_characters_is_to_be_split():
    assert read("x" * 100, limits=Limits(max_characters=100)).text
    with pytest.raises(IntakeError, match="101 characters; at most 100 "):
        read("x" * 101, limits=Limits(max_characters=100))


@pytest.mark.parametrize("filler", [b"a", b"<p", b"&", b"\xff", b"\n", b"<!--", b"\xe2\x80"])
def test_twenty_megabytes_are_refused_in_good_time(filler):
    raw = filler * (20 * 1024 * 1024 // len(filler))
    with pytest.raises(IntakeError):
        read(raw)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_string_is_kept_or_refused(text):
    try:
        found = read(text)
    except IntakeError:
        return
    assert found.format == "html" or found.text == text
