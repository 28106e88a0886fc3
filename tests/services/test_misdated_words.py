"""Why a passage seems misdated, in words that a reader knows: documents go by who published them."""

from __future__ import annotations

import pytest

from comparator.services.echoes import _with_outlets


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("“16fxg0p9” has it there.", "“The Paper” has it there."),
        ("It speaks of “June 24”, and “16fxg0p9” has it.", "It speaks of “June 24”, and “The Paper” has it."),
        ("“elsewhere” is no document.", "“elsewhere” is no document."),
        ("", ""),
    ],
)
def test_documents_are_named_by_their_outlet(why, told):
    assert _with_outlets(why, {"16fxg0p9": "The Paper"}) == told
