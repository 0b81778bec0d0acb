"""What servers on loopback are asked is not waited for."""

from __future__ import annotations

import pytest

from lint.links.providers import _client


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_client, "WAITS", (0.0,) * len(_client.WAITS))
