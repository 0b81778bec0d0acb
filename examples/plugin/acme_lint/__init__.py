"""A rule, a reporter and a site for awesome-lint."""
