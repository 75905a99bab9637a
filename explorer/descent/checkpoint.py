"""How long is an orbit followed before its fate is judged? The checkpoints of a verdict."""

CHECKPOINTS = (64, 256, 1024, 4096, 16_384, 65_536, 100_000)
"""The steps at which the orbit is examined; after the last of them nothing but chaos is left to be shown."""

MEASURED_STEPS = 100_000
"""So many steps more, from which the Lyapunov exponent is measured."""

LEAST_CHAOS = 1e-3
"""A Lyapunov exponent below this is not told from 0: at 0 orbits drift, creep or rotate."""
