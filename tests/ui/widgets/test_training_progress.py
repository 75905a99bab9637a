"""How far training has come, in the status bar."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.widgets.training_progress import TrainingProgress, time_left
from tests.ui.training_experiment import WANING


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0 s left"),
        (0.2, "1 s left"),
        (119.5, "120 s left"),
        (121.0, "3 min left"),
        (7200.0, "120 min left"),
        (7201.0, "3 h left"),
    ],
)
def test_the_time_left_is_rounded_up(seconds: float, text: str) -> None:
    assert time_left(seconds) == text


def test_it_stands_there_while_a_number_of_steps_is_made(qtbot: QtBot) -> None:
    document, now = Document(), [0.0]
    document.replace(WANING)
    session = Session(document)
    training, frames = session.training, session.frames
    label = TrainingProgress(training, frames, clock=lambda: now[0])
    qtbot.addWidget(label)
    training.set_steps_per_second(1000.0)
    training.run()
    label.refresh()
    assert not label.isVisible()
    training.pause()
    training.run(steps=10**9)
    assert label.isVisible()
    begun = frames.run.step
    qtbot.waitUntil(lambda: frames.run.step > begun)
    now[0] = 3.0
    label.refresh()
    step, last = frames.run.step, begun + 10**9
    assert label.text() == f"Step {step:,} of {last:,} · {time_left((last - step) * 3.0 / (step - begun))}"
    training.pause()
    assert not label.isVisible()
