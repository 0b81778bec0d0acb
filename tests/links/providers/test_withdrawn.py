"""Which words say that a paper was withdrawn, in its comments and in its abstract."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.providers import arxiv
from tests.links.providers.interfaces import feed


def entry(comment: str, abstract: str) -> bytes:
    return feed(f"""
  <entry>
    <id>http://arxiv.org/abs/2303.04129v2</id>
    <title>A Title</title>
    <published>2023-03-07T00:00:00Z</published>
    <summary>{escape(abstract)}</summary>
    <arxiv:comment>{escape(comment)}</arxiv:comment>
  </entry>""")


def withdrawn(comment: str = "", abstract: str = "We show that.") -> bool:
    papers = arxiv._read(entry(comment, abstract))
    assert papers is not None
    paper = papers["2303.04129"]
    assert paper.doubtful or not paper.withdrawn
    return paper.withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author",
        "This paper has been withdrawn",
        "This article has been withdrawn because of an error in Lemma 2",
        "This submission has been withdrawn by arXiv administrators due to a disputed authorship",
        "The paper has been withdrawn due to a crucial sign error in equation 1",
        "the manuscript was withdrawn by the authors.",
        "This work is withdrawn pending further review",
        "Paper withdrawn",
        "Withdrawn",
        "withdrawn.",
        "WITHDRAWN due to an error",
        "Withdrawn by the authors; superseded by arXiv:2405.13351",
        "Withdrawn; superseded by 2405.13351",
        "[Withdrawn]",
        "*** This paper has been withdrawn ***",
        "Temporarily withdrawn for further checks",
        "This preprint has been withdrawn from arXiv at the request of the authors",
        "This version has been withdrawn",
        "This paper has\n  been withdrawn",
    ],
)
def test_withdrawn_by_its_comment(comment: str) -> None:
    assert withdrawn(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages, 3 figures",
        "Published at ICLR 2024",
        "arXiv admin note: text overlap with withdrawn arXiv:2301.00001",
        "Replaces the withdrawn arXiv:2301.00001",
        "Withdrawn from ICML 2024, submitted to NeurIPS",
        "This paper was withdrawn from Physica A",
        "An earlier version of this paper was withdrawn",
        "v1 was withdrawn; this is a full revision",
        "Withdrawn samples are in the appendix",
        "Code at https://example.com/withdrawn",
        "This paper has been accepted",
        "Not withdrawn",
    ],
)
def test_not_withdrawn_by_its_comment(comment: str) -> None:
    assert not withdrawn(comment)


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("This paper has been withdrawn by the author due to an error.", True),
        ("  This paper has been withdrawn.", True),
        ("The paper is withdrawn since the proof is wrong.", True),
        ("Withdrawn by the authors are all claims on", False),
        ("We study papers. This paper has been withdrawn.", False),
        ("This paper has been withdrawn from a conference", False),
        ("Troops were withdrawn.", False),
    ],
)
def test_withdrawn_by_its_abstract(abstract: str, *, expected: bool) -> None:
    assert withdrawn(abstract=abstract) is expected


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_anything_but_a_feed_is_none(body: bytes) -> None:
    assert arxiv._read(body) is None
    assert arxiv._read(b"<?xml version='1.0' encoding='x-none'?><feed/>") is None
    spoiled = entry(body.decode("latin-1"), "a").replace(b"encoding='UTF-8'", b"encoding='ASCII'")
    papers = arxiv._read(spoiled)
    assert papers is None or set(papers) <= {"2303.04129"}
