"""Comparing the titles of works as lists write them with those that their sites give."""
