"""`explorer.ui.session.training_loop`: slices or a thread, and a snapshot for every frame"""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_learning_rate
from explorer.training.engine_choice import engine_for
from explorer.training.goal import Goal
from explorer.training.program import Program
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.trainer import Trainer
from explorer.ui.session.training_loop import TrainingLoop
from tests.ui.training_experiment import DIVERGING, WANING


class Bench:
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
def bench(request: pytest.FixtureRequest, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Everything holds in both ways of making steps."""
    monkeypatch.setattr("explorer.compiling.loaded._parts", set())
    return Bench(request.param == "in a thread")


def test_each_frame_is_handed_a_snapshot_and_none_goes_back(bench: Bench, qtbot: QtBot) -> None:
    bench.start()
    qtbot.waitUntil(lambda: len(bench.snapshots) >= 5)
    bench.loop.stop()
    steps = [snapshot.step for snapshot in bench.snapshots]
    assert steps == sorted(steps)
    assert steps[-1] > 0
    assert {snapshot.run for snapshot in bench.snapshots} == {bench.snapshots[0].run}


def test_after_stop_no_steps_are_made_and_the_trainer_is_the_callers(bench: Bench, qtbot: QtBot) -> None:
    trainer = bench.start()
    assert bench.loop.is_running
    qtbot.waitUntil(lambda: any(snapshot.step for snapshot in bench.snapshots))
    bench.loop.stop()
    assert not bench.loop.is_running
    told, step = len(bench.snapshots), trainer.step
    qtbot.wait(50)
    assert (len(bench.snapshots), trainer.step) == (told, step)
    assert trainer.advance(1) == 1


def test_a_learning_rate_that_is_set_is_followed_soon(bench: Bench, qtbot: QtBot) -> None:
    bench.start()
    qtbot.waitUntil(lambda: any(snapshot.step for snapshot in bench.snapshots))
    bench.loop.set_learning_rate(0.5)
    qtbot.waitUntil(lambda: bench.snapshots[-1].learning_rate == 0.5)
    bench.loop.stop()
    rates = bench.snapshots[-1].history.rows().learning_rate
    assert set(rates.tolist()) == {WANING.training.learning_rate, 0.5}


def test_a_run_that_diverges_ends_the_loop_with_its_last_snapshot(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.loop.ended):
        bench.start(DIVERGING.training.learning_rate)
    assert not bench.loop.is_running
    assert bench.snapshots[-1].divergence is not None
    assert bench.snapshots[-1].step == 11


def test_another_pace_is_kept_from_now_on_in_the_same_run(bench: Bench, qtbot: QtBot) -> None:
    trainer = bench.start()
    qtbot.waitUntil(lambda: any(snapshot.step for snapshot in bench.snapshots))
    bench.loop.set_steps_per_second(20.0)
    begun = trainer.step  # a thread has ended: it is the loop's again, which makes one step now and then
    qtbot.waitUntil(lambda: bench.snapshots[-1].step >= begun + 3)
    bench.loop.set_steps_per_second(None)
    qtbot.waitUntil(lambda: bench.snapshots[-1].step > begun + 100)
    bench.loop.stop()


def test_it_ends_by_itself_at_exactly_the_goal(bench: Bench, qtbot: QtBot) -> None:
    ended: list[int] = []
    bench.loop.ended.connect(lambda: ended.append(bench.snapshots[-1].step))
    trainer = bench.start()
    trainer.goal = Goal(last_step=12_345)  # the thread looks at it at its next piece
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [12_345]
    assert not bench.loop.is_running
    assert trainer.step == 12_345
