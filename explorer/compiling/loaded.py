"""Which kernels are at hand in this process, so that calling them makes nobody wait?"""

ALONE, LANES, CURVATURE, ORBITS = "alone", "lanes", "curvature", "orbits"
"""The parts that kernels are loaded in: of a lone run, of many runs, of curvature, of one variable."""

_parts: set[str] = set()


def is_loaded(part: str) -> bool:
    """Whether the kernels of this part have been called once."""
    return part in _parts


def note_loaded(part: str) -> None:
    """Note that they have."""
    _parts.add(part)
