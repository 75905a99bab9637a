"""Up to which learning rate does a minimum draw in, and up to which from one side? The heavy ball's limits.

Near a minimum with curvature f″ the distance y from it follows y ← (1 + β − αf″) y − β · (y before). The
roots of z² − (1 + β − αf″) z + β say what becomes of it (Polyak 1964).
"""

from math import sqrt


def stability_limit(curvature: float, momentum: float = 0.0) -> float:
    """2 (1 + β) / f″: up to this α both roots lie within ±1, and a minimum with this f″ > 0 draws in."""
    return 2 * (1 + momentum) / curvature


def creeping_limit(curvature: float, momentum: float = 0.0) -> float:
    """(1 − √β)² / f″: 1/f″ without β: up to this α both roots are positive, it creeps in."""
    return (1 - sqrt(momentum)) ** 2 / curvature
