"""Where the iterates of a descent end, for every learning rate at once: many orbits side by side."""
