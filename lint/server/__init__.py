"""The language server: what an editor shows of a list while it is written."""
