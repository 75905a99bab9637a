"""The loss of the present run and of those that are kept, and what each step promised."""
