"""Entries against a JSON Schema, and the violations with their rule and place."""
