"""With which exit status does a verb end that Ctrl+C ended? As shells report it."""

INTERRUPTED = 130
