"""The version of awesome-lint."""

__version__ = "0.1.0"
