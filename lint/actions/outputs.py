"""What the action that checks tells the steps after it: see the outputs of action.yml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTED = ("errors", "warnings", "entries")
_VERDICTS = ("broken", "unverified")


def counts(report: Mapping[str, Any]) -> dict[str, int]:
    """The numbers in a report, as schema/report.schema.json has it, by the names of the outputs."""
    found = {name: int(report["summary"][name]) for name in _COUNTED}
    verdicts = [one["verdict"] for one in report["links"]]
    return found | {name: verdicts.count(name) for name in _VERDICTS}


def write(values: Mapping[str, object], environ: Mapping[str, str]) -> None:
    """Tell later steps the `values`, none of which has a line break."""
    if target := environ.get("GITHUB_OUTPUT"):
        with Path(target).open("a", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{name}={value}\n" for name, value in values.items())
