"""What one text says: date, title, authors, venue, summary, labels and tags."""
