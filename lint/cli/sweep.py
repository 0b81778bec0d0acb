"""`awesome-lint sweep`: from options to a plan for many lists on a Dask cluster."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from lint.api.lists import utc_today
from lint.cli import settings
from lint.config.overrides import FailOn
from lint.console.output import Console
from lint.errors import LintError
from lint.provenance import install_command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.cli.arguments import SweepOptions

_NEEDED = ("distributed", "cryptography", "publicsuffixlist")


def sweep_lists(options: SweepOptions) -> int:
    """Sweep the lists that `options` name. The exit status.

    Raises LintError for what cannot be used, and without the extra that a sweep needs.
    """
    options.validate()
    if any(find_spec(name) is None for name in _NEEDED):
        raise LintError(f"sweep requires more packages: {install_command('sweep')}")
    from lint.sweep.plain import Terms
    from lint.sweep.run import Plan, sweep
    from lint.sweep.snapshot import settings_of

    configurations = settings.of_sweep(options)
    isolated = options.config.isolated
    # What holds for requests is the user's to say: by options, and by --config.
    chosen = settings.of_sweep(options, isolated=options.config.file is None).for_path("")
    values, schemas = settings_of(chosen)
    level = options.fail_on
    terms = Terms(
        today=utc_today(),
        links=chosen.links,
        sites=chosen.sites,
        offline=options.requests.offline,
        fail_on=FailOn(chosen.fail_on) if level else None,
        isolated=isolated,
        settings=None if values is None else {"values": values, "schemas": schemas},
    )
    plan = Plan(
        sources=options.sources,
        cluster=options.cluster,
        out=Path(options.out),
        configurations=configurations,
        terms=terms,
        storage=settings.storage(options.requests.storage),
        headers=_as_lines(chosen.links.headers),
    )
    console = Console()
    if any(one.headers for one in chosen.links.hosts.values()):
        console.note(
            "the headers of [links.hosts] stay on this machine: a worker takes those of "
            "AWESOME_LINT_HEADERS"
        )
    return sweep(plan, console)


def _as_lines(headers: Mapping[str, Mapping[str, str]]) -> str:
    """Headers by origin as the environment has them (`lint.links.network.headers`)."""
    return "\n".join(
        f"{origin} {name}: {value}"
        for origin, found in headers.items()
        for name, value in found.items()
    )
