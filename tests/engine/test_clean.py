"""Furniture, headlines and metadata, told from the report."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.clean import clean
from comparator.engine.cleaning.frontmatter import find_front_matter, plain_value
from comparator.engine.cleaning.stamps import is_stamp, stamp_prefix
from comparator.engine.lexicon import read_json
from comparator.engine.records import Role, SourceDocument

LEAD = "The two leaders spoke by telephone on Thursday and reviewed the situation in the region, a statement said."
MORE = (
    "They agreed to remain in touch and to continue their efforts to strengthen the partnership of the two countries."
)
C, H, F = Role.CONTENT, Role.HEADLINE, Role.FURNITURE


def blocks(text):
    return [
        (block.role, text[block.span.start : block.span.end], block.rule)
        for block in clean(SourceDocument("d", text)).blocks
    ]


def roles(text):
    return [role for role, _, _ in blocks(text)]


def metadata(text):
    return [(item.key, item.value) for item in clean(SourceDocument("d", text)).metadata]


@pytest.mark.parametrize(
    "line",
    [
        "PTI",
        "Reuters",
        "ANI | New Delhi",
        "scrollToTop",
        "share_this_page",
        "https://example.org/news/1",
        "press@example.org",
        "#Modi #Putin",
        "Source: PIB",
        "Image Credit: PIB",
        "Photo: Reuters",
        "Фото: пресс-служба Президента",
        "Tags: Ukraine, Russia",
        "March 21, 2024",
        "Updated: 3 March 2022, 10:30 IST",
        "4:32 P.M. EST",
        "1 мая 2025 года 13:05",
        "24 फरवरी 2022",
        "(With ANI entries)",
        "(With inputs from agencies)",
        "(Reporting by A. Writer; Editing by B. Editor)",
        "(This story has not been edited by our staff and is auto-generated from a syndicated feed.)",
        "(At the Gazette, we question everything. Support our journalism by becoming a member today.)",
        "Subscribe to our newsletter for more.",
        "© 2024 The Gazette. All rights reserved.",
        "We use cookies to improve this site.",
        "Advertisement",
        "Read more",
        "Also Read | Court hears the petition of the party",
        "READ MORE: What we know about the evacuation",
        "Home / News / World",
        "PM Modi | Putin",
        "The leaders at their meeting in 2019 (File photo)",
        "President Biden at the White House / AFP",
        "— Narendra Modi (@narendramodi) March 2, 2022",
        "***",
        r"\###",
        "- - -",
        "2 min read",
        "12 comments",
        "By Jane Doe and John Roe",
        "PTI SKL RDT",
        "Page 2 of 3",
        "Поделиться",
        "यह भी पढ़ें: मोदी ने की बात",
    ],
)
def test_a_line_that_is_furniture_wherever_it_stands(line):
    for text in (f"{line}\n\n{LEAD}\n\n{MORE}", f"{LEAD}\n\n{line}\n\n{MORE}", f"{LEAD}\n\n{MORE}\n\n{line}"):
        judged = {shown: (role, rule) for role, shown, rule in blocks(text)}
        role, rule = judged.pop(line)
        assert role is F, text
        assert rule, text
        assert {role for role, _ in judged.values()} == {C}


@pytest.mark.parametrize(
    "line",
    [
        "NEW DELHI: Kremlin spokesperson Dmitry Peskov said an invitation had been extended.",
        "WASHINGTON (Reuters) — President Biden spoke with President Putin on Thursday.",
        "They agreed.",
        "March 3, 2022 was the day on which they met.",
        "“Subscribe to our values,” the minister said, “and we will sign up for yours.”",
        "Analysts ask how many countries will sign up for the plan.",
        "The song was written by a soldier after the war.",
        "(The call lasted fifty minutes.)",
        "Source documents were shared with the other side.",
        "By evening the two sides had agreed on a text.",
        "He told Reuters.",
        "The two sides did talk, the Kremlin said (Reuters).",
        "The news was good.",
        "2. President Putin briefed the Prime Minister about recent developments.",
        "- Expand trade in national currencies",
        "The sides agreed on the following:",
    ],
)
def test_a_line_that_is_content(line):
    judged = {shown: role for role, shown, _ in blocks(f"{LEAD}\n\n{line}\n\n{MORE}")}
    assert judged[line] is C


def test_a_date_glued_to_the_first_sentence_is_a_block_of_its_own():
    text = f" date 2022-02-24 {LEAD} {MORE}"
    assert [(role, rule) for role, _, rule in blocks(text)] == [(F, "date line"), (C, None)]
    assert metadata(text) == [("date", "2022-02-24")]
    assert blocks(text)[0][1] == "date 2022-02-24"


@pytest.mark.parametrize("note", ["(ANI)", "(With inputs from PTI)", "[Edited by the desk]", "(Reuters)"])
def test_a_note_behind_the_last_sentence_is_a_block_of_its_own(note):
    assert [(role, shown) for role, shown, _ in blocks(f"{LEAD}\n\n{MORE} {note}")] == [(C, LEAD), (C, MORE), (F, note)]


def test_brackets_that_belong_to_the_report_stay_with_it():
    assert set(roles(f"{LEAD}\n\n{MORE} (It was their fourth call.)\n\n{LEAD}")) == {C}
    assert roles(f"{LEAD}\n\nThey spoke of the Organization for Security and Cooperation in Europe (OSCE)") == [C, C]


def test_front_matter_is_one_block_and_metadata():
    matter = "---\ntags: statements\ndate: '2021-12-30'\ntitle: \"Readout of President\\_Biden\\u2019s Call\\\n  \\ with X\"\n---"
    text = f"{matter}\n \n{LEAD}\n\n\\###\n"
    assert roles(text) == [F, C, F]
    assert metadata(text) == [
        ("tags", "statements"),
        ("date", "2021-12-30"),
        ("title", "Readout of President Biden’s Call with X"),
    ]


@pytest.mark.parametrize(
    "text", ["---\nThe talks began.\n---\n", "---\n\n---", "--- a", "---\na: b\n", "a: b\n---\nc: d\n---\n"]
)
def test_what_is_no_front_matter(text):
    assert find_front_matter(text) is None


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ('"a\\u2019b"', "a’b"),
        ('"In\\xE1cio"', "Inácio"),
        ("'it''s'", "it's"),
        ("plain", "plain"),
        ('"a\\_b"', "a b"),
        ('"', '"'),
    ],
)
def test_scalars_of_front_matter(value, plain):
    assert plain_value(value) == plain


def test_titles_and_headings():
    title = "Modi, Putin discuss Ukraine over the phone in a long call"
    text = f"World\n{title}\n{LEAD}\nThe previous call\n{MORE}\nWhat did they discuss?\n{LEAD}"
    assert [(role, rule) for role, _, rule in blocks(text)] == [
        (F, "menu or button"),
        (H, "title above the report"),
        (C, None),
        (H, "heading between paragraphs"),
        (C, None),
        (H, "heading between paragraphs"),
        (C, None),
    ]
    assert ("title", title) in metadata(text)


def test_a_title_with_a_full_stop_is_known_by_its_capitals():
    assert roles(f"Wealthy Voters Abandon Their Party for Clinton.\n\n{LEAD}\n\n{MORE}") == [H, C, C]


def test_headings_marked_in_markdown():
    assert roles(f"# A title that is marked.\n\n{LEAD}\n\n**<u>Background:</u>**\n\n{MORE}") == [H, C, H, C]


def test_byline_date_and_title_are_read_off():
    text = f"The leaders discuss the war\nBy Jane Doe\nNew Delhi | Updated: March 3, 2022 07:12 IST\n{LEAD}\n{MORE}"
    assert metadata(text) == [
        ("title", "The leaders discuss the war"),
        ("byline", "Jane Doe"),
        ("date", "March 3, 2022"),
    ]


STORIES = [
    "Court hears petition of the party chief amid row\nJanuary 18, 2026",
    "Major blow to Mamata! SC stays FIRs\nJanuary 15, 2026",
    "Will the minister resign?\nJanuary 13, 2026",
]


def test_a_list_of_other_stories_at_the_end():
    text = f"{LEAD}\n{MORE}\nTop Headlines\n-\nNews\n" + "\n-\nNews\n".join(STORIES)
    assert roles(text)[:2] == [C, C]
    assert set(roles(text)[2:]) == {F}


def test_a_list_of_other_stories_without_a_heading():
    text = f"{LEAD}\n{MORE}\n" + "\n".join(STORIES)
    assert set(roles(text)[2:]) == {F}


def test_a_list_of_other_stories_in_the_middle():
    text = f"{LEAD}\nRelated Stories\nTrump sets a tariff on trade\nMayor urges calm after the storm\n{MORE}\n{LEAD}"
    assert roles(text) == [C, F, F, F, C, C]


def test_items_of_the_report_are_no_list_of_stories():
    text = f"{LEAD}\n\nThe sides agreed to:\n\n- Expand trade\n- Open consulates\n- Meet again\n\n{MORE}"
    assert roles(text) == [C, C, C, C, C, C]


def test_a_last_sentence_without_its_full_stop_is_content():
    assert roles(f"{LEAD}\n\nThe leaders agreed to stay in close contact\n\n\\###") == [C, C, F]


def test_a_page_flattened_into_one_line():
    text = (
        "События Телефонный разговор с Президентом Иранa Состоялся телефонный разговор Владимира Путина с Президентом Ирана. "
        "6 мая 2025 года 13:20 Владимир Путин выразил соболезнования. Президенты условились продолжать контакты. "
        "География Перу Темы Рыболовство Лица Кастильо Хуан Статус материала Опубликован в разделе: Новости "
        "Дата публикации: 6 мая 2025 года, 13:20 Текстовая версия"
    )
    judged = blocks(text)
    assert [role for role, _, _ in judged] == [F, H, C, F, C, F]
    assert judged[2][1].startswith("Состоялся") and judged[4][1].startswith("Владимир Путин выразил")
    assert ("date", "6 мая 2025 года") in metadata(text)


# Pages as readers copy them, in the house styles of agencies, papers and governments; H headline, C content, F furniture.
PAGES = {
    "agency with numbered pictures": """
