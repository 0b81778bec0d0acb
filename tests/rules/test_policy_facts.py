"""What a policy says of facts: broken, kept, or not checked where a site says nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lint.diagnostics import Severity
from lint.testing import judge, read_case

if TYPE_CHECKING:
    from lint.diagnostics import Finding

RULE = "entry-policy"
REPOSITORY = "https://github.com/octo-labs/lakes"
HOME = "https://github.com/octo-org/list"
FORMS = [
    "- [Lakes]({url}) - Draws.",
    "- [Lakes](https://lakes.example) - Draws. [Code]({url})",
    "- **Lakes**: draws [[GitHub]({url})]\n- **Ponds**: draws [[GitHub](https://gitlab.com)]",
    "| Name | Description |\n|---|---|\n| [湖]({url}) | 画。 |",
    "- [Lakes][r] - Draws.\n\n[r]: {url}",
    "- [Lakes](https://lakes.example) - D. [![OSS](https://fine.example/oss.svg)]({url})",
]


def findings(
    policy: str, facts: dict[str, Any], form: str = FORMS[0], *, url: str = REPOSITORY
) -> list[Finding]:
    head = f"<!-- configuration: policy.{policy} -->\n<!-- home: {HOME} -->\n"
    if facts:
        head += f"<!-- facts: {url} {json.dumps(facts)} -->\n"
    case = read_case(RULE, (RULE,), f"{head}{form.format(url=url)}\n")
    return [one for rule, one in judge(case) if rule == RULE]


BROKEN: list[tuple[str, dict[str, Any], str]] = [
    (
        "stars_min = 50",
        {"stars": 49},
        "stars_min: the repository has 49 stars, expected at least 50",
    ),
    ("stars_min = 2", {"stars": 1}, "stars_min: the repository has 1 star, expected at least 2"),
    ("age_min_days = 30", {"date": "2025-05-30"}, "age_min_days: it is 2 days old (2025-05-30)"),
    ("age_min_days = 400", {"date": "2025"}, "age_min_days: it is 151 days old (2025)"),
    ("age_min_days = 60", {"date": "2025-05"}, "age_min_days: it is 31 days old (2025-05)"),
    ("age_min_days = 1", {"date": "2026-01-01"}, "age_min_days: it is 0 days old (2026-01-01)"),
    (
        'licences = ["MIT", "0BSD"]',
        {"licence": "GPL-3.0"},
        "the licence is GPL-3.0, not one of MIT",
    ),
]
KEPT: list[tuple[str, dict[str, Any]]] = [
    ("stars_min = 50", {"stars": 50}),
    ("age_min_days = 30", {"date": "2025-05-02"}),
    ("age_min_days = 30", {"date": "2025-05"}),
    ("age_min_days = 151", {"date": "2025"}),
    ('licences = ["mit"]', {"licence": "MIT"}),
    ("own_forks = false", {"stars": 1, "fork": True}),
    ("own_forks = false", {"stars": 1, "fork": False}),
    ("own_forks = true", {}),
]
UNKNOWN: list[tuple[str, dict[str, Any]]] = [
    ("stars_min = 1", {}),
    ("stars_min = 1", {"licence": "MIT"}),
    ("age_min_days = 1", {"stars": 1}),
    ("age_min_days = 1", {"date": "soon"}),
    ('licences = ["MIT"]', {"stars": 1}),
    ('licences = ["MIT"]', {"licence": "NOASSERTION"}),
    ("own_forks = false", {}),
    ("own_forks = false", {"licence": "MIT", "fork": True}),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("policy", "facts", "message"), BROKEN)
def test_a_fact_breaks_the_policy(
    policy: str, facts: dict[str, Any], message: str, form: str
) -> None:
    (found,) = findings(policy, facts, form)
    assert message in found.message
    assert found.severity is None


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("policy", "facts"), KEPT)
def test_a_fact_keeps_the_policy(policy: str, facts: dict[str, Any], form: str) -> None:
    assert not findings(policy, facts, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("policy", "facts"), UNKNOWN)
def test_what_is_not_known_is_not_checked(policy: str, facts: dict[str, Any], form: str) -> None:
    (found,) = findings(policy, facts, form)
    assert found.message.startswith(f"policy.{policy.partition(' ')[0]}: not checked: ")
    assert found.severity is Severity.INFO
    assert found.cause


@pytest.mark.parametrize(("url", "broken"), [("octo-org/fork", True), ("octo-labs/fork", False)])
def test_a_fork_of_ones_own(url: str, *, broken: bool) -> None:
    facts = {"stars": 3, "fork": True}
    found = findings("own_forks = false", facts, url=f"https://github.com/{url}")
    messages = [one.message for one in found]
    expected = "policy.own_forks: octo-org owns this fork and the list"
    assert messages == ([expected] if broken else [])


@pytest.mark.parametrize(
    "form",
    [
        "- [Lakes](https://lakes.example) - Built on [rivers]({url}).",
        "- [Lakes](https://lakes.example) - Draws.",
        "- [Paper](https://arxiv.org/abs/2210.03629)",
        "See [rivers]({url}).",
    ],
)
def test_what_is_only_mentioned_is_not_judged(form: str) -> None:
    assert not findings("stars_min = 9", {"stars": 1}, form)
    assert not findings("stars_min = 9", {}, form)


def test_stars_are_those_of_a_repository() -> None:
    assert not findings("stars_min = 9", {}, url="https://www.npmjs.com/package/lakes")
    (found,) = findings("age_min_days = 9", {}, url="https://www.npmjs.com/package/lakes")
    assert "not checked" in found.message
