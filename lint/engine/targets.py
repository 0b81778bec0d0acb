"""What the command line names becomes tasks: files, folders, standard input and URLs."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from lint.engine.analysis import Task
from lint.errors import InputError, LintError
from lint.files import inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from lint.config.config import Configurations
    from lint.engine.analysis import Listener
    from lint.files.clones import Clones


def check_urls(paths: Sequence[str], options: Mapping[str, Any]) -> None:
    """Raise LintError for what does not go with a URL, of which only a copy is judged."""
    url = next(filter(inputs.is_url, paths), None)
    if url is None:
        return
    if options["offline"]:
        raise LintError(f"{url}: --offline uses no network, so it does not go with a URL")
    if options.get("fix"):
        raise LintError(f"{url}: --fix writes to files; --diff shows what it would change")
    for key, option in (("base", "--base"), ("staged", "--staged")):
        if options.get(key):
            raise LintError(f"{url}: {option} is for lists in a repository of git here")
    if options.get("write_baseline"):
        raise LintError(
            f"{url}: --write-baseline writes beside a list, which a URL has no place for"
        )


def clones_for(paths: Sequence[str]) -> AbstractContextManager[Clones | None]:
    """Where the lists behind URLs are fetched to; None without any."""
    if not any(map(inputs.is_url, paths)):
        return nullcontext()
    from lint.files.clones import Clones

    return Clones()


def tasks_for(
    paths: Sequence[str],
    configurations: Configurations,
    options: Mapping[str, Any],
    listener: Listener,
    clones: Clones | None,
) -> Iterator[Task]:
    """The lists that `paths` name, each with its configuration."""
    texts: dict[str, str] = {}
    for path in inputs.expand(paths, listener.fail, options.get("commands", ())):
        name, file, clone = path, path, None
        try:
            if clones is not None and inputs.is_url(path):
                name, file, clone = clones.fetch(path)
                config = configurations.for_clone(file, clone)
            else:
                if path == inputs.STDIN:
                    name = options.get("stdin_filename") or inputs.STDIN_NAME
                config = configurations.for_path(name)
            source = inputs.read(file, config.max_file_size, name)
        except InputError as error:
            listener.fail(str(error))
            continue
        if name not in texts:
            texts[name] = source.text
            yield Task(source, config, streamed=path == inputs.STDIN, clone=clone)
        elif texts[name] != source.text:
            listener.fail(f"{path}: {name} is the name of another list")
