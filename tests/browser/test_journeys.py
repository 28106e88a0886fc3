"""What a reader does, from the front page to the characters of a source: with a mouse, with keys alone, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST_CALL = "ol.entries a[href^='/calls/']"
ROWS = "#results .rows > li"
DIVERGE = "#counts a[href*='verdict=diverge']"
WITHOUT_SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])


def diverging_call(page, site):
    """Open the comparison of a call that has a diverging statement, by the filter of the list."""
    page.goto(f"{site.url}/calls/?has=diverge")
    page.locator(FIRST_CALL).first.click()
    expect(page.locator("#counts")).to_be_visible()


@WITHOUT_SCRIPT
def test_from_the_front_page_to_the_characters_of_a_source(open_page, site, script):
    page = open_page(java_script_enabled=script)
    page.goto(site.url)
    page.get_by_role("link", name="Calls", exact=True).click()
    page.get_by_label("With").select_option("diverge")
    if not script:
        page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("has=diverge"))
    page.locator(FIRST_CALL).first.click()
    page.locator(DIVERGE).click()
    expect(page).to_have_url(re.compile("verdict=diverge"))
    expect(page.locator(f"{ROWS}.v-diverge").first).to_be_visible()
    assert page.locator(ROWS).count() == page.locator(f"{ROWS}.v-diverge").count()
    page.locator(f"{ROWS} h3 a").first.click()
    expect(page).to_have_url(re.compile(r"/statements/"))
    page.locator(".evidence a[href*='span=']").first.click()
    expect(page.locator("#span")).to_be_in_viewport()


def test_the_numbers_of_a_call_are_the_statements_that_they_lead_to(page, site):
    diverging_call(page, site)
    for link in [a.get_attribute("href") for a in page.locator("#counts a").all()]:
        page.goto(site.url + link)
        current = page.locator("#counts a[aria-current]")
        count = int(current.locator("b").inner_text())
        assert page.locator("#results li[id^=st-]").count() == count


def test_the_back_button_returns_three_times(page, site):
    diverging_call(page, site)
    seen = [(page.url, page.locator(ROWS).count())]
    for value in ("diverge", "one_sided", "agree"):
        page.get_by_label("Verdict", exact=True).select_option(value)
        expect(page).to_have_url(re.compile(f"verdict={value}"))
        expect(page.locator("#counts a[aria-current]").or_(page.locator("#results"))).not_to_have_count(0)
        seen.append((page.url, page.locator(ROWS).count()))
    for url, rows in reversed(seen[:-1]):
        page.go_back()
        expect(page).to_have_url(url)
        expect(page.locator(ROWS)).to_have_count(rows)
        expect(page.locator("h1")).to_have_count(1)


def test_a_filtered_address_shows_the_same_to_whoever_gets_it(open_page, site):
    page = open_page()
    diverging_call(page, site)
    page.get_by_label("Verdict", exact=True).select_option("one_sided")
    expect(page).to_have_url(re.compile("verdict=one_sided"))
    rows = page.locator(ROWS).all_inner_texts()
    other = open_page(java_script_enabled=False)
    other.goto(page.url)
    assert other.locator(ROWS).all_inner_texts() == rows


def tab_to(page, selector):
    """Press Tab until the element has the focus, and see that the focus shows."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            style = page.evaluate(
                "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
            )
            assert style[0] != "none" and style[1] != "0px", f"no visible focus on {selector}"
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_keys_alone_reach_a_statement(page, site):
    page.goto(site.url)
    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, FIRST_CALL)
    page.keyboard.press("Enter")
    expect(page.locator("#counts")).to_be_visible()
    filled = next(link for link in page.locator("#counts a").all() if link.locator("b").inner_text() != "0")
    tab_to(page, f"#{filled.get_attribute('id')}")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("verdict="))
    tab_to(page, "#results h3 a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/statements/"))


