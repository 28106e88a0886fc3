"""The translations of the interface: whole, with every placeholder, and compiled as they are written."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.architecture.project import ROOT, files
from tests.catalogues import LANGUAGES, catalogue, compiled, messages_of_sources, placeholders


def forms(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_language_that_is_offered_has_a_catalogue():
    assert {code for code, _ in settings.LANGUAGES} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_catalogue_is_translated(language):
    found = catalogue(language)
    assert [entry.msgid for entry in found.untranslated_entries() + found.fuzzy_entries()] == []
    assert [entry.msgid for entry in found if not all(text.strip() for text in forms(entry))] == []


@pytest.mark.parametrize(("language", "count"), [("hi", 2), ("ru", 4)])
def test_every_plural_has_as_many_forms_as_django_s_own_texts(language, count):
    found = catalogue(language)
    assert f"nplurals={count};" in found.metadata["Plural-Forms"]
    assert [e.msgid for e in found if e.msgid_plural and sorted(e.msgstr_plural) != list(range(count))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_and_tag_survives(language):
    lost = [
        (entry.msgid, text)
        for entry in catalogue(language)
        for text in forms(entry)
        if placeholders(text) not in (placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid))
    ]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    def as_read(found):
        return {(e.msgid, e.msgid_plural): forms(e) for e in found if e.msgid}

    assert as_read(compiled(language)) == as_read(catalogue(language)), "run `make messages`"


def test_the_texts_of_the_sources_are_found():
    """What ``make messages`` reports as missing rests on this."""
    found = messages_of_sources()
    assert ("Search", "") in found
    assert ("%(n)s sentence", "%(n)s sentences") in found
    assert ("news article", "") in found
    texts = {text for text, _ in found}
    kept = [entry.msgid for entry in catalogue("ru") if entry.msgid in texts]
    assert len(kept) > 0.9 * len(catalogue("ru"))


def test_dates_are_written_as_the_language_does():
    """A month in the order of English is wrong in Russian: ``DATE_FORMAT`` and ``SHORT_DATE_FORMAT`` are right everywhere."""
    fixed = re.compile(r"""["']j [FEM] Y["']""")
    paths = (*files(".html", ".svg"), *(path for path in files(".py") if path.is_relative_to(ROOT / "comparator")))
    written = [path for path in paths if path.name != "formats.py" and fixed.search(path.read_text(encoding="utf-8"))]
    assert written == []
