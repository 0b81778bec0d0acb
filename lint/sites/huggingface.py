"""Hugging Face, its short and its Chinese address, and the hosts that Spaces run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites import arxiv
from lint.sites.site import Site, decoded, segments

if TYPE_CHECKING:
    from lint.urls import URL

_HUBS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co", "hf-mirror.com"})
_KINDS = frozenset({"collections", "datasets", "spaces"})
# First parts of a path that are no owners of models.
_RESERVED = frozenset(
    {
        "api",
        "blog",
        "chat",
        "collections",
        "datasets",
        "docs",
        "enterprise",
        "join",
        "learn",
        "login",
        "models",
        "organizations",
        "papers",
        "posts",
        "pricing",
        "search",
        "settings",
        "spaces",
        "tasks",
    }
)


def _name(url: URL) -> str:
    parts = segments(url)
    # https://huggingface.co/docs/hub/paper-pages: a paper is known by its arXiv identifier.
    return "huggingface/paper" if parts[:1] == ["papers"] and len(parts) > 1 else "huggingface"


def _identity(url: URL) -> str | None:
    """A paper, or what is at the root of a repository: `a/b` is a model, `datasets/a/b` is not.

    A lone name may be an old model (`gpt2`) or an organisation, so it is nothing for certain.
    """
    parts = decoded(url)
    if url.host not in _HUBS:
        return None
    if parts[:1] == ["papers"]:
        return arxiv.identity(parts[1]) if len(parts) == 2 else None
    if parts[-2:] == ["tree", "main"]:
        parts = parts[:-2]
    kind = parts[:1] if parts and parts[0] in _KINDS else []
    owned = len(parts) - len(kind) == 2 and (kind or parts[0] not in _RESERVED)
    return f"huggingface:{'/'.join(parts)}" if owned else None


SITE = Site(
    frozenset({"huggingface.co", "hf.co", "hf-mirror.com", "hf.space", "hf.link"}),
    frozenset({"huggingface", "huggingface/paper"}),
    _name,
    _identity,
)
