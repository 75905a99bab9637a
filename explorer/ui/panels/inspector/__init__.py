"""What is selected, or the whole experiment, as forms."""
