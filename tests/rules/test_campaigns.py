from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.variants import found, lines

if TYPE_CHECKING:
    from collections.abc import Callable

RULE = "tracking-parameter"
WAYS: dict[str, Callable[[str], str]] = {
    "items": lambda url: f"- [x]({url})\n",
    "titles": lambda url: f'- [x]({url} "title") - Text.\n',
    "autolinks": lambda url: f"- <{url}>\n",
    "bare": lambda url: f"- {url}\n",
    "html": lambda url: f'<p><a href="{url.replace("&", "&amp;")}">x</a></p>\n\n',
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "query",
    [
        "utm_source=JobList",
        "utm_source=JobList&utm_medium={n}",
        "id={n}&utm_source=rivers",
        "utm_campaign=spring",
        "UTM_SOURCE=joblist",
        "utm_source=工作",
    ],
)
@pytest.mark.parametrize("others", [0, 3])
def test_a_campaign_of_the_list_is_one_report_without_a_fix(
    way: str, query: str, others: int
) -> None:
    build = WAYS[way]
    own = [f"https://example.com/p/{n}?{query.format(n=n)}" for n in range(5)]
    rest = [f"https://example.com/q/{n}" for n in range(others)]
    other = "https://example.net/q?utm_source=mailing"
    text = "# Waters\n\n" + "".join([build(one) for one in [*rest, *own, other]])
    step = build("x").count("\n")
    reports = found(RULE, text)
    assert set(reports) == {3 + others * step, 3 + (others + 5) * step}
    first, last = (reports[line] for line in sorted(reports))
    assert first.fix is None
    assert f"5 of {5 + others} links to example.com have the campaign" in first.message
    assert "has tracking parameters" in last.message


@pytest.mark.parametrize(("own", "others"), [(3, 0), (4, 4), (5, 20)])
def test_a_campaign_of_few_links_is_none_of_the_list(own: int, others: int) -> None:
    text = "".join(f"- [x](https://example.com/{n}?utm_source=mail)\n" for n in range(own))
    text += "".join(f"- [y](https://example.com/{n})\n" for n in range(others))
    assert lines(RULE, text) == set(range(1, own + 1))


def test_identifiers_of_clicks_are_no_campaign() -> None:
    text = "".join(f"- [x](https://example.com/{n}?gclid=abc)\n" for n in range(9))
    assert lines(RULE, text) == set(range(1, 10))


@pytest.mark.parametrize(
    "query",
    [
        "gad_source=1&gclid=abc",
        "gclid=abc&gad_source=1",
        "gad_source=5",
        "gad_campaignid=12&gad_source=1&gbraid=0AAA",
        "GAD_SOURCE=1",
    ],
)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("?a=1&", "?a=1"), ("?b=%20&", "?b=%20")])
def test_all_that_comes_with_an_advertisement_goes(query: str, before: str, after: str) -> None:
    finding = found(RULE, f"[x](https://example.com/p{before or '?'}{query}#part)\n")[1]
    assert finding.fix is not None
    assert finding.fix.edits[0].replacement == f"https://example.com/p{after}#part"


SNAKES = [
    "Photos of a python and a boa.",
    "How to feed a python.",
    "A zoo with a lion, a python, and two bears.",
    "Keeping a ball python in a terrarium.",
    "The reticulated python is the longest snake.",
    "A python that swallows deer.",
    "Snakes of Asia: cobra, python and viper.",
    "Whether a python can climb.",
    "Crocodile against python: a film.",
    "蛇 means snake or python",
    "My pet python at home.",
]
LANGUAGES = [
    "A python library.",
    "Written in python and C.",
    "A python script for snakes.",
    "For python.",
    "Bindings for python, ruby and lua.",
    "The python interpreter.",
    "a python client with a shell",
    "python",
]


@pytest.mark.parametrize("text", SNAKES)
@pytest.mark.parametrize(
    "form", ["- [x](https://fine.example) - {}\n", "{}\n", "> {}\n", "## {}\n"]
)
def test_a_python_may_be_a_snake(text: str, form: str) -> None:
    assert not lines("misspelt-product-name", form.format(text))


@pytest.mark.parametrize("text", LANGUAGES)
def test_python_is_mostly_the_language(text: str) -> None:
    assert lines("misspelt-product-name", f"- [x](https://fine.example) - {text}\n") == {1}
