"""How many requests the links of lists to GitHub take, with its GraphQL interface and without.

    python benchmarks/sites.py LIST...

A GitHub of its own, on loopback, has everything that the lists link to there; it carries out the
queries for real (tests/links/providers/github_api.py) and counts them, and the pages that are asked
for. Needs a checkout with the development dependencies.
"""

from __future__ import annotations

import argparse
import ipaddress
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lint import urls
from lint.document.parser import parse
from lint.links import checker
from lint.links.providers._github_pages import page
from lint.links.providers.github import open_site
from lint.links.providers.options import SitesOptions
from lint.links.result import LinkOptions, Verdict
from lint.source import Source
from tests.links.providers.github_api import TOKEN, GitHub, Repository
from tests.links.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lint.urls import URL

HOST = "github.localhost"
OPTIONS = LinkOptions(
    allow_addresses=(ipaddress.ip_network("127.0.0.0/8"),), per_host=16, retries=0
)


class Count(NamedTuple):
    """What one list took: queries and pages with the interface, and pages without."""

    links: int
    queries: int
    pages: int
    alone: int

    def __str__(self) -> str:
        return f"{self.links:6} {self.queries:8} {self.pages:6} {self.alone:8}"


def links(file: Path) -> Iterator[URL]:
    """The different URLs on github.com in a list."""
    document = parse(Source.decode(str(file), file.read_bytes()))
    seen = set()
    for link in document.links:
        url = urls.http(link.url)
        if url is None or url.request in seen:
            continue
        seen.add(url.request)
        if url.host.removeprefix("www.") == "github.com":
            yield url


def world(pages: Iterable[URL]) -> GitHub:
    """A GitHub that has `pages`."""
    found: dict[str, Repository] = {}
    owners = {}
    for url in pages:
        one = page(url, "github.com")
        if one is None:
            continue
        if not one.repository:
            owners[one.owner] = "User"
            continue
        name = f"{one.owner}/{one.repository}"
        repository = found.setdefault(
            name.lower(), Repository(name, objects={}, numbers={}, releases={})
        )
        if one.part is not None:
            argument = one.part.argument
            if isinstance(argument, int):
                repository.numbers = {**repository.numbers, argument: one.part.types[0]}
            elif one.part.field == "release":
                repository.releases = {**repository.releases, argument: False}
            else:
                repository.objects = {**repository.objects, argument: one.part.types[0]}
    return GitHub(list(found.values()), owners=owners)


def measure(file: Path) -> Count:
    """The requests for the links of one list."""
    wanted = list(links(file))
    github = world(wanted)
    with Server(github.route) as server:
        base = server.url("", host=HOST)
        keys = [
            base + url.request.removeprefix(url.origin) for url in wanted if url.path.strip("/")
        ]
        environ = {
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_GRAPHQL_URL": server.url("/graphql"),
            "GITHUB_SERVER_URL": base,
        }
        site = open_site(SitesOptions(), environ)
        if site is None:
            raise SystemExit("there is no site")
        results = checker.check(keys, OPTIONS, sites=(site,))
        pages = github.pages
        alone = checker.check(keys, OPTIONS)
        worse = [
            key
            for key, result in results.items()
            if result.verdict is not Verdict.OK and alone[key].verdict is Verdict.OK
        ]
        if worse:
            raise SystemExit(f"{file}: {worse[0]} has a worse verdict with the interface")
        return Count(len(results), len(github.queries), pages, github.pages - pages)


def main() -> None:
    """Print a line for each list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lists", nargs="+", type=Path, metavar="LIST")
    counts = {}
    print(" links  queries  pages  without  list")
    for file in parser.parse_args().lists:
        counts[file] = measure(file)
        print(f"{counts[file]}  {file.name}")
    print(f"{Count(*map(sum, zip(*counts.values(), strict=True)))}  together")


if __name__ == "__main__":
    main()
