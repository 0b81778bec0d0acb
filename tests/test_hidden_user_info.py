"""User names and passwords are hidden in all that is written, whatever they are written like."""

from __future__ import annotations

import contextlib
import html
import io
import itertools
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lint.config.config import Config
from lint.console.output import Console
from lint.credentials import hide, hide_destination, hide_within, mask
from lint.engine.analysis import Task, read
from lint.engine.baseline import Baselines
from lint.engine.pipeline import entries
from lint.links.result import LinkResult, Reason, Verdict
from lint.reporters import FORMATS, render
from lint.reporters.base import RenderOptions
from lint.source import Source
from tests.command import run, write
from tests.links.routes import odd
from tests.links.server import Server
from tests.reporters.pages import TODAY, Quiet, report_on

if TYPE_CHECKING:
    from collections.abc import Mapping

USER, WORD = "us3r", "sEcret"
BEGINNINGS = (
    *("https://", "HTTP://", "http:/", "https:", "https:///", "//", "ftp://", "git+ssh://"),
    *("http//", "htttp:/", "htttp://", "htpps://", "ttps://", "hxxp://", "http;//", "https.//"),
    *("https&#58;//", "https&colon;//", "https&#x3A;&#47;/", "https\\://", "https:\\/\\/"),
    "https：／／",  # noqa: RUF001 - the point
)
PAIRS = (
    f"{USER}:{WORD}",
    f"{USER}:{WORD}%21!",
    f"{USER}:{WORD}\\_x",
    f"{USER}&colon;{WORD}\\_",
    f"{USER}&#58;a&amp;{WORD}",
    f"{USER}:a/{WORD}",
    f"{USER}:a?{WORD}",
    f"{USER}:{WORD}@b",
    f"{USER}%40c.d:{WORD}",
    f"{USER}:ü{WORD}",
)
AT_SIGNS = ("@", "&#64;", "&#x40;", "&#0064;", "&commat;", "\\@", "＠", "﹫", "%40")  # noqa: RUF001
WRAPPERS = (
    "[a]({})",
    "[a](<{}>)",
    "![a]({})",
    "<{}>",
    "{}",
    "[a][r]\n\n[r]: {}",
    '[a][r]\n\n[r]: https://host.example/ "{}"',
    '[a](https://host.example/ "see {}")',
    "<a href='{}'>a</a>",
    '<a href="https://host.example/" title="{}">a</a>',
    "| Date | Title |\n| - | - |\n| {0} | [a]({0}) |",
    "`{}`",
    "# A {}",
    "- [a]({}) - about {}",
)
destinations = st.builds(
    "{}{}{}host.example/x".format,
    st.sampled_from(BEGINNINGS),
    st.sampled_from(PAIRS),
    st.sampled_from(AT_SIGNS),
)
# What looks like user-info and is none.
INNOCENT = (
    *("mastodon.social/@name", "https://mastodon.social/@name", "https//mastodon.social/@name"),
    *("http//medium.com/@x/story@2", "https://medium.com/@x", "https://medium.com/%40x"),
    *("https://medium.com:443/@x", "htttp:/medium.com/@x", "mailto:c@d.example", "c@d.example"),
    *("https://esm.sh//npm:react@17", "https://esm.sh/npm:react@17", "git@github.com:a/b"),
    *("https&#58;//medium.com/&#64;x", "https://a.example/?to=c&commat;d.example"),
    "https://a.example/＠x",  # noqa: RUF001 - the point
)


def written(text: str) -> str:
    """`text` without what a format adds to it, so that nothing is hidden by that alone."""
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


def leaks(text: str) -> bool:
    return any(secret in one for one in (text, written(text)) for secret in (USER, WORD))


@given(destinations)
def test_it_is_hidden_in_a_text_and_in_a_destination(destination: str) -> None:
    for text in (destination, f"see {destination} (there)", f'"{destination}"'):
        assert not leaks(hide(text)), hide(text)
        assert not leaks(mask(text)), mask(text)
        assert len(mask(text)) == len(text)
        assert hide(hide(text)) == hide(text)
        assert "host.example/x" in hide(text)
    assert not leaks(hide_destination(destination))


