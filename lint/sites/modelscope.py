"""ModelScope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.sites.site import Site, decoded

if TYPE_CHECKING:
    from lint.urls import URL

_KINDS = frozenset({"datasets", "models", "studios"})


def _identity(url: URL) -> str | None:
    """A model, dataset or studio; its address may name one of its tabs."""
    parts = decoded(url)
    if len(parts) == 4 and parts[3] == "summary":
        parts = parts[:3]
    if len(parts) != 3 or parts[0] not in _KINDS:
        return None
    return f"modelscope:{'/'.join(parts)}"


SITE = Site(
    frozenset({"modelscope.cn", "modelscope.ai"}),
    frozenset({"modelscope"}),
    lambda _: "modelscope",
    _identity,
)
