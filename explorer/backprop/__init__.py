"""What one pass does: forward, loss, backward and update, recorded message by message."""
