"""A file is replaced in one step: a reader has the old one or the new one, never a part."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.files.atomic import replace_file
from tests.command import PATIENCE, POSIX

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = b"old " * 1000, b"the new one " * 100_000


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@POSIX
def test_whoever_has_opened_the_old_file_reads_it_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(OLD)
    with file.open("rb") as reader:
        begun = reader.read(10)
        replace_file(file, NEW)
        assert begun + reader.read() == OLD
    assert file.read_bytes() == NEW
    assert names(tmp_path) == ["list.md"]


@POSIX
def test_another_name_of_the_old_file_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(OLD)
    os.link(file, tmp_path / "kept")
    replace_file(file, NEW)
    assert (tmp_path / "kept").read_bytes() == OLD
    assert file.read_bytes() == NEW


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(OLD)
    seen: set[bytes] = set()
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                seen.add(file.read_bytes())
            except PermissionError:  # Windows, while the name changes
                continue

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(20):
            replace_file(file, NEW)
            replace_file(file, OLD)
    finally:
        ended.set()
        reader.join()
    assert seen <= {OLD, NEW}


@POSIX
def test_what_is_not_written_whole_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path,
) -> None:
    import resource
    import signal

    file = tmp_path / "list.md"
    file.write_bytes(OLD)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        # A full disk, in the middle of the new file.
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2, limits[1]))
        with pytest.raises(OSError, match="too large"):
            replace_file(file, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert file.read_bytes() == OLD
    assert names(tmp_path) == ["list.md"]


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_the_mode_stays(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(OLD)
    file.chmod(mode)
    replace_file(file, NEW)
    assert file.stat().st_mode & 0o777 == mode


@POSIX
@pytest.mark.parametrize("make", [str, Path])
def test_a_link_stays_and_what_it_leads_to_is_replaced(
    make: Callable[[Path], str | Path], tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "list.md", tmp_path / "link.md"
    link.symlink_to(real)
    # It need not be there yet.
    for data in (OLD, NEW):
        replace_file(make(link), data)
        assert link.is_symlink()
        assert real.read_bytes() == data
    assert (names(tmp_path), names(real.parent)) == (["link.md", "real"], ["list.md"])


@POSIX
def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    replace_file(pipe, NEW)
    reader.join(PATIENCE)
    assert read == [NEW]
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 240 + ".md")
    replace_file(file, NEW)
    assert file.read_bytes() == NEW
