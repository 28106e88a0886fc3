"""The front page, the list of calls, statements, documents, search, method, errors, the theme and robots."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from comparator.services.exports import COLUMNS
from tests.factories import EchoFactory, SideFactory, StatementFactory
from tests.views.comparisons import AGREED, HTMX, LEFT, ONLY_LEFT, RIGHT, make_comparison, words


class TestFrontPageAndCalls:
    def test_the_front_page_shows_a_divergence_and_the_calls(self, read, comparison):
        page = read("/")
        assert words(page.select_one(".totals")) == "1 call · 2 sources · 5 statements · 1 diverges"
        assert words(page.select_one(".highlight h3")) == "End of the violence"
        assert words(page.select_one(".entry h3")) == "Narendra Modi and Vladimir Putin"

    def test_an_empty_site_says_what_to_do(self, read, db):
        assert words(read("/").select_one(".empty")).startswith("There are no calls yet.")
        assert words(read("/calls/").select_one(".empty")).startswith("There are no calls yet.")

    def test_a_call_is_listed_with_its_verdicts_and_sources(self, read, comparison):
        entry = read("/calls/").select_one(".entry")
        assert entry.time["datetime"] == "2022-02-24"
        assert [words(item) for item in entry.select(".tally li")] == [
            "1 Diverge" if n else "1 Agree" for n in (0, 1)
        ] + ["1 Only India", "1 Only Russia", "1 No side given"]
        assert words(entry.select_one(".sources")) == "2 sources: Daily Left , Daily Right"
        assert entry.svg["aria-label"] == (
            "5 statements: Agree 1, Diverge 1, Only India 1, Only Russia 1, No side given 1"
        )

    def test_the_timeline_links_each_call(self, read, comparison):
        later = make_comparison(number=400)
        links = [a["href"] for a in read("/calls/").select(".timeline svg a")]
        assert links == [comparison.call.get_absolute_url(), later.call.get_absolute_url()]

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("", 2),
            ("side=UA", 1),
            ("side=xx", 2),
            ("has=diverge", 2),
            ("q=zelenskyy", 1),
            ("q=daily+left+(4)", 1),
            ("q=nobody", 0),
            ("q=" + 8 * "zelenskyy+" + 40 * "nobody+", 1),
        ],
    )
    def test_filters(self, read, comparison, query, count):
        make_comparison(number=4, sides=("IN", "UA"))
        assert len(read(f"/calls/?{query}").select(".entry")) == count

    def test_accounts_of_two_governments_are_marked_and_can_be_asked_for(self, read, comparison):
        both = make_comparison(number=4)
        one = make_comparison(number=5)
        strangers = make_comparison(number=6)
        for made, homes in ((both, ("IN", "RU")), (one, ("IN", "IN")), (strangers, ("IN", "UA"))):
            for document, home in zip(made.documents, homes, strict=True):
                document.outlet.side, document.outlet.official = SideFactory(code=home), True
                document.outlet.save()
        marked = [entry for entry in read("/calls/").select(".entry") if entry.select(".chip")]
        asked_for = read("/calls/?has=accounts").select(".entry")
        assert [words(entry.select_one(".chip")) for entry in marked] == ["accounts of 2 governments"]
        assert [entry.h3.a["href"] for entry in asked_for] == [entry.h3.a["href"] for entry in marked]
        assert asked_for[0].h3.a["href"] == both.call.get_absolute_url()

    def test_htmx_gets_the_fragment_only(self, read, comparison):
        page = read("/calls/?q=nobody", **HTMX)
        assert page.html is None
        assert words(page.select_one("#status[hx-swap-oob]")) == "0 calls"


class TestStatement:
    def test_every_place_is_listed_with_its_context_characters_and_hash(self, read, comparison):
        page = read(comparison.statements["Contacts"].get_absolute_url())
        headings = [words(h) for h in page.select("section[aria-labelledby=h-evidence] h3")]
        assert headings == ["The Indian version 1 place", "The Russian version 1 place"]
        place = page.select_one(".evidence > li")
        assert words(place.select_one(".claim")) == AGREED
        assert [words(c) for c in place.select(".context")] == [LEFT, ONLY_LEFT]
        link = place.select_one("dl a")
        start = len(LEFT) + 2
        span = f"{start}-{start + len(AGREED)}"
        assert link["href"] == f"/documents/{comparison.documents[0].public_id}/?span={span}#span"
        assert words(place.code) == comparison.documents[0].sha256
        assert "“the statement said”" in words(place.dl)

    def test_other_wordings_are_marked_against_the_first(self, read, comparison):
        statement = comparison.statements["Contacts"]
        statement.members.update(version="IN")
        comparison.sentences["1.1"].text = "The leaders never agreed to stay in touch."
        comparison.sentences["1.1"].save()
        marks = [words(m) for m in read(statement.get_absolute_url()).select(".evidence mark")]
        assert marks == ["only here: never"]

    def test_links_are_explained_in_words(self, read, comparison):
        comparison.call.collations.get().links.filter(relation="same").update(
            why=[
                {"name": "names", "value": -0.5},
                {"name": "clause", "value": 2.0},
                {"name": "new_thing", "value": 1},
                {},
            ]
        )
        (link,) = read(comparison.statements["Contacts"].get_absolute_url()).select(".links > li")
        assert words(link.p) == "Daily Right 1 = says the same as Daily Left 1 score 100 %, across sides"
        assert [words(s) for s in link.select("ul li")] == [
            "100 for: a clause of each says the same",
            "50 for: new thing",
            "25 against: names in common",
        ]

    def test_the_citation_is_plain_text_with_both_sources(self, read, comparison):
        statement = comparison.statements["End of the violence"]
        page = read(statement.get_absolute_url())
        assert page.find(id="citation").text.splitlines() == [
            "End of the violence (diverge). Narendra Modi and Vladimir Putin, 24 February 2022.",
            f"India: “{LEFT}” (Daily Left, 24 February 2022, characters 0–{len(LEFT)}).",
            f"Russia: “{RIGHT}” (Daily Right, 24 February 2022, characters 0–{len(RIGHT)}).",
            page.find(id="citation").text.splitlines()[-1],
        ]
        assert page.find(id="citation").text.endswith(f" http://testserver/statements/{statement.public_id}/")
        assert page.select_one("button[data-copy=citation]").parent.has_attr("hidden"), "the script shows it"

    def test_what_one_side_does_not_have_is_said_in_the_citation_and_the_reasons(self, read, comparison):
        statement = comparison.statements["Students"]
        statement.reasons = [{"kind": "omission", "text": "engine's words"}]
        statement.save()
        page = read(statement.get_absolute_url())
        assert "Russia: not in its version; 2 sources searched." in page.find(id="citation").text
        assert words(page.select_one(".reasons li")).startswith("In one version only Not in the Russian version.")

    def test_a_merged_statement_leads_to_the_survivor(self, client, comparison):
        survivor = comparison.statements["Contacts"]
        first = StatementFactory(call=comparison.call, retired=True, merged_into=survivor)
        second = StatementFactory(call=comparison.call, retired=True, merged_into=first)
        response = client.get(second.get_absolute_url())
        assert (response.status_code, response.headers["Location"]) == (301, survivor.get_absolute_url())

    def test_a_statement_without_support_is_gone_but_explained(self, read, comparison):
        gone = StatementFactory(call=comparison.call, retired=True, label="Gone")
        assert "No sentence supports this statement any more." in words(read(gone.get_absolute_url(), 410))

    def test_an_unknown_statement_is_not_found(self, client, comparison):
        assert client.get("/statements/zzzzzzzz/").status_code == 404


class TestDocument:
    def test_every_sentence_has_an_address_a_voice_and_a_call(self, read, comparison):
        page = read(comparison.documents[0].get_absolute_url())
        sentences = page.select(".sent")
        assert [s["id"] for s in sentences] == [f"s{n}" for n in range(6)]
        first = sentences[0]
        assert first.select_one(".tx")["id"] == f"c0-{len(LEFT)}"
        assert words(first.select_one(".mg b")) == "India"
        assert first.select_one(".mg a")["href"] == comparison.call.get_absolute_url()
        assert words(first.select_one(".sref")) == "End of the violence"

    def test_furniture_is_shown_with_its_rule(self, read, comparison):
        credit = read(comparison.documents[0].get_absolute_url()).find(id="s3")
        assert "r-furniture" in credit["class"]
        assert words(credit.select_one(".mg")) == "Not part of the report: credit line"

    def test_a_span_is_marked_across_sentences(self, read, comparison):
        page = read(f"{comparison.documents[0].get_absolute_url()}?span=50-60")
        marks = page.select(".text mark")
        assert marks[0]["id"] == "span"
        raw = comparison.documents[0].raw_text
        assert "".join(mark.text for mark in marks) == raw[50:60].replace("\n", "")

    @pytest.mark.parametrize(
        "span", ["", "x", "5", "9-3", "-4", "1-2-3", "٣-٤", "1-" + "9" * 500, "99999999-999999999"]
    )
    def test_a_span_that_is_none_marks_nothing_or_what_there_is(self, read, comparison, span):
        page = read(f"{comparison.documents[0].get_absolute_url()}?span={span}")
        assert len(page.select("#span")) <= 1

    def test_the_whole_text_is_there(self, read, comparison):
        document = comparison.documents[0]
        shown = [text.text for text in read(document.get_absolute_url()).select(".tx")]
        assert shown == document.raw_text.split("\n\n")

    def test_the_text_as_stored_is_all_there_with_the_span_marked(self, read, comparison):
        document = comparison.documents[0]
        page = read(f"{document.get_absolute_url()}raw/?span=50-60")
        assert page.select_one("pre.raw").text == document.raw_text
        assert "".join(mark.text for mark in page.select("mark")) == document.raw_text[50:60].replace("\n", "")
        assert page.find(id="s3")["title"] == "Not part of the report: credit line"

    def test_the_text_file_has_the_hash_that_the_page_names(self, client, comparison):
        document = comparison.documents[0]
        response = client.get(f"/documents/{document.public_id}.txt")
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert hashlib.sha256(response.content).hexdigest() == document.sha256

    def test_the_json_has_every_sentence_with_its_place(self, client, comparison):
        document = comparison.documents[0]
        record = client.get(f"/documents/{document.public_id}.json").json()
        assert record["sha256"] == document.sha256
        assert [s["role"] for s in record["sentences"]].count("furniture") == 2
        for sentence in record["sentences"]:
            assert document.raw_text[sentence["start"] : sentence["end"]] == sentence["text"]
        first = record["sentences"][0]
        assert (first["voice"], first["call"]) == ("IN", comparison.call.slug)
        assert first["statements"] == [comparison.statements["End of the violence"].public_id]


class TestSideBySide:
    @pytest.fixture
    def address(self, comparison):
        one, two = (document.public_id for document in comparison.documents)
        return f"{comparison.call.get_absolute_url()}side-by-side/?left={one}&right={two}"

    def test_an_open_choice_leads_to_a_whole_address(self, client, comparison, address):
        url = f"{comparison.call.get_absolute_url()}side-by-side/"
        response = client.get(url)
        assert (response.status_code, response.headers["Location"]) == (302, address)
        one, two = (document.public_id for document in comparison.documents)
        assert client.get(f"{url}?left={two}").headers["Location"] == f"{url}?left={two}&right={one}"
        assert client.get(f"{url}?right={one}").headers["Location"] == f"{url}?left={two}&right={one}"

    def test_one_source_stands_beside_itself_with_a_voice_in_each_column(self, client, read, comparison):
        comparison.documents[1].status = "withdrawn"
        comparison.documents[1].save()
        comparison.sentences["0.1"].voice = "RU"
        comparison.sentences["0.1"].save()
        response = client.get(f"{comparison.call.get_absolute_url()}side-by-side/")
        one = comparison.documents[0].public_id
        assert response.headers["Location"].endswith(f"?left={one}&right={one}&left_voice=IN&right_voice=RU")
        page = read(response.headers["Location"])
        assert [s["id"] for s in page.select(".js")] == ["l0", "l2", "r1"]
        assert [words(gap) for gap in page.select(".gap")] == ["1 sentence in other voices left out"] * 2

    def test_joined_sentences_lead_to_each_other(self, read, address):
        page = read(address)
        left = page.find(id="l0").select_one(".joins a")
        assert (left["href"], words(left)) == ("#r0", "speaks to the same subject as ~ 0")
        right = page.find(id="r1").select_one(".joins a")
        assert (right["href"], words(right)) == ("#l1", "says the same as = 1")
        assert page.find(id="l0")["data-g"] == page.find(id="r0")["data-g"] != page.find(id="l1")["data-g"]

    def test_a_voice_leaves_the_others_and_their_joins_out(self, read, address):
        page = read(f"{address}&left_voice=outlet&right_voice=nobody")
        assert [s["id"] for s in page.select(".js[id^=l]")] == ["l4"]
        assert len(page.select(".js[id^=r]")) == 4
        assert page.select(".joins a") == []
        assert "Nothing in this source is told in that voice." in words(read(f"{address}&right_voice=IN").main)

    def test_any_two_sources_in_any_order(self, read, comparison):
        one, two = (document.public_id for document in comparison.documents)
        page = read(f"{comparison.call.get_absolute_url()}side-by-side/?left={two}&right={one}")
        assert [words(h) for h in page.select(".beside h2")] == ["Daily Right, 24 Feb 2022", "Daily Left, 24 Feb 2022"]
        assert page.find(id="l0").select_one(".joins a")["href"] == "#r0"

    def test_another_call_s_document_is_not_found_and_others_are_offered(self, read, comparison):
        one, other = comparison.documents[0].public_id, make_comparison(number=2).documents[0].public_id
        page = read(f"{comparison.call.get_absolute_url()}side-by-side/?left={other}&right={one}", 404)
        assert words(page.select_one(".empty")).startswith("One of these documents is not among the sources")
        assert len(page.select("#left option")) == 2

    def test_a_call_without_sources_says_so(self, read, comparison):
        for document in comparison.documents:
            document.status = "withdrawn"
            document.save()
        page = read(f"{comparison.call.get_absolute_url()}side-by-side/")
        assert words(page.select_one(".empty")).startswith("No source of this call is stored yet")


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("q=violence", 2),
            ("q=VIOLENCE+immediate", 1),
            ("q=“end+of+the+violence”", 2),
            ('q="violence+the"', 0),
            ("q=violence&voice=RU", 1),
            ("q=violence&voice=nobody", 2),
            ("q=violence&kind=readout", 0),
            ("q=touch", 2),
            ("q=Source", 0),
            ("q=", 0),
            ("q=%25", 0),
            ("q=%00%01", 0),
        ],
    )
    def test_every_word_must_occur(self, read, comparison, query, count):
        page = read(f"/search/?{query}")
        assert sum(len(hit.select(".places a")) for hit in page.select(".hits > li")) == count

    def test_hits_are_highlighted_and_reprints_folded(self, read, comparison):
        (hit,) = read("/search/?q=stay+in+touch").select(".hits > li")[:1]
        assert [words(mark) for mark in hit.select("mark")] == ["stay", "in", "touch"]
        assert [words(a) for a in hit.select(".places a")] == ["Daily Left", "Daily Right"]

    def test_nothing_found_says_so(self, read, comparison):
        assert words(read("/search/?q=xylophone").select_one(".empty")).startswith("No sentence fits “xylophone”.")

    def test_htmx_gets_the_fragment_only(self, read, comparison):
        page = read("/search/?q=violence", **HTMX)
        assert page.html is None
        assert words(page.select_one("#status[hx-swap-oob]")) == "2 sentences"


class TestMethod:
    def test_every_column_of_the_report_is_documented(self, read, db):
        table = read("/about/method/").select_one("table.columns")
        assert [words(cell) for cell in table.select("tbody code")] == [column.name for column in COLUMNS]


class TestTheme:
    def test_a_choice_is_kept_and_rendered(self, client, db):
        response = client.post("/theme/", {"theme": "dark", "next": "/calls/?q=x"})
        assert (response.status_code, response.headers["Location"]) == (302, "/calls/?q=x")
        assert 'data-theme="dark"' in client.get("/").content.decode()

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
    def test_it_leads_nowhere_else(self, client, db, back):
        assert client.post("/theme/", {"theme": "dark", "next": back}).headers["Location"] == "/"

    def test_an_unknown_theme_changes_nothing(self, client, db):
        assert "theme" not in client.post("/theme/", {"theme": "<b>", "next": "/"}).cookies
        client.cookies["theme"] = "<b>"
        assert 'data-theme="auto"' in client.get("/").content.decode()

    def test_it_is_refused_to_other_sites(self, db):
        response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}, headers={"Origin": "null"})
        assert response.status_code == 403


class TestErrors:
    def test_404_says_what_to_do(self, read, db):
        page = read("/nowhere/", 404)
        assert words(page.h1) == "There is nothing at this address"
        assert page.select_one("main form[action='/search/']") is not None

    def test_robots(self, client, db):
        response = client.get("/robots.txt")
        assert response.headers["Content-Type"].startswith("text/plain")
        assert "Disallow: /admin/" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/calls/",
        "/search/",
        "/about/method/",
        "/robots.txt",
        "/calls/x/",
        "/calls/x/report.csv",
        "/statements/x/",
        "/documents/x/",
    ],
)
def test_pages_are_read_only(client, db, path):
    assert client.post(path).status_code == 405


def test_the_theme_is_set_by_post_only(client, db):
    assert client.get("/theme/").status_code == 405


def test_echoes_stand_on_the_card(read, comparison):
    other = make_comparison(number=7)
    EchoFactory(a=comparison.sentences["0.1"], b=other.sentences["0.1"], kind="formula")
    page = read(comparison.statements["Contacts"].get_absolute_url())
    assert words(page.select_one(".query")).startswith("Stock phrase Nearly the same words stand in Daily Left (7)")
