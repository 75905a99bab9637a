"""What is open and shown in a window: the document, the player and the training. No widget."""
