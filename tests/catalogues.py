"""The catalogues of the interface: ``python -m tests.catalogues`` says what is missing in them.

Texts are gathered from the sources without GNU gettext, so that every machine can tell whether the catalogues are complete.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "comparator" / "locale"
LANGUAGES = tuple(sorted(path.name for path in LOCALES.iterdir() if path.is_dir()))

_MARKING = {f"{plural}gettext{lazy}" for plural in ("", "n") for lazy in ("", "_lazy", "_noop")} | {"_"}
_LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"\b(?:gettext|_)\({_LITERAL}|\bngettext\({_LITERAL}, ?{_LITERAL}")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|</?[a-z]+[^>]*>")

Message = tuple[str, str]
"""A text and its plural, or nothing."""


def catalogue(language: str) -> polib.POFile:
    """Return the translations of a language as they are edited."""
    return polib.pofile(str(LOCALES / language / "LC_MESSAGES" / "django.po"))


def compiled(language: str) -> polib.MOFile:
    """Return the translations of a language as the program reads them."""
    return polib.mofile(str(LOCALES / language / "LC_MESSAGES" / "django.mo"))


def messages_of_sources() -> set[Message]:
    """Return every text that the templates and the program mark for translation."""
    templates = (path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".txt", ".svg", ".xml"})
    programs = (path for path in (ROOT / "comparator").rglob("*.py") if "engine" not in path.relative_to(ROOT).parts)
    return {m for path in templates for m in _in_template(path)} | {m for path in programs for m in _in_program(path)}


def _in_template(path: Path) -> Iterator[Message]:
    for match in _IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        single, one, many = match.groups()
        yield (ast.literal_eval(single or one), ast.literal_eval(many) if many else "")


def _in_program(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKING:
            texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if texts:
                yield (texts[0], texts[1] if node.func.id.startswith("ngettext") else "")


def placeholders(text: str) -> set[str]:
    """Return what a translation must keep: named placeholders and tags."""
    return set(_PLACEHOLDER.findall(text))


def missing(language: str) -> list[str]:
    """Return the texts of the sources that a catalogue does not translate."""
    known = {(entry.msgid, entry.msgid_plural) for entry in catalogue(language).translated_entries()}
    return sorted(text for text, plural in messages_of_sources() if (text, plural) not in known)


def main() -> int:
    """Print what is not translated; return 1 if there is any."""
    found = {language: missing(language) for language in LANGUAGES}
    for language, texts in found.items():
        print(f"{language}: {len(catalogue(language).translated_entries())} texts translated, {len(texts)} missing")
        for text in texts:
            print(f"  {text}")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
