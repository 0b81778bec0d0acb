"""The SQLite file: whole after whatever happens to it, and never in the way of a run."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lint.links.store.location import default, open_cache, remove, set_aside
from lint.links.store.record import Record
from lint.links.store.sqlite import FILE_NAME, MIGRATIONS, Cache, CacheError
from tests.command import PATIENCE, POSIX, environment

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = Path(__file__).parent / "caches"
A = Record("https://a.example/", "2026-11-22", "ok", status=200, last_good="2026-11-22")
B = Record("https://b.example/", "2026-11-21", "broken", reason="not-found", failures=1)
NOT_ROOT = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere"
)


class Notes(list[str]):
    """Remembers what it is told."""

    def __call__(self, line: str) -> None:
        self.append(line)


def contents(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT url FROM links ORDER BY url").fetchall()


def script(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    head = "import sys\nfrom pathlib import Path\nfrom lint.links.store.sqlite import *\n"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", head + textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def test_what_is_put_is_got(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as cache:
        assert cache.get(A.url) is None
        cache.put([A, B])
        assert (cache.get(A.url), cache.get(B.url)) == (A, B)
        cache.put([A._replace(status=204)])
        assert cache.get(A.url) == A._replace(status=204)
    with closing(Cache(tmp_path / "a")) as cache:
        assert cache.get(B.url) == B
        assert cache.contents() == ({"ok": 1, "broken": 1}, "2026-11-21", "2026-11-22")


def test_a_good_answer_without_facts_leaves_those_there_are(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as cache:
        cache.put([A._replace(facts='{"identity": "x"}')])
        cache.put([A])
        assert cache.get(A.url) == A._replace(facts='{"identity": "x"}')
        cache.put([A._replace(verdict="broken")])
        assert cache.get(A.url) == A._replace(verdict="broken")


def test_an_update_sees_what_it_changes_and_brings_more(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as cache:

        def fail_again(before: Record | None) -> Record:
            return B._replace(failures=before.failures + 1) if before else B

        assert cache.update(B.url, fail_again) == B
        assert cache.update(B.url, fail_again, [A]).failures == 2
        assert cache.get(B.url) == B._replace(failures=2)
        assert cache.get(A.url) == A


def test_an_update_that_fails_changes_nothing(tmp_path: Path) -> None:
    def stop(_: Record | None) -> Record:
        raise KeyboardInterrupt

    with closing(Cache(tmp_path / "a")) as cache:
        with pytest.raises(KeyboardInterrupt):
            cache.update(B.url, stop, [A])
        assert cache.get(A.url) is None
        cache.put([A])
        assert cache.get(A.url) == A


def test_what_nobody_asked_for_in_a_year_is_forgotten(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as cache:
        cache.put([A, B])
        cache.forget(dt.date(2027, 11, 21))
        assert (cache.get(A.url), cache.get(B.url)) == (A, B)
        cache.forget(dt.date(2027, 11, 22))
        assert (cache.get(A.url), cache.get(B.url)) == (A, None)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_upgrade_keeps_the_history(version: int, tmp_path: Path) -> None:
    """Whoever adds a version adds a file that the one before wrote: the old ones must be there."""
    with closing(sqlite3.connect(tmp_path / "a")) as connection:
        connection.executescript((OLD / f"{version}.sql").read_text(encoding="utf-8"))
    with closing(Cache(tmp_path / "a")) as cache:
        failing = cache.get("https://gone.example/")
        fine = cache.get("https://fine.example/")
        assert fine is not None
        assert failing is not None
        assert (fine.verdict, fine.checked, fine.etag) == ("ok", "2026-11-20", '"abc"')
        assert failing[-6:] == ("2026-11-03", "2026-11-19", 3, "2026-11-19", 3, "2026-11-21")
        assert failing.aged
    with closing(sqlite3.connect(tmp_path / "a")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_later_version_goes_on_from_ours(tmp_path: Path) -> None:
    later = (*MIGRATIONS, ("ALTER TABLE links ADD COLUMN colour TEXT NOT NULL DEFAULT ''",))
    with closing(Cache(tmp_path / "a")) as cache:
        cache.put([A])
    with closing(Cache(tmp_path / "a", later)) as cache:
        assert cache.get(A.url) == A
    with closing(Cache(tmp_path / "b", later)) as cache:
        cache.put([B])
        assert cache.get(B.url) == B


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as cache:
        cache.put([A])
    later = (*MIGRATIONS, ("ALTER TABLE links ADD COLUMN x TEXT", "NONSENSE"))
    with pytest.raises(CacheError, match="NONSENSE"):
        Cache(tmp_path / "a", later)
    with closing(Cache(tmp_path / "a")) as cache:
        assert cache.get(A.url) == A


def test_a_cache_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = file.read_bytes()
    notes = Notes()
    assert open_cache(tmp_path, notes) is None
    (note,) = notes
    assert note == (
        f"{file}: cannot use the cache (a later version of awesome-lint made it);"
        " continuing without it"
    )
    assert file.read_bytes() == before


def spoil_all(file: Path) -> None:
    file.write_bytes(b"garbage " * 1000)


def spoil_head(file: Path) -> None:
    file.write_bytes(b"garbage\n" + file.read_bytes()[8:])


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def spoil_text(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE links SET detail = CAST(x'ff' AS TEXT)")
        connection.commit()


def other_tables(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE links (url, colour)")
        connection.execute("PRAGMA user_version = 1")


@pytest.mark.parametrize("spoil", [spoil_all, spoil_head, cut, spoil_text, other_tables])
def test_a_damaged_file_is_set_aside_and_a_new_one_begins(
    spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    from lint.links.result import LinkOptions, LinkResult, Verdict
    from lint.links.store.memory import LinkMemory

    file = tmp_path / FILE_NAME
    with closing(Cache(file)) as cache:
        cache.put([A._replace(url=f"https://a.example/{n}") for n in range(100)])
    spoil(file)
    damaged = file.read_bytes()

    class Ear(Notes):
        note = fail = Notes.__call__

    notes = Ear()
    today = dt.date(2026, 11, 22)
    memory = LinkMemory(open_cache(tmp_path, notes), None, LinkOptions(), today=today, ear=notes)
    memory.recall("https://a.example/7", ())
    memory.remember(LinkResult(B.url, Verdict.OK, status=200), (), {})
    memory.close()
    (note,) = notes
    aside = tmp_path / f"{FILE_NAME}.damaged"
    assert note.startswith(f"{file}: the cache is damaged (")
    assert note.endswith(f"); renamed it to {aside.name} and started a new one")
    assert aside.read_bytes() == damaged
    assert contents(file) == [(B.url,)]
    # A second one finds another name.
    spoil_all(file)
    again = open_cache(tmp_path, notes)
    assert again is not None
    again.close()
    assert set_aside(file) == [aside, aside.with_name(aside.name + "-2")]


def test_runs_that_find_the_same_damage_set_it_aside_once(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    spoil_all(file)
    code = """
        from lint.links.store.location import replacement
        from lint.links.store.record import Record
        sys.stdin.readline()
        cache = replacement(Path(sys.argv[1]), "all saw it", print)
        cache.put([Record(sys.argv[2], "2026-11-22", "ok")])
        cache.close()
    """
    urls = [f"https://{n}.example/" for n in range(4)]
    running = [script(code, file, url) for url in urls]
    said = []
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        stdout, stderr = process.communicate(timeout=PATIENCE)
        assert (process.returncode, stderr) == (0, "")
        said += stdout.splitlines()
    assert len(said) == 1
    assert contents(file) == [(url,) for url in urls]
    assert set_aside(file) == [tmp_path / f"{FILE_NAME}.damaged"]


def test_runs_side_by_side_lose_nothing(tmp_path: Path) -> None:
    """From the first moment on: they make the file together, too."""
    code = """
        from lint.links.store.record import Record
        sys.stdin.readline()
        cache = Cache(Path(sys.argv[1]))
        def fail(before):
            return Record("https://x.example/", "2026-11-22", "broken",
                          failures=(before.failures if before else 0) + 1)
        for n in range(300):
            cache.put([Record(f"https://{sys.argv[2]}.example/{n}", "2026-11-22", "ok")])
            cache.update("https://x.example/", fail)
        cache.close()
    """
    file = tmp_path / FILE_NAME
    running = [script(code, file, f"host-{n}") for n in range(3)]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        assert process.communicate(timeout=PATIENCE) == ("", "")
        assert process.returncode == 0
    with closing(Cache(file)) as cache:
        assert cache.contents().verdicts == {"ok": 900, "broken": 1}
        failing = cache.get("https://x.example/")
        assert failing is not None
        assert failing.failures == 900


def test_a_file_that_is_just_written_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself does not wait where the mode of the journal is to change."""
    with closing(
        sqlite3.connect(tmp_path / "a", isolation_level=None, check_same_thread=False)
    ) as other:
        other.execute("CREATE TABLE another (x)")
        other.execute("BEGIN IMMEDIATE")
        end = threading.Timer(0.2, other.execute, ["COMMIT"])
        end.start()
        with closing(Cache(tmp_path / "a")) as cache:
            cache.put([A])
        end.join()


