"""Understanding a list: Markdown text to headings, tables, items, links and badges with spans."""
