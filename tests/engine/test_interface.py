"""The machine interface: what scripts and workers rely on."""

import csv
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from comparator.engine.errors import InvalidInputError
from comparator.engine.manifest import load_manifest

MANIFEST = {
    "calls": [
        {
            "id": "2024-05-07",
            "date": "2024-05-07",
            "sides": ["BR", "FR"],
            "leaders": {"BR": "Andrés Villar", "FR": "Emmanuel Macron"},
        }
    ],
    "documents": [
        {
            "id": "brazil",
            "path": "brazil.txt",
            "kind": "readout",
            "outlet": "Planalto",
            "side": "BR",
            "published": "2024-05-07",
            "language": "en",
        },
        {
            "id": "france",
            "path": "france.txt",
            "kind": "readout",
            "outlet": "Élysée",
            "side": "FR",
            "published": "2024-05-07",
            "language": "en",
        },
    ],
}
TEXTS = {
    "brazil.txt": "President Villar spoke by phone today with President Emmanuel Macron.\n\n"
    "They discussed the floods in the south of Brazil, and President Macron offered 20 tonnes of humanitarian aid.\n",
    "france.txt": "President Macron spoke today with the President of Brazil.\n\n"
    "He offered 30 tonnes of humanitarian aid to the victims of the floods in the south of Brazil.\n",
}


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "comparator.engine", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(MANIFEST), encoding="utf-8")
    return path


def answers(verb: str, *rows: object) -> tuple[int, list[dict]]:
    done = run(verb, stdin="".join(json.dumps(row) + "\n" for row in rows))
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_segment_answers_each_row_with_spans_of_the_given_text():
    text = "Mr. Silva called. He asked for aid."
    status, [answer] = answers("segment", {"id": 7, "text": text})
    assert status == 0
    assert answer["id"] == 7
    assert [text[s["start"] : s["end"]] for s in answer["sentences"]] == ["Mr. Silva called.", "He asked for aid."]


def test_attribute_names_source_cue_and_voice():
    text = "The envoys met in Geneva.\n\nBrazil's Foreign Ministry said that the talks were useful."
    status, [answer] = answers("attribute", {"id": "a", "text": text, "side": "FR", "kind": "article"})
    assert status == 0
    first, second = answer["sentences"]
    assert (first["attributed"], first["voice"], first["source"], first["cue"]) == (False, "outlet", None, None)
    assert (second["attributed"], second["voice"], second["cue"]) == (True, "BR", "said")
    assert "Foreign Ministry" in second["source"]
    assert set(second) == {"start", "end", "role", "attributed", "voice", "source", "cue", "quoted"}


def test_similarity_and_judge_answer_with_their_relations():
    a = "France offered 20 tonnes of humanitarian aid to the victims of the floods."
    b = "France offered 30 tonnes of humanitarian aid to the victims of the floods."
    _, [same] = answers("similarity", {"id": 1, "a": a, "b": a})
    _, [other] = answers("similarity", {"id": 1, "a": a, "b": "The orchestra played until midnight."})
    assert same["relation"] == "same"
    assert same["score"] > 0.9
    assert other["relation"] == "none"
    assert 0 <= other["score"] < same["score"] <= 1
    _, [verdict] = answers("judge", {"id": 1, "a": a, "b": b})
    assert verdict["verdict"] == "diverge"
    assert any(reason["kind"] == "number" for reason in verdict["reasons"])


def test_extract_returns_the_report_of_a_page():
    paragraph = "<p>The presidents spoke by telephone on Tuesday about the floods and about aid for the victims.</p>"
    html = f"<html><head><title>A call</title></head><body><nav>Home News</nav><article><h1>A call</h1>{paragraph * 4}"
    status, [answer] = answers("extract", {"id": "p", "html": html, "url": None})
    assert status == 0
    assert set(answer) == {"id", "title", "published", "text"}
    assert "spoke by telephone" in answer["text"]
    assert "Home News" not in answer["text"]


def test_report_is_the_collation_as_a_table(manifest):
    collation = json.loads(run("collate", str(manifest)).stdout)
    done = run("report", str(manifest))
    assert (done.returncode, done.stdout[0]) == (0, "\ufeff")
    rows = list(csv.DictReader(done.stdout[1:].splitlines()))
    members = [(s["id"], m["sentence"], m["version"] or "") for s in collation["statements"] for m in s["members"]]
    assert [(row["statement_id"], row["sentence_id"], row["side"]) for row in rows] == members
    aid = next(row for row in rows if "offered 20 tonnes" in row["sentence_text"])
    assert "offered 30 tonnes" in aid["paired_text"]
    assert "20" in aid["only_here"]


