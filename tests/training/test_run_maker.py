"""Which engine made a run, and can it make that run again here, bit for bit?"""

from dataclasses import replace

import pytest

from explorer.compiling import kernel_cache
from explorer.files.project import from_bytes, read_experiment, to_bytes
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Experiment
from explorer.project import Project
from explorer.resources import resource
from explorer.training.engine import Engine
from explorer.training.kept_network_run import KeptNetworkRun, kept
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.processor import processor
from explorer.training.program import Program
from explorer.training.run_maker import ENGINES, engine_again, engine_in_words, made_again, why_it_may_differ
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

CHAOTIC = set_learning_rate(read_experiment(resource("examples/edge-of-stability.json")), 0.62)
"""At this α engines that round otherwise part before step 400."""

compiled = pytest.mark.skipif(not kernel_cache.is_installed(), reason="numba is not installed")


def kept_run(experiment: Experiment, engine: Engine, steps: int) -> KeptNetworkRun:
    trainer = Trainer(experiment, engine)
    trainer.advance(steps)
    return kept(trainer.snapshot(), "a run", 0)


@compiled
@pytest.mark.parametrize("name", ENGINES)
def test_a_chaotic_run_is_made_again_bit_for_bit_by_the_engine_that_made_it(name: str) -> None:
    program = Program.of(CHAOTIC)
    run = kept_run(CHAOTIC, ENGINES[name].make(program), 400)
    assert run.engine == name
    stored = from_bytes(to_bytes(Project(CHAOTIC, (run,))), "a file").runs[0]
    assert isinstance(stored, KeptNetworkRun)
    again = Trainer(CHAOTIC, engine_again(made_again(CHAOTIC, (stored,)), program))
    again.advance(400)
    assert again.parameters.tobytes() == run.curves.values[:, -1].tobytes()
    assert why_it_may_differ(stored) == ""


@compiled
def test_the_engines_part_where_training_is_chaotic() -> None:
    program = Program.of(CHAOTIC)
    ends = {
        name: kept_run(CHAOTIC, kind.make(program), 400).curves.values[:, -1]
        for name, kind in ENGINES.items()
    }
    assert abs(ends["lanes"] - ends["numpy"]).max() > 1e-3


@compiled
def test_a_dot_of_a_sweep_says_that_the_kernels_for_many_runs_made_it() -> None:
    engine = lone_engine_for(Program.of(xor()))
    assert (engine.name, engine_in_words(engine.name)) == ("lanes", "the compiled kernels for many runs")


def test_a_run_is_known_by_its_start_and_alpha_and_by_its_end() -> None:
    run = kept_run(xor(), NumpyEngine(Program.of(xor())), 3)
    assert made_again(xor(), (run,)) is run
    assert made_again(run.end, (run,)) is run
    assert made_again(set_learning_rate(xor(), 0.7), (run,)) is None
    later = replace(run, name="later")
    assert made_again(xor(), (run, later)) is later


def test_where_the_engine_cannot_be_had_the_fastest_serves_and_it_is_said_that_runs_may_differ() -> None:
    run = replace(kept_run(xor(), NumpyEngine(Program.of(xor())), 3), engine="abacus")
    assert engine_again(run, Program.of(xor())).name in ENGINES
    assert why_it_may_differ(run) == (
        "Made again, a run may differ: it was computed by “abacus”, an engine that is not known here, "
        "which cannot be had here. Others round otherwise, and chaotic runs part by that"
    )


def test_of_a_run_from_another_processor_it_is_said_that_it_may_differ() -> None:
    run = kept_run(xor(), NumpyEngine(Program.of(xor())), 3)
    assert run.processor == processor() != ""
    assert why_it_may_differ(run, "numpy") == ""
    assert f"on i486, here it is {processor()}" in why_it_may_differ(replace(run, processor="i486"))
    assert "a processor that its file does not name" in why_it_may_differ(replace(run, processor=""))


def test_another_engine_than_the_one_that_made_it_is_named() -> None:
    run = replace(kept_run(xor(), NumpyEngine(Program.of(xor())), 3), engine="lanes")
    assert "computed by the compiled kernels for many runs, here it is numpy" in why_it_may_differ(
        run, "numpy"
    )
