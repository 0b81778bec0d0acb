"""The entries of a document: what a list recommends, row by row and item by item."""