@pytest.mark.parametrize("text", INNOCENT)
def test_what_is_none_is_shown(text: str) -> None:
    for one in (text, f"see {text}, there", f"[a]({text})", f'<a href="{text}">', f"<{text}>"):
        assert hide(one) == mask(one) == one
    assert hide_destination(text) == text


def answers(text: str) -> Mapping[str, LinkResult]:
    """Something to say of each link: broken, moved, or neither."""
    outcomes = itertools.cycle(
        (
            {"verdict": Verdict.BROKEN, "reason": Reason.NOT_FOUND, "status": 404},
            {"verdict": Verdict.OK, "final_url": "https://us3r:sEcret@new.example/"},
            {"verdict": Verdict.UNVERIFIED, "reason": Reason.TIMEOUT},
        )
    )
    parsed = read(Task(Source("list.md", text), Config(offline=True)), TODAY, Quiet())
    assert parsed is not None
    found = {url: next(outcomes) for url, _ in parsed.links}
    return {url: LinkResult(url, permanent=True, **how) for url, how in found.items()}  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(WRAPPERS), destinations), min_size=1, max_size=4),
    st.sampled_from(sorted(FORMATS)),
)
@example([("[a]({})", "https://us3r:]sEcret@host.example/")], "full")
@example(
    [("| Title | Link |\n|---|---|\n| {} | [a](/x) |", "http:/us3r:sEcret\\@host.example/x")],
    "json",
)
@example([("[a](<{}>)", "https://us3r:a sEcret@host.example/")], "full")
@example([("[a]({})", 'https://us3r:"a`sEcret@host.example/')], "html")
@example([("- [a]({}) - about {}", "https&#58;//us3r:sEcret@host.example/x")], "html")
@example([("- [a]({}) - about {}", "https&#58;//us3r:sEcret@host.example/x")], "concise")
@example([("- [a]({}) - about {}", "https:///us3r:sEcret@host.example/x")], "html")
@example([("- [a](/x) - about {}", "https:///us3r:sEcret@host.example/x")], "json")
@example([("[a]({})", "https：／／us3r:a?sEcret﹫host.example/x")], "concise")  # noqa: RUF001
def test_no_format_baseline_row_or_note_shows_it(links: list[tuple[str, str]], name: str) -> None:
    text = "# List\n\n" + "\n\n".join(
        wrap.replace("{0}", "{}").replace("{}", one) for wrap, one in links
    )
    source = Source("list.md", f"{text}\n")
    report = report_on(source, answers=answers(source.text))
    shown = render(name, report, RenderOptions(show_all=True))
    assert not leaks(shown), shown
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "baseline.json")
        baselines = Baselines(str(file), isolated=False, writing=True)
        baseline = baselines.for_list("list.md", Config())
        baseline.written(report.diagnostics, ["list.md"], lambda *_: True, TODAY).save()
        assert not leaks(file.read_text(encoding="utf-8"))
    for entry in entries(Task(source, Config(offline=True)), Quiet(), today=TODAY):
        row = json.dumps(hide_within(entry.as_json(), source.user_info), ensure_ascii=False)
        assert not leaks(row), row
    with contextlib.redirect_stderr(io.StringIO()) as errors:
        for _, destination in links:
            Console().note(f"{destination}: is not known")
    if not any(sign in one for _, one in links for sign in ']"` '):
        assert not leaks(errors.getvalue()), errors.getvalue()


def test_nor_do_the_cache_and_the_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Server(odd) as server:
        rest = server.url("/ok").partition("//")[2]
        spelled = itertools.product(("http://", "http&#58;//", "HTTP:\\/\\/"), PAIRS, AT_SIGNS)
        links = [f"[a]({begin}{pair}{at}{rest})\n\n" for begin, pair, at in spelled]
        write("list.md", "".join([*links, f"[a]({server.url('/ok')})\n"]))
        done = run(
            *("--isolated", "--cache-dir", "cache", "--state", "state.json", "--timeout", "3"),
            *("--retries", "0", "--allow-address", "127.0.0.1", "list.md"),
            AWESOME_LINT_NO_CACHE="",
        )
        assert server.requests
    assert not leaks(done.stdout + done.stderr)
    kept = [*Path("cache").iterdir(), Path("state.json")]
    assert len(kept) > 1
    for file in kept:
        assert not leaks(file.read_bytes().decode("latin-1")), file
