"""The table of statements and sources, and what only one side tells."""

from __future__ import annotations

import pytest

from comparator.selectors.matrix import COLUMNS_PER_PAGE, ROWS_PER_PAGE
from tests.factories import OutletFactory, SentenceFactory, StatementMemberFactory
from tests.views.comparisons import HTMX, LEFT, ONLY_LEFT, ONLY_RIGHT, make_comparison, make_document, words


@pytest.fixture
def matrix(comparison):
    return f"{comparison.call.get_absolute_url()}matrix/"


@pytest.fixture
def silence(comparison):
    return f"{comparison.call.get_absolute_url()}silence/"


def table(page):
    return [[words(cell) for cell in row.select("th, td")] for row in page.select(".matrix tbody tr")]


class TestMatrix:
    def test_each_cell_says_whose_account_a_source_has_and_how(self, read, comparison, matrix):
        comparison.sentences["0.0"].quoted = True
        comparison.sentences["0.0"].save()
        assert table(read(matrix)) == [
            ["1. End of the violence Diverge", "Daily Left ● IN quoted", "Daily Right ◐ RU reported", "2 of 2"],
            ["2. Contacts Agree", "Daily Left ◐ IN reported", "Daily Right ◐ RU reported", "2 of 2"],
            ["3. Students Only India", "Daily Left ◐ IN reported", "– not in this source", "1 of 2"],
            ["4. Summit Only Russia", "– not in this source", "Daily Right ◐ RU reported", "1 of 2"],
            ["5. Hours after No side given", "Daily Left ○ own words", "– not in this source", "1 of 2"],
        ]

    def test_a_cell_leads_to_the_very_characters(self, read, comparison, matrix):
        link = read(matrix).select_one(".matrix tbody td a")
        assert link["href"] == f"/documents/{comparison.documents[0].public_id}/?span=0-{len(LEFT)}#span"

    def test_totals(self, read, matrix):
        assert [words(cell) for cell in read(matrix).select("tfoot td")] == ["4", "3", "5"]

    def test_columns_are_grouped_by_who_publishes(self, read, comparison, matrix):
        right = comparison.documents[1].outlet
        right.side, right.official = OutletFactory(side__code="RU").side, True
        right.save()
        page = read(matrix)
        assert [words(h) for h in page.select("[scope=colgroup]")] == ["Russian official", "Indian press"]
        assert [words(h) for h in page.select(".matrix thead tr:last-child th")][1:3] == [
            "Daily Right 24 Feb 2022",
            "Daily Left 24 Feb 2022",
        ]

    @pytest.mark.parametrize(
        ("sort", "numbers"), [("", "12345"), ("nonsense", "12345"), ("divergence", "13425"), ("silence", "34512")]
    )
    def test_sorting_is_in_the_address(self, read, matrix, sort, numbers):
        assert "".join(row[0][0] for row in table(read(f"{matrix}?sort={sort}"))) == numbers

    def test_it_has_the_filters_of_the_comparison(self, read, matrix):
        page = read(f"{matrix}?verdict=one_sided&side=RU")
        assert [row[0] for row in table(page)] == ["4. Summit Only Russia"]
        assert "No statement fits these filters." in words(read(f"{matrix}?q=xylophone").main)

    def test_htmx_gets_the_fragment_only(self, read, matrix):
        page = read(f"{matrix}?verdict=agree", **HTMX)
        assert page.html is None
        assert words(page.select_one("#status[hx-swap-oob]")) == "1 statement"

    def test_many_statements_and_sources_are_parted_into_pages(self, client, read, db):
        made = make_comparison(copies=20)
        for number in range(COLUMNS_PER_PAGE):
            document, [(start, end)] = make_document(OutletFactory(), [f"Told by number {number}."])
            sentence = SentenceFactory(document=document, start=start, end=end, call=made.call)
            for statement in made.call.statements.all()[:50]:
                StatementMemberFactory(statement=statement, sentence=sentence, version="IN", position=number + 5)
        url = f"{made.call.get_absolute_url()}matrix/"
        page = read(url)
        assert len(page.select(".matrix tbody tr")) == ROWS_PER_PAGE
        assert len(page.select(".matrix thead tr:last-child th")) == COLUMNS_PER_PAGE + 2
        assert len(client.get(url).content) <= 150_000
        assert len(read(f"{url}?cols=2").select(".matrix thead tr:last-child th")) == 2 + 2


class TestSilence:
    def test_both_directions_with_who_carried_it(self, read, silence):
        page = read(silence)
        assert [words(h) for h in page.select("main section > h2")] == [
            "Only in the Indian version 1",
            "Only in the Russian version 1",
        ]
        assert [words(q) for q in page.select("blockquote")] == [ONLY_LEFT, ONLY_RIGHT]
        carriers = [[words(c) for c in row.select("th, td")] for row in page.select(".carriers")[0].select("tbody tr")]
        assert carriers == [
            ["Daily Left, 24 Feb 2022", "press", "1 of 1"],
            ["Daily Right, 24 Feb 2022", "press", "0 of 1"],
        ]

    def test_it_says_that_absence_proves_nothing(self, read, silence):
        assert words(read(silence).select_one(".banner")).startswith(
            "Absence from a readout is no proof of absence from the call."
        )

    def test_a_side_that_tells_nothing_alone(self, read, comparison, silence):
        comparison.statements["Summit"].delete()
        assert "Nothing stands in the Russian version alone." in words(read(silence).main)
