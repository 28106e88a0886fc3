"""What people read goes through gettext: a sentence that stands bare in a page, a message or a label of the admin is found here."""

from __future__ import annotations

import ast
import re

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from django.contrib import admin
from django.utils.functional import Promise

from tests.architecture.project import ROOT

PROGRAM = ROOT / "comparator"
# What reaches people who use the site. Commands and settings speak to those who run it, in English; `patterns` is for developers.
SPEAKING = (
    "intake",
    "services",
    "selectors",
    "views",
    "forms.py",
    "charts",
    "templatetags",
    "admin",
    "roles.py",
    "themes.py",
)
MARKING = {f"{plural}gettext{kind}" for plural in ("", "n") for kind in ("", "_lazy", "_noop")} | {"_"}
NOT_SHOWN = {
    "compile",
    "cast",
    "get_logger",
    "ValueError",
    "TypeError",
    "LookupError",
    "KeyError",
    "RuntimeError",
    "UnknownJobKindError",
    "JsonValue",
}
"""Functions and errors whose texts are patterns, types, or for programmers."""
PROSE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
NOT_SAID = {"Readout Comparator", "state of the site", "Word Document", "left out", "lease of job {}"}
"""Names of the program, of an entry that is kept, of a default of a library, of a kind of change and of a thread."""
NO_PROSE = re.compile(
    r"^\s*<|^%\(\w+\)s$|=|^outerHTML "  # markup, whose words are looked at where they are put in; addresses and settings of HTTP headers
    r"|comparator_[a-z]"  # SQL
    r"|(?:image|text|application)/|^Disallow: |^import sys;|[\\(]\?:"
)
TEXTS_OF_ELEMENTS = {"alt", "title", "aria-label", "placeholder", "aria-roledescription"}

NAMES = re.compile(r"SHA-256|\.txt|\.json")
"""What has the same name in every language."""
PATTERNS = ROOT / "templates" / "patterns.html"
"""A page for developers."""


def _bare(path):
    """Return the prose in a file of the program that is neither marked for translation nor for programmers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # docstrings and notes
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            logs = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "logger"
            if logs or name in MARKING | NOT_SHOWN:
                skipped |= {id(inside) for inside in ast.walk(node)}
        if isinstance(node, ast.JoinedStr) and id(node) not in skipped:
            # A text with values in it can't be looked up, so none may hold prose.
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            skipped |= {id(inside) for inside in ast.walk(node)}
            yield "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value


def _speaking_files():
    for name in SPEAKING:
        place = PROGRAM / name
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


@pytest.mark.parametrize("path", list(_speaking_files()), ids=lambda path: str(path.relative_to(PROGRAM)))
def test_no_sentence_of_the_program_is_left_out(path):
    found = [text for text in _bare(path) if PROSE.search(text) and not NO_PROSE.search(text) and text not in NOT_SAID]
    assert found == []


def _words_of_page(source):
    """Return what a template shows that comes neither from a tag nor from a variable."""
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% block (?:og_type|body_class) %}.*?{% endblock.*?%}", "", source)
    source = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", source, flags=re.DOTALL)
    page = BeautifulSoup(source, "html.parser")
    for element in page(["style", "script", "code", "kbd"]):
        element.decompose()
    yield from (text for text in page.find_all(string=True) if type(text) is NavigableString)
    yield from (value for element in page(True) for name, value in element.attrs.items() if name in TEXTS_OF_ELEMENTS)


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".svg"} and path != PATTERNS),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_no_word_of_a_page_is_left_out(path):
    words = [" ".join(text.split()) for text in _words_of_page(path.read_text(encoding="utf-8"))]
    assert [text for text in words if re.search(r"[^\W\d_]{3,}", re.sub(NAMES, "", text))] == []


OURS = [model for model in admin.site._registry if model._meta.app_label == "comparator"]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_admin_calls_everything_by_a_name_that_is_translated(model):
    names = {"": model._meta.verbose_name, "s": model._meta.verbose_name_plural}
    if not model.__name__.startswith("Historical"):
        fields = [field for field in model._meta.fields if not field.primary_key]
        names |= {field.name: field.verbose_name for field in fields if field.verbose_name not in {"SHA-256", "URL"}}
        names |= {f"help of {field.name}": field.help_text for field in fields if field.help_text}
        names |= {f"{f.name}: {value}": label for f in fields for value, label in f.choices or ()}
    assert [name for name, text in names.items() if not isinstance(text, Promise)] == []


def test_a_bare_sentence_is_found(tmp_path):
    """The three above find nothing because there is nothing."""
    (tmp_path / "bare.py").write_text(
        'from x import _\n\n\ndef f(n):\n    return _("is marked"), f"{n} is bare", "so is this"\n'
    )
    assert list(_bare(tmp_path / "bare.py")) == ["{} is bare", "so is this"]
    page = '<p title="shown">{% translate "no" %} bare {{ no }}<img alt="seen"></p>'
    assert [text.strip() for text in _words_of_page(page) if text.strip()] == ["bare", "shown", "seen"]
