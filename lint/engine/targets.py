"""What the command line names becomes tasks: files, folders, standard input and URLs."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from lint.document.data import is_data
from lint.engine.analysis import Task
from lint.errors import InputError
from lint.files import inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from lint.config.config import Config
    from lint.config.reading import Configurations
    from lint.engine.listener import Listener
    from lint.files.clones import Clones

_OUTSIDE = "a symbolic link out of the folder is not fixed; name the file to fix it"


def clones_for(paths: Sequence[str]) -> AbstractContextManager[Clones | None]:
    """Where the lists behind URLs are fetched to; None without any."""
    if not any(map(inputs.is_url, paths)):
        return nullcontext()
    from lint.files.clones import Clones

    return Clones()


def tasks_for(  # noqa: PLR0913 - the last two are by keyword and have defaults
    paths: Sequence[str],
    configurations: Configurations,
    listener: Listener,
    clones: Clones | None,
    *,
    stdin_filename: str | None = None,
    commands: Sequence[str] = (),
) -> Iterator[Task]:
    """The lists that `paths` name, each with its configuration.

    Standard input goes by `stdin_filename`. A path that is not there may have been meant as one of
    `commands`.
    """
    texts: dict[str, str] = {}
    names = {path.replace(os.sep, "/") for path in paths}

    def is_source(path: str) -> bool:
        return configurations.for_path(path).source_for(path) is not None

    found = inputs.expand(paths, listener.fail, commands, is_source=is_source, note=listener.note)
    for path in found:
        name, file, clone = path, path, None
        try:
            if clones is not None and inputs.is_url(path):
                name, file, clone = clones.fetch(path)
                config = configurations.for_clone(file, clone)
            else:
                if path == inputs.STDIN:
                    name = stdin_filename or inputs.STDIN_NAME
                config = configurations.for_path(name)
            if why := _unreadable(name, config):
                listener.fail(f"{name}: {why}")
                continue
            source = inputs.read(file, config.max_file_size, name)
        except InputError as error:
            listener.fail(str(error))
            continue
        if name not in texts:
            texts[name] = source.text
            ours = path == inputs.STDIN or clone is not None
            out = not ours and inputs.leads_out(path, paths)
            yield Task(
                source,
                config,
                streamed=path == inputs.STDIN,
                locked=_OUTSIDE if out else "",
                clone=clone,
                found=path not in names and not ours,
            )
        elif texts[name] != source.text:
            listener.fail(f"{path}: {name} is the name of another list")


def _unreadable(path: str, config: Config) -> str:
    """Why the data file at `path` must not be read; "" for one that may, and for a list."""
    if config.source_for(path) is None:
        return "no [[sources]] says how to read it; only Markdown is read without" * is_data(path)
    folder = config.file.parent if config.file else Path.cwd()
    if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return ""
    return "it lies outside of the folder of its configuration"
