"""How Hypothesis runs: never against the clock, and in CI the same examples each time.

And no test reads or writes what the user's own runs remember.
"""

from __future__ import annotations

import os

from hypothesis import settings

# A busy machine is no defect, so nothing has a deadline; a red CI run must mean the change.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
os.environ["AWESOME_LINT_NO_CACHE"] = "1"
