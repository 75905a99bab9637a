"""A run of many, opened in the window: whoever trains it again sees its very losses."""

import numpy as np
import pytest

from explorer.array import Array
from explorer.compiling import loaded
from explorer.network.edits.training_edits import set_learning_rate
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor
from tests.ui.session.training_bench import Bench

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
