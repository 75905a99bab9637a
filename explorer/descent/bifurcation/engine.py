"""Which engine follows many orbits of an f fastest? The choice of an orbit engine."""

from importlib import import_module

from explorer.compiling.loaded import ORBITS, is_loaded
from explorer.descent.bifurcation.numpy_orbits import NumpyOrbits
from explorer.descent.bifurcation.orbits import OrbitEngine
from explorer.descent.bifurcation.surviving_orbits import checked
from explorer.descent.function import Function


def engine_for(f: Function, momentum: float = 0.0) -> OrbitEngine:
    """The compiled engine where its kernels are loaded and know all that is in f′ and f″; else numpy's.

    So nobody waits for a compiler. Who can wait loads the kernels first. Where f′ may overflow in doubles
    what the engine finds is checked.
    """
    engine: OrbitEngine | None = None
    if is_loaded(ORBITS):
        engine = import_module("explorer.descent.bifurcation.compiled_orbits").engine_of(f, momentum)
    return checked(engine or NumpyOrbits.of(f, momentum), f, momentum)
