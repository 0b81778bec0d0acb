"""What awesome-lint and its peers say of the same list and of the same web, side by side.

    python benchmarks/peers.py [LIST]

Every program is run with its own defaults. The planted defects are those that examples/README.md
names; the web is the server of the tests, a fresh one for each program, so nothing leaves this
machine. With LIST, it is timed how long an offline run over it takes. Peers that are not found
beside Python or on the path are left out; docs/comparison.md says how to get them. Needs Linux, for
the addresses in 127/8, and a checkout.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.links.routes import odd, to
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from tests.links.server import Request

ROOT = Path(__file__).parent.parent
_PATIENCE = 600  # seconds
_ROUNDS = 3


class Linter(NamedTuple):
    """A program that reads a list; what fits `style` is about layout, not about what is said."""

    name: str
    command: tuple[str, ...]
    style: str = "(?!)"


class Checker(NamedTuple):
    """A program that checks links; `read` takes its output to what it calls each bad URL."""

    name: str
    command: tuple[str, ...]
    read: Callable[[str], dict[str, str]]


def ours(output: str) -> dict[str, str]:
    """The verdicts of awesome-lint, those that are fine left out."""
    links = json.loads(output)["links"]
    return {one["url"]: one["verdict"] for one in links if one["verdict"] != "ok"}


def lychee(output: str) -> dict[str, str]:
    """What lychee counts as an error."""
    report = json.loads(output)
    found = (one for key in ("error_map", "timeout_map") for one in report[key].values())
    return {one["url"]: "error" for errors in found for one in errors}


def markdown_link_check(output: str) -> dict[str, str]:
    """What markdown-link-check marks with a cross in its list of all links."""
    return dict.fromkeys(re.findall(r"\[✖\] (\S+)", output), "error")


def linkinator(output: str) -> dict[str, str]:
    """What linkinator calls broken or skipped."""
    words = {"BROKEN": "error", "SKIPPED": "skipped"}
    links = json.loads(output)["links"]
    return {one["url"]: words[one["state"]] for one in links if one["state"] in words}


OURS = ("awesome-lint-ours", "--isolated", "--no-cache")
LINTERS = (
    Linter("awesome-lint", (*OURS, "--offline", "--format", "concise")),
    Linter("awesome-lint (npm)", ("awesome-lint",), "table-pipe-alignment"),
    Linter("markdownlint-cli2", ("markdownlint-cli2",), "MD013|MD033|MD060"),
    Linter("lychee", ("lychee", "--offline", "--no-progress")),
)
CHECKERS = (
    Checker("awesome-lint", (*OURS, "--allow-address=127.0.0.0/8", "--format=json"), ours),
    Checker("lychee", ("lychee", "--no-progress", "--format", "json"), lychee),
    Checker("markdown-link-check", ("markdown-link-check",), markdown_link_check),
    Checker("linkinator", ("linkinator", "--markdown", "--format", "json"), linkinator),
)
# What the server does, what that means for a reader, and the path.
PAGES = (
    ("404", "dead", "/status/404"),
    ("410", "dead", "/status/410"),
    ("302 to a 404", "dead", to(302, "/status/404")),
    ("302 to itself", "dead", to(302, "?")),
    ("404, in a table cell between `$5` and `6$`", "dead", "/status/404?cell"),
    ("404 to HEAD, 200 to GET", "fine", "/on-head/404"),
    ("503 to two requests, then 200", "fine", "/flaky-503"),
    ("connection reset on HEAD, 200 to GET", "fine", "/reset-on-head"),
    ("429 to two requests with `Retry-After: 1`, then 200", "fine", "/limited/2/1"),
    ("401", "unknown", "/status/401"),
    ("403", "unknown", "/status/403"),
    ("403 of Cloudflare's bot wall", "unknown", "/cloudflare"),
    ("404 of Cloudflare's bot wall", "unknown", "/cloudflare-404"),
    ("500", "unknown", "/status/500"),
    ("999 (LinkedIn)", "unknown", "/status/999"),
    ("302 from an article to the front page", "unknown", to(302, "/")),
    ("404, in an HTML comment", "no link", "/status/404?comment"),
)
# What the last lines count, by what a reader finds, and the words that count.
COUNTED = (("dead", "called dead"), ("fine", "called dead"), ("unknown", "called dead"))
BAD = {"broken", "error"}


def program(command: Sequence[str]) -> list[str] | None:
    """`command` with the path of its program, or None where it is not installed."""
    name, *rest = command
    if name == OURS[0]:
        return [sys.executable, "-Im", "lint", *rest]
    beside = sysconfig.get_path("scripts")
    # Two programs are called awesome-lint; beside Python is this one.
    own = shutil.which(name, path=beside)
    found = shutil.which(name) if name == "awesome-lint" else own or shutil.which(name)
    return [found, *rest] if found and (found != own or name != "awesome-lint") else None


async def sober(request: Request) -> AsyncIterator[bytes]:
    """The route of the tests' server without the escape sequence in its status line.

    Some programs refuse that, and it is not what is compared here.
    """
    async for chunk in odd(request):
        yield chunk.replace(b"\x1b[31m", b"")


def output(command: Sequence[str], folder: Path, *, errors: bool) -> str:
    """What `command` prints in `folder`, on standard error too if `errors`."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if errors else subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        timeout=_PATIENCE,
        check=False,  # they say by it that they found something
    )
    return done.stdout.decode()


