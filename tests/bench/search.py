"""How long a search takes among 100,000 made-up sentences, on SQLite or the PostgreSQL of DATABASE_URL, beside reading all of them."""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from comparator.models import Call, Document, Sentence

SENTENCES = 100_000
PER_DOCUMENT = 50
WORDS_PER_SENTENCE = 22
VOCABULARY = 30_000
REPRINTED = 0.2
"""Share of the sentences that repeat an earlier one word for word."""
RUNS = 5

QUERIES = {
    "a rare word": {"q": "w20000x"},
    "a word of one sentence in ten": {"q": "w15x"},
    "a word of nearly every sentence": {"q": "w0x"},
    "the beginning of thousands of words": {"q": "w12"},
    "three words": {"q": "w3x w15x w40x"},
    "a phrase": {"q": '"w1x w2x"'},
    "a word but not another": {"q": "w15x -w3x"},
    "a word, latest first": {"q": "w15x", "sort": "latest"},
    "a word, voice, side and dates": {
        "q": "w3x",
        "voice": "BB",
        "side": "AA",
        "from": "2021-01-01",
        "to": "2022-12-31",
    },
    "a word, page 9": {"q": "w3x", "page": "9"},
    "nothing": {"q": "xylophone"},
}


def texts(count: int) -> Iterator[str]:
    """Yield sentences whose words are as unevenly frequent as in real text (Zipf), always the same."""
    chance = random.Random(1)
    words = [f"w{rank}x" for rank in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))
    earlier: list[str] = []
    for _ in range(count):
        if earlier and chance.random() < REPRINTED:
            yield chance.choice(earlier)
            continue
        text = " ".join(chance.choices(words, cum_weights=weights, k=WORDS_PER_SENTENCE)).capitalize() + "."
        earlier.append(text)
        yield text


def fill(count: int) -> None:
    """Store made-up documents of two sides about a hundred calls."""
    from comparator.models import Call, Document, Outlet, Sentence, Side

    sides = [Side.objects.create(code=code, name=code, adjective=code) for code in ("AA", "BB")]
    outlets = [Outlet.objects.create(name=f"Outlet {number}", side=sides[number % 2]) for number in range(40)]
    days = [date(2020, 1, 1) + timedelta(days=20 * number) for number in range(100)]
    calls = [Call.objects.create(slug=f"{day}-a-b", date=day) for day in days]
    made = texts(count)
    for number, batch in enumerate(iter(lambda: list(islice(made, PER_DOCUMENT)), [])):
        raw = "\n".join(batch)
        digest = hashlib.sha256(f"{number} {raw}".encode()).hexdigest()
        document = Document.objects.create(
            public_id=digest[:12],
            raw_text=raw,
            sha256=digest,
            kind="article",
            outlet=outlets[number % len(outlets)],
            published=days[number % len(days)],
        )
        Sentence.objects.bulk_create(_sentences(batch, document, calls[number % len(calls)]))


def _sentences(batch: list[str], document: Document, call: Call) -> Iterator[Sentence]:
    from comparator.models import Sentence

    start = 0
    for index, text in enumerate(batch):
        yield Sentence(
            document=document,
            index=index,
            start=start,
            end=start + len(text),
            text=text,
            role="content",
            voice=("AA", "BB", "outlet")[index % 3],
            call=call,
        )
        start += len(text) + 1


def timed(client: Client, query: dict[str, str]) -> tuple[float, str]:
    """Return the shortest time of a page in seconds, and how many sentences it says that it found."""
    from bs4 import BeautifulSoup

    taken = []
    for _ in range(RUNS):
        started = perf_counter()
        response = client.get(f"/search/?{urlencode(query)}")
        taken.append(perf_counter() - started)
    if response.status_code != 200:
        raise RuntimeError(f"{query} answered {response.status_code}")
    count = BeautifulSoup(response.content, "html.parser").select_one(".count b")
    return min(taken), count.get_text().split(";")[0] if count else "none"


def scan(word: str) -> float:
    """Return the seconds that the database takes to find a word by reading every sentence."""
    from comparator.models import Sentence

    started = perf_counter()
    list(Sentence.objects.filter(text__icontains=word).order_by("-call__date", "document", "index")[:50])
    return perf_counter() - started


def main() -> None:
    """Print the figures of search."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        settings.DATABASES["default"].setdefault("TEST", {})
        if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
            settings.DATABASES["default"]["TEST"]["NAME"] = str(Path(folder) / "search.sqlite3")
        django.setup()
        from django.test.utils import setup_test_environment

        setup_test_environment()
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            measure(connection.vendor)
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def measure(vendor: str) -> None:
    """Fill the database and print a line for each query."""
    from django.db import connection, transaction
    from django.test import Client

    started = perf_counter()
    with transaction.atomic():
        fill(SENTENCES)
    print(f"Search among {SENTENCES:,} sentences on {vendor}; stored in {perf_counter() - started:.0f} s")
    if vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client()
    for name, query in QUERIES.items():
        seconds, found = timed(client, query)
        print(f"  {name:40} {seconds * 1000:8.1f} ms   {found}")
    print(f"  {'(a rare word, by reading every sentence)':40} {scan('w20000x') * 1000:8.1f} ms")
