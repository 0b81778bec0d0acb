"""Who may take part in a sweep: schedulers, workers, and an installation without the extra."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from lint.errors import LintError
from lint.provenance import install_command
from lint.sweep.options import ClusterOptions
from lint.version import __version__
from tests.command import POSIX, environment
from tests.sweep.conftest import Cluster
from tests.sweep.web import Web
from tests.threaded import Threaded

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from tests.sweep.conftest import Sweep


class Recorder(Threaded):
    """Passes on what comes at `port` to another port of this machine; `sent` is what it was."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self.sent = bytearray()
        self._target = target

    async def _main(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._tasks = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        await self._serve_until_stopped(started, server)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._track()
        its_reader, its_writer = await asyncio.open_connection("127.0.0.1", self._target)
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(
                self._passed_on(reader, its_writer, self.sent),
                self._passed_on(its_reader, writer, bytearray()),
            )
        writer.close()
        its_writer.close()

    @staticmethod
    async def _passed_on(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kept: bytearray
    ) -> None:
        while data := await reader.read(65_536):
            kept += data
            writer.write(data)
            await writer.drain()
        writer.close()


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"scheduler": "tcp://10.0.0.5:8786"}, "use tls://, or --insecure-scheduler"),
        ({"scheduler": "tcp://[2001:db8::1]:8786"}, "use tls://, or --insecure-scheduler"),
        ({"scheduler": "tcp://127.evil.example:8786"}, "use tls://, or --insecure-scheduler"),
        ({"scheduler": "tls://10.0.0.5:8786"}, "a tls:// scheduler requires --tls-ca"),
        ({"scheduler": "tcp://127.0.0.1:1", "ca": "a"}, "--tls-ca requires a tls:// scheduler"),
        ({"ca": "a"}, "--tls-ca requires --scheduler"),
        ({"insecure": True}, "--insecure-scheduler requires --scheduler"),
        ({"scheduler": "tls://a:1", "ca": "x", "cert": "x", "key": "x"}, "--tls-ca: no such file"),
        *(
            ({"scheduler": address}, "is not a scheduler address such as tcp://HOST:PORT")
            for address in (
                "10.0.0.5:8786", "inproc://x/1", "ucx://h:1", "tcp://h", "tcp://:1", "tcp://h:99999",
                "tcp://h:1/x", "tcp://u@h:1", "", "tcp://[::1:1",
            )
        ),
    ],
)  # fmt: skip
def test_schedulers_that_are_refused(options: dict[str, str], line: str) -> None:
    with pytest.raises(LintError) as refused:
        ClusterOptions(**options).validate()  # type: ignore[arg-type]
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"scheduler": "tcp://127.0.0.1:8786"},
        {"scheduler": "tcp://127.3.2.1:8786"},
        {"scheduler": "tcp://[::1]:8786"},
        {"scheduler": "tcp://localhost:8786"},
        {"scheduler": "tcp://10.0.0.5:8786", "insecure": True},
    ],
)
def test_schedulers_that_are_not(options: dict[str, str]) -> None:
    ClusterOptions(**options).validate()  # type: ignore[arg-type]


def test_certificates_that_cannot_be_used_are_one_line(tmp_path: Path) -> None:
    authority = trustme.CA()
    ours, other = (authority.issue_cert("127.0.0.1") for _ in range(2))
    files = {name: tmp_path / f"{name}.pem" for name in ("ca", "cert", "key", "other", "locked")}
    authority.cert_pem.write_to_path(files["ca"])
    ours.cert_chain_pems[0].write_to_path(files["cert"])
    ours.private_key_pem.write_to_path(files["key"])
    other.private_key_pem.write_to_path(files["other"])
    key = load_pem_private_key(ours.private_key_pem.bytes(), None)
    locked = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"a password")
    )
    files["locked"].write_bytes(locked)
    (tmp_path / "junk.pem").write_text("junk", encoding="utf-8")
    names = {name: str(file) for name, file in files.items()} | {"junk": str(tmp_path / "junk.pem")}

    def options(ca: str, cert: str, key: str) -> ClusterOptions:
        return ClusterOptions("tls://a:1", ca=names[ca], cert=names[cert], key=names[key])

    options("ca", "cert", "key").validate()
    for ca, cert, key_name, line in (
        ("junk", "cert", "key", f"--tls-ca: {names['junk']}: cannot be used: "),
        ("ca", "junk", "key", f"--tls-cert: {names['junk']}, --tls-key: "),
        ("ca", "cert", "junk", f"--tls-cert: {names['cert']}, --tls-key: {names['junk']}: "),
        ("ca", "cert", "other", "cannot be used: [X509: KEY_VALUES_MISMATCH]"),
        # Nobody is asked for a password in the middle of the night.
        ("ca", "cert", "locked", "cannot be used: the key must not have a password"),
    ):
        with pytest.raises(LintError) as refused:
            options(ca, cert, key_name).validate()
        assert line in str(refused.value)
        assert "\n" not in str(refused.value)


