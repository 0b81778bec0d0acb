"""Tables of facts that rules look up, with their sources."""
