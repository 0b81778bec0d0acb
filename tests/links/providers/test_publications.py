"""Where comments on preprints say that they were published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.links.providers._publications import venue

SAYS: tuple[str, ...] = (
    *("Accepted at", "accepted to", "Accepted by", "To appear in", "Published as a paper at"),
    *("Accepted as a poster at", "Camera-ready version of", "Accepted to the main conference of"),
    *("To be presented at", "Accepted for publication in", "Accepted to Findings of"),
)
VENUES = ("CVPR", "ICLR", "NeurIPS", "EMNLP", "TMLR", "AAAI")
YEARS = ((" 2024", " 2024"), ("2024", " 2024"), ("'24", " 2024"), ("-24", " 2024"), ("", ""))
BESIDE = ("", "12 pages, 3 figures. ", "Code at https://example.org/x. ", "v2: typos; ")
AFTER = ("", ". Project page: https://example.org", " (oral)", ", 9 pages", "; code is available")


@given(
    st.sampled_from(BESIDE),
    st.sampled_from(SAYS),
    st.sampled_from(VENUES),
    st.sampled_from(YEARS),
    st.sampled_from(AFTER),
)
def test_what_took_a_paper(
    before: str, says: str, name: str, year: tuple[str, str], after: str
) -> None:
    comment = f"{before}{says} {name}{year[0]}{after}"
    assert venue(comment, "") == f"{name}{year[1]}"
    assert venue(comment, "A Journal 3, 2020") == f"{name}{year[1]}"


@given(st.sampled_from(BESIDE), st.sampled_from(VENUES), st.sampled_from(AFTER))
def test_a_venue_with_its_year_says_so_alone(before: str, name: str, after: str) -> None:
    assert venue(f"{before}{name} 2023{after}", "") == f"{name} 2023"


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages, 3 figures",
        "Submitted to CVPR 2024",
        "Under review at ICLR 2024",
        "CVPR 2024 submission",
        "Rejected from ICML 2023",
        "Accepted at the NeurIPS 2023 Workshop on Boats",
        "Technical report for the CVPR 2024 challenge",
        "Extended version of our CVPR 2024 paper",
        "Not accepted at ICLR 2024",
        "Winner of the KDD 2023 best paper award",
        "The paper of ICML 2020 is our baseline",
        "Accepted at a conference",
        "accepted in slt",
        "Presented at the summer school",
        "ICML",
    ],
)
def test_what_names_no_venue_for_certain(comment: str) -> None:
    assert venue(comment, "") is None


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Nature 518, 529-533 (2015)", "Nature 518, 529-533 (2015)"),
        ("Physical Review Letters 1, 2", "Physical Review Letters 1, 2"),
        ("NeurIPS 2023 Workshop on Boats", None),
        ("arXiv preprint arXiv:2301.00001", None),
    ],
)
def test_a_journal_reference(reference: str, expected: str | None) -> None:
    assert venue("8 pages", reference) == expected


@given(st.text(max_size=300))
def test_any_comment_can_be_read(comment: str) -> None:
    assert venue(" ".join(comment.split()), "") is None or comment
