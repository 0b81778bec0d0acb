"""Configuration: found, read, checked and frozen."""
