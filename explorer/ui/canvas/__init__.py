"""The drawing of the network: what it looks like and the gestures made on it."""
