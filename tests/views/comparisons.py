"""One small comparison that every page can be read against: two documents, five statements, every verdict."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from comparator.models import Call, Document, Formula, Sentence, Statement
from comparator.services.formulas import formulas_refresh
from tests.factories import (
    CallFactory,
    CollationFactory,
    DocumentFactory,
    EchoFactory,
    LinkFactory,
    OutletFactory,
    SentenceFactory,
    StatementFactory,
    StatementMemberFactory,
)

LEFT = "Mr Modi appealed for an immediate end of the violence."
RIGHT = "Mr Modi did not appeal for an end of the violence."
AGREED = "The leaders agreed to stay in touch."
ONLY_LEFT = "=Students were spoken of at length."
ONLY_RIGHT = "The summit of 2021 was mentioned."
NARRATED = "The call came hours after an appeal."


@dataclass
class Comparison:
    call: Call
    documents: list[Document]
    statements: dict[str, Statement] = field(default_factory=dict)
    sentences: dict[str, Sentence] = field(default_factory=dict)


def make_document(outlet, texts, **values):
    raw = "\n\n".join(texts)
    document = DocumentFactory(raw_text=raw, outlet=outlet, **values)
    start = 0
    places = []
    for text in texts:
        places.append((start, start + len(text)))
        start += len(text) + 2
    return document, places


def make_comparison(number=0, sides=("IN", "RU"), copies=1):
    """Two documents and five statements, one for each verdict and side; ``copies`` repeats the statements."""
    day = datetime.date(2022, 2, 24) + datetime.timedelta(days=number)
    call = CallFactory(date=day, parties=sides)
    collation = CollationFactory(call=call)
    made = Comparison(call, [])
    texts = [LEFT, AGREED, ONLY_LEFT, "Source: agency", NARRATED], [RIGHT, AGREED, ONLY_RIGHT]
    tag = f" ({number})" if number else ""
    for column, name in enumerate(("Daily Left", "Daily Right")):
        outlet = OutletFactory(name=name + tag)
        document, places = make_document(outlet, [*texts[column], f"Report {number}.{column}"], published=day)
        made.documents.append(document)
        voices = [sides[column]] * 3 + ["", "outlet"]
        for index, (start, end) in enumerate(places):
            furniture = document.raw_text[start:end].startswith(("Source", "Report"))
            made.sentences[f"{column}.{index}"] = SentenceFactory(
                document=document,
                index=index,
                paragraph=index,
                start=start,
                end=end,
                voice="" if furniture else voices[index],
                role="furniture" if furniture else "content",
                rule="credit line" if furniture else "",
                call=None if furniture else call,
                why={} if furniture else {"voice": "“the statement said”"},
            )
    LinkFactory(collation=collation, a=made.sentences["0.0"], b=made.sentences["1.0"], relation="topic", score=0.7)
    LinkFactory(collation=collation, a=made.sentences["1.1"], b=made.sentences["0.1"], relation="same", score=1)
    for copy in range(copies):
        _add_statements(made, collation, sides, copy)
    return made


def _add_statements(made, collation, sides, copy):
    rows = (
        ("diverge", "End of the violence", {"0.0": sides[0], "1.0": sides[1]}, ""),
        ("agree", "Contacts", {"0.1": sides[0], "1.1": sides[1]}, ""),
        ("one_sided", "Students", {"0.2": sides[0]}, sides[0]),
        ("one_sided", "Summit", {"1.2": sides[1]}, sides[1]),
        ("unattributed", "Hours after", {"0.4": ""}, ""),
    )
    for index, (verdict, label, members, only) in enumerate(rows):
        statement = StatementFactory(
            call=made.call,
            collation=collation,
            position=copy * len(rows) + index,
            label=label,
            verdict=verdict,
            only_side=only,
            reasons=[{"kind": "negation", "text": "One version denies it.", "a": "", "b": "not"}]
            if verdict == "diverge"
            else [],
        )
        made.statements.setdefault(label, statement)
        for position, (key, version) in enumerate(members.items()):
            StatementMemberFactory(
                statement=statement, sentence=made.sentences[key], version=version, position=position
            )


HTMX = {"HX-Request": "true", "HX-Target": "results"}


def words(element):
    """The text of an element with white space folded."""
    return " ".join(element.get_text(" ").split())


def make_formula(one, other):
    """A stock phrase in the accounts of two comparisons."""
    EchoFactory(a=one.sentences["0.1"], b=other.sentences["0.1"], kind="formula")
    formulas_refresh(calls=[one.call.pk])
    return Formula.objects.get(uses__sentence=one.sentences["0.1"])
