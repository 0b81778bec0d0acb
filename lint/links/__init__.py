"""Checking links over the network. Nothing here is imported by an offline run but `result`."""
