"""Gradient descent in one variable: a typed f(x), its path, its iterates and the verdict."""
