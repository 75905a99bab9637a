"""The canvas: how the drawing of the network is painted, and the gestures made on it."""
