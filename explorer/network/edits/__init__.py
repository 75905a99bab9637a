"""The pure edits that make another experiment of one, and the clipboard."""
