"""Which request is sent next, and how many at once to a host."""
