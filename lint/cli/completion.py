"""What a shell completes, and the script by which it asks.

Imports click and what is as light, as `lint.cli.main` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "awesome-lint"
_VARIABLE = "_AWESOME_LINT_COMPLETE"


def script(command: click.Command, shell: str) -> str:
    """What makes `shell`, one of SHELLS, complete the command line; it is to be sourced."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise ValueError(shell)
    complete = made(command, {}, PROGRAM, _VARIABLE)
    # Not `source()`, which runs bash to learn its version.
    return complete.source_template % complete.source_vars()


def rules(
    context: click.Context,  # noqa: ARG001 - click's signature
    parameter: click.Parameter,
    incomplete: str,
) -> list[CompletionItem]:
    """The ids of rules; where several may be given, after the last comma."""
    from click.shell_completion import CompletionItem

    from lint.rules import all_rules

    before, comma, last = incomplete.rpartition(",")
    if not parameter.multiple:
        before = comma = ""
        last = incomplete
    return [
        CompletionItem(f"{before}{comma}{name}", help=rule.summary)
        for name, rule in all_rules().items()
        if name.startswith(last)
    ]


def presets(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of presets."""
    from lint.rules import all_rules

    return _items({one.preset for one in all_rules().values() if one.preset}, incomplete)


def formats(_: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of formats, with an equals sign where a file follows."""
    from lint.reporters import FORMATS

    end = "=" * parameter.multiple
    return _items((f"{name}{end}" for name in FORMATS), incomplete)


def schemas(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the schemas."""
    from lint.validation.schemas import names

    return _items(names(), incomplete)


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders, which the shell knows itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def paths(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files and folders, and the commands as long as the first word may be one."""
    from click.shell_completion import CompletionItem

    from lint.cli.group import Group

    found = files(context, parameter, incomplete)
    group = context.parent.command if context.parent is not None else None
    if isinstance(group, Group) and group.unnamed and not context.params.get("paths"):
        found += [
            CompletionItem(name, help=command.get_short_help_str())
            for name, command in group.commands.items()
            if name.startswith(incomplete)
        ]
    return found


def _items(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
