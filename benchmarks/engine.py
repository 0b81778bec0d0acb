"""The link engine of awesome-lint without the rest of it, for `links.py`.

    python benchmarks/engine.py LIST

Reads the URLs with a regular expression, checks them as awesome-lint does, and prints, as JSON, the
verdict and reason of each that is not ok, and "ok moved" for one that has moved for good.
"""

from __future__ import annotations

import ipaddress
import json
import re
import sys
from pathlib import Path

from lint.links import checker
from lint.links.result import LinkOptions, Verdict

LOOPBACK = LinkOptions(allow_addresses=(ipaddress.ip_network("127.0.0.0/8"),))


def words(links: list[str]) -> dict[str, str]:
    """What is said of those of `links` of which anything is."""
    said = {}
    for url, result in checker.check(links, LOOPBACK).items():
        if result.verdict is not Verdict.OK:
            said[url] = f"{result.verdict} {result.reason}"
        elif result.redirected:
            said[url] = "ok moved" if result.permanent else "ok elsewhere"
    return said


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    found = list(dict.fromkeys(re.findall(r"\]\((http[^)]*)\)", text)))
    print(json.dumps(words(found)))
