"""The progress bar of the status bar: there while something takes long, and its button ends it."""

from itertools import count
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.frame_budget import FrameBudget
from explorer.job import Job, JobStep
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.widgets.job_progress import JobProgress


def endless(progress: float) -> Job[int]:
    """Has always come as far as that."""
    for _ in count():
        yield JobStep(progress, is_waiting=True)


class Clock:
    """Moved on by the test."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """A window with the bar."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.clock = Clock()
        self.jobs = Jobs(FrameBudget(self.clock))
        self.bar = JobProgress(self.jobs, self.window)
        self.window.show()


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_a_job_is_shown_once_it_takes_long_with_its_title_and_how_far_it_is(
    bench: Bench, qtbot: QtBot
) -> None:
    JobRunner(bench.jobs, bench.window).start(endless(0.25), "Counting")
    assert bench.bar.isHidden()
    bench.clock.now = 0.5
    qtbot.waitUntil(bench.bar.isVisible)
    assert (bench.bar.label.text(), bench.bar.bar.value()) == ("Counting", 250)
    assert bench.bar.cancel_button.toolTip() == "Cancel: Counting"


def test_the_button_cancels_it_and_the_bar_goes(bench: Bench, qtbot: QtBot) -> None:
    runner = JobRunner(bench.jobs, bench.window)
    runner.start(endless(0.25), "Counting")
    bench.clock.now = 0.5
    qtbot.waitUntil(bench.bar.isVisible)
    with qtbot.waitSignal(runner.cancelled):
        QTest.mouseClick(bench.bar.cancel_button, Qt.MouseButton.LeftButton)
    assert not runner.is_running
    assert bench.bar.isHidden()


def test_of_several_the_longest_at_work_is_shown(bench: Bench, qtbot: QtBot) -> None:
    first, second = JobRunner(bench.jobs, bench.window), JobRunner(bench.jobs, bench.window)
    first.start(endless(0.1), "First")
    second.start(endless(0.2), "Second")
    bench.clock.now = 0.5
    qtbot.waitUntil(bench.bar.isVisible)
    assert bench.bar.label.text() == "First"
    first.cancel()
    assert bench.bar.label.text() == "Second"


def test_a_job_without_a_title_is_its_owners_to_show(bench: Bench, qtbot: QtBot) -> None:
    JobRunner(bench.jobs, bench.window).start(endless(0.1))
    JobRunner(bench.jobs, bench.window).start(endless(0.2), "Second")
    bench.clock.now = 0.5
    qtbot.waitUntil(bench.bar.isVisible)
    assert bench.bar.label.text() == "Second"


def test_what_a_job_does_before_what_it_is_about_stands_in_place_of_its_title(
    bench: Bench, qtbot: QtBot
) -> None:
    is_prepared = Event()

    def prepared_first() -> Job[int]:
        while not is_prepared.is_set():
            yield JobStep(0.0, is_waiting=True, doing="Preparing")
        yield from endless(0.25)

    JobRunner(bench.jobs, bench.window).start(prepared_first(), "Counting")
    bench.clock.now = 0.5
    qtbot.waitUntil(bench.bar.isVisible)
    assert bench.bar.label.text() == "Preparing"
    is_prepared.set()
    qtbot.waitUntil(lambda: bench.bar.label.text() == "Counting")
