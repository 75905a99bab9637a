"""How is E drawn over a plane through the weights? Colours and contour lines of log E, and a path on them.

Imports pyqtgraph: make it after the window's first paint.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.array import Array
from explorer.drawing.map_colours import loss_colours
from explorer.files.table import TableColumns
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.surface.contour import contour_segments
from explorer.training.surface.path import PlanePath, path_in
from explorer.training.surface.surface_picture import SurfacePicture
from explorer.ui.plot import PlotItem, markers, recolour
from explorer.ui.plot.crosshair import PlotPoint
from explorer.ui.plot.widget import Plot
from explorer.ui.plot.written_text import WrittenText
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.laboratory.fading_path import FadingPath
from explorer.ui.workspaces.laboratory.surface_zoom import SurfaceZoom

_NO_PATH = PlanePath(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0), np.empty(0))
_LINE_STRENGTH = 0.55
_MOST_LABELS, _EDGE = 6, 0.08
"""So many lines are named, so far from the edges, as a share of the window."""
_BEYOND = 100.0
"""Times as far as the plane is wide: what a run that diverges reaches there is left out."""
_NUDGE = 0.02
"""Of the window, by one press of an arrow with Alt."""
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class SurfacePlot(Plot):
    """A plane of weights from above. A click, or Alt and the arrows, choose a place in it."""

    chosen = Signal()
    """Another place is chosen, or none any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "across", "up")
        self.can_be_log = False
        self._colours = LIGHT
        self.picture: SurfacePicture | None = None
        self.place: tuple[float, float] | None = None
        """The place that is chosen, from the origin of the plane on."""
        self.table = self._table
        self.plotItem.hideButtons()
        self.ranges = SurfaceZoom(self)
        self._weights: Array | None = None
        self.image = pg.ImageItem(axisOrder="row-major")
        self.image.setZValue(-5)
        self.lines = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.path = FadingPath()
        self.labels: list[PlotItem] = []
        self._places: list[tuple[float, tuple[float, float]]] = []
        self._pressed, self._origins = QPointF(), (0.0, 0.0)
        for item in (self.image, self.lines, self.path):  # no curve of numbers to be read or saved
            self.view.addItem(item, ignoreBounds=True)
        self.steps = markers(self, LIGHT.text, "run", size=1)
        """The points of the path, for the crosshair to read."""
        self._path = _NO_PATH
        self.origin = markers(self, LIGHT.text, "origin of the plane", symbol="d", size=11)
        self.weights = markers(self, LIGHT.text, "weights on the canvas", symbol="o", size=11)
        self.target = markers(self, LIGHT.text, "chosen", symbol="+", size=15)
        self.reading = WrittenText(anchor=(0, 0))
        self.addItem(self.reading, ignoreBounds=True)
        self.reading.setVisible(False)
        self.ranges.moved.connect(self._on_moved)
        self.crosshair.words_of = self._words_of
        self.setAccessibleName(f"{Symbol.LOSS} over a plane through the weights")
        self.setAccessibleDescription(
            "Alt and the arrows choose a place in the plane. " + self.accessibleDescription()
        )

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        self._colours = theme
        pen = pg.mkColor("#000000")
        pen.setAlphaF(_LINE_STRENGTH)
        self.lines.setPen(pg.mkPen(pen, width=1))
        recolour(self.steps, "#00000000")
        for item in (self.origin, self.weights, self.target):
            recolour(item, "#ffffff")
            item.setSymbolPen(pg.mkPen("#000000"))
        self.reading.setColor(theme.text)
        self.reading.fill = pg.mkBrush(theme.surface)
        self.reading.setFont(QGuiApplication.font())
        self._label_lines()

    def show_picture(self, picture: SurfacePicture | None) -> None:
        """Draw this surface; None: nothing."""
        before, self.picture = self.picture, picture
        is_other = before is None or picture is None or not _is_same_plane(before, picture)
        if picture is None:
            self.image.clear()
            self.lines.setData([], [])
            self._show_path(_NO_PATH, 1.0)
            for item in (self.origin, self.weights, self.target):
                item.setData([], [])
            return
        grid = picture.grid
        if (self.x_label, self.y_label) != grid.plane.labels:
            self.set_labels(*grid.plane.labels)
            self.setAccessibleName(f"{Symbol.LOSS} over a plane through the weights")
        self.image.setImage(loss_colours(grid.losses), levels=None)
        x, y = self._shown(grid.across, grid.up)
        half = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
        self.image.setRect(
            QRectF(x[0] - half[0], y[0] - half[1], x[-1] - x[0] + 2 * half[0], y[-1] - y[0] + 2 * half[1])
        )
        self._draw_lines(picture)
        self.origin.setData(*self._shown(np.zeros(1), np.zeros(1)))
        self._draw_path(picture)
        self.ranges.show_whole(picture.whole)
        if is_other:
            self.choose(None)

    def show_weights(self, parameters: Array) -> None:
        """Mark where these weights and biases lie, seen along the normals of the plane."""
        self._weights = parameters
        if self.picture is None or len(parameters) != len(self.picture.grid.plane.origin):
            self.weights.setData([], [])
            return
        place = path_in(self.picture.grid.plane, np.zeros(1, dtype=np.int64), parameters[np.newaxis])
        self.weights.setData(*self._shown(place.across, place.up))

    def choose(self, place: tuple[float, float] | None) -> None:
        """Mark this place of the plane, as the one whose weights may be taken; None: none."""
        self.place = place
        if place is None:
            self.target.setData([], [])
        else:
            self.target.setData(*self._shown(np.array(place[:1]), np.array(place[1:])))
        self.chosen.emit()

    def loss_at(self, across: float, up: float) -> float | None:
        """E at the point of the grid that is nearest to a place; None outside."""
        if self.picture is None:
            return None
        grid = self.picture.grid
        if not (grid.across[0] <= across <= grid.across[-1] and grid.up[0] <= up <= grid.up[-1]):
            return None
        column, row = int(np.abs(grid.across - across).argmin()), int(np.abs(grid.up - up).argmin())
        return float(grid.losses[row, column])

    def show_all(self) -> None:
        """Look at all of it again."""
        self.ranges.show_all()

    def menu(self) -> QMenu:
        menu = super().menu()
        self.ranges.put_into(menu)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and the arrows move the chosen place; Backspace goes back in the zoom."""
        if self.ranges.take_key(event):
            return
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or self.picture is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        grid = self.picture.grid
        across, up = self.place or (0.0, 0.0)
        width, height = grid.across[-1] - grid.across[0], grid.up[-1] - grid.up[0]
        self.choose((across + way[0] * _NUDGE * width, up + way[1] * _NUDGE * height))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._read(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_click = event.button() == Qt.MouseButton.LeftButton and self._is_still(event.position())
        super().mouseReleaseEvent(event)
        place = self._place_of(event.position())
        if is_click and self.loss_at(*place) is not None:
            self.choose(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.ranges.take_button(event):
            return
        self._pressed = event.position()
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.reading.setVisible(False)

    def _is_still(self, where: QPointF) -> bool:
        return (where - self._pressed).manhattanLength() < QGuiApplication.styleHints().startDragDistance()

    def _read(self, where: QPointF) -> None:
        """Tell E under the mouse."""
        loss = self.loss_at(*self._place_of(where))
        self.reading.setVisible(loss is not None)
        if loss is not None:
            self.reading.setText(f"{Symbol.LOSS} {rounded(loss)}")
            self.reading.setPos(self.view.mapSceneToView(self.mapToScene(where.toPoint()) + QPointF(14, 10)))

    def _place_of(self, where: QPointF) -> tuple[float, float]:
        """Where in the plane a pixel lies, from its origin on."""
        point = self.view.mapSceneToView(self.mapToScene(where.toPoint()))
        zero = (0.0, 0.0) if self.picture is None else self.picture.grid.plane.zero
        x, y = self.x_offsets.origin + point.x(), self.y_offsets.origin + point.y()
        return x - zero[0], y - zero[1]

    def _on_moved(self) -> None:
        """What is there moves along, where the axes begin elsewhere now."""
        origins = self.x_offsets.origin, self.y_offsets.origin
        if origins != self._origins:
            self._origins = origins
            self.show_picture(self.picture)
            self.choose(self.place)
            if self._weights is not None:
                self.show_weights(self._weights)

    def _shown(self, across: Array, up: Array) -> tuple[Array, Array]:
        """Where places of the plane are drawn: offsets from the origins of the axes."""
        assert self.picture is not None, "there is a plane"
        zero = self.picture.grid.plane.zero
        return zero[0] + across - self.x_offsets.origin, zero[1] + up - self.y_offsets.origin

    def _draw_lines(self, picture: SurfacePicture) -> None:
        grid = picture.grid
        of_levels = [
            contour_segments(*self._shown(grid.across, grid.up), grid.losses, level)
            for level in picture.levels.tolist()
        ]
        segments = np.concatenate(of_levels) if of_levels else np.empty((0, 2, 2))
        points = segments.reshape(-1, 2)
        self.lines.setData(points[:, 0], points[:, 1])
        x, y = self._shown(grid.across, grid.up)
        corners = np.array([[x[0], y[0]], [x[-1], y[-1]]])
        self._places = [
            (level, place)
            for level, each in zip(picture.levels.tolist(), of_levels, strict=True)
            if (place := _label_place(each, corners)) is not None
        ]
        self._label_lines()

    def _label_lines(self) -> None:
        """Write the E of some lines on them."""
        for label in self.labels:
            self.removeItem(label)
        every = max(1, -(-len(self._places) // _MOST_LABELS))
        self.labels = []
        for level, (x, y) in self._places[::every]:
            dark = pg.mkBrush(0, 0, 0, 110)
            label = pg.TextItem(rounded(level, 3), color="#ffffff", anchor=(0.5, 0.5), fill=dark)
            label.setFont(QGuiApplication.font())
            label.setPos(x, y)
            self.addItem(label, ignoreBounds=True)
            self.labels.append(label)

    def _draw_path(self, picture: SurfacePicture) -> None:
        path = picture.path or _NO_PATH
        whole = picture.whole
        width, height = whole.x_high - whole.x_low, whole.y_high - whole.y_low
        is_near = (np.abs(path.across) < _BEYOND * width) & (np.abs(path.up) < _BEYOND * height)
        near = PlanePath(path.step[is_near], path.across[is_near], path.up[is_near], path.distance[is_near])
        self._show_path(near, width / 4)

    def _show_path(self, path: PlanePath, reach: float) -> None:
        """Draw what there is of a path, and let the crosshair read it."""
        self._path = path
        x, y = self._shown(path.across, path.up) if len(path.step) else (np.empty(0), np.empty(0))
        self.path.show_path(x, y, path.strength(reach))
        self.steps.setData(x, y)

    def _words_of(self, point: PlotPoint) -> list[str] | None:
        """Of a point of the path, its step and how far it is from the plane."""
        if point.item is not self.steps or point.index >= len(self._path.step):
            return None
        step, distance = self._path.step[point.index], float(self._path.distance[point.index])
        return [f"step {step} of the run", f"{rounded(distance)} from the plane"]

    def _table(self) -> TableColumns:
        if self.picture is None:
            return []
        grid = self.picture.grid
        x, y = self._shown(grid.across, grid.up)
        columns, rows = np.meshgrid(x, y)
        columns, rows = columns + self.x_offsets.origin, rows + self.y_offsets.origin
        table: TableColumns = [
            (self.x_label, columns.reshape(-1)),
            (self.y_label, rows.reshape(-1)),
            (Symbol.LOSS, grid.losses.reshape(-1)),
        ]
        if len(self._path.step):
            across, up = grid.plane.zero
            table += [
                ("step of the run", self._path.step),
                (f"run {self.x_label}", across + self._path.across),
                (f"run {self.y_label}", up + self._path.up),
                ("run distance", self._path.distance),
            ]
        return table


def _is_same_plane(one: SurfacePicture, other: SurfacePicture) -> bool:
    """Whether a place in one is the same place in the other."""
    before, now = one.grid.plane, other.grid.plane
    return np.array_equal(before.origin, now.origin) and np.array_equal(before.axes, now.axes)


def _label_place(segments: Array, corners: Array) -> tuple[float, float] | None:
    """Where a line is named: where it meets the rising diagonal of the window, clear of its edges.

    `corners`: (2, 2), the lower left and the upper right one; None where the line has no such place.
    """
    if not len(segments):
        return None
    middles = segments.mean(axis=1)
    shares = (middles - corners[0]) / (corners[1] - corners[0])
    off_diagonal = np.abs(shares[:, 0] - shares[:, 1])
    off_diagonal[((shares < _EDGE) | (shares > 1 - _EDGE)).any(axis=1)] = np.inf
    if not np.isfinite(off_diagonal).any():
        return None
    nearest = int(off_diagonal.argmin())
    return float(middles[nearest, 0]), float(middles[nearest, 1])
