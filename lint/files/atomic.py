"""Files are written in one step, so that nobody reads half of one."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(path: str | Path, data: bytes) -> None:
    """Make `data` the content of the file at `path`.

    It is written to a file beside it first, which then takes its place and its mode; what a
    symbolic link leads to is replaced, not the link. What is there and no file, such as a device,
    is written to as it is. Raises OSError where that is not possible; the file is then as it was.
    """
    import secrets
    import shutil

    if Path(path).exists() and not Path(path).is_file():
        Path(path).write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}")
    try:
        draft.write_bytes(data)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
