"""Rows for tests, made by hand: small, valid, and not run through the engine."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import factory
from factory.django import DjangoModelFactory

from comparator.models import (
    Alias,
    Call,
    CallParty,
    Collation,
    Document,
    Echo,
    Link,
    Outlet,
    Sentence,
    Side,
    Statement,
    StatementMember,
)

SIDES = {
    "IN": ("India", "Indian"),
    "RU": ("Russia", "Russian"),
    "UA": ("Ukraine", "Ukrainian"),
    "US": ("United States", "US"),
}
LEADERS = {"IN": "Narendra Modi", "RU": "Vladimir Putin", "UA": "Volodymyr Zelenskyy", "US": "Joe Biden"}


class SideFactory(DjangoModelFactory[Side]):
    class Meta:
        model = Side
        django_get_or_create = ("code",)

    code = "IN"
    name = factory.LazyAttribute(lambda side: SIDES.get(side.code, (f"State {side.code}",))[0])
    adjective = factory.LazyAttribute(lambda side: SIDES.get(side.code, ("", f"{side.code}-ian"))[1])
    position = factory.LazyAttribute(lambda side: {"IN": 1, "RU": 2}.get(side.code, 100))


class AliasFactory(DjangoModelFactory[Alias]):
    class Meta:
        model = Alias

    side = factory.SubFactory(SideFactory)
    kind = Alias.AliasKind.NAME
    text = factory.Sequence(lambda n: f"Capital {n}")


class OutletFactory(DjangoModelFactory[Outlet]):
    class Meta:
        model = Outlet

    name = factory.Sequence(lambda n: f"Outlet {n}")
    side = factory.SubFactory(SideFactory)


class CallFactory(DjangoModelFactory[Call]):
    """A confirmed call; ``parties=("IN", "RU")`` gives it sides and their leaders."""

    class Meta:
        model = Call
        skip_postgeneration_save = True

    date = factory.Sequence(lambda n: datetime.date(2022, 2, 24) + datetime.timedelta(days=n))
    slug = factory.LazyAttribute(lambda call: f"{call.date.isoformat()}-modi-putin")

    @factory.post_generation
    def parties(self: Any, create: bool, extracted: tuple[str, ...] | None, **_: Any) -> None:
        for code in ("IN", "RU") if extracted is None else extracted:
            CallParty.objects.create(
                call=self, side=SideFactory(code=code), leader=LEADERS.get(code, f"Leader of {code}")
            )


class DocumentFactory(DjangoModelFactory[Document]):
    class Meta:
        model = Document

    raw_text = factory.Sequence(lambda n: f"The leaders spoke on the telephone, report {n} says.")
    sha256 = factory.LazyAttribute(lambda document: hashlib.sha256(document.raw_text.encode()).hexdigest())
    public_id = factory.LazyAttribute(lambda document: document.sha256[:8])
    kind = Document.KindChoice.ARTICLE
    outlet = factory.SubFactory(OutletFactory)
    published = datetime.date(2022, 2, 24)


class SentenceFactory(DjangoModelFactory[Sentence]):
    """The whole of its document, unless told otherwise."""

    class Meta:
        model = Sentence

    document = factory.SubFactory(DocumentFactory)
    index = 0
    start = 0
    end = factory.LazyAttribute(lambda sentence: len(sentence.document.raw_text))
    text = factory.LazyAttribute(lambda s: " ".join(s.document.raw_text[s.start : s.end].split()))
    role = Sentence.RoleChoice.CONTENT
    voice = "IN"
    call = factory.SubFactory(CallFactory)


class CollationFactory(DjangoModelFactory[Collation]):
    class Meta:
        model = Collation

    call = factory.SubFactory(CallFactory)
    engine_version = "1.0.0"
    input_hash = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    current = True


class LinkFactory(DjangoModelFactory[Link]):
    class Meta:
        model = Link

    collation = factory.SubFactory(CollationFactory)
    a = factory.SubFactory(SentenceFactory)
    b = factory.SubFactory(SentenceFactory)
    relation = Link.RelationChoice.SAME
    score = 0.9


class StatementFactory(DjangoModelFactory[Statement]):
    class Meta:
        model = Statement

    public_id = factory.Sequence(lambda n: f"{n:08d}")
    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(lambda n: n)
    label = factory.Sequence(lambda n: f"Safety of citizens {n}")
    verdict = Statement.VerdictChoice.AGREE


class StatementMemberFactory(DjangoModelFactory[StatementMember]):
    class Meta:
        model = StatementMember

    statement = factory.SubFactory(StatementFactory)
    sentence = factory.SubFactory(SentenceFactory)
    version = "IN"


class EchoFactory(DjangoModelFactory[Echo]):
    class Meta:
        model = Echo

    a = factory.SubFactory(SentenceFactory)
    b = factory.SubFactory(SentenceFactory)
    score = 0.9
    kind = Echo.KindChoice.RECYCLED
