"""Many passes, fast: gradient descent on a network flattened into arrays."""
