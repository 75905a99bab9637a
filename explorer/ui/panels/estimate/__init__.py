"""The dock that estimates the gradient numerically: how well, and at what cost."""
