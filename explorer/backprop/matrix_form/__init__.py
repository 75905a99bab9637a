"""What is one pass as matrices? Its equations from the graph alone; its numbers are those of the pass."""
