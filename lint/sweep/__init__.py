"""Many lists at once, on a Dask cluster (docs/scale.md). Needs the extra `awesome-lint[sweep]`."""
