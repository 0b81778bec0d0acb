"""A list as it travels to a worker: its text, and what its rules look at of the files around it.

A worker may be on another machine, and a clone is gone once it was read. So a snapshot holds the
texts that count (the list, the Markdown files that it links into, the schemas) and of every other
file only that it is there and how large it is. Unpacked, it is a folder in which a list is linted
as in its own.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from lint.config import file as configfile
from lint.config.config import Config
from lint.config.reading import Configurations, foreign, from_values
from lint.engine.analysis import Task
from lint.errors import InputError
from lint.files.inputs import beside, home_page, read, relative_target, target_places
from lint.files.inputs import folders as parents
from lint.files.linked_files import MARKDOWN
from lint.files.own_pages import branch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lint.sweep.plain import Plain, Terms

_GIT = '[remote "origin"]\n\turl = {}\n'
# The keys by which requests are made: those of the user alone count.
_OF_REQUESTS = frozenset({"links", "sites"})
# The folder of a schema that lies elsewhere than below that of its configuration.
_ELSEWHERE = ".schema-{}"
# The folder, beside a clone, of the configuration that counts for every list; no repository has
# this name on GitHub.
_CHOSEN = "~config"
_FILE = "awesome-lint.toml"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A list and what lies around it. Places are paths from one folder, with forward slashes.

    `name` is how the list is shown, `place` where it lies. `texts` are files with their content,
    `sizes` others with theirs in bytes, `folders` those that are there. `git` is the place of the
    repository around the list, `home` the URL of its page, and `branch` the one that is checked
    out, each None if it is missing. `settings` are the keys of the configuration that counts,
    None for none, and `config` the place of its folder; `foreign` says that they are those of a
    fetched repository.
    """

    name: str
    place: str
    texts: dict[str, str]
    sizes: dict[str, int] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    git: str | None = None
    home: str | None = None
    branch: str | None = None
    settings: Plain | None = None
    config: str = ""
    foreign: bool = False

    def plain(self) -> Plain:
        """The snapshot as it travels."""
        return asdict(self)


class Around(NamedTuple):
    """Where a snapshot is taken: the list in `file`, its configuration, the folder of places.

    `settings` are the keys of the configuration, None for none, and `schemas` its schemas by name.
    `foreign` says that the configuration is that of a fetched repository.
    """

    file: str
    config: Config
    base: Path
    settings: Plain | None
    schemas: Mapping[str, str]
    foreign: bool = False


def local(file: str, configurations: Configurations, terms: Terms) -> Around:
    """The list in `file` on this machine. Raises ConfigError for what cannot be used."""
    config = configurations.for_path(file)
    folder = _absolute(file).parent
    around = [_repository(folder) or folder]
    if config.file is not None:
        around.append(config.file.parent)
    settings, schemas = settings_of(config)
    base = Path(os.path.commonpath(around))
    return Around(file, _adapted(config, terms), base, settings, schemas)


def cloned(file: str, root: Path, terms: Terms) -> Around:
    """The list in `file` of the clone at `root`. Raises ConfigError for what cannot be used."""
    if terms.settings is not None:
        settings, schemas = terms.settings["values"], terms.settings["schemas"]
        folder = root.parent / _CHOSEN
        folder.mkdir(exist_ok=True)
        for name, text in schemas.items():
            _made(folder, name).write_text(text, encoding="utf-8")
        config = from_values(settings, folder / _FILE).override(terms.overrides)
        return Around(file, _adapted(config, terms), root.parent, settings, schemas)
    configurations = Configurations(isolated=terms.isolated, overrides=terms.overrides)
    config = configurations.for_clone(file, root)
    own, texts = settings_of(config)
    return Around(file, _adapted(config, terms), root, own, texts, foreign=True)


def packed(name: str, around: Around) -> Snapshot:
    """The list, which goes by `name`, without what its targets need; see `completed`.

    Raises InputError for what is no text.
    """
    file, config, base, settings, schemas, strange = around
    source = read(file, config.max_file_size, name)
    root = _repository(_absolute(file).parent)
    folder = _within(config.file.parent, base) if config.file else ""
    texts = {_join(folder, schema): text for schema, text in schemas.items()}
    place = _within(_absolute(file), base)
    texts[place] = "\ufeff" * source.bom + source.text
    return Snapshot(
        name=name,
        place=place,
        texts=texts,
        git=None if root is None else _within(root, base),
        home=home_page(file),
        branch=branch_of(file),
        settings=settings,
        config=folder,
        foreign=strange,
    )


