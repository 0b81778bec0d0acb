"""What a list says: its entries in whatever form they are written. See `lint.entries.reader`."""
