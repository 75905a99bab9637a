"""`explorer.training.many.lanes`, whichever way they are made, and `explorer.training.many.lane_engine`"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.array import Array
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.initialiser import draw
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, InitialiserChoice, OptimiserChoice, ScheduleChoice, Training
from explorer.training.engine import Engine
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.many.compiled_lanes import CompiledLanes
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.many.lanes import Cancelled, Lanes, Start, factors
from explorer.training.many.serial_lanes import SerialLanes
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.random_experiment import random_experiment
from tests.training.small_experiment import chain, xor
from tests.training.training_families import FAMILIES


def serial(engine: Callable[[Program], Engine]) -> Callable[..., Lanes]:
    return lambda program, start, *rest: SerialLanes(program, engine, start, 50, *rest)


KINDS: dict[str, tuple[Callable[..., Lanes], Callable[[Program], Engine]]] = {
    "side by side": (CompiledLanes, LaneEngine),
    "one after the other": (serial(CompiledEngine), CompiledEngine),
    "with numpy": (serial(NumpyEngine), NumpyEngine),
}
in_every_way = pytest.mark.parametrize("kind", KINDS)

CHAOTIC = xor(training=Training(optimiser=OptimiserChoice("momentum"), batch_size=3, seed=1))
RATES = np.geomspace(0.01, 30, 21)
"""For `CHAOTIC`, from a rate at which it learns to some at which every rounding grows without end."""

CURVE = chain(["tanh", "identity"], [0.7, -0.5], [(-1.0, 1.0), (0.5, 0.3), (2.0, -2.0)], biases={"n1": 0.1})
"""Never fitted exactly, so that an enormous learning rate diverges for certain."""

KEPT = np.array([0, 1, 5, 6, 7, 40])


def started(experiment: Experiment, seed: int) -> Experiment:
    """From weights of its own."""
    choice = InitialiserChoice("normal", seed, deviation=0.8)
    return replace(experiment, network=with_parameters(experiment.network, draw(experiment.network, choice)))


def states_of(experiment: Experiment, seeds: Sequence[int]) -> Array:
    rule, choice = LearningRule.of(experiment), InitialiserChoice("normal", deviation=0.8)
    starts = [np.array(draw(experiment.network, replace(choice, seed=seed))) for seed in seeds]
    return np.array([rule.first_state(start) for start in starts])


def lanes_of(
    kind: str, experiment: Experiment, rates: Array, seeds: Sequence[int], pieces: Sequence[int]
) -> Lanes:
    start = Start(rates, states_of(experiment, seeds), kept=KEPT)
    lanes = KINDS[kind][0](Program.of(experiment), start)
    for piece in pieces:
        lanes.advance(piece)
    return lanes


@in_every_way
@settings(max_examples=12)
@given(
    chosen=st.lists(st.integers(0, len(RATES) - 1), min_size=1, max_size=40),
    pieces=st.lists(st.integers(0, 60), min_size=1, max_size=4),
)
def test_a_lane_ends_the_same_to_the_last_bit_whatever_stands_beside_it(
    kind: str, chosen: list[int], pieces: list[int]
) -> None:
    everybody = range(len(RATES))
    alone = lanes_of(kind, CHAOTIC, RATES, everybody, [sum(pieces)])
    states = dict(zip(alone.alive.tolist(), alone.states, strict=True))
    together = lanes_of(kind, CHAOTIC, RATES[chosen], chosen, pieces)
    assert together.step == sum(pieces)
    assert together.loss.tobytes() == alone.loss[chosen].tobytes()
    assert together.diverged_at.tolist() == alone.diverged_at[chosen].tolist()
    known = sum(pieces) >= KEPT
    assert together.losses[:, known].tobytes() == alone.losses[chosen][:, known].tobytes()
    assert together.norms[:, known].tobytes() == alone.norms[chosen][:, known].tobytes()
    for lane, state in zip(together.alive.tolist(), together.states, strict=True):
        assert state.tobytes() == states[chosen[lane]].tobytes()


@in_every_way
@pytest.mark.parametrize("experiment", [CHAOTIC, CURVE], ids=["chaotic", "diverging"])
def test_a_run_alone_ends_as_it_did_among_the_others(kind: str, experiment: Experiment) -> None:
    lanes = lanes_of(kind, experiment, RATES, range(len(RATES)), [300])
    engine = KINDS[kind][1](Program.of(experiment))
    for lane, rate in enumerate(RATES.tolist()):
        trainer = Trainer(set_learning_rate(started(experiment, lane), rate), engine)
        trainer.advance(300)
        rows, diverged_at = trainer.history.rows(), lanes.diverged_at[lane]
        assert (-1 if trainer.divergence is None else trainer.divergence.step) == diverged_at
        assert rows.loss[-1] == lanes.loss[lane]
        known = len(rows) > KEPT
        assert rows.loss[KEPT[known]].tobytes() == lanes.losses[lane, known].tobytes()
        assert rows.gradient_norm[KEPT[known]].tobytes() == lanes.norms[lane, known].tobytes()


@pytest.mark.parametrize("family", FAMILIES)
def test_lanes_are_trained_in_every_way_and_come_to_the_same_however_they_are_made(family: str) -> None:
    for seed in range(12):
        experiment = replace(random_experiment(seed), training=FAMILIES[family])
        rates = np.array([0.0, 0.001, 0.01])
        first, *others = (lanes_of(kind, experiment, rates, [seed] * 3, [7, 23]) for kind in KINDS)
        for other in others:
            assert first.alive.tolist() == other.alive.tolist() == [0, 1, 2]
            np.testing.assert_allclose(first.states, other.states, rtol=1e-9, atol=1e-11, err_msg=str(seed))
            np.testing.assert_allclose(first.loss, other.loss, rtol=1e-9, atol=1e-13)


@in_every_way
def test_lanes_that_diverge_are_left_behind_and_the_others_go_on(kind: str) -> None:
    rates = np.array([1e300, 0.1] * 20 + [1e6])
    lanes = lanes_of(kind, CURVE, rates, [0] * 41, [100])
    assert lanes.alive.tolist() == list(range(1, 40, 2))
    assert lanes.diverged_at[:2].tolist() == [1, -1]
    trainer = Trainer(set_learning_rate(started(CURVE, 0), 1e6))
    trainer.advance(100)
    assert trainer.divergence is not None
    assert lanes.diverged_at[-1] == trainer.divergence.step
    assert len(lanes.states) == 20


@in_every_way
def test_when_all_have_diverged_any_number_of_steps_is_made_at_once(kind: str) -> None:
    lanes = lanes_of(kind, CURVE, np.full(3, 1e300), [0, 1, 2], [10])
    lanes.advance(10**12)
    assert lanes.diverged_at.tolist() == [1, 1, 1]


@in_every_way
def test_there_may_be_no_lanes(kind: str) -> None:
    lanes = KINDS[kind][0](Program.of(CURVE), Start(np.empty(0), np.empty((0, 1, 3))))
    lanes.advance(5)
    assert (lanes.step, lanes.loss.tolist(), lanes.alive.tolist()) == (5, [], [])


@in_every_way
def test_a_start_that_is_not_finite_has_diverged_at_its_first_step(kind: str) -> None:
    states = states_of(CURVE, [0, 1])
    states[0, 0, 0] = math.nan
    lanes = KINDS[kind][0](Program.of(CURVE), Start(np.full(2, 0.1), states, step=7))
    lanes.advance(2)
    assert lanes.diverged_at.tolist() == [7, -1]


@in_every_way
def test_a_given_limit_is_every_lanes_limit(kind: str) -> None:
    states = states_of(CURVE, range(5))
    losses = lanes_of(kind, CURVE, np.zeros(5), range(5), [0]).loss
    limit = float(np.median(losses))
    lanes = KINDS[kind][0](Program.of(CURVE), Start(np.zeros(5), states, limit=limit))
    assert lanes.diverged_at.tolist() == [0 if loss > limit else -1 for loss in losses]


@in_every_way
def test_lanes_may_be_left_and_given_other_states(kind: str) -> None:
    rates = np.full(20, 0.1)
    lanes = lanes_of(kind, CURVE, rates, range(20), [5])
    lanes.leave(np.arange(17))
    assert lanes.alive.tolist() == [17, 18, 19]
    lanes.put(states_of(CURVE, [3, 4, 5]))
    lanes.advance(5)
    expected = lanes_of(kind, CURVE, rates, range(20), [5]).states[3:6]
    assert lanes.states.tobytes() == expected.tobytes()
    assert (lanes.diverged_at == -1).all()


@in_every_way
def test_who_cancels_gets_no_further_step(kind: str) -> None:
    looks = iter([False, False, True])
    start = Start(np.full(40, 0.1), states_of(CURVE, range(40)))
    with pytest.raises(Cancelled):
        KINDS[kind][0](Program.of(CURVE), start, lambda: next(looks)).advance(100)


def test_a_factor_beyond_all_doubles_leaves_a_learning_rate_of_0_alone() -> None:
    growing = ScheduleChoice("exponential", factor=10.0)
    assert factors(growing, 0, 3).tolist() == [1.0, 10.0, 100.0]
    assert factors(growing, 400, 2).tolist() == [1.7976931348623157e308] * 2
    experiment = replace(CURVE, training=Training(schedule=growing))
    for kind in KINDS:
        assert lanes_of(kind, experiment, np.array([0.0]), [0], [400]).alive.tolist() == [0]
