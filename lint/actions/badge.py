"""A badge for a README that says how the links of a list are, as a file that shields.io reads.

https://shields.io/badges/endpoint-badge describes the keys.
"""

from __future__ import annotations

import json

FILE = "badge.json"
"""The file on the branch with the history."""


def badge(checked: int, broken: int) -> bytes:
    """The file for a list of which so many links were `checked`, and so many of them `broken`."""
    message, colour = f"{checked:,} checked", "brightgreen" if checked else "lightgrey"
    if broken:
        message, colour = f"{broken:,} broken", "orange"
    said = {"schemaVersion": 1, "label": "links", "message": message, "color": colour}
    return (json.dumps(said, indent=2) + "\n").encode()
