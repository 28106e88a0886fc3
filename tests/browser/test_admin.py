"""An editor adds documents through the real form, and readers see them on the pages of their calls."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.site import ADMIN, PASSWORD

pytestmark = pytest.mark.browser

REPORT = """New Delhi, June 30: Russian President Vladimir Putin and Prime Minister Narendra Modi spoke over the telephone
on Friday, 30 June 2023.

The Kremlin said in a statement that the two leaders agreed to open a joint observatory for the study of comets.

"The Prime Minister proposed that a second lighthouse be built at the port of Vladivostok," the Prime Minister's Office said.
"""


@pytest.fixture
def editor(open_page, own_site):
    """An editor's page, logged in, with the form for a new document open."""
    page = open_page()
    page.goto(f"{own_site.url}/admin/comparator/document/add/")
    page.get_by_label("Username").fill(ADMIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Text, pasted")).to_be_visible()
    return page


def save(page):
    page.get_by_label("Outlet").select_option(index=1)
    page.get_by_label("Kind").select_option("article")
    page.locator("[name=published]").fill("2023-06-30")
    page.get_by_role("button", name="Save", exact=True).click()


def test_a_pasted_report_is_on_the_page_of_its_call_at_once(editor, own_site, open_page):
    editor.get_by_label("Text, pasted").fill(REPORT)
    save(editor)
    expect(editor.locator(".messagelist")).to_contain_text("Sentences of the report")
    reader = open_page(java_script_enabled=False)
    reader.goto(f"{own_site.url}/calls/2023-06-30-modi-putin/")
    expect(reader.locator("#results")).to_contain_text("joint observatory for the study of comets")
    expect(reader.locator("#results")).to_contain_text("second lighthouse")


def test_an_uploaded_web_page_is_read_as_its_report(editor, own_site, open_page, tmp_path):
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in REPORT.split("\n\n"))
    page = tmp_path / "report.html"
    page.write_text(
        f"<html><head><title>Modi, Putin speak</title></head><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav>"
        f"<article><h1>Modi, Putin speak</h1>{paragraphs}</article><script>alert(1)</script></body></html>",
        encoding="utf-8",
    )
    editor.get_by_label("Or a file").set_input_files(page)
    save(editor)
    expect(editor.locator(".messagelist")).to_contain_text("Sentences of the report")
    reader = open_page()
    reader.goto(f"{own_site.url}/search/?q=comets")
    expect(reader.locator("ol.hits li").first).to_contain_text("observatory")


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "There is no text"), ("   \n ", "."), (REPORT + REPORT, None)],
    ids=["empty", "blank", "accepted once, refused twice"],
)
def test_what_is_refused_is_said_beside_the_form_and_not_stored(editor, own_site, text, message):
    editor.get_by_label("Text, pasted").fill(text)
    save(editor)
    if message is None:
        expect(editor.locator(".messagelist")).to_be_visible()
        editor.goto(f"{own_site.url}/admin/comparator/document/add/")
        editor.get_by_label("Text, pasted").fill(text)
        save(editor)
        message = "See"
    expect(editor.locator(".errorlist, .errornote").first).to_be_visible()
    expect(editor.locator("body")).to_contain_text(message)
    expect(editor).to_have_url(re.compile("/document/add/"))


def test_markup_in_a_text_stays_text(editor, own_site, open_page):
    hostile = REPORT.replace("comets", "<script>document.title='broken'</script><img src=x onerror=alert(1)> comets")
    editor.get_by_label("Text, pasted").fill(hostile)
    save(editor)
    expect(editor.locator(".messagelist")).to_contain_text("Sentences of the report")
    reader = open_page()
    reader.goto(f"{own_site.url}/calls/2023-06-30-modi-putin/?q=observatory")
    expect(reader.locator("#results")).to_contain_text("<script>document.title='broken'</script>")
    assert reader.title() != "broken"
