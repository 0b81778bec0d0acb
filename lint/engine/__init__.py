"""The pipeline from a list to a report."""
