"""Do the contenders of a race compute the same?"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from explorer.array import Array

STEPS = 20
TOLERANCE = 1e-9


class Disagreement(Exception):
    """Two contenders end with different parameters, so that comparing their paces would mean nothing."""


class Run(Protocol):
    """What takes part in a race of training."""

    def work(self, steps: int) -> None:
        """So many steps, always from the same start."""

    def parameters_after(self, steps: int) -> Array:
        """Where they lead to: (parameters,)."""


def check_agreement(runs: Mapping[str, Run]) -> None:
    """Whether all end some steps later with the same parameters. Raises Disagreement."""
    ends = {name: run.parameters_after(STEPS) for name, run in runs.items()}
    (first, expected), *others = ends.items()
    for name, found in others:
        worst = float(np.max(np.abs(found - expected) / np.maximum(1.0, np.abs(expected))))
        if not worst <= TOLERANCE:
            raise Disagreement(f"after {STEPS} steps {name} is {worst:.1e} away from {first}")
