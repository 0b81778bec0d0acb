"""The one way out: connections, the address guard, names, proxies and redirects."""
