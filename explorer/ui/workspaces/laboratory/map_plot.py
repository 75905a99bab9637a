"""How is a trainability map drawn? A pixel for each run, where its values lie on the axes of the plot.

Arrows move a cursor from pixel to pixel, Enter or a click opens the run. Imports pyqtgraph: make it after the
window's first paint.
"""

from math import log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.array import Array
from explorer.drawing.map_colours import Colours
from explorer.files.training_map import map_text
from explorer.number import exact, rounded
from explorer.symbol import Symbol
from explorer.training.many.axis import Axis
from explorer.training.many.map_so_far import KnownMap
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.training_map import TrainingMap
from explorer.ui.plot import markers
from explorer.ui.plot.rate_line import RateLine
from explorer.ui.plot.widget import PAN, Plot
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.laboratory.map_zoom import MapZoom

_RATE = "learning-rate"
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_KEYS = (
    "Arrows go from pixel to pixel, Enter opens its run, Shift and arrows pan, plus and minus zoom, 0 or "
    "Home shows everything. Backspace goes back to the range before, Shift with Backspace forth. Where an "
    f"axis is {Symbol.ALPHA}, Ctrl with left or right turns it, with Shift finely"
)
_MARK = 11


class MapPlot(Plot):
    """The pixels of one map, the α line where an axis is α, and where the present settings lie."""

    run_asked = Signal(int)
    """The run of this pixel of the map that is drawn is to be opened."""
    rate_turned = Signal(float, bool)
    """The person moves α; whether the line is being dragged."""
    rate_released = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x", "y")
        self.drawn: KnownMap | None = None
        self.cursor_pixel: int | None = None
        """The pixel that the keys have come to."""
        self._present: tuple[float, float] | None = None
        self.can_be_log = False
        self.plotItem.hideButtons()
        self.ranges = MapZoom(self)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._image.setZValue(-2)
        self.addItem(self._image, ignoreBounds=True)
        self.mark = markers(self, "#000000", "present settings", size=_MARK)
        self.mark.setZValue(20)
        self.upright, self.level = RateLine(self), RateLine(self, is_upright=False)
        for line in (self.upright, self.level):
            line.turned.connect(self.rate_turned)
            line.released.connect(self.rate_released)
            line.item.setVisible(False)
        self._rate = 0.0
        self._name = name
        self.crosshair.value_at = self._value_at
        self.ranges.moved.connect(self._on_moved)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_KEYS)

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included but the map."""
        self.set_theme(theme)
        for line in (self.upright, self.level):
            line.set_theme(theme)
        self.mark.setSymbolBrush(theme.accent)
        self.mark.setSymbolPen(pg.mkPen("#ffffff", width=2))

    def show_axes_of(self, training_map: TrainingMap) -> None:
        """Name the axes as this map does, and mark where its experiment lies on them."""
        labels = training_map.x.label, training_map.y.label
        if labels != (self.x_label, self.y_label):
            self.set_labels(*labels)
            self.setAccessibleName(self._name)
        self._present = training_map.present
        self._on_moved()

    def show_map(self, known: KnownMap | None, colours: Colours | None = None) -> None:
        """Draw the pixels in these colours, (height, width, 4); None: nothing."""
        if known is None or self.drawn is None or len(known.training_map) != len(self.drawn.training_map):
            self.cursor_pixel = None
        self.drawn = known
        if colours is None:
            self._image.clear()
        else:
            self._image.setImage(colours, autoLevels=False, levels=None)
        self._place()

    def show_rate(self, rate: float) -> None:
        """Put the α line there, on the axis that is α."""
        self._rate = rate
        for line, axis in zip((self.upright, self.level), self.ranges.axes, strict=True):
            if axis.name == _RATE:
                line.show_rate(rate)
            else:
                line.item.setVisible(False)

    def show_all(self) -> None:
        """Look at all of it again."""
        self.ranges.show_all()

    def menu(self) -> QMenu:
        menu = super().menu()
        self.ranges.put_into(menu)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor, with Shift they pan; Enter opens; Backspace goes back in the zoom."""
        key, keys = Qt.Key(event.key()), event.modifiers()
        if self._take_rate_key(event) or self.ranges.take_key(event):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.cursor_pixel is not None and self.drawn is not None:
                self.run_asked.emit(self.cursor_pixel)
        elif key in _STEPS and not keys & Qt.KeyboardModifier.ControlModifier:
            right, up = _STEPS[key]
            if keys & Qt.KeyboardModifier.ShiftModifier:
                self.pan(PAN * right, PAN * up)
            else:
                self._move_cursor(right, up)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the side of a mouse go back and forth."""
        if not self.ranges.take_button(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nothing: the first of two clicks has opened a run."""
        pg.PlotWidget.mouseDoubleClickEvent(self, event)

    def pixel_at(self, x: float, y: float) -> int | None:
        """The pixel of the map that is drawn at a place, in the view's own units; None beside it."""
        if self.drawn is None:
            return None
        training_map = self.drawn.training_map
        column = _nearest(self._places(training_map.x, is_x=True), x)
        row = _nearest(self._places(training_map.y, is_x=False), y)
        return None if column is None or row is None else row * training_map.width + column

    def words_of(self, pixel: int) -> list[str]:
        """“α of level 1 0.5”, “α of level 2 3”, “fell to a tenth of E at step 12”, “E 3.1e−5”."""
        assert self.drawn is not None, "its map is drawn"
        training_map = self.drawn.training_map
        row, column = divmod(pixel, training_map.width)
        return [
            f"{training_map.x.label} {exact(float(training_map.x.values[column]))}",
            f"{training_map.y.label} {exact(float(training_map.y.values[row]))}",
            *self._fate(pixel),
        ]

    def _fate(self, pixel: int) -> list[str]:
        """What became of the run of a pixel, as far as it is known."""
        assert self.drawn is not None, "its map is drawn"
        picture = self.drawn.picture
        if not picture.is_known.flat[pixel]:
            return ["not yet known"]
        kind = PixelClass(int(picture.classes.flat[pixel]))
        words = {
            PixelClass.CONVERGING: f"fell to a tenth of {Symbol.LOSS} at step {picture.low_at.flat[pixel]}",
            PixelClass.DIVERGING: f"diverged at step {picture.diverged_at.flat[pixel]}",
            PixelClass.NEITHER: "neither",
        }[kind]
        return [words, f"{Symbol.LOSS} ≈ {rounded(float(picture.loss.flat[pixel]))}"]

    def _value_at(self, x: float, y: float) -> str:
        pixel = self.pixel_at(x, y)
        return "" if pixel is None else "   ".join(self._fate(pixel))

    def _take_rate_key(self, event: QKeyEvent) -> bool:
        """Ctrl and left or right turn α, where an axis is α."""
        x, y = (axis.name == _RATE for axis in self.ranges.axes)
        return (x and self.upright.take_key(event)) or (y and self.level.take_key(event))

    def _move_cursor(self, right: int, up: int) -> None:
        """Go to the next pixel; at first to that of the present settings, or to the middle."""
        if self.drawn is None:
            return
        training_map = self.drawn.training_map
        pixel = self.cursor_pixel
        if pixel is None:
            middle = training_map.height // 2 * training_map.width + training_map.width // 2
            present = training_map.present_pixel()
            pixel = middle if present is None else present
        else:
            row, column = divmod(pixel, training_map.width)
            row = min(max(row + up, 0), training_map.height - 1)
            pixel = row * training_map.width + min(max(column + right, 0), training_map.width - 1)
        self.cursor_pixel = pixel
        row, column = divmod(pixel, training_map.width)
        x = self._places(training_map.x, is_x=True)[column]
        y = self._places(training_map.y, is_x=False)[row]
        self.crosshair.show_words(float(x), float(y), self.words_of(pixel))

    def _on_scene_clicked(self, event: Any) -> None:
        """A click on a pixel opens its run."""
        super()._on_scene_clicked(event)
        is_left = event.button() == Qt.MouseButton.LeftButton and not event.double()
        if not is_left or not self.view.sceneBoundingRect().contains(event.scenePos()):
            return
        place = self.view.mapSceneToView(event.scenePos())
        if (pixel := self.pixel_at(place.x(), place.y())) is not None:
            self.run_asked.emit(pixel)

    def _on_moved(self) -> None:
        """The picture that is there moves along, and all that is drawn over it."""
        self.crosshair.hide()
        self._place()
        self.show_rate(self._rate)
        present = self._present
        if present is None or any(
            is_log and value <= 0 for is_log, value in zip((self.is_x_log, self.is_log), present, strict=True)
        ):
            self.mark.setData([], [])
        else:
            self.mark.setData([present[0] - self.x_offsets.origin], [present[1] - self.y_offsets.origin])

    def _place(self) -> None:
        """Put the image where its pixels belong on these axes, scaled as they are."""
        if self.drawn is None:
            return
        training_map = self.drawn.training_map
        names = training_map.x.name, training_map.y.name
        x, y = self._places(training_map.x, is_x=True), self._places(training_map.y, is_x=False)
        fits = names == tuple(axis.name for axis in self.ranges.axes)
        fits = fits and bool(np.isfinite(x).all() and np.isfinite(y).all())
        self._image.setVisible(fits)
        if fits:
            width, height = (_pixel_of(places) for places in (x, y))
            left, bottom = float(x[0]) - width / 2, float(y[0]) - height / 2
            self._image.setRect(QRectF(left, bottom, width * len(x), height * len(y)))

    def _places(self, axis: Axis, is_x: bool) -> Array:
        """Where the values of an axis are drawn, in the view's own units; NaN where there is no place."""
        is_log = self.is_x_log if is_x else self.is_log
        if is_log:
            places = [log10(value) if value > 0 else np.nan for value in axis.values.tolist()]
            return np.array(places)
        offsets = self.x_offsets if is_x else self.y_offsets
        return np.asarray(axis.values - offsets.origin)

    def numbers(self) -> bytes:
        """A row for each pixel that is known, as the command line writes them."""
        if self.drawn is None:
            return b""
        return b"".join(map_text(self.drawn.training_map, self.drawn.picture))


def _pixel_of(places: Array) -> float:
    """How far apart neighbours are; below 0 where the values descend."""
    return float(places[-1] - places[0]) / (len(places) - 1) if len(places) > 1 else 1.0


def _nearest(places: Array, place: float) -> int | None:
    """The number of the nearest of `places`, if `place` is not beyond the last pixel."""
    number = int(np.abs(places - place).argmin())
    return number if abs(float(places[number]) - place) <= 0.75 * abs(_pixel_of(places)) else None
