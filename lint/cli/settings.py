"""From the options of a command to the configuration and the storage of its run."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lint.config.config import Config, check_rules
from lint.config.overrides import FailOn, Overrides
from lint.config.reading import Configurations, fail_on
from lint.errors import LintError
from lint.links.store.storage import Storage
from lint.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.cli.arguments import (
        AddOptions,
        CheckOptions,
        RequestOptions,
        RowsOptions,
        StorageOptions,
        SweepOptions,
    )


def of_check(options: CheckOptions) -> Configurations:
    """The configurations of a check. Raises LintError for an unknown rule."""
    given = _of_check(options)
    check_rules(Config().override(given), all_rules())
    return Configurations(
        file=options.config.file, isolated=options.config.isolated, overrides=given
    )


def overrides(options: CheckOptions) -> frozenset[str]:
    """The keys of a configuration that the options of a check, or the environment, set."""
    return frozenset(_of_check(options).given())


def _of_check(options: CheckOptions) -> Overrides:
    rules = options.rules
    return replace(
        _overrides(options.requests, rules.fail_on),
        select=rules.select or None,
        ignore=rules.ignore or None,
        extend=rules.extend or None,
    )


def of_sweep(options: SweepOptions, *, isolated: bool = False) -> Configurations:
    """The configurations of a sweep; `isolated` says to read no file, whatever the options say."""
    return Configurations(
        file=options.config.file,
        isolated=options.config.isolated or isolated,
        overrides=_overrides(options.requests, options.fail_on),
    )


def of_rows(options: RowsOptions) -> Configurations:
    """The configurations for `rows`, which requests links only with --resolve."""
    headers = (_headers() or None) if options.resolve else None
    return Configurations(
        file=options.config.file,
        isolated=options.config.isolated,
        overrides=Overrides(offline=options.offline or None, headers=headers),
    )


def of_add(options: AddOptions) -> Configurations:
    """The configurations for `add`."""
    return Configurations(
        file=options.config.file,
        isolated=options.config.isolated,
        overrides=_overrides(options.requests, None),
    )


def _overrides(requests: RequestOptions, level: str | None) -> Overrides:
    """What the options for requests and --fail-on say."""
    return Overrides(
        fail_on=FailOn(fail_on(level)) if level else None,
        offline=requests.offline,
        timeout=requests.timeout,
        retries=requests.retries,
        concurrency=requests.concurrency,
        per_host=requests.per_host,
        allow_addresses=requests.allow_addresses or None,
        headers=_headers() or None,
    )


def storage(options: StorageOptions) -> Storage:
    """Where results are remembered."""
    return Storage(
        cache=options.cache,
        folder=Path(options.folder) if options.folder else None,
        state=options.state,
        refresh=options.refresh,
    )


def _headers() -> Mapping[str, Mapping[str, str]]:
    """The headers for links that the environment gives."""
    from lint.links.network import headers

    try:
        return headers.from_environment(os.environ)
    except ValueError as error:
        raise LintError(f"{headers.VARIABLE}: {error}") from None
