"""The model of the laboratory: what is trained from where, what is undone, and a run that is opened."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Network
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MOST_RUNS, NEW_LABORATORY, RateChange, RunChoice
from tests.ui.training_experiment import DIVERGING, SHRINKING, weight
from tests.ui.workspaces.laboratory.bench import LaboratoryBench


@pytest.fixture
def bench(qtbot: QtBot) -> LaboratoryBench:
    return LaboratoryBench(qtbot, rows=())


def test_it_starts_from_the_present_weights_and_follows_them(bench: LaboratoryBench) -> None:
    assert weight(bench.model.experiment) == 1.0
    bench.document.attempt("Set", lambda e: set_weight(e, "x", "y", 3.0))
    assert weight(bench.model.experiment) == 3.0


def test_a_seed_draws_the_same_start_whatever_the_present_weights_are(bench: LaboratoryBench) -> None:
    bench.model.choose("Seed", seed=4)
    drawn = bench.model.experiment
    assert weight(drawn) not in (0.0, 1.0)
    bench.document.attempt("Set", lambda e: set_weight(e, "x", "y", 3.0))
    assert bench.model.experiment == drawn
    bench.model.choose("Seed", seed=5)
    assert weight(bench.model.experiment) != weight(drawn)


def test_choosing_is_one_undo_step_and_a_gesture_too(bench: LaboratoryBench) -> None:
    undo = bench.document.undo_stack
    bench.model.choose("Make 10 steps", steps=10)
    for rate in (0.1, 0.2, 0.3):
        bench.model.turn_rate(rate, is_held=True)
    bench.model.release()
    bench.model.turn_rate(0.4, is_held=True)
    bench.model.release()
    assert [undo.text(index) for index in range(undo.count())] == [
        "Make 10 steps",
        f"Set {Symbol.ALPHA} to 0.3",
        f"Set {Symbol.ALPHA} to 0.4",
    ]
    undo.undo()
    assert bench.model.learning_rate == 0.3
    undo.undo()
    undo.undo()
    assert bench.model.settings == NEW_LABORATORY
    assert bench.model.learning_rate == 0.5  # that of training


def test_a_network_without_an_output_cannot_be_trained_and_it_says_what_to_do(bench: LaboratoryBench) -> None:
    bench.document.edit("Empty", replace(SHRINKING, network=Network()))
    assert bench.centre.problem.isVisible()
    assert bench.centre.problem.text().startswith("The network has no output")
    assert bench.model.compared.runs == ()
    bench.document.undo_stack.undo()
    assert not bench.centre.problem.isVisible()


def test_a_held_start_of_another_network_is_refused_in_words(bench: LaboratoryBench) -> None:
    bench.model.choose("Hold", held=(1.0, 2.0))
    assert "holds is of another network" in bench.centre.problem.text()


def test_a_run_is_opened_bit_for_bit_as_one_undo_step_and_the_start_is_held(bench: LaboratoryBench) -> None:
    start = bench.document.project
    opened = replace(SHRINKING, training=replace(SHRINKING.training, learning_rate=0.25))
    bench.model.open_run(opened, 3)
    bench.qtbot.waitUntil(lambda: bench.document.experiment is not start.experiment)
    assert weight(bench.document.experiment) == 0.75**3  # exact in doubles
    assert bench.document.experiment.training.learning_rate == 0.25
    assert bench.model.settings.held == (1.0,)
    assert weight(bench.model.experiment) == 1.0
    assert bench.asked == ["workspace:network"]
    snapshot = bench.session.training.snapshot
    assert snapshot is not None
    assert snapshot.step == 3
    bench.session.training.step()
    assert weight(bench.document.experiment) == 0.75**4
    bench.document.undo_stack.undo()
    bench.document.undo_stack.undo()
    assert bench.document.project == start


def test_weights_of_another_network_than_is_drawn_by_now_are_refused_in_words(bench: LaboratoryBench) -> None:
    said: list[str] = []
    bench.session.status_message.connect(said.append)
    other = new_experiment((2, 3, 1))
    bench.model.show_on_canvas("Show", other)
    assert said == ["These are weights of another network than is drawn now"]
    assert bench.document.experiment == SHRINKING


def test_a_run_that_is_opened_keeps_the_run_before_it(bench: LaboratoryBench) -> None:
    bench.session.training.step()
    bench.model.open_run(SHRINKING, 2)
    bench.qtbot.waitUntil(lambda: len(bench.session.training.runs) == 1)
    assert [run.name for run in bench.session.training.runs] == [f"{Symbol.ALPHA} = 0.5"]
    bench.document.undo_stack.undo()
    assert bench.session.training.runs == ()


def test_a_run_that_diverges_is_opened_where_it_did(bench: LaboratoryBench) -> None:
    bench.model.open_run(DIVERGING, 100)
    bench.qtbot.waitUntil(lambda: bench.session.training.divergence is not None)
    divergence = bench.session.training.divergence
    assert divergence is not None
    assert divergence.step == 11


def test_a_run_goes_on_at_another_rate_from_the_step_that_says_so(bench: LaboratoryBench) -> None:
    bench.model.choose("Runs", steps=4, runs=(RunChoice(0.5, 1, changes=(RateChange(2, 0.25),)),))
    bench.wait_for_runs()
    run = bench.model.compared.runs[0]
    assert run.name == f"{Symbol.ALPHA} = 0.5, 0.25 from step 2"
    assert run.snapshot is not None
    assert run.snapshot.parameters.tolist() == [0.5**2 * 0.75**2]


def test_runs_that_still_hold_are_not_trained_again(bench: LaboratoryBench) -> None:
    bench.model.choose("Runs", steps=5, runs=(RunChoice(0.1, 1),))
    bench.wait_for_runs()
    before = bench.model.compared.runs
    bench.model.turn_rate(0.3, is_held=False)
    bench.wait_for_runs()
    after = bench.model.compared.runs
    assert after[0].trainer is before[0].trainer
    assert after[1].plan.start.training.learning_rate == 0.3
    bench.document.attempt("Set", lambda e: set_weight(e, "x", "y", 3.0))
    bench.wait_for_runs()
    assert bench.model.compared.runs[0].trainer is not before[0].trainer


def test_where_nobody_looks_nothing_is_trained(bench: LaboratoryBench) -> None:
    bench.wait_for_runs()
    bench.centre.hide()
    before = bench.model.compared.runs
    bench.document.attempt("Set", lambda e: set_weight(e, "x", "y", 3.0))
    assert bench.model.compared.runs == before
    bench.centre.show()
    bench.wait_for_runs()
    assert weight(bench.model.compared.runs[-1].plan.start) == 3.0


def test_half_of_alpha_from_a_step_on_is_one_run_more_and_one_undo_step(bench: LaboratoryBench) -> None:
    bench.model.choose("Make 4 steps", steps=4)
    bench.wait_for_runs()
    bench.model.halve_from(bench.model.compared.runs[-1], 2)
    bench.wait_for_runs()
    fork = bench.model.compared.runs[0]
    assert (fork.name, fork.choice.colour) == (f"{Symbol.ALPHA} = 0.5, 0.25 from step 2", 1)
    assert fork.snapshot is not None
    assert fork.snapshot.parameters.tolist() == [0.5**2 * 0.75**2]
    assert bench.document.undo_stack.undoText() == f"Halve {Symbol.ALPHA} of {Symbol.ALPHA} = 0.5 from step 2"
    bench.document.undo_stack.undo()
    assert bench.model.settings.runs == ()


def test_more_runs_than_there_are_colours_are_refused_in_words(bench: LaboratoryBench) -> None:
    full = tuple(RunChoice(0.1, colour) for colour in range(1, MOST_RUNS + 1))
    bench.model.choose("Runs", steps=1, runs=full)
    said: list[str] = []
    bench.session.status_message.connect(said.append)
    bench.model.keep_run("Keep", RunChoice(0.2, 0))
    assert said == ["20 runs are compared already: drop one first"]
    assert bench.model.settings.runs == full
