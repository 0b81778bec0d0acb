"""What a response means for a link."""
