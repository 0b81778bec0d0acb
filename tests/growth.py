"""How the time of every expression and reader grows with a hostile text: `python -m tests.growth`.

Each is given a text and one eight times as long, and may take sixteen times as long for it, of the
processor; the quickest of twelve tries counts. What takes more, or does not end, is printed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from tests.expressions import collected, hostile

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    Reader = Callable[[str], object]
    Case = tuple[str, Callable[[], object], Callable[[], object]]

GROWTH = 16
# In seconds: less than this is taken for this, as it says nothing.
_LEAST = {"expressions": 0.001, "readers": 0.05}
_TRIES = 12
# How many times as long the longer text is.
_TIMES = 8
# In characters, where an expression is bounded by more than the usual thousand.
_SIZES = {"lint.credentials": 8000}
_HARD_STOP = 20.0


class _StoppedError(Exception):
    """A case that does not end."""


def _stop(*_: object) -> None:
    raise _StoppedError


def _seconds(work: Callable[[], object], at_most: float = _HARD_STOP) -> float:
    signal.setitimer(signal.ITIMER_VIRTUAL, at_most)
    start = time.process_time()
    try:
        work()
    except _StoppedError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def grows(short: Callable[[], object], long: Callable[[], object], least: float) -> float:
    """How many times as long as `short` `long` takes, each at its quickest.

    Less than `least` seconds is taken for it, so where `long` is fine beside that, all that `short`
    has to do is to end. A busy machine makes both slower, never quicker.
    """
    quick = slow = ratio = float("inf")
    if _seconds(short, _HARD_STOP / _TIMES) == float("inf"):
        return float("inf")
    for _ in range(_TRIES):
        slow = min(slow, _seconds(long))
        if slow == float("inf"):
            return float("inf")
        ratio = slow / least
        if ratio > GROWTH:
            # As long as the other, if all is well, so that a busy machine disturbs both alike.
            quick = min(quick, _seconds(partial(_often, short)) / _TIMES)
            if quick == float("inf"):
                return float("inf")
            ratio = slow / max(quick, least)
        if ratio <= GROWTH:
            break
    return ratio


def _often(work: Callable[[], object]) -> None:
    for _ in range(_TIMES):
        work()


# Expressions ---------------------------------------------------------------------------------


def _use(pattern: re.Pattern[Any], method: str, text: str) -> None:
    subject = text if isinstance(pattern.pattern, str) else text.encode()
    if method in {"sub", "subn", "split", "findall", "finditer"}:
        for _ in pattern.finditer(subject):
            pass
    else:
        getattr(pattern, method)(subject)


def expressions() -> Iterator[Case]:
    """Every expression, as it is used; what is the same in two places is tried once."""
    tried: set[tuple[re.Pattern[Any], str, int]] = set()
    for one in collected()[0]:
        anywhere = {"sub", "subn", "split", "findall", "finditer"} & one.methods
        size = _SIZES.get(one.place.partition(":")[0], 1000)
        uses = {(one.pattern, name, size) for name in ["finditer"] if anywhere} or {
            (one.pattern, name, size) for name in one.methods
        }
        methods = sorted(name for _, name, _ in uses - tried)
        tried |= uses
        if not methods:
            continue
        texts = zip(hostile(one.pattern, size), hostile(one.pattern, 8 * size), strict=True)
        for short, long in texts:
            for method in methods:
                yield (
                    f"{one.place} {method} {short[:30]!r}",
                    partial(_use, one.pattern, method, short),
                    partial(_use, one.pattern, method, long),
                )


# Readers -------------------------------------------------------------------------------------


def _numbered(text: str) -> Callable[[int], str]:
    return lambda count: "".join(text.replace("%", str(index)) for index in range(count))


# What is written over and over, a bar that is broken between, with what is before and after it.
_REPEATED: tuple[tuple[str, str, str], ...] = (
    ("", "[¦![¦*¦_¦`¦~¦<¦&¦\\¦:¦(¦\"¦$¦'¦\0¦é¦Ã¦1¦a¦1.¦1-¦a@¦&a¦*a ¦*a_ ¦~~a ¦`a``¦$a `", ""),
    ("", '[a](¦[a](<¦[a](b "¦[a\n¦[^a]¦[a]:\n¦[a]: b "\n¦[a]: b\n"c\n\n¦![a](b)¦[a](b)', ""),
    ("", '<a ¦<a href="x">¦<h1>¦<div>\n¦<div>\n\n¦</div>¦a <!-- ¦<!-- ¦<br>¦<td>¦&amp;', ""),
    ("", "<table><tr><td>¦<!-- awesome-lint: off x -->\n¦<!-- awesome-lint: ignore x -->\n", ""),
    ("", "# h\n¦# \n¦a\n=\n¦- [ ] a\n¦- a\n\n¦1. a\n¦```\n¦~~~\na\n¦---\n¦> a\n¦- - a\n", ""),
    ("", "a@b.cd ¦a\\_b@c.de ¦a&#64;b.cd ¦www.¦http://¦http://a.b ¦ftp://a.b/(¦(a)[http://b]", ""),
    ("", "- [a](http://a.b/c) - x.\n¦[a](#aaaaaaaa)\n¦2024-01-¦Jan ¦[a(http://b ¦, ¦. ¦…", ""),
    ("# a\n# b\n", "[a](#xaaaaaaaaa)\n", ""),
    ("|date|b|\n|-|-|\n", "|x|y|\n¦|2024-01-02|y|\n¦|a|b|\n|-|-|\n", ""),
    ("|date|b|\n|-|-|\n|", "2024-01-¦Jan ¦a-¦年¦1.¦Q1 ", "|x|\n"),
    ("[a]: /x\n\n", "[a] ¦[a][] ¦[b][a]", ""),
    ("", "[", "]"),
    ("a", " ¦\t¦\n¦\r¦\r\n", "b"),
    ("a", "\n¦\r\n¦\r", ""),
    ("<!-- awesome-lint: ignore ", "-¦a -- ¦a,¦ ", "-->"),
    ("- [a](http://a.b", ")¦;¦&a;¦/a¦?utm_source=a&¦.a¦a@¦http:/¦a-¦%20", ")"),
    ("![a](https://img.shields.io/badge/", "a-¦--¦__", ")"),
    ("<a b=", "\xa0c¦x\xa0c", "`>"),
    ("> " * 90 + "\n", "a\n", ""),
    ("---\na: b\n", "x\n¦#\n", ""),
    ("|", "a|", "|\n"),
    ("## ", "[[a]](b) ¦[[a]](c) b ", "\n\n- [a](http://a.b)\n"),
)
_COUNTED = (
    "[a%]: /x\n",
    "[^a%]: x\n",
    "[a](#a%)\n",
    "# a\n# a-%\n",
    "- [a%](http://a.b/c%) - x.\n",
    "a%&#64;b.cd ",
)


def _texts(size: int) -> Iterator[tuple[str, str]]:
    for before, units, after in _REPEATED:
        for unit in units.split("¦"):
            yield f"{before[:20]}{unit}", before + unit * (size // len(unit)) + after
    for unit in _COUNTED:
        yield unit, _numbered(unit)(size // (len(unit) + 2))
    yield "nested", "[" * (size // 2) + "]" * (size // 2)
    yield "deeper", "".join("  " * index + "- a\n" for index in range(int(size**0.5)))
    yield "ticks", "".join("a" + "`" * index for index in range(int((2 * size) ** 0.5)))


def _check(text: str) -> None:
    """Every rule, suppressions and all."""
    from lint.config.config import Config
    from lint.engine.listener import NullListener
    from lint.engine.pipeline import Task, run
    from lint.rules import all_rules
    from lint.source import Source

    rules = all_rules()
    config = Config(offline=True, select=tuple(rules))
    task = Task(Source("readme.md", f"# Awesome\n\n{text}"), config)
    run((task,), rules.values(), today=dt.date(2024, 5, 6), listener=NullListener())


def _mend(text: str) -> None:
    """A fix of what stands before `text`, which is left alone."""
    from lint.diagnostics import Diagnostic, Edit, Finding, Fix, Severity
    from lint.engine.fixer import mend
    from lint.source import Source, Span

    def judge(source: Source) -> list[Diagnostic]:
        if not source.text.startswith("a"):
            return []
        fix = Fix("x", (Edit(Span(0, 1), "b"),), safe=False)
        finding = Finding(Span(0, 1), "m", fix)
        return [Diagnostic("missing-anchor", source, Severity.ERROR, finding, "0")]

    assert mend(Source("readme.md", f"a{text}"), judge, unsafe=True).fixed == 1


def _page(text: str) -> None:
    from lint.links.verdicts.page import _not_in_markdown, _not_in_page

    _not_in_markdown(text, ["x", "yy"])
    _not_in_page(text, ["x", "yy"])


def _ignores(text: str) -> None:
    from lint.files.gitignore import decision, patterns

    found = patterns(text)
    for path in ("a" * 400, "a/" * 400, "a/" * 200 + "b", text[:4000]):
        decision(found, path)


def _glob(text: str) -> None:
    from lint.config.config import _match

    _match(("a" * 200, *("a",) * 200), text.split("/"))


class _Drip:
    """What is read of a server that sends byte by byte."""

    def __init__(self, data: bytes) -> None:
        self._data = iter(data)

    async def read(self, most: int) -> bytes:
        assert most
        return bytes(islice(self._data, 1))


def _head(text: str) -> None:
    import asyncio

    from lint.links.network.lenient import NotHttpError, _read_head

    drip = _Drip(f"HTTP/1.1 200 X\r\n{text}".encode())
    with suppress(NotHttpError):
        asyncio.run(_read_head(drip))  # type: ignore[arg-type]  # all that is asked of it


def _title(text: str) -> None:
    from lint.links.verdicts.page import _TitleRead

    read, data = _TitleRead("text/html"), bytearray()
    for byte in text.encode():
        data.append(byte)
        read.is_there(data)


_GLOBS = "*a¦**/¦**/a*/¦?¦[a¦[a-b]¦\\¦a¦ ¦!¦[[:alpha:]]¦a/¦**/*a/¦*\n"


# The same as in _REPEATED, for data files.
_DATA: tuple[tuple[str, str, str], ...] = (
    (
        "",
        "- a: b\n¦- {a: b}\n¦a¦\"¦'¦: ¦? ¦&a ¦*a ¦!a ¦# ¦|\n¦- ¦\n¦a: b\n¦# awesome-lint: off x\n",
        "",
    ),
    ("[", "{a: b}, ¦a, ¦[a], ¦{a: b, c: [d]}, ¦# awesome-lint: off x\n ", "]"),
    ("- &a x\n", "- {b: *a}\n¦- *a\n", ""),
    ("- |\n", "  a\n¦ \n¦  # awesome-lint: off x\n", ""),
)
_ROWS = (("a,b\n", '1,2\n¦"¦""¦,¦a¦\r\n¦"a",', ""), ('a\n"', '""¦\n¦a', '"\n'))


def _yaml(text: str) -> None:
    _data(text, "a.yaml")


def _csv(text: str) -> None:
    _data(text, "a.csv")


def _data(text: str, name: str) -> None:
    """A data file, with the comments in it."""
    from lint.document.data import DataError, parse_data
    from lint.document.suppressions import Suppressions
    from lint.source import Source

    with contextlib.suppress(DataError):
        Suppressions(parse_data(Source(name, text, name), None))


def data_readers() -> Iterator[Case]:
    """The readers of data files."""
    for reader, cases in ((_yaml, _DATA), (_csv, _ROWS)):
        for before, units, after in cases:
            for unit in units.split("¦"):
                short, long = (
                    before + unit * (size // len(unit)) + after for size in (2000, 16_000)
                )
                yield f"{reader.__name__} {unit!r}", partial(reader, short), partial(reader, long)


def readers() -> Iterator[Case]:
    """Every reader of what a stranger writes."""
    yield from data_readers()
    for reader in (_check, _mend, _page):
        for (name, short), (_, long) in zip(_texts(4000), _texts(32_000), strict=True):
            yield f"{reader.__name__} {name!r}", partial(reader, short), partial(reader, long)
    for reader in (_ignores, _glob):
        for unit in _GLOBS.split("¦"):
            short, long = (unit * (size // len(unit)) + "b" for size in (500, 4000))
            yield f"{reader.__name__} {unit!r}", partial(reader, short), partial(reader, long)
    for reader in (_head, _title):
        for unit in ("a", "\r", "\n", "a: b\r\n", "<", "<body", "<title", "</head>"):
            short, long = (unit * (size // len(unit)) for size in (8_000, 64_000))
            yield f"{reader.__name__} {unit!r}", partial(reader, short), partial(reader, long)


def main(kind: str) -> int:
    """Print what grows too fast; how many are fine goes to standard error."""
    signal.signal(signal.SIGVTALRM, _stop)
    gc.disable()
    cases: Iterable[Case] = {"expressions": expressions, "readers": readers}[kind]()
    count = 0
    slow: set[str] = set()
    for name, short, long in cases:
        count += 1
        if name.split(" ")[0] in slow and kind == "expressions":
            continue
        growth = grows(short, long, _LEAST[kind])
        if growth > GROWTH:
            slow.add(name.split(" ")[0])
            sys.stdout.write(f"{name}: {growth:.0f} times as long\n")
            sys.stdout.flush()
    sys.stderr.write(f"{count}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
