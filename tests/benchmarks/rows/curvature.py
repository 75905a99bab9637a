"""How many training steps does it cost to know how curved E is?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.model import Experiment
from explorer.training.curvature.curvature import curvature_of
from explorer.training.engine_choice import engine_for
from explorer.training.program import Program
from tests.benchmarks.contenders.engine import EngineRun
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Contender, Length, race
from tests.benchmarks.work import layered

STEP, PRODUCT, LONE_PRODUCT, SHARPNESS = "training step", "H v", "H v at a new point", "λ"
AIMS = {PRODUCT: Aim(1.5, is_ceiling=True), LONE_PRODUCT: None, SHARPNESS: Aim(4.0, is_ceiling=True)}

VECTORS = 16
"""Multiplied at one point, so that the evaluation there, which all of them need, counts little."""

STEPS = 1000
"""Of the run along which λ is followed."""


@dataclass(frozen=True)
class Work:
    """An experiment of a hundred samples or more."""

    name: str
    experiment: Callable[[], Experiment]

    def lines(self, length: Length) -> Iterator[Line]:
        """Lines for a product with the Hessian, and one for the largest eigenvalue at every step."""
        experiment = self.experiment()
        program = Program.of(experiment)
        training = EngineRun(experiment, engine_for(program))
        paces = race(
            [
                Contender(STEP, training.work),
                Contender(PRODUCT, products(program, training.parameters_after(0), VECTORS)),
                Contender(LONE_PRODUCT, products(program, training.parameters_after(0), 1)),
                Contender(SHARPNESS, eigenvalues(program, training.path(STEPS))),
            ],
            length,
        )
        for what, aim in AIMS.items():
            yield Line(
                self.name,
                f"time of {what} / of a {STEP}",
                paces.ratio(STEP, what),
                aim,
                {each: paces.of(each).median for each in (STEP, what)},
                "/s",
                "warm, along a run" if what == SHARPNESS else "",
            )


def products(program: Program, parameters: Array, at_once: int) -> Callable[[int], None]:
    """Multiplies the Hessian at these parameters with so many vectors, as many in one call."""
    curvature = curvature_of(program)
    vectors = np.random.default_rng(0).standard_normal((at_once, len(parameters)))

    def work(times: int) -> None:
        for made in range(0, times, at_once):
            curvature.hessian_products(parameters, vectors[: times - made])

    return work


def eigenvalues(program: Program, path: Array) -> Callable[[int], None]:
    """Finds λ at so many steps of the path, at its start again after its end."""
    curvature = curvature_of(program)

    def work(times: int) -> None:
        for made in range(0, times, len(path)):
            curvature.eigenvalues(path[: times - made])

    return work


WORKS = {
    "curvature-2-8-8-1": Work("2-8-8-1 tanh, 200 samples", lambda: layered((2, 8, 8, 1), "tanh", 200, 0.05)),
    "curvature-16-16-1": Work("16-16-1 tanh, 200 samples", lambda: layered((16, 16, 1), "tanh", 200, 0.05)),
}
