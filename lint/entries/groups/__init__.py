"""What stands side by side and is alike: which candidates are entries."""