def test_a_filter_keeps_the_focus_and_announces_the_count(page, site):
    diverging_call(page, site)
    chosen = page.get_by_label("Verdict", exact=True)
    chosen.focus()
    chosen.select_option("diverge")
    expect(page.locator("#status")).to_have_text(re.compile(r"\d+ statement"))
    expect(chosen).to_be_focused()


def test_views_and_counts_swap_the_results_alone(page, site):
    """The page stays loaded, the address and the form follow, the focus stays, and Back returns."""
    diverging_call(page, site)
    page.evaluate("window.loaded = 'once'")
    start = page.url
    for link, address in (("#view-order", "view=order"), ("#view-paired", start), ("#diff-off", "diff=off")):
        page.locator(link).click()
        expect(page).to_have_url(re.compile(re.escape(address)))
        expect(page.locator(f"{link}[aria-current]")).to_be_focused()
    page.locator("#n-diverge").click()
    expect(page).to_have_url(re.compile("diff=off.*verdict=diverge"))
    expect(page.get_by_label("Verdict", exact=True)).to_have_value("diverge")
    expect(page.locator("#n-diverge[aria-current]")).to_be_focused()
    expect(page.locator("#status")).to_have_text(re.compile(r"\d+ statement"))
    page.locator(".chips .chip").click()
    expect(page.get_by_label("Verdict", exact=True)).to_have_value("")
    page.get_by_label("Verdict", exact=True).select_option("agree")
    expect(page).to_have_url(re.compile("diff=off.*verdict=agree"))
    assert page.evaluate("window.loaded") == "once"
    for verdict in ("", "diverge", ""):
        page.go_back()
        expect(page).to_have_url(re.compile("verdict=diverge" if verdict else "diff=off$"))
        expect(page.get_by_label("Verdict", exact=True)).to_have_value(verdict)
        expect(page.locator("h1")).to_have_count(1)


@WITHOUT_SCRIPT
def test_the_report_that_is_downloaded_has_the_filter_of_the_page(open_page, site, script):
    page = open_page(java_script_enabled=script)
    diverging_call(page, site)
    page.locator(DIVERGE).click()
    expect(page).to_have_url(re.compile("verdict=diverge"))
    with page.expect_download() as download:
        page.locator(".download a[href*='report.csv']").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbfcall_date,")
    assert b"\r\n" in content
    assert b",one_sided," not in content


