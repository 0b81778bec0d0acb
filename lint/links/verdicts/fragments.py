"""Which fragments of URLs are looked for, and where: on the page, or in the Markdown behind it.

GitHub's pages get their content by script. What a page of Markdown has to offer stands in the file,
which raw.githubusercontent.com serves; its anchors are those of any other list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lint import urls
from lint.files.linked_files import MARKDOWN, section
from lint.links.result import Reason, Verdict
from lint.patterns import lazy
from lint.sites import github

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from lint.links.result import LinkResult

    Check = Callable[[Mapping[str, Collection[str]]], Mapping[str, LinkResult]]

RAW = "https://raw.githubusercontent.com"
"""Where files of public repositories are served as they are."""
# The README of a repository is the one in .github, at its root or in docs, in this order
# (https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/
# customizing-your-repository/about-readmes), in any case. Nearly always it is the first here.
_READMES = ("README.md", ".github/README.md", "readme.md", "Readme.md", "docs/README.md")
_READMES_OF_A_FOLDER = ("README.md", "readme.md", "Readme.md")
# Sites whose pages show what scripts fetch, or read the fragment themselves.
_BUILT = lazy(
    r"(?:.+\.)?(?:github\.com|githubusercontent\.com|bitbucket\.org|gitee\.com|docs\.google\.com"
    r"|groups\.google\.com|colab\.research\.google\.com|star-history\.com)"
    r"|(?:(?!gitlab\.)[^.]*+\.)*+gitlab\..+"
)


class Wanted(NamedTuple):
    """The fragments to look for, decoded, by URL: on the page itself, and in its Markdown."""

    on_pages: dict[str, tuple[str, ...]]
    in_markdown: dict[str, tuple[str, ...]]


def wanted(links: Iterable[str], *, everywhere: bool) -> Wanted:
    """The fragments of `links`, URLs as they are written, that can be looked for.

    Those of pages of Markdown on GitHub, and, `everywhere`, those of any other page that does not
    take them for something else.
    """
    found = Wanted({}, {})
    for link in links:
        url = urls.http(link) if "#" in link else None
        name = url and fragment(url)
        if url is None or not name:
            continue
        kind = None
        if _markdown(url, RAW):
            kind = found.in_markdown if section(name) else None
        elif everywhere and not _BUILT.fullmatch(url.host) and not _is_file(url):
            kind = found.on_pages
        if kind is not None and name not in kind.get(url.request, ()):
            kind[url.request] = (*kind.get(url.request, ()), name)
    return found


def fragment(url: urls.URL) -> str | None:
    """The fragment of `url`, decoded, if it has one and that is text."""
    try:
        return unquote(url.fragment, errors="strict") or None
    except UnicodeDecodeError:
        return None


def look_in_markdown(
    results: Mapping[str, LinkResult],
    wanted: Mapping[str, Collection[str]],
    check: Check,
    raw: str = RAW,
) -> dict[str, LinkResult]:
    """Those of `results` that lack fragments of `wanted`, with these as `missing`.

    The keys of `wanted` are pages on GitHub. `check` gives the results for URLs of Markdown files,
    `missing` among them; it is called twice at most. Where a file cannot be had, nothing is said.
    """
    searches = []
    for url, names in wanted.items():
        result = results.get(url)
        if result is not None and result.verdict is Verdict.OK:
            page = urls.http(result.final_url or url) or urls.http(url)
            files = _markdown(page, raw) if page is not None else ()
            if files:
                searches.append(_Search(result, frozenset(names), files))
    for first, last in ((0, 1), (1, len(_READMES))):
        ask: dict[str, set[str]] = {}
        for search in searches:
            for file in search.files[first:last] if search.is_open else ():
                ask.setdefault(file, set()).update(search.lacking)
        answers = check({url: tuple(sorted(names)) for url, names in ask.items()}) if ask else {}
        for search in searches:
            for file in search.files[first:last] if search.is_open else ():
                search.take(answers.get(file))
    return {one.result.url: one.outcome() for one in searches if one.lacks_something}


class _Search:
    """The search for the fragments of one page in the files that it may be made of."""

    __slots__ = ("_failed", "_seen", "files", "lacking", "result")

    def __init__(self, result: LinkResult, names: frozenset[str], files: tuple[str, ...]) -> None:
        self.result = result
        self.files = files
        self.lacking = names
        self._seen = False
        self._failed = False

    @property
    def is_open(self) -> bool:
        """Whether another file may tell more."""
        return bool(self.lacking) and not self._failed

    @property
    def lacks_something(self) -> bool:
        return self.is_open and self._seen

    def take(self, answer: LinkResult | None) -> None:
        """Take what a check of one of the files came to."""
        if answer is not None and answer.verdict is Verdict.OK:
            self._seen = True
            self.lacking &= frozenset(answer.missing)
        elif answer is None or answer.reason not in {Reason.NOT_FOUND, Reason.GONE}:
            self._failed = True

    def outcome(self) -> LinkResult:
        return replace(self.result, missing=tuple(sorted(self.lacking)))


def _markdown(url: urls.URL, raw: str) -> tuple[str, ...]:
    """The URLs of the Markdown files, the likeliest first, of which GitHub may make the page `url`.

    Empty for any other page: an issue's or a wiki's is made of more than a file.
    """
    if github.repository(url) is None or not _shows_content(url.query):
        return ()
    owner, name, *rest = [part for part in url.path.split("/") if part]
    base = f"{raw}/{owner}/{name.removesuffix('.git')}"
    if not rest:
        return tuple(f"{base}/HEAD/{one}" for one in _READMES)
    kind, *place = rest
    where = "/".join(place)
    if kind == "tree" and place:
        names = _READMES if len(place) == 1 else _READMES_OF_A_FOLDER
        return tuple(f"{base}/{where}/{one}" for one in names)
    if kind == "blob" and len(place) > 1 and where.lower().endswith(MARKDOWN):
        return (f"{base}/{where}",)
    return ()


def _shows_content(query: str) -> bool:
    """Whether a page with this query is that of the file or the README, not of another tab."""
    return all(
        pair.partition("=")[0] != "plain"
        and (pair.partition("=")[0] != "tab" or pair.lower().startswith("tab=readme"))
        for pair in query.split("&")
    )


def _is_file(url: urls.URL) -> bool:
    """Whether `url` names a file that is no HTML page."""
    return url.path.lower().endswith((*MARKDOWN, ".pdf"))
