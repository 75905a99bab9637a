"""What comes after the first frame: the parts of the centre, then the panels, and nothing moves meanwhile."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import Document
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import SIZE, OpenWindow, close


@pytest.fixture
def window() -> Iterator[MainWindow]:
    """A window that has not been painted yet."""
    document = Document()
    document.replace(worked_example())
    made = MainWindow(document)
    made.resize(SIZE)
    yield made
    close(made)


def panels(window: MainWindow) -> list[str]:
    """The names of the panels that were made so far."""
    return [name for name in window.docks.names if window.docks.is_made(name)]


def test_after_the_first_frame_only_the_panels_that_are_seen_are_made(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show()
    assert not window.is_complete
    assert panels(window) == []
    qtbot.waitUntil(lambda: panels(window) == ["loss", "gradients"])
    assert window.is_complete
    assert window.centre.timeline.isVisible()


def test_the_rest_comes_in_parts_between_which_the_window_answers(window: MainWindow, qtbot: QtBot) -> None:
    seen: list[tuple[bool, bool, bool]] = []

    def look() -> None:
        parts = vars(window.session).keys()
        seen.append(("training" in parts, "frames" in parts, window.is_complete))

    looking = QTimer(window, interval=0)
    looking.timeout.connect(look)
    looking.start()
    window.show()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1][-1])
    looking.stop()
    assert list(dict.fromkeys(seen)) == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]


def test_a_panel_is_made_when_it_is_first_shown(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(worked_example())
    qtbot.waitUntil(lambda: panels(window) == ["loss", "gradients"])
    window.docks.show("samples")
    qtbot.waitUntil(lambda: panels(window) == ["loss", "gradients", "samples"])
    made = window.docks.panel("samples")
    window.docks.show("gradients")
    window.docks.show("samples")
    assert window.docks.panel("samples") is made


def test_the_canvas_stays_where_it_is_when_the_rest_comes(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    window.is_complete = True  # or it would complete itself after its first paint
    QTest.qWait(0)  # the first frame
    first, docks = window.canvas.geometry(), window.docks["gradients"].geometry()
    assert window.scene.experiment == worked_example()
    window.is_complete = False
    window.complete()
    assert window.centre.timeline.isVisible()
    qtbot.waitUntil(lambda: panels(window) == ["loss", "gradients"])
    assert window.docks.panel("gradients").isVisible()
    assert (window.canvas.geometry(), window.docks["gradients"].geometry()) == (first, docks)


def test_what_is_pressed_before_the_window_is_complete_is_done(window: MainWindow) -> None:
    window.show()
    assert not window.is_complete
    window.named_actions["last"].trigger()
    assert window.session.player.time == window.session.player.duration
    window.named_actions["add-hidden"].trigger()
    assert [neuron.name for neuron in window.document.experiment.network.neurons][-1] == "h0"
    window.complete()
    assert window.centre.timeline.isVisible()
