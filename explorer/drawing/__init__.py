"""The drawn network as shapes: geometry, labels, levels of detail. What the canvas paints; no Qt."""
