"""Whatever bytes come, the intake gives documents or messages, in good time."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comparator.intake import IntakeError, Limits, expand, preview, read
from comparator.intake.parsers.records import Parsed, ParseError
from comparator.intake.parsers.word import parse_docx

REPORT = "The Prime Minister spoke to the President of Russia on Thursday, his office said."


def archive():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", REPORT)
        packed.writestr("metadata.csv", "file,outlet\na.txt,PMO\n")
    return buffer.getvalue()


def word_file():
    document = docx.Document()
    document.add_paragraph(REPORT, "List Bullet")
    document.add_table(1, 1).cell(0, 0).text = REPORT
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


ARCHIVE, WORD_FILE = archive(), word_file()
TABLE = f'file,text,outlet\na,"{REPORT}",PMO\nb,"{REPORT}",PMO\n'.encode()
LINES = b'{"text": "The Prime Minister spoke.", "published": "2022-02-24"}\n' * 3


def changed(raw, changes):
    content = bytearray(raw)
    for place, value in changes:
        content[place % len(content)] = value
    return bytes(content)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([ARCHIVE, TABLE, LINES]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    st.integers(0, 10_000),
)
def test_a_damaged_collection_gives_documents_or_messages(raw, changes, cut):
    damaged = changed(raw, changes)[: cut or None]
    try:
        items = list(expand(damaged, name="all", limits=Limits(max_unpacked=1_000_000)))
    except IntakeError as error:
        assert str(error)
        return
    for item in items:
        assert bool(item.error) != bool(item.text)
        assert not item.error or item.error.startswith(item.place)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_word_file_gives_its_text_or_a_message(changes):
    try:
        assert isinstance(parse_docx(changed(WORD_FILE, changes), 10_000_000), Parsed)
    except ParseError as error:
        assert "Paste" in str(error) or "paste" in str(error)


@given(st.binary(max_size=200))
def test_a_preview_is_a_table_or_a_message(raw):
    try:
        seen = preview(raw)
    except IntakeError:
        return
    assert all(len(row) == len(seen.columns) for row in seen.rows)


@pytest.mark.parametrize(
    "piece", ["a", "word ", '"word" ', "é—", "\u200b a", "a\n", "> a\n\n", "#", "**", "Mr. ", "слово "]
)
def test_one_long_text_is_read_in_good_time(piece):
    text = (piece * 500_000)[:500_000]
    begun = time.process_time()
    try:
        assert read(text).text == text
    except IntakeError as error:
        assert "no letters" in str(error)
    with pytest.raises(IntakeError, match=r"500,001 characters|no letters"):
        read(text + "-")
    assert time.process_time() - begun < 10
