"""`explorer.training.kept_run`: the runs that have ended, and how one comes back to them"""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment, Network
from tests.ui.session.training_bench import Desk
from tests.ui.training_experiment import DIVERGING, SHRINKING, weight


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
    with qtbot.waitSignal(desk.training.runs_changed):
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
