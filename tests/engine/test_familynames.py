"""Family names that want a title, where a document has named their bearer in full."""

import pytest

from comparator.engine.location.familynames import with_family_names
from comparator.engine.register import build_register

FULL = "Foreign Minister Wang Yi spoke with his counterpart."


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([FULL, "Wang told him that it was late."], ["Wang Yi", "Wang"]),
        (["Wang told him that it was late.", FULL], ["Wang", "Wang Yi"]),
        ([FULL, "Wang's office said so."], ["Wang Yi", "Wang"]),
        (["Wang told him that it was late."], []),
        ([FULL, "Wang Wenbin told reporters.", "Wang told him that it was late."], ["Wang Yi", "Wang Wenbin"]),
        ([FULL, "The Wang-led team met."], ["Wang Yi"]),
        (["Prime Minister Liz Truss spoke.", "Truss told him that it was late."], ["Liz Truss", "Truss"]),
        (["Prime Minister Liz Truss spoke.", "Lynne Truss writes books.", "Truss did too."], ["Liz Truss"]),
        (["Prime Minister Theresa May spoke.", "It was in May."], ["Theresa May"]),
        (["Prime Minister Kishida Fumio spoke.", "Kishida agreed."], ["Kishida", "Kishida"]),
    ],
)
def test_a_family_name_alone(texts, found):
    register = build_register(())
    named = with_family_names(texts, [register.mentions(text) for text in texts])
    people = [
        text[m.start : m.end]
        for text, mentions in zip(texts, named, strict=True)
        for m in mentions
        if m.kind == "leader"
    ]
    assert people == found
