"""Which program is this? Backprop Explorer: draw a small network and watch backpropagation happen on it."""

__version__ = "0.1.0"