H|Leaders of Chile and Peru agree to reopen border in phone talks
F|By Jane Doe and John Roe
F|October 2, 2024 12:04 PM GMT+1 Updated 12 days ago
F|[1/2]Chile's President speaks in Santiago, Chile October 1, 2024. Jane Doe/Pool via REUTERS Purchase Licensing Rights
F|Summary
C|SANTIAGO, Oct 2 (Reuters) - Chile and Peru agreed on Wednesday to reopen their border, the foreign ministry said.
F|Advertisement · Scroll to continue
C|The presidents spoke by phone for about 15 minutes.
F|Reporting by Jane Doe; Editing by John Roe
F|Our Standards: The Thomson Reuters Trust Principles., opens new tab
F|Read Next
F|Copper prices fall for third day
F|Lima police on alert
""",
    "agency with a file picture": """
H|Chile and Peru leaders speak by phone as strike widens
F|FILE - Chile's President, right, meets with his counterpart in Lima, Peru, July 25, 2024. (AP Photo/Jane Doe, File)
F|BY JANE DOE AND JOHN ROE
F|Updated 9:05 PM GMT+2, October 9, 2024
C|LIMA, Peru (AP) — The presidents of Chile and Peru spoke by phone on Wednesday for the first time in seven weeks.
F|RELATED COVERAGE
F|Strike enters second week
C|The presidency said the conversation was "direct" and "productive."
F|___
F|Associated Press writers Ann Doe in Lima and Max Roe in Quito contributed to this report.
""",
    "broadcaster": """