def row(*cells: object) -> None:
    """Print a row of a table."""
    print("| " + " | ".join(map(str, cells)) + " |")


def head(*cells: str) -> None:
    """Print the head of a table."""
    print()
    row(*cells)
    row(*("---" for _ in cells))


def defects(folder: Path) -> None:
    """Which of the planted defects each linter names, and what else it says."""
    example = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    planted = re.findall(r"^\| (\d+) \| \[`([\w-]+)`\]", example, re.MULTILINE)
    shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    found = {}
    for linter in LINTERS:
        if command := program(linter.command):
            lines = output([*command, "attention.md"], folder, errors=True).splitlines()
            said = [
                line[1]
                for text in lines
                if (line := re.search(r"(?:^|[\s:])(\d+):\d+\W.*\w", text))
                and not re.search(linter.style, text)
            ]
            styled = sum(bool(re.search(linter.style, text)) for text in lines)
            found[linter.name] = (said, styled)
    head("Line", "Planted defect", *found)
    for number, rule in planted:
        row(number, rule, *("found" if number in said else "-" for said, _ in found.values()))
    numbers = {number for number, _ in planted}
    row("", "elsewhere", *(sum(one not in numbers for one in said) for said, _ in found.values()))
    row("", "about layout", *(styled for _, styled in found.values()))


def verdicts(folder: Path) -> None:
    """What each checker says of each page of the tests' server."""
    said = {}
    for checker in CHECKERS:
        if command := program(checker.command):
            # On all addresses: each page has a host of its own, so none suffers for another.
            with Server(sober, host="0.0.0.0") as server:
                urls = [
                    server.url(path, f"127.0.1.{number}")
                    for number, (_, _, path) in enumerate(PAGES, 1)
                ]
                (folder / "list.md").write_text(listed(urls), encoding="utf-8")
                started = time.perf_counter()
                text = output([*command, "list.md"], folder, errors=False)
                seconds = time.perf_counter() - started
                found = checker.read(text)
                said[checker.name] = (
                    [found.get(url, "-") for url in urls],
                    seconds,
                    len(server.requests),
                )
    head("The server answers", "A reader finds it", *said)
    for number, (answer, truth, _) in enumerate(PAGES):
        row(answer, truth, *(words[number] for words, _, _ in said.values()))
    for truth, what in COUNTED:
        places = [number for number, page in enumerate(PAGES) if page[1] == truth]
        bad = (sum(words[place] in BAD for place in places) for words, _, _ in said.values())
        row(f"{what}, of {len(places)}", truth, *bad)
    row("requests", "", *(requests for _, _, requests in said.values()))
    row("seconds", "", *(f"{seconds:.1f}" for _, seconds, _ in said.values()))


def listed(urls: Sequence[str]) -> str:
    """A list with a link for each of PAGES."""
    rows = ["# List", ""]
    for url in urls:
        if url.endswith("cell"):
            cell = f"| Price | Link | Was |\n| - | - | - |\n| cost $5 | [x]({url}) | 6$ |"
            rows += ["", cell, ""]
        else:
            rows.append(f"<!-- [x]({url}) -->" if url.endswith("comment") else f"- [x]({url})")
    return "\n".join(rows) + "\n"


def times(source: Path, folder: Path) -> None:
    """How long an offline run over `source` takes: the best of some rounds, in turns."""
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    (folder / "readme.md").write_bytes(source.read_bytes())
    commands = {one.name: command for one in LINTERS if (command := program(one.command))}
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            started = time.perf_counter()
            output([*command, "readme.md"], folder, errors=False)
            best[name] = min(best[name], time.perf_counter() - started)
    head("Offline, seconds", *best)
    row(
        f"{source.name}, {source.stat().st_size // 1000} kB",
        *(f"{one:.1f}" for one in best.values()),
    )


def main() -> None:
    """Print the tables."""
    steps: list[Callable[[Path], None]] = [
        defects,
        verdicts,
        *(partial(times, Path(name)) for name in sys.argv[1:]),
    ]
    for step in steps:
        with tempfile.TemporaryDirectory() as folder:
            step(Path(folder))


if __name__ == "__main__":
    main()