def test_report_guards_what_a_spreadsheet_takes_for_a_formula(manifest):
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    facts["documents"][0]["id"] = "=1+1"
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    rows = list(csv.DictReader(run("report", str(manifest)).stdout[1:].splitlines()))
    assert "'=1+1" in {row["document_id"] for row in rows}
    assert all(row["sentence_id"].startswith(("'=1+1#", "france#")) for row in rows)


@pytest.mark.parametrize(
    ("line", "identifier", "message"),
    [
        ("{not json", None, "line 2"),
        ("[1]", None, "not a JSON object"),
        ('{"id": "x"}', "x", 'lacks the text "text"'),
        ('{"id": "x", "text": 5}', "x", 'lacks the text "text"'),
    ],
)
def test_a_bad_row_answers_with_an_error_and_the_run_goes_on(line, identifier, message):
    good = json.dumps({"id": "good", "text": "It rained."})
    done = run("segment", stdin=f"{good}\n{line}\n{good}\n")
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["id"] for row in rows] == ["good", identifier, "good"]
    assert message in rows[1]["error"]
    assert "sentences" in rows[2]


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("collate",), ("collate", "no-such-file.json")])
def test_wrong_usage_ends_with_status_2(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"calls": [], "documents": [{"id": "\\ud800", "path": "a.txt", "kind": "article"}]}']
)
def test_a_manifest_that_could_not_be_answered_is_refused(tmp_path, text):
    path = tmp_path / "manifest.json"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text("It rained.", encoding="utf-8")
    done = run("collate", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "can't be read as JSON" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_ends_the_output_quietly(manifest):
    command = shlex.join([sys.executable, "-m", "comparator.engine", "collate", str(manifest)])
    done = subprocess.run(["sh", "-c", f"{command} | true"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_collate_gives_every_part_of_the_contract(manifest):
    done = run("collate", str(manifest))
    assert done.returncode == 0, done.stderr
    output = json.loads(done.stdout)
    assert set(output) == {"engine", "documents", "links", "statements", "echoes", "proposed_calls"}
    assert set(output["engine"]) == {"version", "options"}
    for document in output["documents"]:
        assert set(document) == {"id", "sha256", "metadata", "sentences"}
        for sentence in document["sentences"]:
            assert set(sentence) == {
                *("id", "start", "end", "role", "voice", "source", "cue", "quoted", "call", "misdated", "why"),
            }
    assert {link["relation"] for link in output["links"]} <= {"same", "partial", "topic"}
    aid = [statement for statement in output["statements"] if statement["verdict"] == "diverge"]
    assert any(reason["kind"] == "number" for statement in aid for reason in statement["reasons"])


def test_collate_gives_the_same_bytes_for_documents_in_any_order(manifest):
    first = run("collate", str(manifest)).stdout
    raw = json.loads(manifest.read_text(encoding="utf-8"))
    raw["documents"].reverse()
    manifest.write_text(json.dumps(raw), encoding="utf-8")
    assert run("collate", str(manifest)).stdout == first


def test_a_manifest_may_give_titles(manifest):
    documents = [{**MANIFEST["documents"][0], "title": "A call"}, MANIFEST["documents"][1]]
    loaded = load_manifest({**MANIFEST, "documents": documents}, manifest.parent)
    assert [document.title for document in loaded.documents] == ["A call", None]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"calls": None}, 'lacks the list "calls"'),
        ({"calls": [{"id": "x", "date": "soon", "sides": ["BR", "FR"]}]}, "YYYY-MM-DD"),
        ({"calls": [{"id": "x", "date": "2024-01-01", "sides": ["BR"]}]}, "two or more"),
        ({"documents": [{"id": "d", "path": "missing.txt"}]}, "can't be read"),
        ({"documents": [{"id": "d"}]}, "needs an id and a path"),
        ({"documents": [{"id": "brazil", "path": "brazil.txt"}] * 2}, "ids must differ"),
        ({"documents": [{"id": "d", "path": "brazil.txt", "kind": "poem"}]}, "there is no kind"),
        ({"documents": [{"id": "d", "path": "brazil.txt", "title": 7}]}, "not a text"),
    ],
)
def test_a_bad_manifest_is_refused_with_what_to_mend(manifest, change, message):
    with pytest.raises(InvalidInputError, match=message):
        load_manifest({**MANIFEST, **change}, manifest.parent)
