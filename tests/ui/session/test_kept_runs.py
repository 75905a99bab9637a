"""`explorer.ui.session.kept_runs`: the runs that have ended, and how one comes back to them"""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.descent.function import parse_function
from explorer.descent.kept_descent import KeptDescent
from explorer.descent.shown_descent import Descent
from explorer.network.model import Experiment, Network
from explorer.ui.session import kept_runs
from tests.ui.session.training_bench import Desk
from tests.ui.training_experiment import DIVERGING, SHRINKING, WANING, weight


@pytest.fixture
def desk(qapp: object) -> Desk:
    """A desk with a weight that halves in each step."""
    return Desk(SHRINKING)


def test_kept_runs_are_named_by_their_alpha_and_numbered_where_it_is_the_same(desk: Desk) -> None:
    for _ in range(3):
        desk.training.step()
        desk.training.keep()
    assert [run.name for run in desk.training.runs] == ["α = 0.5", "α = 0.5 (2)", "α = 0.5 (3)"]
    assert [run.colour for run in desk.training.runs] == [0, 1, 2]
    desk.training.drop(desk.training.runs[1])
    assert [run.name for run in desk.training.runs] == ["α = 0.5", "α = 0.5 (3)"]
    assert desk.training.colour == 1


def test_only_the_latest_seven_runs_are_kept(desk: Desk) -> None:
    for number in range(9):
        desk.training.set_learning_rate(number / 100)
        desk.training.step()
        desk.training.reset()
    assert [run.name for run in desk.training.runs] == [f"α = {n / 100}" for n in range(2, 9)]
    assert len({run.colour for run in desk.training.runs}) == 7


def test_keep_without_a_run_says_so(desk: Desk) -> None:
    desk.training.keep()
    assert desk.training.runs == ()
    assert desk.messages == ["There is no run to keep: train first"]


def test_loading_a_run_takes_over_its_weights_and_its_alpha(desk: Desk) -> None:
    desk.training.step()
    desk.training.reset()
    desk.training.set_learning_rate(0.1)
    (run,) = desk.training.runs
    desk.training.load(run)
    assert desk.weight == 0.5
    assert desk.document.experiment.training.learning_rate == 0.5
    assert desk.undo_texts[-1] == "Load the run α = 0.5"
    desk.training.load_start(run)
    assert desk.weight == 1.0


def test_loading_a_run_of_another_network_brings_that_network_back(desk: Desk) -> None:
    desk.training.step()
    desk.training.reset()
    (run,) = desk.training.runs
    desk.document.edit("Clear", Experiment(Network(), ()))
    desk.training.load(run)
    assert desk.document.experiment == run.end


def test_opening_another_experiment_forgets_every_run(desk: Desk, qtbot: QtBot) -> None:
    desk.training.step()
    desk.training.keep()
    desk.training.run()
    with qtbot.waitSignal(desk.document.runs_changed):
        desk.document.replace(DIVERGING)
    assert not desk.training.is_running
    assert desk.training.runs == ()
    assert desk.training.snapshot is None
    desk.training.reset()
    assert desk.document.experiment == DIVERGING


def test_after_keeping_a_run_reset_still_goes_back_to_its_start(desk: Desk) -> None:
    start = weight(desk.document.experiment)
    desk.training.step()
    desk.training.keep()
    desk.training.set_learning_rate(0.25)
    desk.training.step()
    assert weight(desk.document.experiment) != start
    desk.training.reset()
    assert weight(desk.document.experiment) == start
    assert len(desk.training.runs) == 2


def test_keeping_can_be_undone_and_the_run_goes_on_where_it_was(desk: Desk) -> None:
    desk.training.step()
    run = desk.run
    desk.training.keep()
    assert desk.undo_texts == ["Train 1 step", "Keep the run α = 0.5"]
    assert desk.training.snapshot is None
    desk.document.undo_stack.undo()
    assert desk.training.runs == ()
    assert desk.run == run
    desk.training.step()
    assert (desk.step, desk.weight) == (2, 0.25)


def test_what_was_kept_is_kept_again_by_redo(desk: Desk) -> None:
    desk.training.step()
    desk.training.keep()
    kept = desk.training.runs
    desk.document.undo_stack.undo()
    desk.document.undo_stack.redo()
    assert desk.training.runs == kept
    assert desk.training.snapshot is None
    desk.training.step()
    assert desk.step == 1


def test_a_run_that_ends_since_another_begins_is_kept_by_an_edit_of_its_own(desk: Desk) -> None:
    desk.training.step()
    desk.document.undo_stack.undo()
    desk.training.set_learning_rate(0.25)
    desk.training.step()
    assert [run.name for run in desk.training.runs] == ["α = 0.5"]
    assert desk.undo_texts == ["Set α to 0.25", "Keep the run α = 0.5", "Train 1 step"]
    desk.document.undo_stack.undo()
    assert [run.name for run in desk.training.runs] == ["α = 0.5"]


def test_a_run_that_was_dropped_comes_back_by_undo_and_is_never_the_present_one(desk: Desk) -> None:
    desk.training.step()
    desk.training.keep()
    (run,) = desk.training.runs
    desk.training.drop(run)
    assert desk.training.runs == ()
    assert desk.training.snapshot is None
    desk.document.undo_stack.undo()
    assert desk.training.runs == (run,)
    assert desk.training.snapshot is None


def test_a_run_that_is_renamed_and_coloured_stays_kept(desk: Desk) -> None:
    desk.training.step()
    desk.training.keep()
    (run,) = desk.training.runs
    kept_runs.rename(desk.document, run, "first")
    kept_runs.recolour(desk.document, desk.training.runs[0], 5)
    assert [(run.name, run.colour) for run in desk.training.runs] == [("first", 5)]
    assert desk.training.snapshot is None
    assert desk.undo_texts[-2:] == ["Rename the run α = 0.5", "Colour the run first"]


def test_kept_runs_are_saved_and_opened_again(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        desk.training.step()
        desk.training.keep()
    kept = desk.training.runs
    desk.document.save(tmp_path / "net.json")
    desk.document.replace(DIVERGING)
    assert desk.training.runs == ()
    desk.document.open(tmp_path / "net.json")
    assert [run.name for run in desk.training.runs] == ["α = 0.5", "α = 0.5 (2)"]
    assert [run.end for run in desk.training.runs] == [run.end for run in kept]
    assert desk.document.is_saved
    desk.training.load(desk.training.runs[0])
    assert desk.weight == 0.5


def test_a_descent_that_is_kept_while_a_network_trains_parts_the_training_in_two(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.document.replace(WANING)
    desk.training.run()
    qtbot.waitUntil(lambda: desk.undo_texts != [])
    descent = Descent(parse_function("x^2"), 1.0, 0.3, 3)
    kept_runs.keep(desk.document, KeptDescent("d", 0, descent, None))
    qtbot.waitUntil(lambda: len(desk.undo_texts) == 3)
    desk.training.pause()
    first, kept, second = desk.undo_texts
    assert kept == "Keep the run d"
    assert sum(int(text.split()[1]) for text in (first, second)) == desk.step