@POSIX
def test_what_was_put_survives_a_kill(tmp_path: Path) -> None:
    code = """
        import itertools
        from lint.links.store.record import Record
        cache = Cache(Path(sys.argv[1]))
        for n in itertools.count():
            cache.put([Record(f"https://a.example/{n}", "2026-11-22", "ok")])
            print(n, flush=True)
    """
    file = tmp_path / FILE_NAME
    process = script(code, file)
    assert process.stdout is not None
    for _ in range(100):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    stdout, _ = process.communicate(timeout=PATIENCE)
    last = 99 + len(stdout.split("\n")) - 1
    assert process.returncode == -signal.SIGKILL
    with closing(Cache(file)) as cache:
        cache.check()
        assert cache.get(f"https://a.example/{last}") is not None


def test_clearing_under_a_run_leaves_both_in_order(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as running, closing(Cache(tmp_path / "a")) as clearing:
        running.put([A, B])
        assert clearing.clear() == 2
        assert running.get(A.url) is None
        running.put([A])
        running.check()
    assert contents(tmp_path / "a") == [(A.url,)]


def test_clearing_gives_the_room_back(tmp_path: Path) -> None:
    with closing(Cache(tmp_path / "a")) as cache:
        cache.put([A._replace(url=f"https://a.example/{n}") for n in range(5000)])
        cache.clear()
    assert (tmp_path / "a").stat().st_size < 20_000


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    notes = Notes()
    assert open_cache(tmp_path / "x", notes) is None
    assert len(notes) == 1
    assert notes[0].startswith(f"{tmp_path / 'x' / FILE_NAME}: cannot use the cache (")


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    notes = Notes()
    assert open_cache(tmp_path, notes) is None
    (note,) = notes
    assert note == (
        f"{tmp_path / FILE_NAME}: cannot use the cache (unable to open database file);"
        " continuing without it"
    )


@NOT_ROOT
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    notes = Notes()
    assert open_cache(folder, notes) is None
    assert len(notes) == 1


@NOT_ROOT
def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    Cache(tmp_path / FILE_NAME).close()
    (tmp_path / FILE_NAME).chmod(0o400)
    notes = Notes()
    cache = open_cache(tmp_path, notes)
    if cache is not None:
        with pytest.raises(CacheError, match="readonly"):
            cache.put([A])


@POSIX
def test_a_full_disk_costs_the_cache_and_no_more(tmp_path: Path) -> None:
    """The limit on a file's size stands in for the disk: writing fails in the same place."""
    code = """
        import datetime as dt, resource
        from lint.links.store.location import open_cache
        from lint.links.store.memory import LinkMemory
        from lint.links.result import LinkOptions, LinkResult, Verdict
        class Ear:
            note = fail = staticmethod(print)
        folder = Path(sys.argv[1])
        today = dt.date(2026, 11, 22)
        memory = LinkMemory(open_cache(folder, print), None, LinkOptions(), today=today, ear=Ear())
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        for n in range(2000):
            result = LinkResult(f"https://a.example/{n}", Verdict.OK, status=200)
            assert memory.remember(result, (), {}).last_good == today
            assert memory.recall("https://b.example/", ()) is None
        memory.close()
    """
    process = script(code, tmp_path)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stderr) == (0, "")
    (note,) = stdout.splitlines()
    assert note.startswith(f"{tmp_path / FILE_NAME}: cannot use the cache (")
    with closing(Cache(tmp_path / FILE_NAME)) as cache:
        cache.check()
        assert cache.get("https://a.example/0") is not None


