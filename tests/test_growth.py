"""Time grows with the length: no expression and no reader can be made to hang by a text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lint.document.parser import parse
from lint.errors import InputError
from lint.source import Source
from tests.command import POSIX, environment
from tests.expressions import collected, findings

# Expressions of which a part is known only when the program runs, with what that part is.
_MADE = {
    "lint.cli.crash:sub": "a table of ours",
    "lint.files.clones:sub": "a folder of ours",
    "lint.files.gitignore:compile": "atomic groups; held in tests/growth.py",
    "lint.links.verdicts.html_scan:search": "an escaped fragment",
    "lint.links.filters:compile": "the user's own pattern, or an escaped glob of the user's own",
    "lint.patterns:compile": "the user's own pattern, or one that RE2 runs",
    "lint.rules.data.mojibake:compile": "classes of characters",
    "lint.rules.data.product_names:compile": "escaped names of ours",
    "lint.rules.data.retired_badges:fullmatch": "a table of ours",
    "lint.rules.data.sunsets:fullmatch": "a table of ours",
    "lint.rules.helpers.policy_text:compile": "escaped words",
    "lint.rules.helpers.policy_text:match": "one class of characters",
    "lint.rules.sunset_site:fullmatch": "a table of ours",
    "lint.rules.tracking_parameter:compile": "a table of ours; held as what it is compiled to",
}


def test_no_expression_has_repeats_that_share_characters() -> None:
    expressions, made = collected()
    assert len(expressions) > 300
    assert set(made) == set(_MADE)
    found = {one.place: said for one in expressions if (said := findings(one.pattern))}
    assert found == {}


@pytest.mark.parametrize(
    "expression",
    [
        r"(a+)+$",
        r"(?:a|b+)*c",
        r"(a*)*b",
        r"\s*\s*x",
        r"\d+[\d.]*$",
        r".*:.*x",
        r".*:~:.*x",
        r"(?:\w+(?:-\w+)*)*x",
        r"[-_a-z]+(?:[-_][a-z]+)*x",
        r"(?i)a+A+x",
        r"(?:a?b*)+c",
        r"a+(?:b|)a+c",
        r"<!--.*?--+>",
        r"\W*[(\[]\W*",
        r"x(?=(a+)+$)",
        r"(?s:.*)\n.*x",
        r"(?:a+){2,}b",
        r"(?P<x>a)?(?(x)b+|c+)b+d",
    ],
)
def test_the_check_refuses(expression: str) -> None:
    assert findings(re.compile(expression))


@pytest.mark.parametrize(
    "expression",
    [
        r"a+b+",
        r"(?:[a-z]+\.)+[a-z]+",
        r"(?:-\w+)*",
        r"[A-Za-z]+(?:[-'][A-Za-z]+)*",
        r"(?:a++)*+b",
        r"(?>a+)+b",
        r"<[^>]*(?:>|\Z)",
        r"\s*=\s*x",
        r"a{1,9}a{1,9}a+",
        r'"[^"]*"[^"]*"',
        r"(?s)<!--.*?(?:-->|\Z)|x*",
        r"\w+\W+\w+",
    ],
)
def test_the_check_allows(expression: str) -> None:
    assert findings(re.compile(expression)) == []


@POSIX
@pytest.mark.parametrize("kind", ["expressions", "readers"])
def test_eight_times_the_text_takes_sixteen_times_the_time_at_most(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.growth", kind],
        cwd=Path(__file__).parents[1],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=1200,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert int(done.stderr) > 400


@POSIX
@pytest.mark.parametrize(
    ("growth", "reason"),
    [("'a' * n and [1 for _ in range(n * n // 50)]", "times as long"), ("0", "")],
)
def test_the_measure_tells_what_grows(growth: str, reason: str) -> None:
    script = (
        "from tests import growth\n"
        "import signal\n"
        "signal.signal(signal.SIGVTALRM, growth._stop)\n"
        f"def work(n): return {growth}\n"
        "found = growth.grows(lambda: work(5000), lambda: work(40000), 0.001)\n"
        "print('times as long' if found > growth.GROWTH else '')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[1],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    assert done.stdout.strip() == reason


@pytest.mark.parametrize(
    "text",
    ["<table><tr><td>" * 120_000, "> " * 90 + "\n" + "a\n" * 100_000],
    ids=["tables", "quotes"],
)
def test_what_nests_without_end_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError, match=r"^a\.md: nested too deeply to be parsed$"):
        parse(Source("a.md", text))
