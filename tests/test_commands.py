"""The commands of ``manage.py`` that the first steps and the upkeep need."""

from __future__ import annotations

import json
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from comparator.models import Call, Collation, Document, Job, Outlet, Side, Statement
from comparator.services.documents import documents_delete

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_the_demo_is_loaded_with_what_is_known_of_it():
    assert run("load_demo") == "Loaded the demo: 4 calls, 5 documents.\n"
    assert sorted(Call.objects.values_list("slug", "status")) == [
        ("2022-02-24-modi-putin", "confirmed"),
        ("2022-03-02-modi-putin", "confirmed"),
        ("2023-06-30-modi-putin", "confirmed"),
        ("2024-03-20-modi-putin", "confirmed"),
    ]
    assert list(Side.objects.values_list("code", flat=True))[:2] == ["IN", "RU"]
    assert Document.objects.filter(outlet__name="The Quint").exists()
    assert {document.raw_text.encode() for document in Document.objects.all()} == {
        path.read_bytes() for path in FIXTURES.glob("*.txt")
    }
    for call in Call.objects.all():
        assert call.collations.filter(current=True).count() == 1
        assert call.statements.filter(retired=False).exists()


def test_loading_the_demo_again_changes_nothing():
    run("load_demo")
    Outlet.objects.filter(name="PTI").update(url="https://pti.example/")
    Side.objects.filter(code="IN").update(position=7)
    before = sorted(Statement.objects.values_list("public_id", "label")), Collation.objects.count()
    assert run("load_demo") == ""
    assert run("load_demo", verbosity=2) == "The demo is there already.\n"
    assert (sorted(Statement.objects.values_list("public_id", "label")), Collation.objects.count()) == before
    assert Outlet.objects.get(name="PTI").url
    assert Side.objects.get(code="IN").position == 7


def test_a_demo_that_cannot_be_loaded_says_so_and_leaves_nothing(tmp_path):
    with pytest.raises(CommandError, match="could not be loaded"):
        run("load_demo", str(tmp_path / "nowhere"))
    shutil.copytree(FIXTURES, tmp_path / "demo")
    facts = json.loads((FIXTURES / "demo.json").read_text(encoding="utf-8"))
    (tmp_path / "demo" / facts["documents"][-1]["file"]).write_bytes(b"\0")
    with pytest.raises(CommandError, match="NUL"):
        run("load_demo", str(tmp_path / "demo"))
    assert not Call.objects.exists()
    assert not Document.objects.exists()


def test_the_first_administrator_gets_a_password_that_is_printed_once():
    printed = run("ensure_admin")
    password = re.search(r"password “(\w{20})”", printed)[1]
    assert User.objects.get(username="admin", is_superuser=True).check_password(password)
    assert run("ensure_admin") == ""
    assert User.objects.count() == 1


def test_where_there_is_an_administrator_none_is_made(admin_user):
    assert run("ensure_admin", username="second") == ""


def test_recollating_says_what_changed():
    run("load_demo")
    assert run("recollate").count("unchanged") == 4
    assert run("recollate", "2022-03-02-modi-putin") == "2022-03-02-modi-putin: unchanged\n"
    ids = set(Statement.objects.values_list("public_id", flat=True))
    assert run("recollate", "--reread").startswith("Documents read again: 5\n")
    assert run("recollate", "--stale").startswith("Documents read again: 0\n")
    assert set(Statement.objects.values_list("public_id", flat=True)) == ids
    documents_delete(documents=Document.objects.filter(outlet__name="The Quint"))
    assert "2022-03-02-modi-putin: unchanged" in run("recollate")


def test_recollating_an_unknown_call_is_an_error():
    with pytest.raises(CommandError, match="No call has the address nope"):
        run("recollate", "nope")


def test_collating_again_can_be_left_to_a_worker():
    run("load_demo")
    Document.objects.filter(outlet__name="The Quint").update(engine_version="former")
    said = run("recollate", "--stale", "--background").splitlines()
    jobs = {job.kind: job for job in Job.objects.all()}
    assert said == [f"{jobs[kind]}: /jobs/{jobs[kind].public_id}/" for kind in ("read-again", "collate")]
    assert jobs["read-again"].pk < jobs["collate"].pk
    assert len(jobs["collate"].payload["calls"]) == 4
    assert len(jobs["read-again"].payload["documents"]) == 1
    with pytest.raises(CommandError, match="No call has the address nope"):
        run("recollate", "nope", "--background")