def test_removing_takes_what_we_made_and_nothing_else(tmp_path: Path) -> None:
    spoil_all(tmp_path / FILE_NAME)
    cache = open_cache(tmp_path, lambda _: None)
    assert cache is not None
    cache.close()
    (tmp_path / "mine.txt").write_text("x")
    aside = tmp_path / f"{FILE_NAME}.damaged"
    assert remove(tmp_path / FILE_NAME, sound=True) == [(aside, 8000)]
    assert sorted(file.name for file in tmp_path.iterdir()) == [FILE_NAME, "mine.txt"]
    ((file, _),) = remove(tmp_path / FILE_NAME, sound=False)
    assert file == tmp_path / FILE_NAME
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_the_folder_is_that_of_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/x/cache")
    assert default().name == "awesome-lint"
    if sys.platform == "linux":
        assert default() == Path("/x/cache/awesome-lint")


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only the superuser may become somebody else"
)
def test_where_nobody_has_a_home_there_is_no_cache() -> None:
    """As in a container that runs under a number without a name."""
    code = """
        import os, platformdirs, platformdirs.unix
        from lint.links.store.location import open_cache
        for name in ("HOME", "XDG_CACHE_HOME"):
            os.environ.pop(name, None)
        os.setuid(54321)
        assert open_cache(None, print) is None
    """
    stdout, stderr = script(code).communicate(timeout=PATIENCE)
    assert stderr == ""
    assert stdout == ("cannot use the cache (there is no home folder); continuing without it\n")


@POSIX
def test_others_cannot_look_into_a_folder_that_we_make(tmp_path: Path) -> None:
    cache = open_cache(tmp_path / "new" / "folder", lambda _: None)
    assert cache is not None
    cache.close()
    assert (tmp_path / "new" / "folder").stat().st_mode & 0o077 == 0
