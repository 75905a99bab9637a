"""The chain rule on typed equations: their graph, forward and reverse accumulation, every path."""
