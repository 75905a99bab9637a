"""Gradient descent in one variable: a typed f(x), its derivative, its orbit and the orbit's fate."""
