"""Which words say that a paper was withdrawn, in its comments and in its abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.providers import _arxiv_feed
from tests.links.providers.interfaces import feed

if TYPE_CHECKING:
    from collections.abc import Callable


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
    papers = _arxiv_feed.read(entry(comment, abstract))
    assert papers is not None
    paper = papers["2303.04129"][2]
    assert paper.doubtful or not paper.withdrawn
    return paper.withdrawn


SUBJECTS: tuple[str, ...] = (
    *("This paper", "The paper", "Our manuscript", "This submission", "this submissions"),
    *("The following article", "Paper", "This arXiv preprint", "The present work"),
)
VERBS = ("has been", "is", "was", "is being", "is hereby", "has now been", "had been temporarily")
AGENTS = ("We", "I", "The authors", "The author", "Authors", "Both authors", "The first author")
ACTS = ("withdraw", "have withdrawn", "has withdrawn", "hereby withdraw", "decided to withdraw")
LEADS = (
    "",
    "arXiv admin note: ",
    "[",
    "*** ",
    "Note: ",
    "Admin note: ",
    "12 pages. ",
    "Note that ",
)
REASONS = (
    "",
    " by the author",
    " by the authors",
    " by arXiv",
    " by arXiv administrators",
    " from arXiv",
    " due to an error in Lemma 2",
    " because its authorship could not be verified",
    ", since its main definition is wrong",
    ". Its bound does not hold.",
    " effective November 18, 2015",
    " as we found a bug",
    " from consideration for publication",
    "; superseded by arXiv:2405.13351",
)


@given(
    st.sampled_from(LEADS),
    st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.just("withdrawn"))
    | st.tuples(
        st.sampled_from(AGENTS), st.sampled_from(ACTS), st.sampled_from(["this paper", "our work"])
    ),
    st.sampled_from(REASONS),
    st.sampled_from([str, str.lower, str.upper]),
)
def test_notices_are_known_in_many_words(
    lead: str, words: tuple[str, str, str], reason: str, case: Callable[[str], str]
) -> None:
    notice = case(" ".join(words) + reason)
    # Further on, `the paper` may be another one.
    if lead == "12 pages. " and words[0] in {"The paper", "Paper"}:
        lead = ""
    assert withdrawn(lead + notice)
    if lead != "12 pages. ":
        assert withdrawn(abstract=lead + notice)


OTHERS: tuple[str, ...] = (
    *("The previous version", "An earlier version", "The companion paper", "v1", "Version 2"),
    *("The drug", "The claim of Section 2", "arXiv:2301.00001", "A paper by X", "Water"),
)


@given(st.sampled_from(OTHERS), st.sampled_from(VERBS), st.sampled_from(REASONS))
def test_what_speaks_of_something_else_is_no_notice(who: str, verb: str, reason: str) -> None:
    assert not withdrawn(f"{who} {verb} withdrawn{reason}")
    assert not withdrawn(abstract=f"{who} {verb} withdrawn{reason}")


@given(
    st.sampled_from([f"{one} " for one in SUBJECTS]),
    st.sampled_from(VERBS),
    st.sampled_from(["Physica A", "ICML 2024", "a conference", "the journal"]),
)
def test_a_paper_may_be_withdrawn_from_elsewhere(who: str, verb: str, place: str) -> None:
    assert not withdrawn(f"{who}{verb} withdrawn from {place} and resubmitted")


@pytest.mark.parametrize(
    "comment",
    [
        "Withdrawn",
        "withdrawn.",
        "WITHDRAWN due to an error",
        "Withdrawn by the authors; superseded by arXiv:2405.13351",
        "Withdrawn; superseded by 2405.13351",
        "[Withdrawn]",
        "Paper withdrawn",
        "Withdrawn -- the main result is wrong",
        "Withdrawn (error in Section 2)",
        "arXiv admin note: withdrawn by arXiv admin because of plagiarism",
        "This has been withdrawn by the author",
        "This paper has been (temporarily) withdrawn",
        "The paper has to be withdrawn since Lemma 2 is false",
        "I am withdrawing this paper",
        "The authors request to withdraw this submission",
        "The main result is wrong; withdrawn by the author",
        "This paper contains an error. It is withdrawn.",
        "The paper contains a mistake in Section 3 and has been withdrawn",
        "10 pages, paper withdrawn",
        "*** This paper has been withdrawn ***",
        "Temporarily withdrawn for further checks",
        "Error in the proof of Theorem 1. Withdrawn.",
        "There is an error in Lemma 3. The paper is withdrawn.",
        "Due to an error in Theorem 1, this paper has been withdrawn",
        "This article has been removed by arXiv administrators because of plagiarism",
        "This work has been retracted by its authors",
        "Withdrawing this paper due to errors",
        "Because of an error in the code the paper has been withdrawn",
        "I, the author, withdraw this paper",
        "One of the authors has withdrawn this paper",
        "This contribution has been withdrawn",
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
        "Because of an error in the code of a paper that has been withdrawn, we start anew",
        "Withdrawing a paper takes long",
        "Withdrawn from ICML 2024, submitted to NeurIPS",
        "This paper was withdrawn from Physica A",
        "An earlier version of this paper was withdrawn",
        "v1 was withdrawn; this is a full revision",
        "Withdrawn samples are in the appendix",
        "Code at https://example.com/withdrawn",
        "This paper has been accepted",
        "Not withdrawn",
        "12 pages; the data withdrawn from the second survey are in the appendix",
        "Comment on a paper by X; the paper has been withdrawn",
        "We withdraw the claim of Section 2",
        "Replaces arXiv:2301.00001, withdrawn by the authors",
        "The paper is about a drug and was withdrawn from the market",
        "The paper is about drugs that were approved and withdrawn",
        "It is about troops that were withdrawn",
        "Submitted to ICML 2024, withdrawn",
        "This paper replaces arXiv:2301.00001, that paper is withdrawn",
        "This is a corrected version of a paper that was withdrawn",
        "arXiv admin note: substantial text overlap with arXiv:2301.00001",
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
        ("Withdrawn by authors", True),
        ("[WITHDRAWN] We study papers", True),
        ("Withdrawn persons are studied", False),
        ("Withdrawn. Work never submitted.", True),
        ("- Paper withdrawn by the author - Active Pixel Sensors", True),
        ("[This paper has been withdrawn by the author due to new results] We study", True),
        ("Papers are withdrawn from journals for many reasons", False),
        ("We withdraw a ball from a fluid", False),
        ("Withdrawn drugs are a problem", False),
        ("Paper withdrawn from a reel is measured", False),
    ],
)
def test_withdrawn_by_its_abstract(abstract: str, *, expected: bool) -> None:
    assert withdrawn(abstract=abstract) is expected


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_anything_but_a_feed_is_none(body: bytes) -> None:
    assert _arxiv_feed.read(body) is None
    assert _arxiv_feed.read(b"<?xml version='1.0' encoding='x-none'?><feed/>") is None
    spoiled = entry(body.decode("latin-1"), "a").replace(b"encoding='UTF-8'", b"encoding='ASCII'")
    papers = _arxiv_feed.read(spoiled)
    assert papers is None or set(papers) <= {"2303.04129"}
