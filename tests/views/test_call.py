"""The comparison page: rows, versions, marks, filters, fragments."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from comparator.models import Review
from tests.factories import CallFactory, EchoFactory, OutletFactory, StatementFactory, StatementMemberFactory
from tests.views.comparisons import AGREED, HTMX, LEFT, ONLY_LEFT, ONLY_RIGHT, make_comparison, words


@pytest.fixture
def url(comparison):
    return comparison.call.get_absolute_url()


def labels(page):
    return [words(heading) for heading in page.select("#results h3")]


def test_every_statement_is_a_row_and_those_without_a_side_come_last(read, url):
    page = read(url)
    assert labels(page) == ["End of the violence", "Contacts", "Students", "Summit", "Hours after"]
    assert [words(h) for h in page.select(".untold h3")] == ["Hours after"]


def test_the_sides_keep_their_places(read, url):
    for row in read(url).select(".told .row"):
        assert [words(name) for name in row.select(".version > .who b")] == ["India", "Russia"]


def test_words_that_differ_are_marked_and_equal_words_are_not(read, url):
    left, right = read(url).select(".row.v-diverge blockquote")
    assert "violence" not in " ".join(words(mark) for mark in left.select("mark"))
    assert "immediate" in " ".join(words(mark) for mark in left.select("mark"))
    marked = " ".join(words(mark) for mark in right.select("mark"))
    assert "not" in marked
    assert "violence" not in marked
    assert [words(b) for b in right.select("mark b")] == ["not"]


def test_the_marks_say_what_they_mean_to_those_who_do_not_see_them(read, url):
    for mark in read(url).select(".row mark"):
        assert words(mark.i) == "only here:"


@pytest.mark.parametrize(
    ("mode", "marks", "merged"), [("lines", True, False), ("inline", True, True), ("off", False, False)]
)
def test_three_ways_to_show_the_differences(read, url, mode, marks, merged):
    row = read(f"{url}?diff={mode}").select_one(".row.v-diverge")
    assert bool(row.select("mark")) is marks
    assert bool(row.select("mark[class^=in-]")) is merged


def test_an_unknown_way_to_show_differences_is_the_usual_one(read, url):
    assert read(f"{url}?diff=<script>").select(".diffs [aria-current]")[1].text == "Marked"


def test_reasons_are_in_words(read, url):
    assert words(read(url).select_one(".row.v-diverge .reasons")) == "Negation One version denies it."


def test_reasons_quote_a_few_phrases_of_each_version(read, url, comparison):
    statement = comparison.statements["End of the violence"]
    phrases = [["IN", "an immediate end"], ["RU", "did not appeal"], ["RU", "an end"], ["UA", "nobody’s"]]
    statement.reasons = [{"kind": "addition", "text": "Said by one alone: “immediate”.", "phrases": phrases}]
    statement.save()
    reason = read(url).select_one(".row.v-diverge .reasons li")
    assert words(reason) == (
        "Additions Each version says what the other does not. Indian: an immediate end Russian: did not appeal , an end"
    )
    assert [quote.text for quote in reason.select("q")] == ["an immediate end", "did not appeal", "an end"]


def test_a_reason_that_rests_on_one_version_says_so(read, url, comparison):
    statement = comparison.statements["End of the violence"]
    statement.reasons = [{"kind": "charge", "text": "x", "phrases": [["RU", "hostage"]]}]
    statement.save()
    assert words(read(url).select_one(".row.v-diverge .reasons li")) == (
        "Charged words One version alone uses words of blame or harm. Russian: hostage"
    )


def test_absence_is_stated(read, url):
    absent = [words(cell) for cell in read(url).select(".version.absent")]
    assert absent == [
        "Russia Not in the Russian version. 2 sources searched; 1 of them gives the Russian version elsewhere.",
        "India Not in the Indian version. 2 sources searched; 1 of them gives the Indian version elsewhere.",
    ]


def test_a_side_without_any_version_is_said_to_have_none(read, comparison):
    for sentence in comparison.sentences.values():
        sentence.memberships.filter(version="RU").delete()
    cells = [words(cell) for cell in read(comparison.call.get_absolute_url()).select(".version.absent")]
    assert "Russia No source gives a Russian version of this call." in cells


def test_every_wording_leads_to_its_sentence(read, url, comparison):
    link = read(url).select_one(".row.v-diverge .places a")
    assert link["href"] == f"/documents/{comparison.documents[0].public_id}/#s0"
    assert words(link) == "Daily Left"


def test_copies_of_a_wording_are_one_wording_with_two_places(read, comparison):
    statement = comparison.statements["Contacts"]
    statement.members.update(version="IN")
    row = read(comparison.call.get_absolute_url()).find(id=f"st-{statement.public_id}")
    assert len(row.select(".version:first-of-type blockquote")) == 1
    assert [words(a) for a in row.select(".version:first-of-type .places a")] == ["Daily Left", "Daily Right"]


def test_press_only_sides_are_said_to_be(read, url, comparison):
    assert words(read(url).select_one(".banner")).startswith("Every side is known only through press reports.")
    outlet = comparison.documents[0].outlet
    outlet.official = True
    outlet.save()
    assert words(read(url).select_one(".banner")).startswith("Russia: known only through press reports.")


def test_the_numbers_are_links_that_set_the_filter(read, url):
    page = read(url)
    counts = {words(a.span): (int(a.b.text), a["href"]) for a in page.select("#counts a")}
    assert {name: number for name, (number, _) in counts.items()} == {
        "Agree": 1,
        "Diverge": 1,
        "Only India": 1,
        "Only Russia": 1,
        "No side given": 1,
    }
    for name, (number, href) in counts.items():
        narrowed = read(href)
        assert len(narrowed.select("#results .row")) == number
        assert words(narrowed.select_one("#counts [aria-current]").span) == name


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verdict=agree", ["Contacts"]),
        ("verdict=one_sided", ["Students", "Summit"]),
        ("verdict=one_sided&side=RU", ["Summit"]),
        ("side=IN", ["End of the violence", "Contacts", "Students"]),
        ("outlet=Daily+Right", ["End of the violence", "Contacts", "Summit"]),
        ("q=VIOLENCE+appeal", ["End of the violence"]),
        ("q=contacts", ["Contacts"]),
        ("verdict=nonsense", ["End of the violence", "Contacts", "Students", "Summit", "Hours after"]),
        ("q=%00", ["End of the violence", "Contacts", "Students", "Summit", "Hours after"]),
        ("q=xylophone", []),
        ("q=contacts" + 7 * "+contacts" + 99 * "+a+b", ["Contacts"]),
        ("verdict=agree&q=students", []),
    ],
)
def test_filters(read, url, query, found):
    assert labels(read(f"{url}?{query}")) == found


def test_a_filter_that_matches_nothing_says_so_and_offers_the_way_back(read, url):
    page = read(f"{url}?q=xylophone")
    assert words(page.select_one(".empty")) == "No statement fits these filters. Show all 5 statements of this call"
    assert page.select_one(".empty a")["href"] == url
    assert words(page.select_one(".chip")) == "Text “xylophone” : remove this filter ×"


def test_the_report_link_has_the_filter_and_says_how_many(read, url):
    link = read(f"{url}?verdict=one_sided&diff=off&page=1").select_one(".download a")
    assert words(link) == "Download these 2 statements (CSV)"
    assert link["href"] == f"{url}report.csv?verdict=one_sided"


def test_htmx_gets_the_fragment_only(read, url):
    page = read(f"{url}?verdict=agree", **HTMX)
    assert page.html is None
    assert labels(page) == ["Contacts"]
    assert words(page.select_one("#status[hx-swap-oob]")) == "1 statement"
    assert words(page.select_one("#counts[hx-swap-oob] [aria-current]").span) == "Agree"


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Target": "elsewhere"},
        {**HTMX, "HX-History-Restore-Request": "true"},
    ],
)
def test_everything_else_gets_the_whole_page(read, url, headers):
    page = read(url, **headers)
    assert page.html is not None
    assert len(page.select("#status")) == 1


def test_caches_are_told_what_the_answer_depends_on(client, url):
    vary = client.get(url).headers["Vary"]
    assert {"HX-Request", "HX-Target", "HX-History-Restore-Request"} <= {name.strip() for name in vary.split(",")}


def test_the_form_works_without_a_script(read, url):
    form = read(url).find(id="filters")
    assert (form["method"], form["action"]) == ("get", url)
    assert form.select_one("button") is not None
    assert {field["name"] for field in form.select("input, select")} == {"q", "verdict", "side", "outlet"}
    for field in form.select("input, select"):
        assert form.find("label", attrs={"for": field["id"]}) is not None


def test_three_sides_stand_in_three_columns(read, db):
    made = make_comparison(sides=("IN", "RU"))
    made.call.parties.create(side_id=OutletFactory(side__code="UA").side_id, leader="Volodymyr Zelenskyy")
    row = read(made.call.get_absolute_url()).select_one(".row.v-diverge")
    assert "n3" in row.select_one(".versions")["class"]
    assert [words(name) for name in row.select(".version > .who b")] == ["India", "Russia", "Ukraine"]


def test_more_than_a_hundred_statements_are_parted_into_pages(read, db):
    made = make_comparison(copies=21)
    url = made.call.get_absolute_url()
    first = read(url)
    assert len(first.select("#results .row")) == 100
    assert words(first.select_one(".pager span")) == "Page 1 of 2"
    assert len(read(url + first.select_one(".pager [rel=next]")["href"]).select("#results .row")) == 5
    assert len(read(f"{url}?page=99999").select("#results .row")) == 5
    assert len(read(f"{url}?page=x").select("#results .row")) == 100


def test_what_is_withdrawn_is_not_shown(read, comparison):
    document = comparison.documents[1]
    document.status = "withdrawn"
    document.save()
    page = read(comparison.call.get_absolute_url())
    assert "summit of 2021" not in page.get_text()
    assert "Daily Right" not in page.get_text()


def test_retired_statements_are_not_shown(read, comparison):
    StatementFactory(call=comparison.call, retired=True, label="Gone")
    assert "Gone" not in labels(read(comparison.call.get_absolute_url()))


def test_a_passage_that_seems_to_belong_elsewhere_is_a_question(read, comparison):
    other = make_comparison(number=9)
    sentence = comparison.sentences["1.0"]
    sentence.misdated = other.call
    sentence.why = {"misdated": "The same sentence stands in the readout of that day."}
    sentence.save()
    EchoFactory(a=sentence, b=other.sentences["0.0"], kind="recycled")
    notes = [words(note) for note in read(comparison.call.get_absolute_url()).select(".row.v-diverge .query")]
    assert notes[0] == (
        "Another call? Daily Right puts this in the call of this page; the text points to the call of"
        " 5 March 2022 . The same sentence stands in the readout of that day."
    )
    assert notes[1] == "Also elsewhere This sentence also appears in Daily Left (9) , of the call of 5 March 2022 ."


def test_text_is_escaped(read, comparison):
    statement = comparison.statements["Contacts"]
    statement.label = "<script>alert(1)</script>"
    statement.save()
    page = read(comparison.call.get_absolute_url())
    assert "<script>alert(1)</script>" in labels(page)
    assert page.select("script:not([src], [type='application/ld+json'])") == []


def test_a_call_without_statements_says_so(read, comparison):
    comparison.call.statements.all().delete()
    assert words(read(comparison.call.get_absolute_url()).select_one(".empty")).startswith("Nothing has been compared")


def test_sentences_that_carry_no_version_stand_below_the_versions(read, comparison):
    StatementMemberFactory(
        statement=comparison.statements["Contacts"], sentence=comparison.sentences["0.4"], version="", position=9
    )
    row = read(comparison.call.get_absolute_url()).find(id=f"st-{comparison.statements['Contacts'].public_id}")
    assert words(row.select_one("summary")) == "1 wording with no side given"


def test_an_unknown_call_is_not_found(client, db):
    assert client.get("/calls/2020-01-01-nobody/").status_code == 404
    assert client.get("/calls/2020-01-01-nobody/report.csv").status_code == 404
    assert client.get("/calls/2020-01-01-nobody/side-by-side/").status_code == 404


def test_the_head_names_the_calls_before_and_after(read, comparison):
    later = make_comparison(number=3)
    make_comparison(number=5, sides=("US", "UA"))
    link = read(comparison.call.get_absolute_url()).select_one(".neighbours a[rel=next]")
    assert link["href"] == later.call.get_absolute_url()


def test_calls_of_one_day_stand_one_after_the_other(read, comparison):
    first, second, third, fourth = (
        CallFactory(date=date(2022, 6, day), slug=slug) for day, slug in ((1, "z"), (2, "y"), (2, "x"), (3, "w"))
    )

    def beside(call):
        links = read(call.get_absolute_url()).select(".neighbours a")
        return [link["href"] for link in links]

    assert beside(second) == [first.get_absolute_url(), third.get_absolute_url()]
    assert beside(third) == [second.get_absolute_url(), fourth.get_absolute_url()]


class TestRibbon:
    def test_both_accounts_stand_in_their_own_order_with_bands_between(self, read, url, comparison):
        figure = read(url).select_one(".ribbon")
        assert [words(text) for text in figure.select("a text")] == [
            *("1. End of the violence", "2. Contacts", "3. Students"),
            *("1. End of the violence", "2. Contacts", "4. Summit"),
        ]
        assert [band["class"][1] for band in figure.select("path.band")] == ["b-diverge", "b-agree"]
        assert figure.a["href"].endswith("ribbon.svg")
        first = comparison.statements["End of the violence"]
        assert figure.select_one("svg a")["href"] == f"#st-{first.public_id}"

    def test_its_data_stand_in_a_table(self, read, url):
        rows = [[words(c) for c in row.select("th, td")] for row in read(url).select(".ribbon tbody tr")]
        assert rows[0] == ["1. End of the violence", "Diverge", "1, 10", "1, 11"]
        assert rows[2] == ["3. Students", "Only India", "3, 6", "–"]

    def test_it_follows_the_filter(self, read, url):
        page = read(f"{url}?verdict=one_sided&side=IN", **HTMX)
        assert [words(text) for text in page.select(".ribbon a text")] == ["3. Students"]
        assert page.select_one(".ribbon figcaption a")["href"].endswith("ribbon.svg?verdict=one_sided&side=IN")

    def test_too_much_to_follow_is_not_drawn(self, read, client, db):
        made = make_comparison(copies=20)
        url = made.call.get_absolute_url()
        assert read(url).select(".ribbon") == []
        assert client.get(f"{url}ribbon.svg").status_code == 404

    def test_the_file_stands_alone(self, client, url):
        response = client.get(f"{url}ribbon.svg?verdict=diverge")
        assert response.headers["Content-Type"].startswith("image/svg+xml")
        assert response.headers["Content-Disposition"] == 'attachment; filename="2022-02-24-modi-putin.svg"'
        drawing = ElementTree.fromstring(response.content)
        text = " ".join(drawing.itertext())
        assert "End of the violence" in text
        assert f"http://testserver{url}" in text
        assert b"var(--" not in response.content, "its colours stand in it"
        classes = {name for element in drawing.iter() for name in element.get("class", "").split()}
        styled = drawing.find("{http://www.w3.org/2000/svg}style").text
        assert classes - {name for name in classes if f".{name}" in styled} == set()


def test_each_side_s_own_order(read, url, comparison):
    comparison.sentences["1.2"].index, comparison.sentences["1.0"].index = 100, 50
    for key in ("1.2", "1.0"):
        comparison.sentences[key].save()
    page = read(f"{url}?view=order")
    columns = [[words(a) for a in section.select("li > a")] for section in page.select(".orders section")]
    assert columns == [
        ["1. End of the violence", "2. Contacts", "3. Students"],
        ["2. Contacts", "1. End of the violence", "4. Summit"],
    ]
    assert "1 pair of them comes in the opposite order." in words(page.figcaption)
    assert page.select_one("#filters input[name=view]")["value"] == "order"


def test_versions_that_share_few_words_are_not_merged(read, comparison):
    sentence = comparison.sentences["1.0"]
    sentence.text = "Nothing whatever was asked for."
    sentence.save()
    row = read(f"{comparison.call.get_absolute_url()}?diff=inline").select_one(".row.v-diverge")
    assert "few" in row["class"]
    assert len(row.select(".version")) == 2


@pytest.mark.parametrize(("model", "said"), [("", True), ("a-model", False)])
def test_languages_that_could_not_be_linked_are_stated(read, url, comparison, model, said):
    comparison.documents[1].language = "ru"
    comparison.documents[1].save(update_fields=["language"])
    comparison.call.collations.update(options={"multilingual_model": model})
    banners = " ".join(words(banner) for banner in read(url).select(".banner"))
    assert ("several languages" in banners) is said


def test_one_language_needs_no_model(read, url):
    assert "languages" not in " ".join(words(banner) for banner in read(url).select(".banner"))


def test_a_glance_names_the_statements_of_each_verdict_with_words_and_sources(read, url, comparison):
    statement = comparison.statements["End of the violence"]
    phrases = [["IN", "an immediate end"], ["RU", "did not appeal"]]
    statement.reasons = [{"kind": "negation", "text": "x", "phrases": phrases}]
    statement.save()
    glance = read(url).select_one("#glance")
    assert [words(term) for term in glance.select("dt")] == ["Agree", "Diverge", "Only India", "Only Russia"]
    diverging = glance.select_one(".v-diverge li")
    assert words(diverging) == (
        "1. End of the violence Indian: an immediate end ↔ Russian: did not appeal Daily Left, Daily Right"
    )
    assert diverging.a["href"] == f"#st-{statement.public_id}"
    assert words(glance.select_one(".v-only-a li")) == f"3. Students {ONLY_LEFT} Daily Left"


def test_a_glance_leads_to_what_it_does_not_name(read, db):
    made = make_comparison(copies=6)
    more = read(made.call.get_absolute_url()).select("#glance .v-only-b li")[-1]
    assert words(more) == "2 more"
    assert len(read(more.a["href"]).select("#results .row")) == 6


def test_a_filter_takes_the_glance_away(read, url):
    assert read(f"{url}?verdict=agree").select_one("#glance").has_attr("hidden")
    fragment = read(f"{url}?verdict=agree", **HTMX).select_one("#glance")
    assert fragment["hx-swap-oob"] == "true"
    assert fragment.has_attr("hidden")
    assert read(url, **HTMX).select_one("#glance dl") is not None


def test_the_versions_can_stand_in_one_column(read, url):
    page = read(f"{url}?view=column")
    assert page.select_one("#results .rows.stacked .versions .version") is not None
    assert page.select_one("#view-column")["aria-current"] == "true"
    assert page.select_one(".colhead") is None
    assert page.select_one("#filters input[name=view]")["value"] == "column"


def test_a_row_names_who_carried_it_and_how_to_cite_it(read, url, comparison):
    number = read(url).select_one(".row.v-diverge .num")
    assert words(number) == "Statement 1 · 2 sources Daily Left, Daily Right · Cite"
    cite = comparison.statements["End of the violence"].get_absolute_url()
    assert number.a["href"] == f"{cite}#h-cite"
    assert read(cite).select_one("#h-cite") is not None


def test_the_same_wording_in_several_outlets_is_counted(read, comparison):
    statement = comparison.statements["Contacts"]
    statement.members.update(version="IN")
    row = read(comparison.call.get_absolute_url()).find(id=f"st-{statement.public_id}")
    assert words(row.select_one(".places")).startswith("Same wording in 2 outlets: Daily Left")


def test_words_that_are_only_written_otherwise_are_told_from_those_that_differ(read, comparison):
    left, right = comparison.sentences["0.1"], comparison.sentences["1.1"]
    left.text, right.text = (
        "The leaders spoke of Kiev and agreed to meet.",
        "The leaders spoke of Kyiv and agreed to call.",
    )
    left.save()
    right.save()
    row = read(comparison.call.get_absolute_url()).find(id=f"st-{comparison.statements['Contacts'].public_id}")
    assert [words(u) for u in row.select("blockquote u")] == ["written otherwise: Kiev", "written otherwise: Kyiv"]
    assert all("Kiev" not in words(mark) and "Kyiv" not in words(mark) for mark in row.select("mark"))
    assert any("meet" in words(mark) for mark in row.select("mark"))


def facts(page):
    return {words(fact.dt): words(fact.dd) for fact in page.select(".call-head .facts > div")}


def test_the_facts_tell_how_full_each_account_is_and_who_published_it(read, url, comparison):
    outlet = comparison.documents[0].outlet
    outlet.official = True
    outlet.save()
    found = facts(read(url))
    assert found["India"] == f"told in 1 source, {sum(len(t.split()) for t in (LEFT, AGREED, ONLY_LEFT))} words"
    assert found["Sources"] == "1 official, 1 press: Daily Left (official) , Daily Right"


def test_a_reprint_does_not_lengthen_an_account(read, comparison):
    for name in ("Contacts", "Summit"):
        comparison.statements[name].members.update(version="IN")
    counts = sorted(len(AGREED.split()) + len(t.split()) for t in (f"{LEFT} {ONLY_LEFT}", ONLY_RIGHT))
    assert facts(read(comparison.call.get_absolute_url()))["India"] == (
        f"told in 2 sources, {counts[-1]} words (in the fullest)"
    )


def test_who_asked_for_the_call_is_told_where_a_text_says_so(read, url, comparison):
    assert "Who asked for the call" not in facts(read(url))
    statement = comparison.statements["Students"]
    statement.label = "Who asked for the call"
    statement.save()
    page = read(url)
    assert facts(page)["Who asked for the call"] == f"{ONLY_LEFT} (Indian version)"
    assert page.select_one(f'.facts a[href="{statement.get_absolute_url()}"] q[lang]') is not None


def test_what_people_decided_is_told(read, url, comparison):
    assert facts(read(url))["Compared"].endswith("by machine, not reviewed")
    document = comparison.documents[0]
    place = {"document": document, "kind": "voice", "start": 0, "end": 5}
    Review.objects.create(**place, value="RU")
    assert "by machine, with 1 decision of a person about the sources" in facts(read(url))["Compared"]
    Review.objects.create(**place, undone=True)
    assert facts(read(url))["Compared"].endswith("by machine, not reviewed")


def test_a_print_says_what_was_shown_and_which_engine_made_it(read, url, comparison):
    printed = words(read(f"{url}?verdict=agree").select_one(".printed"))
    assert printed.startswith(f"http://testserver{url}?verdict=agree · Agree · engine ")
    assert printed.endswith("by machine, not reviewed")
