"""Descents in one variable are tested with the kernels, as they run in a window that has loaded them."""

import pytest

from explorer.kernels.warm_up import load_orbits


@pytest.fixture(scope="session", autouse=True)
def kernels() -> None:
    """Load them once; the tests of numpy's engine make it themselves."""
    load_orbits()
