"""The numpy engine: one run of training, a whole batch at once, without making new arrays."""
