"""`explorer.ui.session.training_loop`: slices or a thread, and a snapshot for every frame"""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_learning_rate
from explorer.training.engine_choice import engine_for
from explorer.training.program import Program
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.trainer import Trainer
from explorer.ui.session.training_loop import TrainingLoop
from tests.ui.training_experiment import DIVERGING, WANING


class Desk:
    """A loop that drives the run of one weight, and the snapshots that it has handed out."""

    def __init__(self, is_beside: bool) -> None:
        self.is_beside = is_beside
        self.loop = TrainingLoop()
        self.loop.advanced.connect(self._on_advanced)
        self.snapshots: list[RunSnapshot] = []

    def start(self, learning_rate: float = WANING.training.learning_rate) -> Trainer:
        """Begin a run with this α: with the kernels in a thread, or with numpy in slices."""
        experiment = set_learning_rate(WANING, learning_rate)
        trainer = Trainer(experiment, engine_for(Program.of(experiment), may_wait=self.is_beside))
        assert trainer.lets_others_run is self.is_beside
        self.loop.set_steps_per_second(None)
        self.loop.start(trainer)
        return trainer

    def _on_advanced(self, snapshot: RunSnapshot) -> None:
        self.snapshots.append(snapshot)


@pytest.fixture(params=["in slices", "in a thread"])
def desk(request: pytest.FixtureRequest, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Everything holds in both ways of making steps."""
    monkeypatch.setattr("explorer.training.warm_up._is_loaded", False)
    return Desk(request.param == "in a thread")


def test_each_frame_is_handed_a_snapshot_and_none_goes_back(desk: Desk, qtbot: QtBot) -> None:
    desk.start()
    qtbot.waitUntil(lambda: len(desk.snapshots) >= 5)
    desk.loop.stop()
    steps = [snapshot.step for snapshot in desk.snapshots]
    assert steps == sorted(steps)
    assert steps[-1] > 0
    assert {snapshot.run for snapshot in desk.snapshots} == {desk.snapshots[0].run}


def test_after_stop_no_steps_are_made_and_the_trainer_is_the_callers(desk: Desk, qtbot: QtBot) -> None:
    trainer = desk.start()
    assert desk.loop.is_running
    qtbot.waitUntil(lambda: any(snapshot.step for snapshot in desk.snapshots))
    desk.loop.stop()
    assert not desk.loop.is_running
    told, step = len(desk.snapshots), trainer.step
    qtbot.wait(50)
    assert (len(desk.snapshots), trainer.step) == (told, step)
    assert trainer.advance(1) == 1


def test_a_learning_rate_that_is_set_is_followed_soon(desk: Desk, qtbot: QtBot) -> None:
    desk.start()
    qtbot.waitUntil(lambda: any(snapshot.step for snapshot in desk.snapshots))
    desk.loop.set_learning_rate(0.5)
    qtbot.waitUntil(lambda: desk.snapshots[-1].learning_rate == 0.5)
    desk.loop.stop()
    rates = desk.snapshots[-1].history.rows().learning_rate
    assert set(rates.tolist()) == {WANING.training.learning_rate, 0.5}


def test_a_run_that_diverges_ends_the_loop_with_its_last_snapshot(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.loop.ended):
        desk.start(DIVERGING.training.learning_rate)
    assert not desk.loop.is_running
    assert desk.snapshots[-1].divergence is not None
    assert desk.snapshots[-1].step == 11


def test_another_pace_is_kept_from_now_on_in_the_same_run(desk: Desk, qtbot: QtBot) -> None:
    trainer = desk.start()
    qtbot.waitUntil(lambda: any(snapshot.step for snapshot in desk.snapshots))
    desk.loop.set_steps_per_second(20.0)
    begun = trainer.step  # a thread has ended: it is the loop's again, which makes one step now and then
    qtbot.waitUntil(lambda: desk.snapshots[-1].step >= begun + 3)
    desk.loop.set_steps_per_second(None)
    qtbot.waitUntil(lambda: desk.snapshots[-1].step > begun + 100)
    desk.loop.stop()
