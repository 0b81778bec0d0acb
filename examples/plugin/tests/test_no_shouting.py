"""The rule, by its examples and by cases."""

from __future__ import annotations

from acme_lint.no_shouting import check

from lint.testing import assert_rule

CASES = """\
<!-- case: two words in capitals -->
# BIG WORDS <!-- warning: acme/no-shouting -->
<!-- case: an abbreviation is no shouting -->
# NLP
"""


def test_rule() -> None:
    """The rule finds what its cases expect."""
    assert_rule(check, CASES)
