"""One file per panel beside the drawing."""
