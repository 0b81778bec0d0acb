"""What may be an entry: items, paragraphs and their lines, headings, records of tables, HTML."""
