"""What is an array of numbers in this program? Types of numpy arrays that every room uses."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers."""

Indices = NDArray[np.intp]
"""Places in another array."""

Integers = NDArray[np.signedinteger[Any]]
"""Whole numbers, of as many bytes as they need."""

Steps = NDArray[np.int64]
"""Numbers of steps."""

Truths = NDArray[np.bool_]
"""Of each of several things, whether it is so."""
