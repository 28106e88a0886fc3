"""``manage.py import_documents``: what it takes, what it says, and how it ends."""

from __future__ import annotations

import json
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comparator.models import Call, Document, Outlet

pytestmark = pytest.mark.django_db(transaction=True)

READOUT = (
    "President Lula spoke today with President Emmanuel Macron of France. "
    "He offered {number} tonnes of aid. They agreed to stay in touch."
)


def run(*arguments, **options):
    out = StringIO()
    failed = ""
    try:
        call_command("import_documents", *map(str, arguments), stdout=out, workers=1, **options)
    except CommandError as error:
        failed = str(error)
    return out.getvalue(), failed


def figures(out):
    """Return the table that ends the output."""
    rows = (line.rsplit(maxsplit=1) for line in out.splitlines() if line.strip()[-1:].isdigit())
    return {name.strip(): int(number.replace(",", "")) for name, number in rows}


@pytest.fixture
def folder(tmp_path):
    """A folder with a text in a folder, a table, an archive, and files that are no documents."""
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "one.txt").write_text(READOUT.format(number=1), encoding="utf-8")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    lines = [
        {
            "text": READOUT.format(number=2),
            "outlet": "Presidency of Brazil",
            "kind": "readout",
            "published": "2024-05-07",
        },
        {"text": READOUT.format(number=1), "outlet": "Presidency of Brazil"},
    ]
    (tmp_path / "table.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("three.txt", READOUT.format(number=3))
    return tmp_path


DEFAULTS = {"outlet": "The Paper", "side": "BR", "kind": "article", "language": "en"}


def test_a_folder_is_imported_with_everything_in_it(folder):
    out, failed = run(folder, **DEFAULTS)
    assert failed == ""
    assert figures(out) == {
        "added": 3,
        "duplicates": 1,
        "refused": 0,
        "known calls": 0,
        "proposed calls": 1,
        "calls collated": 1,
        "calls failed": 0,
    }
    assert set(Outlet.objects.values_list("name", "side__code")) == {
        ("The Paper", "BR"),
        ("Presidency of Brazil", "BR"),
    }
    assert Document.objects.get(kind="readout").outlet.official
    assert Call.objects.get().slug == "2024-05-07-silva-macron"


def test_starting_it_again_adds_nothing(folder):
    run(folder, **DEFAULTS)
    out, failed = run(folder, **DEFAULTS)
    assert (figures(out)["added"], figures(out)["duplicates"], figures(out)["calls collated"]) == (0, 4, 0)
    assert failed == ""


def test_a_dry_run_stores_nothing(folder):
    out, _ = run(folder, dry_run=True, **DEFAULTS)
    assert (figures(out)["would be added"], figures(out)["would be proposed"]) == (3, 1)
    assert not Document.objects.exists()


def test_what_fails_is_named_and_the_command_with_it(folder):
    (folder / "table.jsonl").write_text('{"text": "x"}\nno json', encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    out, failed = run(folder)
    assert f"{folder}/table.jsonl, line 2: " in out
    assert f"{folder}/picture.png: " in out
    assert f"{folder}/inside/one.txt: It does not say who published it." in out
    assert figures(out)["added"] == 0
    assert failed.startswith(f"{figures(out)['refused']} documents could not be stored")


def test_a_path_that_leads_nowhere_is_refused_before_anything_is_stored(folder):
    _, failed = run(folder, folder / "missing", **DEFAULTS)
    assert failed == f"There is no {folder / 'missing'}."
    assert not Document.objects.exists()


def test_somebody_who_watches_sees_how_far_it_is(folder):
    class Screen(StringIO):
        def isatty(self):
            return True

    screen = Screen()
    run(folder, stderr=screen, **DEFAULTS)
    assert "Reading and storing documents" in screen.getvalue()
    assert "4 of 4\n" in screen.getvalue()
