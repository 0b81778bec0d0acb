"""What the tests of the actions share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Mapping[str, str]:
    """What the step that installs leaves, run in a checkout full of traps.

    It takes a while, so that all workers share it:
    https://pytest-xdist.readthedocs.io/en/stable/how-to.html#making-session-scoped-fixtures-execute-only-once
    """
    from tests.actions.traps import install

    if worker_id == "master":
        return install(tmp_path_factory.mktemp("hostile"))
    shared = tmp_path_factory.getbasetemp().parent
    left = shared / "installed.json"
    with FileLock(f"{left}.lock"):
        if not left.exists():
            left.write_text(json.dumps(install(shared / "hostile")), encoding="utf-8")
    outputs: dict[str, str] = json.loads(left.read_text(encoding="utf-8"))
    return outputs
