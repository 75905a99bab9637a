"""Every verb that a person has, once: its words, its keys, when it can be done and what it does."""
