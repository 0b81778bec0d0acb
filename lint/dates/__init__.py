"""Dates as lists write them: notations, venues, cells and lines."""