F|AMERICAS
H|Chile's president tells Peru dialogue must prevail in call
H|The two leaders also touched on trade and visas
F|Issued on: 12/03/2025 - 18:22
F|2 min Reading time
F|The presidents of Chile and Peru at the palace in Lima on December 7, 2024. © Jane Doe, AFP
F|Text by: NEWS WIRES
F|Advertising
C|Chile's president told his counterpart that dialogue must prevail, his office said.
F|>> Read more: Talks on copper break down
F|To display this content from X, you must enable advertisement tracking and audience measurement.
F|Accept
F|Manage my choices
H|'A lasting peace'
C|Peru thanked Chile for its support, the presidency said.
F|(GAZETTE with AFP)
""",
    "daily with a caption above its credit": """
H|Chile's leader speaks with Peru by phone
F|Jane Doe Political editor
F|Wed 12 Feb 2025 18.44 GMT
F|The presidents of Chile and Peru last year
F|Image: Jane Doe/dpa/picture alliance
F|Prioritise the Gazette on Google
C|The president of Chile has told his counterpart of his concern about the mines, in a call between the two.
F|Sign up to First Edition
F|Our morning email breaks down the key stories of the day, telling you what's happening
F|after newsletter promotion
C|A spokesperson said the president had stressed the need for a political process.
F|Explore more on these topics
F|Chile
F|Foreign policy
""",
    "portal with a path and particulars": """
