"""How many training steps does a step of the central flow cost?"""

from collections.abc import Callable, Iterator

import numpy as np

from explorer.array import Array
from explorer.files.project import read_experiment
from explorer.resources import resource
from explorer.training.curvature.central_flow import follower_of
from explorer.training.engine_choice import engine_for
from explorer.training.program import Program, parameters_of
from tests.benchmarks.contenders.engine import EngineRun
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Contender, Length, race

TRAINING, BELOW, AT_EDGE = "training step", "flow step below the edge", "flow step at the edge"
AIM = Aim(60.0, is_ceiling=True)

REACHED = 300
"""Steps after which the flow of the example is at the edge."""

LENGTH = 100
"""Of a stretch of the flow that is followed in one call."""


def lines(length: Length) -> Iterator[Line]:
    """A line for each stretch, where ∇λ is not needed and where it is."""
    experiment = read_experiment(resource("examples/edge-of-stability.json"))
    program, rate = Program.of(experiment), experiment.training.learning_rate
    start = parameters_of(experiment.network)
    reached = follower_of(program).follow(start, np.full(REACHED, rate)).states[-1]
    paces = race(
        [
            Contender(TRAINING, EngineRun(experiment, engine_for(program)).work),
            Contender(BELOW, following(program, start, rate)),
            Contender(AT_EDGE, following(program, reached, rate)),
        ],
        length,
    )
    for what in (BELOW, AT_EDGE):
        each = {name: paces.of(name).median for name in (TRAINING, what)}
        ratio = paces.ratio(TRAINING, what)
        yield Line(
            "central flow, 33 parameters", f"time of a {what} / of a {TRAINING}", ratio, AIM, each, "/s"
        )


def following(program: Program, start: Array, rate: float) -> Callable[[int], None]:
    """Follows the flow from there, a stretch after the other, each from the same start."""
    follower = follower_of(program)

    def work(times: int) -> None:
        for made in range(0, times, LENGTH):
            follower.follow(start, np.full(min(LENGTH, times - made), rate))

    return work
