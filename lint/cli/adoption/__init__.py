"""What `init` writes for pre-commit and for GitHub, and what it would have said so far."""
