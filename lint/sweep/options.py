"""Which lists a sweep is about, and the cluster that it runs on. Imports nothing heavy."""

from __future__ import annotations

from typing import NamedTuple

from lint.errors import LintError

_TLS = "tls"
_FORMS = "tcp://HOST:PORT or tls://HOST:PORT"


class SourceOptions(NamedTuple):
    """The lists of a sweep: `paths` as the user names them, and what the list `from_list` links to.

    At most `most` repositories of `from_list` are fetched.
    """

    paths: tuple[str, ...] = ()
    from_list: str | None = None
    most: int = 1000

    def validate(self, *, offline: bool) -> None:
        """Raise LintError where there is nothing to sweep, or not without the network."""
        if not self.paths and self.from_list is None:
            raise LintError("name the lists to sweep, or --from a list of lists")
        if offline and self.from_list is not None:
            raise LintError("--offline cannot be combined with --from")


class ClusterOptions(NamedTuple):
    """The scheduler of a cluster that exists; None starts one on this machine.

    `ca`, `cert` and `key` are PEM files, by which both sides of a `tls://` scheduler know each
    other. `insecure` permits plain TCP to another machine.
    """

    scheduler: str | None = None
    insecure: bool = False
    ca: str | None = None
    cert: str | None = None
    key: str | None = None

    def validate(self) -> None:
        """Raise LintError for an address that cannot be used, or not safely."""
        files = {"--tls-ca": self.ca, "--tls-cert": self.cert, "--tls-key": self.key}
        given = [name for name, file in files.items() if file is not None]
        if self.scheduler is None:
            if given or self.insecure:
                raise LintError(f"{(*given, '--insecure-scheduler')[0]} requires --scheduler")
            return
        scheme, host = self._parts(self.scheduler)
        if scheme == _TLS:
            missing = [name for name in files if name not in given]
            if missing:
                raise LintError(f"{self.scheduler}: a tls:// scheduler requires {missing[0]}")
            from pathlib import Path

            for name, file in files.items():
                if not Path(file or "").is_file():
                    raise LintError(f"{name}: no such file: {file}")
            _check_certificates(str(self.ca), str(self.cert), str(self.key))
        elif given:
            raise LintError(f"{given[0]} requires a tls:// scheduler, not {self.scheduler}")
        elif not self.insecure and not _is_this_machine(host):
            raise LintError(
                f"{self.scheduler}: anyone who reaches a scheduler can run code here and on its"
                " workers; use tls://, or --insecure-scheduler on a network that you trust"
            )

    @staticmethod
    def _parts(address: str) -> tuple[str, str]:
        """The scheme and the host of a scheduler's address; LintError for what is none."""
        from urllib.parse import urlsplit

        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        rest = parts.path or parts.query or parts.fragment or parts.username
        if parts.scheme not in {"tcp", _TLS} or not host or not port or rest:
            raise LintError(f"{address!r} is not a scheduler address such as {_FORMS}")
        return parts.scheme, host


def _check_certificates(ca: str, cert: str, key: str) -> None:
    """Raise LintError for PEM files that cannot be used."""
    import ssl

    def password() -> str:
        raise ValueError("the key must not have a password")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    shown = f"--tls-ca: {ca}"
    try:
        context.load_verify_locations(ca)
        shown = f"--tls-cert: {cert}, --tls-key: {key}"
        context.load_cert_chain(cert, key, password)
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        raise LintError(f"{shown}: cannot be used: {error}") from None


def _is_this_machine(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
