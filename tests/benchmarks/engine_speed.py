"""How many steps a second does the numpy engine make? Run: python -m tests.benchmarks.engine_speed

Beside it, one neuron at a time: `propagate` on every sample of the batch. A shared machine makes the numbers
swing, so the ratio tells more than either.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from time import perf_counter

import numpy as np

from explorer.backprop.propagate import propagate
from explorer.network.builder import new_experiment
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, Sample
from explorer.training.engine import Rows
from explorer.training.numpy_engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer

SECONDS = 0.5
ROUNDS = 5


def experiment_with(sizes: tuple[int, ...], samples: int) -> Experiment:
    """A tanh network of these layer sizes, with random samples."""
    random = Random(0)
    drawn = new_experiment(sizes)
    inputs, outputs = drawn.network.inputs, drawn.network.outputs
    shown = tuple(
        Sample(
            {n.name: random.uniform(-1, 1) for n in inputs}, {n.name: random.uniform(-1, 1) for n in outputs}
        )
        for _ in range(samples)
    )
    return replace(drawn, samples=shown)


def pace(advance: Callable[[], int]) -> float:
    """Steps per second of `advance`, which returns how many steps it made: the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        steps, start = 0, perf_counter()
        while (elapsed := perf_counter() - start) < SECONDS / ROUNDS:
            steps += advance()
        best = max(best, steps / elapsed)
    return best


def engine_pace(experiment: Experiment) -> float:
    engine, rows, rates = NumpyEngine(Program.of(experiment)), Rows.empty(201), np.full(200, 1e-3)
    state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
    return pace(lambda: engine.run(state, 0, rates, 1e6, rows).updates)


def trainer_pace(experiment: Experiment) -> float:
    trainer = Trainer(experiment)
    trainer.learning_rate = 1e-3
    trainer.advance(2000)  # the first steps are slower, because each is remembered with all its parameters
    return pace(lambda: trainer.advance_for(0.008, 10**9))


def propagate_pace(experiment: Experiment) -> float:
    each = [replace(experiment, samples=(sample,)) for sample in experiment.samples]

    def advance() -> int:
        for single in each:
            propagate(single)
        return 1

    return pace(advance)


def main() -> None:
    """Prints one line for each network."""
    for sizes, samples in (((2, 4, 1), 4), ((2, 8, 8, 1), 200), ((16, 16, 1), 200), ((2, 64, 64, 1), 200)):
        experiment = experiment_with(sizes, samples)
        engine, trainer = engine_pace(experiment), trainer_pace(experiment)
        slow = propagate_pace(experiment)
        name = "-".join(map(str, sizes))
        print(
            f"{name:10} {samples:4} samples: engine {engine:9,.0f} steps/s, trainer {trainer:9,.0f}, "
            f"neuron by neuron {slow:9,.2f}: engine × {engine / slow:,.0f}"
        )


if __name__ == "__main__":
    main()