def completed(snapshot: Snapshot, around: Around, targets: Iterable[str]) -> Snapshot:
    """`snapshot` with what there is of the files in `targets`, URLs as they are in the list."""
    targets = list(targets)
    most = around.config.max_file_size
    start, places = target_places(around.file, targets)
    here = _within(start, around.base)
    into = {relative_target(url) for url in targets if "#" in url}
    texts, sizes, folders = dict(snapshot.texts), dict(snapshot.sizes), set(snapshot.folders)
    for name, size in (beside(around.file) or {}).items():
        sizes[_join(here, name)] = size
    for target, inside in places.items():
        # Which folder of a path is missing is told by those that are there.
        folders |= {_join(here, up.rstrip("/")) for up in parents(inside) if _is_dir(start / up)}
        path, place = start / inside, _join(here, inside)
        if _is_dir(path):
            folders.add(place)
        elif os.path.lexists(path) and place not in texts:
            sizes[place] = path.stat(follow_symlinks=False).st_size
            if target in into and place.lower().endswith(MARKDOWN):
                text = _text(path, most)
                if text is None:
                    # Larger than what is read, so that nobody looks for sections in it.
                    sizes[place] = max(sizes[place], most + 1)
                else:
                    texts[place] = text
    for place in texts:
        sizes.pop(place, None)
    return replace(snapshot, texts=texts, sizes=sizes, folders=sorted(folders))


def unpacked(values: Plain, folder: Path, terms: Terms) -> Task:
    """The list of a snapshot, as `Snapshot.plain` made it, written below `folder`, to be linted.

    Raises ConfigError for settings that cannot be used, and InputError for a place outside.
    """
    found = Snapshot(**values)
    folder = Path(os.path.realpath(folder))
    for place in found.folders:
        _inside(folder, place).mkdir(parents=True, exist_ok=True)
    for place, text in found.texts.items():
        _made(folder, place).write_bytes(text.encode())
    for place, size in found.sizes.items():
        with _made(folder, place).open("ab") as file:
            file.truncate(size)  # a hole, which takes no room
    if found.git is not None:
        text = _GIT.format(found.home) if found.home else ""
        _made(folder, _join(found.git, ".git/config")).write_text(text, encoding="utf-8")
    if found.git is not None and found.branch is not None:
        head = f"ref: refs/heads/{found.branch}\n"
        _made(folder, _join(found.git, ".git/HEAD")).write_text(head, encoding="utf-8")
    config = Config()
    if found.settings is not None:
        config = from_values(found.settings, _inside(folder, config_place(values)))
        if found.foreign:
            config = foreign(config)
    config = _adapted(config.override(terms.overrides), terms)
    own = str(_inside(folder, found.place))
    return Task(read(own, config.max_file_size, found.name), config, clone=folder)


def config_place(values: Plain) -> str:
    """Where the configuration of a snapshot, as `Snapshot.plain` made it, would lie."""
    return _join(values["config"], _FILE)


def settings_of(config: Config) -> tuple[Plain | None, dict[str, str]]:
    """The keys of `config` as its file has them, but for those of requests, and its schemas.

    These, and what they refer to, go by their paths from the folder of the file. One that lies
    elsewhere is named anew.
    """
    if config.file is None:
        return None, {}
    from lint.validation.schema_files import texts

    found = configfile.values(config.file) or {}
    values = {key: value for key, value in found.items() if key not in _OF_REQUESTS}
    schemas: dict[str, str] = {}
    tables = [dict(table) for table in values.get("tables", ())]
    for number, table in enumerate(tables):
        if "schema" in table:
            path = config.file.parent / table["schema"]
            place = _normal(table["schema"])
            if _is_outside(place):
                place = f"{_ELSEWHERE.format(number)}/{path.name}"
            table["schema"] = place
            beside_it = {
                _normal(posixpath.join(place, "..", name)): text
                for name, text in texts(path).items()
            }
            schemas |= {name: text for name, text in beside_it.items() if not _is_outside(name)}
    return (values | {"tables": tables} if tables else values), schemas


def _adapted(config: Config, terms: Terms) -> Config:
    """`config`, of a list, with the options for requests that hold for the whole sweep."""
    return replace(config, links=terms.links, sites=terms.sites)


def _is_dir(path: Path) -> bool:
    """Whether `path` is a folder; a name that is too long is that of none."""
    return os.path.isdir(path)  # noqa: PTH112 - a Path raises


def _text(path: Path, most: int) -> str | None:
    """The text in `path`; None for what is not read for its sections, as `anchor_facts` has it."""
    try:
        if path.is_symlink() or path.stat().st_size > most:
            return None
        return path.read_bytes().decode()
    except (OSError, ValueError):
        return None


def _absolute(file: str) -> Path:
    return Path(os.path.abspath(file))  # noqa: PTH100 - follows no links


def _repository(folder: Path) -> Path | None:
    """The root of the repository around `folder`, the nearest folder with a `.git`."""
    return next((up for up in (folder, *folder.parents) if (up / ".git").exists()), None)


def _within(path: Path, base: Path) -> str:
    return "" if path == base else path.relative_to(base).as_posix()


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _made(folder: Path, place: str) -> Path:
    """The file at `place`, whose folder is there."""
    path = _inside(folder, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _normal(place: str) -> str:
    return posixpath.normpath(place.replace(os.sep, "/"))


def _is_outside(place: str) -> bool:
    """Whether `place`, a path from some folder, leads out of it."""
    path = PurePosixPath(place)
    return path.is_absolute() or ".." in path.parts or Path(place).is_absolute()


def _inside(folder: Path, place: str) -> Path:
    """Where `place` is below `folder`. Raises InputError for what would be outside."""
    if _is_outside(place):
        raise InputError(f"{place}: no place in a snapshot")
    return folder / place
