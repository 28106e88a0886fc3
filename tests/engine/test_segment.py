"""Sentence boundaries: a table of cases, laws, and hostile text."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.options import Options
from comparator.engine.records import Block, CleanText, Role, Span
from comparator.engine.segment import FRAGMENT, TOO_LONG, UNBALANCED_QUOTE, segment, segment_text
from comparator.engine.segmenting.datelines import dateline_length

# Each case is the sentences of one paragraph.
CASES = [
    # abbreviations, initials, acronyms
    ["President Joseph R. Biden, Jr. spoke today with President Putin.", "He urged de-escalation."],
    ["Sen. Warren met Gen. He Weidong.", "They talked."],
    ["U.S. President Joe Biden called.", "It was in the U.S. that they met."],
    ["They live in the U.K.", "How about you?"],
    ["The U.N. Security Council met.", "The U.S. Government agreed."],
    ["He arrived at 6 p.m.", "Mr. Modi then left."],
    ["At 5 a.m. Mr. Modi left.", "He returned."],
    ["The briefing began at 4:32 p.m. Moscow time."],
    ["See No. 5 and pp. 3-4.", "The answer was no.", "It ended there."],
    ["On Nov. 9 the leaders met.", "Their aides met in Sept. 2021."],
    ["H.E. Vladimir Putin thanked Smt. Sitharaman.", "Dr. Jaishankar agreed."],
    ["It was Acme Co.", "They should know."],
    ["You and I.", "Did you see Albert I. Jones?"],
    ["They sat.", "Putin spoke."],
    ["The meeting is on Sat. Nov. 9."],
    ["We won and I am.", "Putin spoke."],
    ["He is ill.", "Modi called him."],
    # numbers, addresses
    ["It cost $100.00.", "It was 3.5 per cent more."],
    ["Write to jane.doe@example.com.", "See https://example.org/a.html for more."],
    ["It happened in 2022.", "24 people were there."],
    # quotations
    ["“We will meet,” he said.", "“Soon.”"],
    ['"This is great." she said.', "Nobody replied."],
    ["“Is this a threat?” Mr. Modi asked.", "“No.”"],
    ['"We won\'t back down!" the president said.', "He left."],
    ['He asked, "Is it true?"', "He did not say that it was."],
    ["The first advisory said: “Leave at once.", "Go to the border.", "Do it today,” and no more."],
    ["“Diplomacy is the way forward.”", "The statement added that they agreed."],
    ["…to resolve the conflict,” the Russian president said in a statement. ."],
    ["He said: ‘This is it.’", "Then he left."],
    ["no decisions “about Ukraine without Ukraine.”", "The leaders agreed."],
    ['"We feel it.', 'And we hope," he said.'],
    ["„Wir sind einig.“", "Der Kanzler ging."],
    ["«We agree.»", "The president left."],
    ["« Nous sommes d'accord. »", "Le président est parti."],
    ["He said «We agree.» and left."],
    ["The text reads «It is agreed.", "We will meet.»", "They parted."],
    # marks of other kinds
    ["What?!", "Really??", "Yes!"],
    ["Well... it is hard.", "He paused...", "Then he went on."],
    ["He teaches (He was an engineer before.) at the university.", "He likes it."],
    ["(Inaudible.)", "Let me repeat that."],
    ["The leader (pictured) spoke.", "(It was late.)", "He left."],
    ["Yahoo! in Sunnyvale agreed."],
    ["The claim.[1]", "The reply."],
    ["It was agreed.", "al-Sudani said so."],
    # lists inside a paragraph
    ["1) expand trade", "2) open consulates", "3) meet again"],
    ["1. Expand trade.", "2. Open consulates."],
    ["a. The first item", "b. The second item"],
    ["• one point", "• another point"],
    ["2. President Putin briefed the Prime Minister."],
    # datelines
    ["MOSCOW, June 30. /TASS/. President Putin spoke with Prime Minister Modi.", "They agreed."],
    ["Kyiv. March 2. Interfax-Ukraine – President Zelensky spoke.", "He thanked him."],
    ["WASHINGTON, March 18 (Reuters) - U.S. President Biden spoke.", "It was late."],
    ["МОСКВА, 30 июн - РИА Новости. Президент России провёл разговор.", "Он был долгим."],
    # Russian
    ["В. В. Путин провёл беседу с Н. Моди.", "Она длилась час."],
    ["В 2022 г. товарооборот вырос, т.е. достиг рекорда.", "Стороны довольны."],
    ["«Разговор был содержательным», — сказал Песков.", "Он назвал г. Москву и т.д."],
    ["«Когда встреча?» — спросил он.", "Ответа не было."],
    # Hindi, Chinese
    ["प्रधानमंत्री ने बात की।", "डॉ. जयशंकर भी थे।"],
    ["दोनों ने चर्चा की |", "वे सहमत हुए |"],
]
JOINED_WITHOUT_SPACE = [
    ["The talks ended.", "The leaders left."],
    ["“We agree.”", "“So do we.”"],
    ["两国元首通话。", "他们同意。"],
]
PIECES = [
    *"abA Б.!?…\"'“”«»()[]-—\n\t\u00a0\u200b:;,12•।*\\#|",
    "U.S. ",
    "Mr. ",
    "said ",
    "\n\n",
    ". . ",
    "p.m. ",
    "The ",
    "1) ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=60)


def sentences(text):
    return [text[part.span.start : part.span.end] for part in segment_text(text)]


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case[0][:40])
def test_sentences_of_a_paragraph(expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize("expected", JOINED_WITHOUT_SPACE)
def test_sentences_with_no_space_between(expected):
    assert sentences("".join(expected)) == expected


@pytest.mark.parametrize(
    "text", ["booking.com is a site.", "Node.js runs here.", "He wrote to The.Hague@example.org today."]
)
def test_a_stop_inside_a_word_ends_nothing(text):
    assert sentences(text) == [text]


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "Prime Minister Anders B. Holm, Jr. received a call from President Miguel\n"
        "Ortega of Chile.\u00a0 Prime Minister Holm told him how much Norway and our\n"
        "Nordic partners value fair rules for the trawlers that fish off the\n"
        "coast of Patagonia.\n\nThe leaders agreed to stay in touch.\n"
    )
    parts = segment_text(text)
    assert [part.text for part in parts][1].startswith(
        "Prime Minister Holm told him how much Norway and our Nordic partners"
    )
    assert [part.paragraph for part in parts] == [0, 0, 1]


def test_lines_of_an_unwrapped_text_are_paragraphs():
    text = "The leaders spoke of the war and of many other things\nThey agreed.\nTrade grew"
    assert sentences(text) == text.split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        ["The president wrote on his social media:", "“I had a meeting. It was long.”"],
        ["Kenya says border talks could begin in May", "The Kenyan government did not comment."],
        ["PM speaks with the president about hostages", "i24NEWS"],
    ],
)
def test_lines_that_are_not_joined(lines):
    assert [s for line in lines for s in sentences(line)] == sentences("\n".join(lines))


def test_items_of_a_list_stay_apart():
    text = "Joining the call were the following leaders of the countries:\n-   President Radev\n-   President Duda\n-   President Karis"
    assert len(sentences(text)) == 4


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("“We agree.” “So do we.”", []),
        ("“We agree. We do.”", []),
        ("“We agree.\n\n“So do we,” he said.", []),
        ("He said, “We agree.\n\nThey left.", [0]),
        ("We agree,” he said.", [0]),
        ('"We agree," he said. "Yes.', [1]),
        ('It was "large-scale" and "new".', []),
        ('“In connection with it, he thanked him," it said.', []),
    ],
)
def test_marks_without_a_partner_are_flagged(text, broken):
    parts = segment_text(text)
    assert [i for i, part in enumerate(parts) if UNBALANCED_QUOTE in part.flags] == broken


def test_a_sentence_over_the_limit_is_cut_at_a_space():
    text = "word " * 100
    parts = segment_text(text, Options(max_sentence_length=60))
    assert all(part.span.end - part.span.start <= 60 and TOO_LONG in part.flags for part in parts)
    assert all(text[part.span.start : part.span.end].split()[0] == "word" for part in parts)


def test_a_scrap_is_flagged_as_a_fragment():
    assert FRAGMENT in segment_text("Top news")[0].flags
    assert segment_text("They agreed.")[0].flags == ()


def test_furniture_and_headlines_stay_whole():
    text = "Major blow! Court stays it. Talks held."
    blocks = (Block(Span(0, 27), Role.FURNITURE, "list", 0), Block(Span(28, 39), Role.CONTENT, None, 1))
    parts = segment(CleanText(text, blocks))
    assert [(part.role, part.rule, part.paragraph) for part in parts] == [
        (Role.FURNITURE, "list", 0),
        (Role.CONTENT, None, 1),
    ]


@pytest.mark.parametrize(
    ("text", "length"),
    [("NEW DELHI: The minister spoke.", 0), ("Mr. Modi told Reuters. He left.", 0), ("TOKYO (AP) — It", 10), ("", 0)],
)
def test_datelines(text, length):
    assert dateline_length(text) == length


@given(TEXTS)
def test_sentences_tile_the_text(text):
    parts = segment_text(text)
    held = "".join("".join(text[part.span.start : part.span.end].split()) for part in parts)
    assert held == "".join(text.split())
    ends = [0, *(edge for part in parts for edge in (part.span.start, part.span.end))]
    assert ends == sorted(ends)
    assert all(part.span.start < part.span.end for part in parts)


@given(TEXTS)
def test_no_sentence_begins_or_ends_in_white_space(text):
    for part in segment_text(text):
        raw = text[part.span.start : part.span.end]
        assert raw == raw.strip()


@given(st.lists(st.sampled_from([" ".join(case) for case in CASES]), min_size=1, max_size=4))
def test_a_sentence_does_not_depend_on_other_paragraphs(paragraphs):
    together = sentences("\n\n".join(paragraphs))
    assert together == [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]


HOSTILE = [
    "word ",
    "a",
    '"',
    "“",
    '" ',
    ".",
    ". ",
    "a. ",
    "U.S. ",
    "(",
    "(a.) ",
    "[a](",
    "<b ",
    "\n",
    "a\n",
    "\u200b",
    "“a?” Modi ",
    "1) a ",
    "• a ",
    "A.",
    ". . . ",
    "a:",
    "क।",
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_hostile_text_takes_linear_time(piece):
    segment_text("Mr. A. B.")

    def seconds(length):
        text = piece * (length // len(piece))
        start = time.process_time()
        segment_text(text)
        return time.process_time() - start

    small, large = seconds(10_000), seconds(80_000)
    assert large < 24 * small + 1


WRAPPED = (
    "In a call initiated by the Chilean side, the two presidents held a frank exchange of views on the situation around Lake "
    "Titicaca, the palace said in a statement. The presidents agreed to reduce the tension in the area across the Andes Mountain "
    "range, and the Foreign Minister of Peru will visit Santiago on May 22. In the meantime, aides are to prepare a text."
)


@pytest.mark.parametrize("width", [44, 56, 64, 72, 88, 104])
@pytest.mark.parametrize(
    "title", ["", "A title that stands over the width of the text that is wrapped below it, by a great deal\n\n"]
)
def test_wrapped_text_is_read_as_if_it_were_not(width, title):
    whole = [" ".join(s.text.split()) for s in segment_text(title + WRAPPED)]
    lines = "\n".join(textwrap.wrap(WRAPPED, width))
    assert [" ".join(s.text.split()) for s in segment_text(title + lines)] == whole


def test_lines_that_stop_short_are_not_joined():
    text = "Related topics\nLima\nSantiago\n\nThe presidents of Chile\nand of Peru spoke by phone on the border question\nand on trade."
    assert [s.text for s in segment_text(text)][:3] == ["Related topics", "Lima", "Santiago"]
