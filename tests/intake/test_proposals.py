"""What a text says of itself is proposed, with where it was found; nothing is made up."""

from __future__ import annotations

import datetime

import pytest

from comparator.intake import read
from comparator.intake.language import detect_language
from comparator.intake.proposals import day_of, is_address, language_tag
from comparator.intake.records import Facts

SPOKE = "The Prime Minister spoke to the President of Russia on Thursday. He appealed for an end to the violence."
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Leaders speak - The Paper</title>
<link rel="canonical" href="https://paper.example/leaders-speak"><meta property="og:site_name" content="The Paper">
<meta name="author" content="Jane Writer"><meta property="og:title" content="Leaders speak">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Leaders speak",
 "datePublished": "2022-02-24T10:00:00Z", "author": {"@type": "Person", "name": "Jane Writer"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Leaders speak</h1>
<p>Prime Minister Narendra Modi spoke with President Vladimir Putin on Thursday, his office said in a statement.</p>
<p>The Prime Minister appealed for an immediate cessation of violence, and called for concerted efforts from all sides.</p>
<p>The leaders agreed that their officials would maintain regular contacts on issues of topical interest, it said.</p>
</article></body></html>"""


def test_a_web_page_says_who_published_it_when_and_where():
    found = read(PAGE)
    assert found.facts == Facts(
        title="Leaders speak",
        published=datetime.date(2022, 2, 24),
        author="Jane Writer",
        outlet="The Paper",
        kind="article",
        language="en",
        url="https://paper.example/leaders-speak",
    )
    assert found.evidence["published"] == "the page's own data"
    assert found.evidence["language"] == "the text"


def test_front_matter_is_read_and_the_text_stays_whole():
    text = (
        "---\ntags: statements\ndate: '2021-01-22'\nsource_url: https://house.example/readout/\nauthor: Press Office\n"
        'title: "Readout of President Joe\\_Biden Call with\\_\\\n  Canada"\nlang: en\n---\n \nPresident Biden spoke today with the\n'
        "Prime Minister.\n\n\\###\n"
    )
    found = read(text.encode())
    assert (found.text, found.format) == (text, "markdown")
    assert found.title == "Readout of President Joe Biden Call with Canada"
    assert (found.facts.url, found.facts.author) == ("https://house.example/readout/", "Press Office")
    assert (found.published, found.facts.kind) == (datetime.date(2021, 1, 22), "readout")
    assert set(found.evidence.values()) == {"the front matter", "the title"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"date 2022-02-24 {SPOKE}", "2022-02-24"),
        (f"March 3, 2022, 10:30 IST\n\n{SPOKE}", "2022-03-03"),
        (f"Leaders speak\n\nPublished: 2 March 2022\n\n{SPOKE}", "2022-03-02"),
        (f"MOSCOW, June 30, 2023. /TASS/. {SPOKE}", "2023-06-30"),
        ("21 февраля 2025 года 13:15\n\nСостоялся телефонный разговор лидеров двух стран.", "2025-02-21"),
        (f"{SPOKE}\n\n{SPOKE}\n\n{SPOKE}\n\nTop stories\n\nAnother story\n\nJanuary 18, 2026", None),
        (f"MOSCOW, June 30. /TASS/. {SPOKE}", None),
        (SPOKE, None),
        ("On 24 February 2022 the leaders spoke about trade.", None),
    ],
)
def test_the_date_line_is_proposed_and_no_other_date(text, day):
    assert read(text).published == (datetime.date.fromisoformat(day) if day else None)


def test_the_byline_and_the_title_are_proposed():
    found = read(f"Leaders speak of trade and the war\nBy Jane Writer\nMarch 3, 2022\n\n{SPOKE}\n\n{SPOKE}")
    assert (found.title, found.facts.author, found.facts.kind) == (
        "Leaders speak of trade and the war",
        "Jane Writer",
        "article",
    )
    assert found.evidence["kind"] == "the byline"


def test_what_the_person_says_is_no_finding():
    found = read(SPOKE, url="https://a.example/b")
    assert found.facts.url == "https://a.example/b"
    assert "url" not in found.evidence


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", SPOKE),
        ("ru", "Состоялся телефонный разговор Владимира Путина с Президентом Украины Владимиром Зеленским."),
        ("uk", "Президент України Володимир Зеленський провів телефонну розмову з Президентом США."),
        ("be", "Прэзідэнт Рэспублікі Беларусь правёў тэлефонную размову з Прэзідэнтам Расіі."),
        ("bg", "Президентът проведе телефонен разговор с президента на Русия."),
        ("sr", "Председник Србије разговарао је телефоном са председником Русије."),
        ("kk", "Қазақстан Президенті Ресей Президентімен телефон арқылы сөйлесті."),
        ("hi", "प्रधानमंत्री ने राष्ट्रपति से टेलीफोन पर बात की और शांति की अपील की।"),
        ("mr", "पंतप्रधान नरेंद्र मोदी यांनी रशियाच्या राष्ट्राध्यक्षांशी दूरध्वनीवरून संवाद साधला."),
        ("ur", "وزیراعظم نے روسی صدر سے ٹیلی فون پر بات کی۔"),
        ("ar", "أجرى الرئيس اتصالا هاتفيا مع نظيره الروسي"),
        ("he", "ראש הממשלה שוחח היום עם נשיא רוסיה"),
        ("zh", "国家主席同俄罗斯总统通电话。"),
        ("ja", "両首脳は電話会談を行い、協力を確認した。"),
        ("fr", "Le président français a déclaré que les négociations étaient nécessaires."),
        ("de", "Der Bundeskanzler telefonierte heute mit dem Präsidenten."),
        ("es", "El presidente habló por teléfono con su homólogo de Rusia."),
        ("tr", "Cumhurbaşkanı, Rusya Devlet Başkanı ile telefonda görüştü."),
        ("", "Modi, Putin"),
        ("", "24.02.2022"),
    ],
)
def test_the_language_is_told_from_one_sentence(language, text):
    assert detect_language(text) == language


def test_front_matter_in_english_makes_no_russian_text_english():
    matter = "---\ntitle: Telephone conversation with the President of the United States of America\n---\n"
    assert read(f"{matter}Состоялся телефонный разговор лидеров двух стран.").facts.language == "ru"


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("zh-Hans", "zh-Hans"),
        ("English", ""),
        ("", ""),
        ("e", ""),
        ("en-GB-oxendict-x", ""),
    ],
)
def test_a_language_tag_is_written_as_in_the_register(written, tag):
    assert language_tag(written) == tag


def test_days_and_addresses_are_what_they_seem():
    assert day_of("2022-02-24T10:00:00Z") == datetime.date(2022, 2, 24)
    assert [day_of(text) for text in ("", "24 February", "2022-02-30", "soon")] == [None] * 4
    assert is_address("https://a.example/b?c=d")
    assert not any(map(is_address, ["", "a.example", "javascript:alert(1)", "https://a b", 'https://a"onload=']))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The\u200b PMO\u00ad said.", "invisible characters (2)"),
        ("\u202eThe PMO\u202c said.", "direction of writing (2, the first: right-to-left override)"),
        ("Тhе РMO sаid.", "two alphabets that look alike (3): “sаid”, “РMO”, “Тhе”"),
        (
            "Lost \ufffd once, in a text that is long enough for a hundred characters to be around it, as far as anyone can tell.",
            "lost",
        ),
    ],
)
def test_what_looks_odd_is_said_and_kept(text, words):
    found = read(text)
    assert found.text == text
    assert any(words in note for note in found.notes), found.notes


def test_nothing_is_said_of_an_ordinary_text():
    assert read(f"{SPOKE} «Да», сказал он. प्रधानमंत्री ने कहा। COVID‑19, G20, Ту-154.").notes == ()
