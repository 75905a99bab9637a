"""What is an array of numbers in this program? Types of numpy arrays that every room uses."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers."""

Indices = NDArray[np.intp]
"""Places in another array."""

Steps = NDArray[np.int64]
"""Numbers of steps."""
