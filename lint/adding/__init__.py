"""Adding an entry to a list: what is known of a work becomes a line like its neighbours."""