F|Home / World News / Chile and Peru to reopen border
H|Chile and Peru to reopen border, presidents say after call
F|Gazette.com | Jane Doe Published June 24, 2025 Updated June 24, 2025 10:41pm
F|Join our Whatsapp channel
F|The president of Chile with the foreign minister of Peru in Lima. — APP/File
F|LIMA:
C|The presidents of Chile and Peru held a telephonic conversation on Tuesday, a statement said.
F|ALSO READ | What is the border dispute about?
C|The border would reopen on Monday, it added.
F|Follow The Gazette on WhatsApp for the latest updates.
F|Previous Post
F|Rupee gains against dollar
F|End of Article
F|About the Author
F|The desk comprises a dedicated team of people who work around the clock.
""",
    "wrapped news agency": """
F|MINING, TRADE
H|Chile and Peru leaders agree to reopen border
F|Jane Doe |24.10.2023 - Update : 25.10.2023
F|LIMA
C|The presidents of Chile and Peru on Tuesday discussed the border, the presidency said.
F|The agency's website contains only a portion of the news stories offered to subscribers.
F|Please contact us for subscription options.
""",
    "government": """
F|Cookies on this site
F|We use some essential cookies to make this website work.
F|Accept additional cookies
F|Press release
H|PM call with the President of Chile: 9 January 2023
C|The Prime Minister spoke to the President of Chile this afternoon.
F|From:
F|Prime Minister's Office
F|Published
F|9 January 2023
C|The Prime Minister spoke to the President of Chile about the mines this afternoon.
F|Share this page
F|Is this page useful?
F|Published 9 January 2023
""",
    "about its writers": """
