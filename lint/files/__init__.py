"""Paths, folders, clones and what lies around a list."""
