from __future__ import annotations

import pytest

from lint.testing import Case, judge
from tests.rules.test_rules import apply

TABLE = "| a |\n|---|\n| 1 |\n"


@pytest.mark.parametrize(
    ("rule_id", "text", "fixed", "safe"),
    [
        ("swallowed-line", f"{TABLE}x\n", f"{TABLE}\nx\n", False),
        ("swallowed-line", "> | a |\r\n> |---|\r\n> x", "> | a |\r\n> |---|\r\n>\r\n> x", False),
        ("swallowed-line", "- | a |\n  |---|\n  x", "- | a |\n  |---|\n\n  x", False),
        ("insecure-link", "<HTTP://github.com/a>", "<https://github.com/a>", True),
        (
            "insecure-link",
            "<a href='http://arxiv.org/?a&amp;b'>x</a>",
            "<a href='https://arxiv.org/?a&amp;b'>x</a>",
            True,
        ),
        (
            "tracking-parameter",
            "[x](https://a.example/b?utm_source=m&c=1&gclid=2&d=&amp;copy;#e)",
            "[x](https://a.example/b?c=1&d=&amp;copy;#e)",
            False,
        ),
        ("tracking-parameter", "<https://youtu.be/a?si=b>", "<https://youtu.be/a>", False),
        (
            "stray-url-punctuation",
            "[x](https://down.example/ab. 'c')",
            "[x](https://down.example/ab 'c')",
            True,
        ),
        (
            "stray-url-punctuation",
            "[x]\n\n[x]: https://down.example/ab;",
            "[x]\n\n[x]: https://down.example/ab",
            True,
        ),
    ],
)
def test_fixes(rule_id: str, text: str, fixed: str, safe: bool) -> None:  # noqa: FBT001 - a column
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert finding.fix is not None
    assert (apply(finding, text), finding.fix.safe) == (fixed, safe)


@pytest.mark.parametrize(
    ("rule_id", "text", "message"),
    [
        (
            "repeated-text",
            "| a |\n|---|\n| x a b c d e, A a b c d e a b c d e a b |",
            "“a b c d e” appears twice in a row",
        ),
        (
            "repeated-text",
            "| a |\n|---|\n| Ab c d e fAb c d e fAb c d e f |",
            "“Ab c d e f” appears 3 times in a row",
        ),
        (
            "tracking-parameter",
            "https://a.example/?a=1&utm_a=b&gclid=",
            "the URL has tracking parameters: utm_a=b&gclid=",
        ),
        (
            "insecure-link",
            "http://github.com/a",
            "the link uses http, but github.com supports https",
        ),
        (
            "empty-badge-link",
            "[![a](b.png)]()\n[![c](https://img.shields.io/badge/d-e)]()",
            "the image “a” has an empty link (and 1 more)",
        ),
        (
            "unclosed-html",
            "<p><a href='https://a.example'>b\n<a href='c'>d</a>",
            "the link to https://a.example is not closed before the next link, on line 2",
        ),
        ("unclosed-html", "<p><a href='b'>c", "the link to b is never closed"),
        (
            "stray-url-punctuation",
            "[x](https://down.example/ab;)",
            "the URL https://down.example/ab; ends with “;”",
        ),
        (
            "swallowed-line",
            f"{TABLE}x y\nz",
            "“x y” and 1 more render as rows of the table above: missing blank line",
        ),
    ],
)
def test_messages_name_the_values(rule_id: str, text: str, message: str) -> None:
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert finding.message == message


@pytest.mark.parametrize(
    ("rule_id", "text", "marked"),
    [
        (
            "repeated-text",
            "| a |\n|---|\n| x. A b c d e. A b c d e. A b f |",
            "A b c d e. A b c d e. A b",
        ),
        ("swallowed-line", f"{TABLE}x\ny\n\nz", "x\ny"),
        ("unclosed-html", "<p>a <a href='b'>c", "<a href='b'>"),
    ],
)
def test_the_span_is_what_is_wrong(rule_id: str, text: str, marked: str) -> None:
    ((_, finding),) = judge(Case("", (rule_id,), text, {}))
    assert text[finding.span.start : finding.span.end] == marked


@pytest.mark.parametrize(
    "path",
    [
        "%%BASE%%/logo.png",
        "%BASE%/logo.png",
        "%BB%/a.md",
        "docs/%C0.md",
        "%FE%FF/x",
        "a/%F0%9F/b.png",
        "%E4%B8/名.md",
        "%%CDN%%",
        "x%80y.md",
        "%ED%A0%80.md",
    ],
)
@pytest.mark.parametrize("rest", ["", "?raw=true", "#part"])
def test_a_path_that_cannot_be_decoded_is_shown_as_written(path: str, rest: str) -> None:
    found = judge(Case("", ("missing-file",), f"![x]({path}{rest})", {}, files=frozenset()))
    assert [finding.message for _, finding in found] == [f"file {path} does not exist"]


def test_a_path_that_can_be_decoded_is_shown_decoded() -> None:
    found = judge(Case("", ("missing-file",), "[x](%E4%B8%AD.md)", {}, files=frozenset()))
    assert [finding.message for _, finding in found] == ["file 中.md does not exist"]
