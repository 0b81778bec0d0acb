"""How the command line is read: `check` where no command is named, and its help in sections.

Imports click and what is as light, as `lint.cli.main` does.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from lint.cli.crash import guarded
from lint.errors import LintError
from lint.links.scheduling.interrupts import INTERRUPTED, TERMINATED, terminable

if TYPE_CHECKING:
    from collections.abc import Sequence

# The help of `check` has a section from each of these options to the next.
_SECTIONS = {
    "--select": "Rules",
    "--base": "Changes",
    "--fix": "Fixes",
    "--format": "Output",
    "--offline": "Links",
    "--config": "Configuration",
    "--help": "Other",
}
# So many more objects than before make Python look for cycles; by default 700 do (3.11).
_ALLOCATIONS = 500_000


class Check(click.Command):
    """`check`, whose options are shown in sections."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each in its section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        title = ""
        for option in self.get_params(ctx):
            if isinstance(option, click.Option):
                title = _SECTIONS.get(option.opts[-1], title)
                record = option.get_help_record(ctx)
                sections.setdefault(title, []).extend([record] if record else ())
        for name, records in sections.items():
            with formatter.section(name):
                formatter.write_dl(records)


class Group(click.Group):
    """Commands, of which `check` is run where none is named."""

    unnamed = False
    """Whether the command line that was read last names no command."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run the command line `args`, by default the process's own, and exit.

        Like click's own `main`, but for what a command raises or returns as its exit status.
        """
        # A list becomes a great many objects that stay: to look through them for cycles again and
        # again, as Python does by default, takes a tenth of the time and finds nothing.
        gc.set_threshold(_ALLOCATIONS, 20, 100)
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a character shows its number; streams may be closed, too.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        options["standalone_mode"] = False
        with terminable() as termination:
            status = guarded(lambda: self._run(args, *rest, **options))
        sys.exit(TERMINATED if status == INTERRUPTED and termination.came else status)

    def _run(self, args: Sequence[str] | None, *rest: Any, **options: Any) -> int | None:
        """The exit status of the command line `args`; what is expected to fail has said why."""
        try:
            status: int | None = super().main(args, *rest, **options)
        except click.Abort:
            return INTERRUPTED
        except click.ClickException as error:
            from lint.console import github_log

            error = _with_hint(error)

            if github_log.listening():
                from lint.console.output import Console

                # The options of an action are its input: there it is an annotation.
                Console().refuse(" ".join(error.format_message().split()))
            else:
                error.show()
            return error.exit_code
        except LintError as error:
            from lint.console.output import Console

            for line in str(error).splitlines():
                Console().refuse(line)
            return 2
        return status

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `args`, in which no command need be named."""
        named = self._named(args)
        self.unnamed = named != args
        return super().parse_args(ctx, named)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of `check`, then the commands."""
        self.commands["check"].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def _named(self, args: list[str]) -> list[str]:
        """`args` with the command in front: the first argument that is no option, else `check`."""
        if args and args[0] in {"-h", "--help", "-V", "--version"}:
            return args
        valued = {
            name
            for option in self.commands["check"].params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] not in {"-", "--"}:
            index += 2 if args[index] in valued else 1
        if index < len(args) and args[index] in self.commands:
            return [args[index], *args[:index], *args[index + 1 :]]
        return ["check", *args]


def _with_hint(error: click.ClickException) -> click.ClickException:
    """`error`, on a short option that does not exist with the long ones that begin as it does."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None or error.possibilities:
        return error
    name = error.option_name
    if len(name) != 2 or not name[1].isalpha():
        return error
    options = [one for one in error.ctx.command.params if isinstance(one, click.Option)]
    names = (name for one in options if not one.hidden for name in one.opts)
    long = sorted(one for one in names if one.startswith(f"--{name[1].lower()}"))
    if not long:
        return error
    return click.UsageError(f"no such option {name}; did you mean {' or '.join(long)}?", error.ctx)
