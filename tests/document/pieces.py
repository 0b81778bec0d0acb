"""Pieces of Markdown that Hypothesis puts together."""
# ruff: noqa: E501, RUF001 - a table of pieces, fullwidth punctuation among them

PIECES = [
    "word", " ", " ", "\n", "\n\n", "[text](https://a.example/x)", "[", "]", "(", ")", "![", "](",
    "![alt](img.png)", "[![b](https://img.shields.io/badge/a-b-c)](u)", "<https://b.example>",
    "https://c.example/p", "http://d.example/a_(b)", "www.e.example", "ftp://f.example/x", ".", ",",
    "mail@g.example", "a.b-c@h.example.org", "**", "*", "_", "`", "``", "~~", "\\", "\\|", "|", "\n|",
    "|\n", "| a | b |\n|---|---|\n", "|--|--|\n", ":-:|-\n", "- ", "\n- ", "\n  - ", "1. ", "> ", "\n> ",
    "# ", "\n## ", "\n---\n", "```\n", "    ", "\t", "&amp;", "&lt;", "&copy", "<a href='h?x=1&amp;y'>",
    "</a>", "<img src=i.png>", "<br>", "<!-- c -->", "<div>\n", "\n</div>\n", "<b>", "[ref]", "[ref][]",
    "[x][ref]", "\n\n[ref]: https://r.example 't'\n\n", "\n\n[ref]: <a b>\n\n", "[^1]", "\n\n[^1]: note [n](https://n.example)\n\n",
    "。", "（", "）", "é", "🚩", "\u00a0", "\r\n", '"t"', "'", ";", ":", "://", "< ", ">", "!", "=", "\n===\n",
]  # fmt: skip