@WITHOUT_SCRIPT
def test_a_colour_scheme_is_kept_from_page_to_page(open_page, site, script):
    page = open_page(java_script_enabled=script, color_scheme="light")
    page.goto(f"{site.url}/calls/")
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("link", name="Method", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", background)[:3])) < 150


def test_joined_sentences_of_two_sources_lead_to_each_other(page, site, paths):
    page.goto(site.url + paths["side by side"])
    page.locator(".joins a").first.click()
    target = page.evaluate("location.hash")
    expect(page.locator(target)).to_be_in_viewport()


@WITHOUT_SCRIPT
def test_a_language_is_kept_from_page_to_page(open_page, site, script, artifacts):
    page = open_page(java_script_enabled=script)
    page.goto(f"{site.url}/search/?q=putin")
    page.get_by_role("button", name="Русский").click()
    expect(page).to_have_url(f"{site.url}/search/?q=putin")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.get_by_role("link", name="Разговоры", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Разговоры")
    page.screenshot(path=artifacts / "calls-ru.png")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calls")


@WITHOUT_SCRIPT
def test_a_search_finds_sentences_and_leads_to_their_place(open_page, site, script):
    page = open_page(java_script_enabled=script)
    page.goto(site.url)
    page.get_by_label("Search every sentence").fill("Putin")
    page.keyboard.press("Enter")
    expect(page.locator("ol.hits mark").first).to_have_text(re.compile("putin", re.IGNORECASE))
    page.locator("ol.hits .places a").first.click()
    expect(page).to_have_url(re.compile(r"/documents/.+\?span=\d+-\d+#span"))
    expect(page.locator("mark#span")).to_be_in_viewport()


@pytest.mark.parametrize("width", [390, 1280])
@WITHOUT_SCRIPT
def test_a_search_is_narrowed_step_by_step_and_widened_again(open_page, site, script, width):
    """By who says it, in which outlet, of which call and when; the count follows, and so does the address that one may hand on."""
    page = open_page(java_script_enabled=script, viewport={"width": width, "height": 900})
    page.goto(f"{site.url}/search/?q=violence")
    count, filters = page.locator(".count b"), page.locator("summary", has_text="Filters")
    found = [int(re.match(r"\d+", count.inner_text())[0])]

    def narrow(label, choose, address):
        if width < 768 and not page.get_by_label(label, exact=True).is_visible():
            filters.click()
        choose(page.get_by_label(label, exact=True))
        if not script:
            page.get_by_role("button", name="Apply").click()
        expect(page).to_have_url(re.compile(address))
        expect(page.locator("[aria-busy]")).to_have_count(0)
        found.append(int(re.match(r"\d+", count.inner_text())[0]))

    narrow("Said by", lambda field: field.select_option("IN"), "voice=IN")
    narrow("Outlet", lambda field: field.select_option(index=1), "outlet=")
    assert found[0] > found[1] >= found[2] > 0
    if script:
        expect(page.locator("#status")).to_have_text(re.compile(r"\d+ sentence"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    handed_on = page.locator(".hits").inner_text()
    other = open_page(java_script_enabled=not script)
    other.goto(page.url)
    assert other.locator(".hits").inner_text() == handed_on
    page.goto(f"{page.url}&to=1999-12-31")
    expect(page.locator(".empty")).to_contain_text("No sentence fits")
    page.get_by_role("link", name="Search without the filters").click()
    expect(count).to_have_text(re.compile(rf"^{found[0]} sentence"))


def test_words_that_are_not_there_are_said_not_to_be(page, site):
    page.goto(f"{site.url}/search/?q=xylophone")
    expect(page.locator(".empty")).to_contain_text("xylophone")


def test_an_unknown_address_is_answered_in_the_site_s_own_page(open_page, site):
    page = open_page(tolerated="status of 404")
    response = page.goto(f"{site.url}/calls/1999-01-01-nobody/")
    assert response.status == 404
    expect(page.get_by_role("link", name="Calls", exact=True)).to_be_visible()


def test_single_letters_move_between_statements_and_can_be_switched_off(page, site, paths):
    page.goto(site.url + paths["call"])
    focused = "document.activeElement.id || document.activeElement.tagName"
    page.keyboard.press("j")
    first = page.evaluate(focused)
    assert first.startswith("st-")
    assert page.evaluate("location.hash") == f"#{first}"
    page.keyboard.press("j")
    second = page.evaluate(focused)
    assert second.startswith("st-")
    assert second != first
    page.keyboard.press("k")
    assert page.evaluate(focused) == first
    page.keyboard.press("/")
    assert page.evaluate(focused) == "q"
    page.keyboard.type("jo?")
    assert page.locator("#q").input_value() == "jo?", "no key is caught in a field"
    page.keyboard.press("Tab")
    page.locator("main").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#use-keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate(focused) == "BODY"
    page.locator("#open-keys").click()
    expect(page.locator("#use-keys")).not_to_be_checked()


def test_the_next_divergence_opens_its_evidence(page, site):
    diverging_call(page, site)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.classList.contains('v-diverge')")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/statements/"))


def test_a_print_has_every_row_and_says_where_it_is_from(page, site, paths):
    page.goto(site.url + paths["call"])
    page.emulate_media(media="print")
    for row in page.locator(ROWS).all():
        assert row.evaluate("row => getComputedStyle(row).contentVisibility") == "visible"
    printed = page.locator(".printed")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text(paths["call"])
    expect(printed).to_contain_text("not reviewed")
    expect(page.locator("#filters")).to_be_hidden()
    row = page.locator(ROWS).first
    identifier = row.evaluate("row => getComputedStyle(row, '::after').content")
    assert row.get_attribute("id") in identifier or identifier == "attr(id)"


def test_a_print_follows_the_filter_that_was_set_by_script(page, site):
    diverging_call(page, site)
    page.get_by_label("Verdict", exact=True).select_option("diverge")
    expect(page).to_have_url(re.compile("verdict=diverge"))
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_contain_text("?verdict=diverge · Diverge · engine")


@pytest.mark.parametrize("kind", ["call", "matrix", "silence", "statement", "document", "search", "timeline"])
def test_every_page_prints_its_address_and_no_control(page, site, paths, kind):
    page.goto(site.url + paths[kind])
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_contain_text(site.url + paths[kind])
    shown = page.locator("button:visible, select:visible, input:visible, nav:not(.counts):visible")
    assert [shown.nth(n).evaluate("one => one.outerHTML") for n in range(shown.count())] == []


@WITHOUT_SCRIPT
def test_the_evidence_can_be_cited(open_page, site, script):
    page = open_page(java_script_enabled=script)
    diverging_call(page, site)
    page.locator(DIVERGE).click()
    page.locator(f"{ROWS} h3 a").first.click()
    expect(page.locator("#citation")).to_contain_text("/statements/")
    expect(page.locator("#citation")).to_contain_text("characters")


def test_the_ribbon_leads_to_a_statement(page, site, paths):
    page.goto(site.url + paths["call"])
    link = page.locator(".ribbon svg a").first
    target = link.get_attribute("href")
    link.click()
    expect(page.locator(target)).to_be_in_viewport()


@WITHOUT_SCRIPT
def test_a_cell_of_the_table_leads_to_the_characters(open_page, site, paths, script):
    page = open_page(java_script_enabled=script)
    page.goto(site.url + paths["matrix"])
    page.locator(".matrix td a").first.click()
    expect(page.locator("#span")).to_be_in_viewport()


@WITHOUT_SCRIPT
@pytest.mark.parametrize("width", [390, 1280])
def test_a_divergence_is_found_at_a_glance_and_cited(open_page, site, script, width):
    page = open_page(java_script_enabled=script, viewport={"width": width, "height": 900})
    diverging_call(page, site)
    line = page.locator("#glance .v-diverge li").first
    expect(line.locator("q").first).to_be_visible()
    link = line.locator("a").first
    target = link.get_attribute("href")
    link.click()
    expect(page.locator(f"{target} h3")).to_be_in_viewport()
    page.locator(f"{target} .num a").click()
    expect(page.locator("#citation")).to_be_in_viewport()
    cited = page.locator("#citation").inner_text()
    assert cited.count("“") >= 2
    assert page.url.split("#")[0] in cited


@WITHOUT_SCRIPT
def test_the_versions_stand_below_each_other_in_one_column(open_page, site, script):
    page = open_page(java_script_enabled=script)
    diverging_call(page, site)
    versions = page.locator(f"{ROWS}.v-diverge").first.locator(".version")
    beside = [versions.nth(n).bounding_box()["y"] for n in (0, 1)]
    assert beside[0] == beside[1]
    page.locator("#view-column").click()
    expect(page).to_have_url(re.compile("view=column"))
    expect(page.locator("#view-column")).to_have_attribute("aria-current", "true")
    below = [versions.nth(n).bounding_box()["y"] for n in (0, 1)]
    assert below[0] < below[1]


def test_a_filter_by_script_takes_the_glance_away_and_back_brings_it_again(page, site):
    diverging_call(page, site)
    expect(page.locator("#glance")).to_be_visible()
    page.locator(DIVERGE).click()
    expect(page.locator("#glance")).to_be_hidden()
    page.go_back()
    expect(page.locator("#glance")).to_be_visible()