H|Chile and Peru presidents discuss border in phone call
F|Reading Time:3 minutes
F|Jane Doe
F|Published: 10:15pm, 12 Aug 2025
C|The president of Chile told his counterpart on Tuesday that the border would reopen, state media reported.
F|Jane Doe
F|FOLLOW
F|Jane Doe is a reporter on the Americas desk covering diplomacy.
""",
}

for _page in (Path(__file__).parent / "pages.txt").read_text(encoding="utf-8").split("=== ")[1:]:
    PAGES[_page.partition("\n")[0]] = _page.partition("\n")[2]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("page", sorted(PAGES))
def test_pages_of_many_houses(page, gap):
    lines = [(line[0], line[2:]) for line in PAGES[page].strip().splitlines()]
    text = gap.join(line for _, line in lines)
    roles_at = {}
    for block in clean(SourceDocument("d", text)).blocks:
        roles_at.update(dict.fromkeys(range(block.span.start, block.span.end), block.role))
    start = 0
    for letter, line in lines:
        found = {roles_at[i] for i in range(start, start + len(line)) if not text[i].isspace()}
        if not line.startswith("Home /"):
            assert found == {{"H": H, "C": C, "F": F}[letter]}, line
        start += len(line) + len(gap)


@pytest.mark.parametrize(
    "line",
    [
        "“You are always welcome in Lima,” she told him, according to the statement.",
        "The two will meet in Santiago on May 4, 2023.",
        "Boluarte, left without a majority, faces a vote next week.",
        "The ministry published the readout on its website on March 3, 2022.",
        "Please note that the two sides did not agree on a date, the spokesman said.",
        "They will continue reading the proposals, he added.",
        "Peru is the region's second-largest producer of copper after Chile.",
        "He asked for your support.",
        "By Monday evening, neither side had published a text.",
        "Related to this, the two discussed visas.",
        "The president told reporters: “Follow us on this path.”",
        "The president called for an “immediate” end.",
    ],
)
def test_a_sentence_that_only_looks_like_furniture(line):
    for text in (f"{LEAD}\n\n{line}\n\n{MORE}", f"{LEAD}\n\n{MORE}\n\n{line}"):
        assert set(roles(text)) == {C}, text


@pytest.mark.parametrize(
    "line",
    [
        "Listen to the article",
        "Send to a friend",
        "Print this page",
        "Download the .pdf",
        "Share this page on social media",
        "Was this page helpful?",
        "Did you find this article interesting?",
        "How would you rate the information on this page?",
        "Found a mistake?",
        "Official website of the Government of Ghana",
        "When quoting, a link to the site is required.",
        "News ID: 144713",
        "Press Office +44 5550 1234",
        "[00712-EN.01] [Original text: Italian]",
        "The following statement is attributable to Spokesperson Jane Doe:",
        "By signing up, you agree to our terms.",
        "Already a member? Sign in to read on.",
        "This readout is also available in French.",
        "The comments below have not been moderated.",
        "Printed from: https://example.org/news/12",
        "Comments (46)",
    ],
)
def test_a_line_about_the_page(line):
    for text in (f"{LEAD}\n\n{line}\n\n{MORE}", f"{LEAD}\n\n{MORE}\n\n{line}"):
        assert [role for role, shown, _ in blocks(text) if shown == line] == [F]
        assert [role for role, shown, _ in blocks(text) if shown != line] == [C, C]


@pytest.mark.parametrize(
    "line",
    [
        "Will the two sides share the text?",
        "Is the document ready to be signed?",
        "“Was the article true?” he asked.",
        "Read together, the two texts differ.",
        "Follow-up talks on the release of the prisoners were agreed.",
        "Open borders are in the interest of all.",
        "The use of such materials is prohibited under the treaty, the text says.",
        "The official website of the presidency carried the text.",
        "Share prices fell after the call.",
        "The statement was published on Tuesday.",
        "This document is to be signed in May.",
        "All the text says is that talks go on.",
        "Kenya covers the costs of the mission.",
        "She is a graduate of the academy, he recalled, as are many ministers.",
        "Doe has not commented on the reports.",
        "He called 2024-2025 years of hope.",
    ],
)
def test_a_sentence_that_only_looks_like_talk_about_the_page(line):
    for text in (f"By Jane Doe\n\n{LEAD}\n\n{line}\n\n{MORE}", f"By Jane Doe\n\n{LEAD}\n\n{MORE}\n\n{line}"):
        assert F not in {role for role, shown, _ in blocks(text) if shown == line}, text


def test_a_line_between_title_and_credit_is_a_caption_unless_it_tells_news():
    for line, role in [
        ("The talks between the two presidents lasted two hours", H),
        ("The presidents of Chile and Peru last year", F),
        ("The presidents of Chile and Peru pictured in Lima", F),
        ("The president of Chile spoke in Lima in May 2023", F),
    ]:
        text = f"Chile and Peru agree to reopen the border\n{line}\n© Jane Doe/POOL/AFP\n\n{LEAD}\n\n{MORE}"
        assert {shown: role for role, shown, _ in blocks(text)}[line] is role, line


def test_labels_on_lines_of_their_own_make_a_transcript_and_those_of_a_page_do_not():
    text = f"Press Conference by the Spokesperson\n\nMS ROE:\n\n{LEAD}\n\nQ\n\nWas it long?\n\nMS ROE:\n\n{MORE}\n\nEND"
    assert [shown for role, shown, _ in blocks(text) if role is C] == [LEAD, "Was it long?", MORE]
    page = f"Chile and Peru agree to reopen the border\nSHARE:\nTAGS:\n{LEAD}\n{MORE}"
    assert [shown for role, shown, _ in blocks(page) if role is C] == [LEAD, MORE]


@pytest.mark.parametrize("mark", ["Enditem", "PTI SKL RDT", "■", r"\###", "ENDS"])
def test_a_mark_behind_the_last_sentence_is_a_block_of_its_own(mark):
    assert [(role, shown) for role, shown, _ in blocks(f"{LEAD} {mark}")] == [(C, LEAD), (F, mark)]


def test_a_path_of_sections_is_cut_from_the_title_on_its_line():
    text = f"Home / World News / Chile warns Peru of consequences over the border\n\n{LEAD}\n\n{MORE}"
    assert [(role, shown) for role, shown, _ in blocks(text)][:2] == [
        (F, "Home / World News /"),
        (H, "Chile warns Peru of consequences over the border"),
    ]


def test_speakers_labels_greetings_and_trouble_on_the_line():
    text = (
        "Briefing by the Press Secretary on the Call\n\nQUESTION: Madam Secretary, good afternoon. Was a meeting discussed?\n\n"
        "MS ROE: Sorry, you cut out at the end. No date was discussed.\n\nQUESTION: Thank you.\n\n# # #"
    )
    assert [text for role, text, _ in blocks(text) if role is C] == [
        "Was a meeting discussed?",
        "No date was discussed.",
    ]
    assert [text for _, text, rule in blocks(text) if rule == "speaker's label"] == [
        "QUESTION:",
        "MS ROE:",
        "QUESTION:",
    ]


BRIEFING = """Background Press Call on the President's Call with President X

