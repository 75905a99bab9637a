"""`explorer.training.replay_engine`"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.compiling import loaded
from explorer.network.edits.training_edits import set_learning_rate
from explorer.training.engine import Engine
from explorer.training.engine_choice import name_of_engine
from explorer.training.kept_network_run import KeptNetworkRun, kept
from explorer.training.kernel.compiled_engine import CompiledEngine
from explorer.training.many.lane_engine import LaneEngine
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from explorer.training.replay_engine import engine_again
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

START = set_learning_rate(xor(), 3.0)
PROGRAM = Program.of(START)


def made_by(engine: Engine, steps: int = 200) -> Trainer:
    trainer = Trainer(START, engine)
    trainer.advance(steps)
    return trainer


def kept_of(trainer: Trainer) -> KeptNetworkRun:
    return kept(trainer.snapshot(), "α = 3", 0)


@pytest.fixture
def all_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaded, "_parts", {loaded.ALONE, loaded.LANES})


@pytest.mark.usefixtures("all_loaded")
@pytest.mark.parametrize(
    ("engine", "name"),
    [(NumpyEngine(PROGRAM), "numpy"), (CompiledEngine(PROGRAM), "kernels"), (LaneEngine(PROGRAM), "lanes")],
)
def test_a_kept_run_is_made_again_by_its_engine_to_the_last_bit(engine: Engine, name: str) -> None:
    trainer = made_by(engine)
    run = kept_of(trainer)
    again, warning = engine_again(START, [run])
    assert (run.engine, name_of_engine(again), warning) == (name, name, None)
    repeated = made_by(again)
    assert np.array_equal(repeated.history.rows().loss, trainer.history.rows().loss)
    assert np.array_equal(repeated.parameters, trainer.parameters)


@pytest.mark.usefixtures("all_loaded")
def test_another_experiment_is_trained_by_the_fastest_engine() -> None:
    again, warning = engine_again(set_learning_rate(START, 2.0), [kept_of(made_by(LaneEngine(PROGRAM), 2))])
    assert (name_of_engine(again), warning) == ("kernels", None)


def test_where_its_engine_is_not_loaded_it_says_that_runs_may_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loaded, "_parts", set())
    again, warning = engine_again(START, [kept_of(made_by(LaneEngine(PROGRAM), 2))])
    assert name_of_engine(again) == "numpy"
    assert warning == (
        "The kept run was made by the compiled kernels for many runs, this one by numpy: "
        "where it is chaotic they may part"
    )


def test_an_engine_that_nobody_knows_is_named_as_it_is_written() -> None:
    run = replace(kept_of(made_by(NumpyEngine(PROGRAM), 2)), engine="abacus")
    warning = engine_again(START, [run])[1]
    assert warning is not None
    assert warning.startswith("The kept run was made by abacus, this one by ")
