"""The screen: one window that shows an experiment, animates it, trains it and edits it."""