Via Teleconference

4:32 P.M. EST

MODERATOR: Hi, everyone. This call is on background. With that, I'll turn it over to our speaker.

SENIOR ADMINISTRATION OFFICIAL: Thanks, and thank you all. The President spoke with President X for fifty minutes. The tone was serious.

They agreed to talk again.

Q Hi, thanks for doing this. Did he give any assurance?

SENIOR ADMINISTRATION OFFICIAL: (Laughter.) He did not. (Inaudible.) We made clear that the U.S. would respond.

MODERATOR: Next question, please.

END 4:58 P.M. EST
"""


def test_a_briefing():
    judged = blocks(BRIEFING)
    content = [text for role, text, _ in judged if role is C]
    assert content == [
        "The President spoke with President X for fifty minutes. The tone was serious.",
        "They agreed to talk again.",
        "Did he give any assurance?",
        "He did not.",
        "We made clear that the U.S. would respond.",
    ]
    assert judged[0][0] is H
    assert {rule for role, _, rule in judged if role is F} == {
        "heading of a transcript",
        "date line",
        "moderator",
        "courtesy",
        "stage direction",
        "speaker's label",
    }


def test_a_press_secretary_who_moderates_is_known_by_her_words():
    text = BRIEFING.replace("MODERATOR", "MS. WATSON")
    assert next(text for role, text, _ in blocks(text) if role is C).startswith("The President spoke")
    assert "moderator" in {rule for _, _, rule in blocks(text)}


def test_an_article_with_colons_is_no_transcript():
    text = f"Peskov: no date has been fixed. Thank you, he said.\n\n{LEAD}\n\nThe statement reads: Thank you.\n\n{MORE}"
    assert set(roles(text)) == {C}


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Thu 3 March 2022", True),
        ("2022-03-18 23:30", True),
        ("Published Monday, Nov. 18, 2019", True),
        ("June 30, 2023, 18:45 IST", True),
        ("March", False),
        ("2022", False),
        ("12 people", False),
        ("On March 3, 2022", False),
        ("", False),
    ],
)
def test_stamps(text, stamp):
    assert is_stamp(text) is stamp


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("date 2022-02-24 Hours after", 15),
        ("2022-03-18 23:30 On the evening", 16),
        ("March 3, 2022 The leaders met", None),
        ("2022-03-18 was the day", None),
        ("1 мая 2025 года 13:05 Лидеры", 21),
        ("Hours after 2022-02-24", None),
    ],
)
def test_a_stamp_that_heads_a_line(text, length):
    prefix = stamp_prefix(text)
    assert (prefix.length if prefix else None) == length


LINES = st.sampled_from(
    [
        LEAD,
        MORE,
        "PTI",
        "Top Headlines",
        "January 18, 2026",
        "-",
        "",
        "A title of a story",
        "Q What?",
        "MODERATOR: Thanks.",
        "Source: PIB",
        "\u200b",
        "---",
        "a: b",
        "date 2022-02-24 Hours",
        "География Темы Лица.",
        "• one",
        "Thank you.",
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=80))
def test_blocks_tile_the_text(text):
    found = clean(SourceDocument("d", text)).blocks
    assert "".join("".join(text[b.span.start : b.span.end].split()) for b in found) == "".join(text.split())
    edges = [edge for b in found for edge in (b.span.start, b.span.end)]
    assert edges == sorted(edges)
    assert all(b.span.start < b.span.end for b in found)
    assert all((b.role is Role.CONTENT) == (b.rule is None) for b in found)
    assert [b.paragraph for b in found] == sorted(b.paragraph for b in found)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_metadata_lies_in_the_text(text):
    for item in clean(SourceDocument("d", text)).metadata:
        assert 0 <= item.span.start < item.span.end <= len(text)


@pytest.mark.parametrize("name", ["furniture", "courtesies"])
def test_word_lists_are_in_lower_case_without_repeats(name):
    data = read_json(name)
    assert data["_about"]
    cased = {"table_labels", "page_menus", "lead_openers"}
    for key, entries in data.items():
        if key != "_about" and key not in cased:
            assert [entry for entry in entries if entry != entry.lower()] == [], key
    assert json.dumps(data)


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "a: b\n",
        "2022-01-01 ",
        "10:10 ",
        "January 1, ",
        "География Темы Лица ",
        "A: ",
        "Q  what\n",
        "a | ",
        "- ",
        "<a>",
        "aB",
        "Thank you. ",
        "okay, ",
        "\\",
        "News\nJanuary 18, 2026\n",
        "MODERATOR: Thanks.\n\n",
        "word " * 14 + "\n",
    ],
    ids=repr,
)
def test_hostile_text_takes_linear_time(piece):
    clean(SourceDocument("d", BRIEFING))

    def seconds(length):
        text = piece * (length // len(piece))
        start = time.process_time()
        clean(SourceDocument("d", text))
        return time.process_time() - start

    small, large = seconds(10_000), seconds(80_000)
    assert large < 24 * small + 1


@pytest.mark.parametrize(
    "line",
    [
        "Aller au contenu principal",
        "Partager",
        "Télécharger le .pdf",
        "Visite officielle du Premier ministre de la Mongolie.",
        "20 octobre 2021",
        "5 вересня 2024 року - 17:48",
        "Поділитися",
        "Önceki Haber",
        "Tüm hakları saklıdır.",
        "5 de marzo de 2024",
        "Voltar ao topo",
        "Alle Pressemitteilungen zum Thema",
        "最新消息",
    ],
)
def test_a_line_in_another_language_than_the_report(line):
    for text in (f"{LEAD}\n\n{line}\n\n{MORE}", f"{LEAD}\n\n{MORE}\n\n{line}"):
        assert [role for role, shown, _ in blocks(text) if shown == line] == [F], text
        assert [role for role, shown, _ in blocks(text) if shown != line] == [C, C]


@pytest.mark.parametrize(
    "line",
    [
        "The Cirque du Soleil performs in Lima this week.",
        "Ahead of the visit, “Vive la Mongolie” was sung in Paris.",
        "They touched on the Corredor Bioceánico del Sur as well.",
    ],
)
def test_names_in_another_language_are_content(line):
    assert set(roles(f"{LEAD}\n\n{line}\n\n{MORE}")) == {C}


def test_a_report_in_another_language_is_left_alone():
    first = "Président et Premier ministre se sont parlé au téléphone pour la première fois depuis un an."
    assert set(roles(f"{first}\n\nUne visite est prévue dans les mois qui viennent.")) == {C}


@pytest.mark.parametrize(
    "credit",
    [
        "A. Writer contributed to this report",
        "With additional input from AFP",
        "(With inputs from agencies)",
        "Reporting by A. Writer; editing by B. Editor",
    ],
)
def test_what_follows_the_credits_is_no_report(credit):
    appeal = [
        "… before you go.",
        "Millions read the Beacon because it is open to everyone.",
        "Support us from as little as £1.",
    ]
    text = "\n\n".join([LEAD, MORE, MORE, credit, *appeal])
    assert roles(text) == [C, C, C, F, F, F, F]


def test_credits_above_the_report_end_nothing():
    told = ["The prices of copper rose on Friday.", "Nobody expects them to fall."]
    assert roles("\n\n".join(["(With inputs from agencies)", LEAD, *told])) == [F, C, C, C]
    assert roles("\n\n".join([LEAD, "(With inputs from agencies)", MORE, f"“{told[0]}” she said."])) == [C, F, C, C]


def test_an_agencys_slug_that_ends_with_a_stop_is_a_block_of_its_own():
    text = f"LIMA, September 11. /TASS/. {LEAD}"
    assert [(role, rule) for role, _, rule in blocks(text)] == [(F, "agency and place"), (C, None)]
    assert metadata(text) == [("dateline", "LIMA, September 11. /TASS/.")]
    assert roles(f"LIMA (Reuters) — {LEAD}") == [C]


def test_a_path_that_repeats_the_title_or_leads_to_it_is_furniture():
    title = "Presidents agree to reopen the border after a long call"
    for path in (f"Beacon World {title}", "Home / World News / 'Never again': What the presidents told each other"):
        judged = {shown: role for role, shown, _ in blocks(f"{path}\n{title}\nBy A. Writer\n\n{LEAD}\n\n{MORE}")}
        assert judged[title] is H
        assert [role for shown, role in judged.items() if shown not in (title, LEAD, MORE)] == [F] * (len(judged) - 3)
