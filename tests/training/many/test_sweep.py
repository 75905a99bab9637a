"""`explorer.training.many.sweep`"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.job import results_of
from explorer.network.initialiser import draw
from explorer.network.model import InitialiserChoice, Network
from explorer.training.many.executor import in_order, run_groups
from explorer.training.many.group import Group
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.sweep import Sweep
from explorer.training.program import NoOutput, parameters_of
from explorer.training.trainer import Trainer
from tests.benchmarks.work import layered
from tests.training.small_experiment import chain, xor

XOR = xor()
RATES = np.array([0.1, 3.0, 40.0])


def numbers_of(groups: Sequence[Group]) -> list[int]:
    return [number for group in groups for number in range(group.first, group.first + len(group))]


def test_without_seeds_every_run_starts_from_the_weights_as_they_are_drawn() -> None:
    sweep = Sweep(XOR, RATES, None, 10)
    assert len(sweep) == 3
    (group,) = sweep.groups(1)
    assert group.learning_rates.tolist() == [0.1, 3.0, 40.0]
    assert group.steps == 10
    assert [sweep.seed(run) for run in range(3)] == [None] * 3
    assert all(start.tolist() == parameters_of(XOR.network).tolist() for start in group.starts)


def test_the_seeds_of_a_learning_rate_stand_side_by_side() -> None:
    sweep = Sweep(XOR, RATES, range(4, 6), 10)
    assert len(sweep) == 6
    assert [sweep.seed(run) for run in range(6)] == [4, 5, 4, 5, 4, 5]
    (group,) = sweep.groups(1)
    assert group.learning_rates.tolist() == [0.1, 0.1, 3.0, 3.0, 40.0, 40.0]
    for run, start in enumerate(group.starts):
        drawn = draw(XOR.network, replace(XOR.training.initialiser, seed=4 + run % 2))
        assert tuple(start) == drawn
        assert sweep.start(run).tolist() == start.tolist()


@given(rates=st.integers(1, 3), seeds=st.integers(1, 700), workers=st.integers(1, 4))
@settings(max_examples=15)
def test_groups_hold_every_run_once_and_keep_all_workers_busy(rates: int, seeds: int, workers: int) -> None:
    sweep = Sweep(XOR, np.ones(rates), range(seeds), 10)
    groups = list(sweep.groups(workers))
    assert numbers_of(groups) == list(range(len(sweep)))
    assert all(len(group) % 16 == 0 for group in groups[:-1])
    if len(sweep) >= 16 * 2 * workers:
        assert len(groups) >= 2 * workers or workers == 1


def test_groups_are_made_when_it_is_their_turn_and_are_small_where_a_run_is_large() -> None:
    endless = Sweep(XOR, np.ones(1), range(10**12), 10)
    assert len(next(endless.groups(2))) == 1024
    wide = Sweep(layered((400, 100, 2), "tanh", 1, 0.1), np.ones(1), range(1000), 10)
    assert len(next(wide.groups(2))) == 16


def test_a_network_without_an_output_is_refused() -> None:
    with pytest.raises(NoOutput):
        Sweep(replace(chain(["tanh"], [1.0], []), network=Network((), ())), RATES, None, 1)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_that_is_followed_alone_ends_as_it_did_in_the_sweep(workers: int) -> None:
    experiment = replace(XOR, training=replace(XOR.training, initialiser=InitialiserChoice("normal", 5)))
    sweep = Sweep(experiment, np.geomspace(1, 50, 23), range(5, 8), 150)
    ends = list(in_order(results_of(run_groups(sweep.groups(workers), len(sweep), workers))))
    runs = [run for end in ends for run in sweep.runs(end)]
    assert [run.number for run in runs] == list(range(69))
    assert [run.learning_rate for run in runs[::3]] == sweep.learning_rates.tolist()
    assert {run.seed for run in runs[1::3]} == {6}
    engine = lone_engine_for(sweep.program)
    for run in range(0, len(sweep), 5):
        trainer = Trainer(sweep.experiment(run), engine)
        trainer.advance(150)
        rows = trainer.history.rows()
        assert (rows.loss[-1], len(rows) - 1) == (runs[run].loss, runs[run].steps)
