"""Hugging Face, its short and its Chinese address, and the hosts that Spaces run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites._site import Site, segments

if TYPE_CHECKING:
    from lint.urls import URL


def _name(url: URL) -> str:
    parts = segments(url)
    # https://huggingface.co/docs/hub/paper-pages: a paper is known by its arXiv identifier.
    return "huggingface/paper" if parts[:1] == ["papers"] and len(parts) > 1 else "huggingface"


SITE = Site(
    frozenset({"huggingface.co", "hf.co", "hf-mirror.com", "hf.space", "hf.link"}),
    frozenset({"huggingface", "huggingface/paper"}),
    _name,
)
