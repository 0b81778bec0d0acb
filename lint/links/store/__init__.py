"""What is remembered of earlier checks."""