@POSIX
def test_no_secret_of_the_client_reaches_the_cluster(sweep: Sweep, own_cluster: Cluster) -> None:
    """All that it sends to the scheduler is recorded; workers are told nothing in another way."""
    own_cluster.begin(workers=1)
    port = int(own_cluster.address.rpartition(":")[2])
    secrets = [f"secret{number}" for number in range(6)]
    with Web(2) as web, Recorder(port) as recorder:
        # Not compressed, which Dask does from ten kilobytes on.
        sweep.write("list.md", [web.url(1, "/one"), web.url(2, "/two")])
        (sweep.folder / "chosen.toml").write_text(
            f'[links.headers."{web.url(1, "")}"]\nX-Key = "{secrets[0]}"\n'
            f'[links.hosts."{web.host(2)}"]\nheaders = {{X-Key = "{secrets[1]}"}}\n',
            encoding="utf-8",
        )
        status, _, said = sweep.run(
            *("list.md", "--out", "out", "--config", "chosen.toml"),
            *("--scheduler", f"tcp://127.0.0.1:{recorder.port}"),
            GITHUB_TOKEN=secrets[2],
            GH_TOKEN=secrets[3],
            GH_ENTERPRISE_TOKEN=secrets[4],
            AWESOME_LINT_HEADERS=f"{web.url(1, '')} X-Own: {secrets[5]}",
        )
        assert status == 0
        assert "stay on this machine" in said
        assert {one.path for one in web.asked} == {"/one", "/two"}
        assert not any("secret" in one.headers for one in web.asked)
    sent = bytes(recorder.sent)
    assert web.url(1, "/one").encode() in sent
    assert [secret for secret in secrets if secret.encode() in sent] == []


def test_nobody_at_the_address_is_one_line(sweep: Sweep) -> None:
    sweep.write("list.md", ["https://example.org/"])
    status, out, said = sweep.run("list.md", "--out", "out", "--scheduler", "tcp://127.0.0.1:9")
    assert (status, out) == (2, "")
    assert said.startswith("awesome-lint: tcp://127.0.0.1:9: no scheduler responds (")
    assert said.count("\n") == 1


@POSIX
@pytest.mark.parametrize("kind", ["older", "without"])
def test_a_worker_of_another_version_is_refused(
    sweep: Sweep, own_cluster: Cluster, kind: str
) -> None:
    folder = sweep.folder / "old"
    folder.mkdir()
    line = "import lint.version\nlint.version.__version__ = '0.0.1'\n"
    if kind == "without":
        line = "import sys\nsys.modules['lint'] = None\n"
    (folder / "sitecustomize.py").write_text(line, encoding="utf-8")
    root = environment()["PYTHONPATH"]
    own_cluster.begin(workers=1)
    own_cluster.add_worker(PYTHONPATH=f"{folder}:{root}")
    own_cluster.wait(2)
    sweep.write("list.md", ["https://example.org/"])
    status, out, said = sweep.run("list.md", "--out", "out", "--scheduler", own_cluster.address)
    assert (status, out) == (2, "")
    assert said.startswith("awesome-lint: worker tcp://127.0.0.1:")
    assert said.count("\n") == 1
    if kind == "without":
        assert f" has no version of awesome-lint, not {__version__!r}: install the same" in said
    else:
        assert f" has version '0.0.1' of awesome-lint, not {__version__!r}: install the" in said


@POSIX
def test_a_cluster_by_tls_checks_links_and_knows_no_stranger(sweep: Sweep, tmp_path: Path) -> None:
    def certificates(name: str) -> dict[str, str]:
        authority = trustme.CA()
        ours = authority.issue_cert("127.0.0.1")
        files = {kind: str(tmp_path / f"{name}-{kind}.pem") for kind in ("ca", "cert", "key")}
        authority.cert_pem.write_to_path(files["ca"])
        ours.private_key_pem.write_to_path(files["key"])
        for blob in ours.cert_chain_pems:
            blob.write_to_path(files["cert"], append=True)
        return files

    def options(files: dict[str, str], *between: str) -> list[str]:
        return [part for kind in files for part in (f"--tls-{kind}{''.join(between)}", files[kind])]

    files = certificates("ours")
    (tmp_path / "cluster").mkdir()
    tls = [
        "--tls-ca-file", files["ca"], "--tls-cert", files["cert"], "--tls-key", files["key"],
        "--protocol", "tls",
    ]  # fmt: skip
    cluster = Cluster(tmp_path / "cluster", tls)
    try:
        cluster.begin()
        assert cluster.address.startswith("tls://")
        with Web(4) as web:
            sweep.write("list.md", [web.url(1 + n % 4, f"/{n}") for n in range(12)])
            arguments = ("list.md", "--out", "out", "--scheduler", cluster.address)
            status, _, said = sweep.run(*arguments, *options(certificates("strangers")))
            assert status == 2
            assert said.count("\n") == 1
            assert "no scheduler responds (" in said
            status, out, said = sweep.run(*arguments, *options(files))
        assert (status, said) == (0, "Wrote out/index.html\n")
        assert out == "1 list, 12 entries, 12 links: 12 ok\n"
    finally:
        cluster.end()


WITHOUT = """
import sys
for name in ("distributed", "dask", "publicsuffixlist", "cryptography"):
    sys.modules[name] = None
from lint.cli.main import main
main(sys.argv[1:], prog_name="awesome-lint")
"""


def without(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )


def test_without_the_extra_there_is_help_and_one_line(tmp_path: Path) -> None:
    done = without("sweep", "--help")
    assert done.returncode == 0
    assert "--scheduler URL" in done.stdout
    done = without("sweep", str(tmp_path), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stdout) == (2, "")
    command = install_command("sweep")
    assert done.stderr == f"awesome-lint: sweep requires more packages: {command}\n"
    assert not (tmp_path / "out").exists()


def test_no_other_command_imports_what_the_extra_brings(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("# A\n\n[a](#a)\n", encoding="utf-8")
    code = (
        "import sys\nfrom lint.cli.main import main\ntry:\n    main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'distributed', 'dask', 'publicsuffixlist', 'lint.sweep.run'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    for arguments in (["--offline", str(tmp_path / "list.md")], ["sweep", "--help"], ["rules"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            env=environment(),
            timeout=60,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "[]"
