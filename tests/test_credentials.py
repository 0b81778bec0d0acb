"""User names and passwords of URLs are hidden, whoever wrote them how, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lint import urls
from lint.credentials import Known, Texts, hide, hide_within, known, mask, stripped
from lint.diagnostics import Edit, Finding, Fix, Related
from lint.engine.redaction import of_finding, of_result
from lint.links.result import LinkResult, Verdict
from lint.source import Span

SECRET = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://user:word@host/x", "https://***@host/x"),
        ("http://token@host", "http://***@host"),
        ("HTTPS://user:word@host/x", "HTTPS://***@host/x"),
        ("a https://a:b@c/ and //d:e@f/g.", "a https://***@c/ and //***@f/g."),
        ("http://a:b@c@d/", "http://***@d/"),
        ("https:/a:b@c/", "https:/***@c/"),
        ("https:\\\\a:b@c/", "https:\\\\***@c/"),
        ("https:a:b@c/", "https:***@c/"),
        ("ftp://a:b@c/ git+ssh://git@github.com/x", "ftp://***@c/ git+ssh://***@github.com/x"),
        ("<https://a b:c d@host/>", "<https://***@host/>"),
        ('<a href="http://a b@c">', '<a href="http://***@c">'),
        ("[x](//a:b@c/)", "[x](//***@c/)"),
        ("(https://a:b@c)[y](https://d:e@f/)", "(https://***@c)[y](https://***@f/)"),
    ],
)
def test_user_info_is_hidden(text: str, shown: str) -> None:
    assert hide(text) == shown
    assert len(mask(text)) == len(text)
    assert mask(text).replace("*", "") == shown.replace("*", "")


@pytest.mark.parametrize(
    "text",
    [
        "mail a@b.c",
        "https://medium.com/@user",
        "https://unpkg.com/react@17",
        "https://unpkg.com//react@17",
        "https://a.b/?to=c@d.e",
        "https://a.b#c@d.e",
        "https://a.b and c@d.e",
        "https://a.b, mail to:c@d.e",
        "<a href='https://a.b'>c@d.e</a>",
        "[https://a.b](mailto:c@d.e)",
        "// a comment by c@d.e",
        "a // b@c",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert hide(text) == mask(text) == text


@given(SECRET, SECRET)
def test_no_password_is_shown(user: str, password: str) -> None:
    url = urls.http(f"https://{user}:{password}@host.example/path?query")
    assume(url is not None)
    assert url is not None
    assume(url.username or url.password)
    assume(url.host == "host.example")
    shown = hide(url.href)
    assert shown == "https://***@host.example/path?query"
    assert urls.http(shown) is not None
    assert stripped(url).href == "https://host.example/path?query"


@given(st.text(alphabet="ab@:/\\?# <>\"'()[].https", max_size=40))
def test_masking_keeps_the_length_and_hiding_is_done_once(text: str) -> None:
    assert len(mask(text)) == len(text)
    assert hide(hide(text)) == hide(text)


def test_what_has_no_credentials_is_left_as_it_is() -> None:
    url = urls.http("https://host/x@y")
    assert url is not None
    assert stripped(url) is url
    finding = Finding(Span(0, 1), "mail a@b.c")
    assert of_finding(finding) == finding
    result = LinkResult("https://host/@x", Verdict.OK, final_url="https://host/@x")
    assert of_result(result) == result


def test_a_result_is_hidden_everywhere() -> None:
    url = "https://user:sEcret@host/"
    result = of_result(LinkResult(url, Verdict.OK, final_url=url, snapshot=url))
    assert "sEcret" not in str(result)
    assert result.url == result.final_url == result.snapshot == "https://***@host/"


def test_a_finding_is_hidden_everywhere_and_writes_no_credentials() -> None:
    url, span = "https://user:sEcret@host/", Span(0, 1)
    writing = Fix(f"link to {url}", (Edit(span, url),), safe=True)
    related = (Related(span, f"first {url}"),)
    found = of_finding(Finding(span, f"{url} is gone", writing, related, url))
    assert "sEcret" not in str(found)
    assert found.fix is None
    other = Fix(f"no longer link to {url}", (Edit(span, "https://elsewhere/"),))
    found = of_finding(Finding(span, "gone", other))
    assert found.fix == Fix("no longer link to https://***@host/", other.edits)


def test_json_is_hidden_within() -> None:
    entry = {
        "links": [{"url": "https://a b:c d@e.f/", "n": 1}, "//a:b@c/"],
        "url": "mailto:a@b.c",
        "summary": "https://x and a@b",
        "x": None,
    }
    assert hide_within(entry) == {
        "links": [{"url": "https://***@e.f/", "n": 1}, "//***@c/"],
        "url": "mailto:a@b.c",
        "summary": "https://x and a@b",
        "x": None,
    }


URL_AT = "https://us3r:]sEcret@host.example/"


def test_what_was_parsed_is_hidden_in_each_part_of_a_text() -> None:
    """Of one text, wherever it is cut; a bracket ends what is found without the parser."""
    text = f"a [b]({URL_AT}) c [d]({URL_AT}x) e"
    places = [text.index(URL_AT), text.rindex(URL_AT)]
    parsed = known(text, [(URL_AT, URL_AT, place) for place in places])
    begin = len("https://")
    spans = tuple((place + begin, place + URL_AT.index("@")) for place in places)
    assert parsed.spans == spans
    whole = list(text)
    for start, end in spans:
        whole[start:end] = "*" * (end - start)
    assert mask(text, 0, parsed) == "".join(whole)
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            shown = mask(text[start:end], start, parsed)
            assert len(shown) == end - start
            assert all(
                one in {"*", other} for one, other in zip(shown, whole[start:end], strict=True)
            )
            assert all(
                one == "*"
                for one, other in zip(shown, whole[start:end], strict=True)
                if other == "*"
            )


def test_within_is_what_overlaps() -> None:
    parsed = Known(((2, 4), (6, 9), (12, 13)))
    for start in range(15):
        for end in range(start, 15):
            expected = [one for one in parsed.spans if one[1] > start and one[0] < end]
            assert list(parsed.within(start, end)) == expected, (start, end)


@pytest.mark.parametrize("sign", "?#")
def test_a_destination_that_ends_within_its_user_info_for_a_reader(sign: str) -> None:
    text = f"https://us3r:]p{sign}sEcret@h.example/x"
    parsed = known(f"[a]({text})", [(text, text, 4)])
    assert parsed.cut == (("https://us3r:]p", "https://***"),)
    assert hide(text, parsed) == "https://***@h.example/x"
    assert hide("https://us3r:]p is not there", parsed) == "https://*** is not there"


def test_pieces_of_user_info_are_found_in_any_company() -> None:
    texts = Texts(["us3r:sEcret", "abc", "x" * 1001, ""])
    for text, start in (
        ("us3r:sEcret", 0),
        ("ous3r:sEcret", 1),
        ("//abc", 2),
        ("abc", 0),
        ("zabc", None),
        ("x" * 1001, None),
        ("us3r:sEcre", None),
    ):
        assert texts.ending(text, 0, len(text)) == start, text
    assert texts.ending("us3r:sEcret", 1, 11) is None
    assert texts.beginning("us3r:")
    assert not texts.beginning("user:")
    assert not texts.beginning("zz")
    assert bool(texts)
    assert not Texts([""])
    known_texts = Known(texts=texts)
    assert hide("about https:///us3r:", known_texts) == "about https:///***"
    assert hide("about us3r:", known_texts) == "about us3r:"
    assert hide("a/us3", known_texts) == "a/us3"
    assert hide("aus3r:sEcret@host/x and abc@d", known_texts) == "a***@host/x and ***@d"
