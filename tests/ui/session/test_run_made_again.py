"""Does a run that was made elsewhere, or in another session, come out the same when it is made again?"""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.array import Array
from explorer.compiling import kernel_cache, loaded
from explorer.files.project import read_experiment
from explorer.kernels import warm_up
from explorer.network.edits.training_edits import set_learning_rate
from explorer.resources import resource
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor
from tests.ui.session.training_bench import Bench
from tests.ui.training_experiment import SHRINKING

START = set_learning_rate(xor(), 3.0)
STEPS = 20


@pytest.fixture
def opened(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(loaded, "_parts", {loaded.ALONE, loaded.LANES})
    bench = Bench(START)
    trainer = Trainer(START, LaneEngine(Program.of(START)))
    trainer.advance(STEPS)
    bench.training.open_run("Open the run", trainer)
    return bench


def losses(bench: Bench) -> Array:
    snapshot = bench.training.snapshot
    assert snapshot is not None
    assert snapshot.engine == "lanes"
    return snapshot.history.rows().loss


def train(bench: Bench) -> None:
    for _ in range(STEPS):
        bench.training.step()


def test_after_reset_each_step_has_the_very_loss(opened: Bench) -> None:
    before = losses(opened)
    opened.training.reset()
    train(opened)
    assert np.array_equal(losses(opened), before)


def test_after_its_start_was_loaded_each_step_has_the_very_loss(opened: Bench) -> None:
    before = losses(opened)
    opened.training.keep()
    opened.training.load_start(opened.training.runs[-1])
    train(opened)
    assert np.array_equal(losses(opened), before)


@pytest.mark.skipif(not kernel_cache.is_installed(), reason="numba is not installed")
def test_reset_and_train_makes_an_opened_run_again_bit_for_bit_by_the_engine_that_made_it(
    qtbot: QtBot,
) -> None:
    warm_up.load_lanes()
    chaotic = set_learning_rate(read_experiment(resource("examples/edge-of-stability.json")), 0.62)
    bench = Bench(chaotic)
    trainer = Trainer(chaotic, lone_engine_for(Program.of(chaotic)))
    trainer.advance(400)
    bench.training.open_run("Open", trainer)
    opened = bench.document.experiment
    bench.training.reset()
    bench.training.run(steps=400)
    qtbot.waitUntil(lambda: not bench.training.is_running)
    assert (
        parameters_of(bench.document.experiment.network).tobytes() == parameters_of(opened.network).tobytes()
    )
    assert not any("may differ" in message for message in bench.messages)


def test_that_a_run_made_again_may_differ_is_said_where_its_engine_is_not_there() -> None:
    bench = Bench(SHRINKING)
    bench.training.step()
    bench.training.keep()
    run = replace(bench.training.runs[0], engine="abacus")
    bench.document.edit_project("Exchange", replace(bench.document.project, runs=(run,)))
    bench.training.load_start(run)
    bench.training.step()
    assert any("may differ: it was computed by “abacus”" in message for message in bench.messages)
