"""The chain rule on typed equations: the graph of what depends on what, and its derivatives both ways."""
