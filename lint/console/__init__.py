"""Standard output and error, colour, width and progress."""
