"""How large is a neuron, and how far apart do neurons stand? The radius and the spacings, in scene units."""

RADIUS = 36.0
"""Of a hidden or output neuron's circle; connections run from rim to rim."""

GRID = 10.0
"""Positions snap to multiples of this."""

COLUMN_SPACING = 320.0
"""Between neighbouring columns: room for a weight and its gradient on the connection."""

WIDEST_SPACING = 640.0
"""Of the same, where columns are tall."""

ROW_SPACING = 140.0
"""Least distance of neighbours in a column: a neuron, its name, its bias and its δ."""

CLEARANCE = 50.0
"""Least distance of a connection from the centre of a neuron that it passes."""
