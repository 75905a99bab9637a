"""How does a benchmark open a window, wait for it, and do in it what a person does?

Everything that the benchmarks of the window (`window_speed`, `interaction_speed`) know of its inside stands
here. What a person can do by an action or an event is done by that. Times are the processor's, of the thread
that draws, so that whatever else the machine is busy with counts little.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from time import process_time, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # must stand before anything imports Qt
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `explorer.app` has it; must stand before numpy

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from explorer.compiling import kernel_cache
from explorer.kernels import warm_up
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Experiment
from explorer.ui.session.document import Document
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.start import application
from explorer.ui.workspaces.one_variable.end_states_plot import EndStatesPlot

FRONT = "gradients"
"""The panel that is in front at the first start."""

_SLICE, _REST = 0.1, 0.002
"""Seconds of a look at whether the window rests, and of the processor below which it does."""

_MOST_SLICES = 600


@contextmanager
def application_of_its_own() -> Iterator[None]:
    """An application with its own settings, and with the kernels that it would have by and by."""
    application()
    if kernel_cache.is_installed():
        warm_up.load()
        warm_up.load_orbits()
    with TemporaryDirectory() as settings:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        yield


@contextmanager
def window_on(experiment: Experiment, front: str = FRONT) -> Iterator[MainWindow]:
    """A window on `experiment`, 1440×900, complete and at rest, with the panel `front` in front."""
    document = Document()
    document.replace(experiment)
    window = MainWindow(document)
    window.resize(1440, 900)
    window.show()
    wait(0.7)
    bring_to_front(window, front)
    rest(window)
    yield window
    pause(window)
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait(seconds: float) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def rest(window: MainWindow) -> float:
    """Let the window live until it has nothing more to do; the processor's seconds that its thread took.

    It has nothing to do when none of its timers runs, and no thread of the process has been busy for a while.
    """
    taken = 0.0
    for _ in range(_MOST_SLICES):
        before, of_thread = process_time(), thread_time()
        wait(_SLICE)
        has_rested, of_slice = process_time() - before < _REST, thread_time() - of_thread
        if has_rested and not any(timer.isActive() for timer in window.findChildren(QTimer)):
            return taken
        taken += of_slice
    raise RuntimeError("the window does not come to rest")


def cost_of(window: MainWindow, act: Callable[[], object]) -> tuple[float, float]:
    """The processor's milliseconds until `act` has returned, and until all that follows it is painted."""
    begin = thread_time()
    act()
    returned = thread_time() - begin
    return 1000 * returned, 1000 * (returned + rest(window))


def trigger(window: MainWindow, name: str) -> None:
    """What the menu's entry of that name does."""
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction), name
    action.trigger()


def undo(window: MainWindow) -> None:
    """Take the last edit back."""
    window.document.undo_stack.undo()


def bring_to_front(window: MainWindow, name: str) -> None:
    """Show the dock with this name before the others."""
    window.docks.show(name)


def edit_weight(window: MainWindow, number: int) -> None:
    """Make the weight of the connection with this number another one."""
    experiment = window.document.experiment
    connection = experiment.network.connections[number]
    weight = connection.weight + 0.125
    window.document.edit("Set a weight", set_weight(experiment, *connection.ends, weight))


def timeline_bar(window: MainWindow) -> QWidget:
    """The bar along which one drags through the pass."""
    children = window.findChildren(QWidget)
    return next(child for child in children if child.accessibleName() == "Timeline of the pass")


def drag_to(bar: QWidget, share: float) -> None:
    """Click the bar at this share of its width."""
    QTest.mouseClick(
        bar,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(round(share * bar.width()), bar.height() // 2),
    )


def one_message_back(bar: QWidget) -> None:
    """Scrub by one message."""
    QTest.keyClick(bar, Qt.Key.Key_Left)


def train(window: MainWindow, steps_per_second: float | None) -> None:
    """Begin to train: at this pace, or None as fast as can be."""
    window.session.training.set_steps_per_second(steps_per_second)
    window.session.training.run()


def pause(window: MainWindow) -> None:
    """Train no longer."""
    window.session.training.pause()


def steps_made(window: MainWindow) -> int:
    """How many steps the run has made."""
    run = window.session.training.snapshot
    return 0 if run is None else run.step


def show_one_variable(window: MainWindow) -> EndStatesPlot:
    """Bring its workspace to the front, in a window of 1280×800; the plot over the learning rate."""
    window.show_workspace("one-variable")
    window.resize(1280, 800)
    rest(window)
    (plot,) = window.findChildren(EndStatesPlot)
    return plot


def drag_rate(plot: EndStatesPlot, rates: Iterable[float], frame: float) -> float:
    """Drag the line of α over these, one a frame of so many seconds; the processor's milliseconds of each."""
    places = [plot.mapFromScene(plot.view.mapViewToScene(QPointF(rate, 0.0))) for rate in rates]
    here = plot.mapFromScene(plot.view.mapViewToScene(QPointF(float(plot.rate_line.value()), 0.0)))
    area, left = plot.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseMove(area, here)
    QTest.mousePress(area, left, pos=here)
    begin = thread_time()
    for place in places:
        QTest.mouseMove(area, place)
        wait(frame)
    taken = thread_time() - begin
    QTest.mouseRelease(area, left, pos=places[-1])
    return 1000 * taken / len(places)
