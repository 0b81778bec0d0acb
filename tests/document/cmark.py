"""What cmark-gfm, the parser that GitHub runs, makes of a text: the oracle of the parser tests."""

from __future__ import annotations

import re
from html.entities import html5
from html.parser import HTMLParser
from urllib.parse import quote

import cmarkgfm
from cmarkgfm.cmark import Options

from lint.document.srcset import candidates

_EXTENSIONS = ["table", "autolink", "strikethrough", "tagfilter", "tasklist"]
# cmark-gfm's houdini_href_e.c: what it leaves as it is.
_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9;])(=?)")
_SAFE = "-_.+!*'(),%#@?=;:/&$~"


def render(text: str) -> str:
    """Return the HTML of `text` as GitHub's parser has it, raw HTML included."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(
        cmarkgfm.markdown_to_html_with_extensions(text, options=options, extensions=_EXTENSIONS)
    )


def escape(url: str) -> str:
    """Percent-encode a destination as cmark-gfm writes it into `href`."""
    return quote(url, safe=_SAFE)


def _keep_ambiguous(match: re.Match[str]) -> str:
    """Escape what an attribute value leaves alone and Python before 3.14 decodes all the same.

    HTML Standard, section 13.2.5.73: `&noteId=1` and `&copy=1` are no character references.
    """
    if match[2] or match[1] not in html5:
        return f"&amp;{match[1]}{match[2]}"
    return match[0]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.main: list[tuple[str, str]] = []
        self.notes: list[tuple[str, str]] = []
        self.in_notes = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(reversed(attrs))
        if tag == "section" and "data-footnotes" in attributes:
            self.in_notes = True
        if "data-footnote-ref" in attributes or "data-footnote-backref" in attributes:
            return
        name = {"a": "href", "img": "src"}.get(tag)
        found = self.notes if self.in_notes else self.main
        if name is not None and attributes.get(name) is not None:
            found.append((tag, escape(_with_scheme(attributes[name] or ""))))
        if tag in {"img", "source"}:
            for one in candidates(attributes.get("srcset") or ""):
                if one.url != attributes.get("src"):
                    found.append(("img", escape(_with_scheme(one.url))))

    handle_startendtag = handle_starttag


def _with_scheme(url: str) -> str:
    """`url` as it leads from a page of GitHub's."""
    return f"https:{url}" if re.match(r"//[^/\\?#]", url) else url


def links(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the links and images of `text` in order, and those of its footnotes, sorted."""
    parser = _Links()
    parser.feed(_REFERENCE.sub(_keep_ambiguous, render(text)))
    parser.close()
    return parser.main, sorted(parser.notes)
