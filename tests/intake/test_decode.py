"""Bytes to text: right, or refused with advice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.intake import IntakeError, IntakeText, read
from comparator.intake.decode import decode

RUSSIAN = (
    "Владимир Путин провёл телефонный разговор с Премьер-министром Индии Нарендрой Моди. "
    "Обсуждались вопросы двустороннего сотрудничества."
)
FRENCH = "Le président français a déclaré que les négociations étaient nécessaires."
TYPOGRAPHIC = "The leaders agreed that their “officials” would continue – the PMO said. It’s the first time."
HINDI = "प्रधानमंत्री ने राष्ट्रपति से बात की।"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (HINDI, "utf-8"),
        (HINDI, "utf-8-sig"),
        (HINDI, "utf-16"),
        (HINDI, "utf-32"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "latin-1"),
        (TYPOGRAPHIC, "cp1252"),
        ("line\r\nends\rstay\n", "utf-8"),
        ("line\r\nends\rstay\n", "utf-16"),
    ],
)
def test_text_comes_out_as_it_went_in(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_is_believed(mark):
    assert decode("\ufeff".encode(mark) + RUSSIAN.encode(mark)) == RUSSIAN


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param("spoke".encode("utf-16-le"), "NUL bytes", id="UTF-16 without a mark"),
        pytest.param(b"spoke\0", "NUL bytes", id="NUL"),
        pytest.param("spoke".encode("utf-16")[:-1], "says that it is UTF-16", id="UTF-16 cut off"),
        pytest.param("“officials”".encode()[:-1], "byte 13 is not valid", id="UTF-8 cut off"),
        pytest.param("“a” — “b”".encode() + b"\xff", "damaged or cut off", id="UTF-8 with a stray byte"),
        pytest.param(
            b"The Prime Minister \xff spoke to the President of Russia on Thursday.", "can't be told", id="a stray byte"
        ),
        pytest.param(b"The Prime Minister \x80\x81 spoke on Thursday.", "can't be told", id="two stray bytes"),
        pytest.param("Привет".encode("cp1251"), "can't be told", id="too short to tell"),
        pytest.param("両首脳は協力を確認した。".encode("shift_jis"), "can't be told", id="an encoding not guessed at"),
        pytest.param(bytes(range(128, 256)) * 4, "can't be told", id="noise"),
    ],
)
def test_what_cannot_be_told_is_refused_with_advice(raw, message):
    with pytest.raises(IntakeError, match=message) as caught:
        decode(raw)
    assert "UTF-8" in str(caught.value)


def test_a_web_page_is_believed_about_its_encoding():
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in decode(page.encode("cp1251"))


@pytest.mark.parametrize("charset", ["nonsense", "hex", "utf-7", "idna", "punycode", "zlib"])
def test_a_web_page_that_names_a_strange_encoding_does_no_harm(charset):
    page = f'<html><meta charset="{charset}"><p>\xff'.encode("latin-1")
    with pytest.raises(IntakeError):
        decode(page)


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused_and_nothing_else(raw):
    try:
        assert isinstance(read(raw), IntakeText)
    except IntakeError as error:
        assert str(error).endswith((".", "”"))


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_valid_text_is_never_changed(text, encoding):
    raw = text.encode(encoding, "ignore")
    try:
        found = read(raw)
    except IntakeError:
        return
    if found.format == "text":
        assert found.text == raw.decode(encoding)
