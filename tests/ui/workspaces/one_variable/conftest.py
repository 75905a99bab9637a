"""The workspace One variable is tested with the kernels, as a window has them after its first second."""

import pytest

from explorer.kernels.warm_up import load_orbits


@pytest.fixture(scope="session", autouse=True)
def kernels() -> None:
    """Load them once."""
    load_orbits()
