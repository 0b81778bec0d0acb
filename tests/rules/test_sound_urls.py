"""A URL that is seen to be sound at once is one in which no slip is found, looked at closer."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint.patterns import lazy
from lint.rules.helpers import destinations

PIECES = st.sampled_from(
    (
        *(
            "https://",
            "http://",
            "HTTP://",
            "www.",
            "https",
            "http",
            "//",
            "/",
            ":",
            "%3a",
            "#",
            "?",
        ),
        *(
            "a.example",
            "arxiv.org",
            "example",
            "nan",
            "null",
            "localhost",
            ".",
            "..",
            "-",
            "x",
            "1",
        ),
        *(
            "/abs//2303.04129",
            "/abs/2303.04129.pdf",
            "/pdf/2303.04129v2",
            "[object Object]",
            "[",
            "]",
        ),
        *("](", "(", ")", "@", "é", " ", "=", "&", "~", "_", ",", ";", "!", "+", "*", "\\"),
    )
)
URLS = st.lists(PIECES, max_size=7).map(lambda parts: "https://" + "".join(parts))


def looked_at_closer(url: str) -> destinations.Defect | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(destinations, "_SOUND", lazy(r"(?!)"))
        return destinations.defect(url, {})


@given(URLS)
@example("https://www.https//a.example")
@example("https://a.example/https://b.example")
def test_what_is_sound_at_once_is_sound(url: str) -> None:
    assert destinations.defect(url, {}) == looked_at_closer(url)
