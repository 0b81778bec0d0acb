"""What links and badges of an entry are called, and whether that may be said of another work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint import urls
from lint.adding import forms
from lint.adding.house import is_figure, words_of
from lint.adding.parts import is_picture
from lint.adding.work import Role, misnames, names_of, role
from lint.document.model import LinkKind
from lint.entries.labels import entry_link
from lint.sites import identity, site_name
from lint.sites.site import segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lint.adding.house import House
    from lint.adding.work import Work
    from lint.document.model import Link
    from lint.urls import URL

# Labels that name the site that they lead to.
_OF_SITES = {
    "arxiv": "arxiv",
    "doi": "doi",
    "github": "github",
    "gitlab": "gitlab",
    "hugging face": "huggingface",
    "huggingface": "huggingface",
    "openreview": "openreview",
    "youtube": "youtube",
}
# What such a label is where it leads to another site; for any other one, what a paper is called.
_NAMES = {
    "bitbucket": "Bitbucket",
    "codeberg": "Codeberg",
    "doi": "DOI",
    "github": "GitHub",
    "gitlab": "GitLab",
    "huggingface": "HuggingFace",
    "openreview": "OpenReview",
    "arxiv": "arXiv",
    "youtube": "YouTube",
}
_PAPER = "Paper"
# Simple Icons, whose names `logo` takes (https://shields.io/docs/logos), has none for these.
_WITHOUT_LOGO = frozenset({_PAPER, "OpenReview"})
# In characters: a name that is shorter is a part of too many words.
_SHORT = 3


class LinkNames:
    """The names of the links of `house` where they are to lead to `work`."""

    def __init__(self, house: House, work: Work) -> None:
        self._house = house
        self._work = work

    def is_foreign(self, link: Link, new: str) -> bool:
        """Whether a link is called what only the old entry is, or after a site that is another."""
        url = urls.http(new)
        if url is None:
            return True
        said = words_of(link)
        labelled = entry_link(link, labelled=True)
        if misnames(labelled, url):
            return True
        if self._site_names(link, new) == {}:
            return True
        images = self.images(link)
        if any(is_picture(one) or self._shows_old(one, link, new) for one in images):
            return True
        names = {old for old, _ in self._names(link, new)}
        badges = [words_of(one) for one in images if one.badge]
        if badges:
            return not any(
                self._house.labels(text) or any(old in text.casefold() for old in names)
                for text in badges
            )
        # A name is all of a label (`maps`), or unlike any word (`arXiv:2403.01234`, `doe/maps`).
        text = said.casefold().strip(" []()")
        if any(
            old == text or (old in text and ("/" in old or not any(map(str.isalpha, old))))
            for old in names
        ):
            return False
        # `base` of `doe/maps-base` is a part of its name, even where other works have such a part.
        part = bool(text) and any(text in old for old in names) and not self._house.always(said)
        return part or not self._house.labels(said)

    def _site_names(self, link: Link, new: str) -> Mapping[str, str] | None:
        """The name of the site that a link is called after, with that of the one it leads to.

        None for a link that is called after none, or after the right one; nothing where no one
        knows how the other site is called.
        """
        url = urls.http(new)
        said = words_of(link).casefold().strip(" []()")
        shown = entry_link(link, labelled=True).says or said
        named = _OF_SITES.get(shown)
        if named is None or url is None or site_name(url).startswith(named):
            return None
        own = _NAMES.get(site_name(url).partition("/")[0])
        if own is None and role(url) is Role.PAPER:
            own = _PAPER
        if own is None:
            return {}
        names = {shown: own}
        if own in _WITHOUT_LOGO:
            logo = f"logo={shown}"
            names |= {f"?{logo}{mark}": "?" for mark in ("&", "&amp;")}
            names |= {f"{mark}{logo}": "" for mark in ("?", "&", "&amp;")}
        return names

    def _shows_old(self, image: Link, link: Link, new: str) -> bool:
        """Whether a badge would go on to count what the old work has, as no name of it is known."""
        return self._house.is_single(image.url) and image.url == self.renamed(image.url, link, new)

    def is_own(self, link: Link, new: str) -> bool:
        """Whether a link of words leads to what was given: it may be called as that is."""
        plain = not self.images(link) and link.kind is not LinkKind.AUTOLINK
        plain = plain and not is_figure(words_of(link))
        return plain and bool(names_of(new) & names_of(self._work.url))

    def images(self, link: Link) -> Sequence[Link]:
        """The images that a link shows; of an image, itself."""
        if link.kind is LinkKind.IMAGE:
            return (link,)
        inside = self._house.document.links_in(link.span)
        return [one for one in inside if one.kind is LinkKind.IMAGE]

    def _names(self, link: Link, new: str) -> Iterable[tuple[str, str]]:
        """What the old work is called in badges and labels, with what the new one is."""
        url, old = urls.http(new), urls.http(link.url)
        if url is None:
            return
        site, name = _named(url)
        counted = link.badge.repository if link.badge is not None and site == "github" else ""
        other = _named(old)[1] if old is not None else ""
        name = forms.spelt(name, new)
        for one in dict.fromkeys((counted.lower(), other.lower())):
            if one and name:
                yield one, name
                # shields.io writes a hyphen twice.
                yield one.replace("-", "--"), name.replace("-", "--")
                last = one.rpartition("/")[2]
                if len(last) > _SHORT and last != one:
                    yield last, name.rpartition("/")[2]

    def renamed(self, text: str, link: Link, new: str) -> str:
        """`text`, a part of `link`, with the names of the new work for those of the old one."""
        names = dict(self._site_names(link, new) or {})
        for one in (link, *self.images(link)):
            for old, name in self._names(one, new):
                names.setdefault(old, name)
        return forms.renamed(text, names)


def _named(url: URL) -> tuple[str, str]:
    """The site of a work and its name there; for a folder of a repository, those of that."""
    kind, _, name = (identity(url) or "").partition(":")
    if not name and site_name(url) == "github/tree":
        return "github", "/".join(segments(url)[:2]).lower()
    return kind, name
