"""A descent panel as it stands in a small window, and what a person does with it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
from explorer.ui.workspaces.one_variable.iterates_plot import IteratesPlot
from explorer.ui.workspaces.one_variable.plot import DescentPlot

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A panel as it stands in a small window, and what a person does with it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.document = Document()
        self.session = Session(self.document)
        self.jobs = self.session.jobs
        self.panel = OneVariableCentre(self.session)
        self.panel.set_theme(LIGHT)
        self._speed = self.panel.transport.speed.value()
        self.renew(qtbot)

    def renew(self, qtbot: QtBot) -> None:
        """Let everything be as in a new window, and in front, for the test that has `qtbot`."""
        self._qtbot = qtbot
        panel, rates = self.panel, self.panel.rates
        if self.curve.backgroundBrush().color().name() != LIGHT.surface:
            panel.set_theme(LIGHT)
        panel.resize(1000, 620)
        panel.show()
        panel.activateWindow()
        panel.setFocus()
        self.document.replace(EMPTY)
        panel.function.field.set_function(panel.descent.f)  # over what is no function
        panel.transport.speed.setValue(self._speed)
        self.settle()
        panel.transport.show_all()
        for plot in (panel.plots.curve, panel.plots.step_map, panel.plots.iterates, *rates.plots):
            plot.crosshair.hide()
            plot.show_all()
        rates.end_states.ranges.forget_history()
        self.settle()
        self.wait_for(lambda: not (self.jobs.running or rates.end_states.is_due), seconds=30)

    def rest(self) -> None:
        """Stop what goes by itself, and be out of the way of other windows."""
        if self.panel.transport.is_playing:
            self.press("play")
        self.panel.hide()

    def close(self) -> None:
        """Let the panel go, with all that still runs for it."""
        self.panel.hide()
        for runner in self.jobs.running:
            runner.cancel()
        self.panel.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def settle(self) -> None:
        """Wait until everything is drawn and judged."""
        self._qtbot.waitUntil(
            lambda: self.panel.descent is self.panel.shown and not self.panel.pill.is_deciding,
            timeout=30_000,  # undecided orbits are followed for 2·10⁵ steps, on busy machines too
        )

    def wait_for(self, condition: Callable[[], bool], seconds: int = 5) -> None:
        """Wait until it is so."""
        self._qtbot.waitUntil(condition, timeout=1000 * seconds)

    def popup(self) -> QMenu:
        """The context menu that is open."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def type(self, field: QLineEdit, text: str) -> None:
        """Replace what stands in the field, and press Enter."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    def drag(self, widget: QWidget, places: list[QPoint]) -> None:
        """Press at the first place, move to the others, and release at the last."""
        QTest.mouseMove(widget, places[0])
        QTest.mousePress(widget, LEFT, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(widget, place)
            self._qtbot.wait(1)
        QTest.mouseRelease(widget, LEFT, pos=places[-1])
        self.settle()

    def press(self, name: str) -> None:
        """Press one button of the transport."""
        QTest.mouseClick(self.panel.transport.buttons[name], LEFT)

    @property
    def verdict(self) -> str:
        """The verdict in words, never cut short."""
        return self.panel.pill.whole

    @property
    def curve(self) -> DescentPlot:
        """The plot of f."""
        assert self.panel.plots.curve is not None
        return self.panel.plots.curve

    @property
    def iterates(self) -> IteratesPlot:
        """The plot of x(t)."""
        assert self.panel.plots.iterates is not None
        return self.panel.plots.iterates

    def pixel_of(self, x: float, y: float) -> QPoint:
        """Where in the plot of f the point (x, y) is drawn."""
        self.curve.grab()
        return self.curve.mapFromScene(self.curve.view.mapViewToScene(QPointF(x, y)))
