"""What can a person do with a plot?

Zoom with the wheel or + and −, pan by dragging or with the arrows, see everything with 0, Home or a double
click, switch to a logarithmic axis with L, read values off the crosshair, and take numbers or pictures away
through the context menu. Imports pyqtgraph: reach it through `explorer.ui.plot`.
"""

from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QWidget

from explorer.array import Array
from explorer.drawing.blank_axis import has_place, why_blank
from explorer.drawing.offset_scale import OffsetScale
from explorer.files.table import TableColumns, columns_text
from explorer.ui.plot.axis import AxisGrid, PlotAxis
from explorer.ui.plot.crosshair import Crosshair, PlotAxes
from explorer.ui.plot.export import ask_and_write, columns_of, png_of, svg_of
from explorer.ui.plot.sheet import printed
from explorer.ui.plot.written_text import WrittenLegend, WrittenText
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.written import Write, usual_write, write_texts

PAN = 0.1
"""Of the visible range, for one press of an arrow."""

ZOOM = 0.8
"""By what the visible range is multiplied by one press of +."""

_ALL_KEY = ", 0 or Home shows everything"

_LOG_KEY = ", L switches to a logarithmic axis"

READING_KEYS = ", Ctrl and left or right reads one point after the other"
"""Said of every plot in which these keys mean nothing else."""

_HELP = f"Arrows pan, plus and minus zoom{_ALL_KEY}{_LOG_KEY}{READING_KEYS}"


class Plot(pg.PlotWidget):
    """One plot with named axes."""

    log_changed = Signal(bool)
    """The vertical axis becomes logarithmic, or linear; told just before, so that curves can prepare."""

    has_x_title = True
    """Whether the horizontal axis has its name beneath; not where the plot under it has the same axis."""

    def __init__(self, parent: QWidget | None, x_label: str, y_label: str) -> None:
        self._axes = {side: PlotAxis(side) for side in ("left", "bottom")}
        super().__init__(parent, axisItems=self._axes)
        self._theme, self._named = LIGHT, ""
        self._write: Write = usual_write
        self.x_label, self.y_label = x_label, y_label
        self.is_log = self.is_x_log = False
        self._can_be_log = True
        self._left_room: int | None = None
        self.table: Callable[[], TableColumns] = self._columns
        self.add_actions: Callable[[QMenu], object] = lambda menu: None
        """Puts before the others what can be done with what this plot shows, as a context menu opens."""
        self.plotItem.setMenuEnabled(False)
        self.view = self.plotItem.getViewBox()
        self.view.setDefaultPadding(0.01)  # pyqtgraph makes it 1 to 10 times as much
        self.plotItem.layout.setContentsMargins(2, 6, 10, 2)
        self._grid = AxisGrid(self.plotItem.getAxis("bottom"), self.plotItem.getAxis("left"))
        self.addItem(self._grid, ignoreBounds=True)
        self.scene().sigMouseClicked.connect(self._on_scene_clicked)
        self.crosshair = Crosshair(self, PlotAxes(x_label, y_label))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(120, 90))
        self.setAccessibleName(f"Plot of {y_label} against {x_label}")
        self.setAccessibleDescription(_HELP)
        self._label_axes()
        self.set_theme(LIGHT)

    def sizeHint(self) -> QSize:
        return QSize(360, 220)

    def setAccessibleName(self, name: str) -> None:
        """Give the plot this name, and its viewport one, which screen readers come to as well."""
        self._named = name
        super().setAccessibleName(self.write(name))
        self.viewport().setAccessibleName(f"Picture: {self.write(name)}")

    def write(self, text: str) -> str:
        """`text` as this plot writes it: its symbols in the notation that it was given."""
        return self._write(text)

    def set_write(self, write: Write) -> None:
        """Write the symbols in everything that is said here so from now on."""
        self._write = write
        self.crosshair.hide()
        self.setAccessibleName(self._named)
        self._label_axes()
        for item in self.scene().items():
            if isinstance(item, WrittenText | WrittenLegend):
                item.set_write(write)

    def set_labels(self, x_label: str, y_label: str) -> None:
        """Name the axes anew."""
        self.x_label, self.y_label = x_label, y_label
        self.setAccessibleName(f"Plot of {y_label} against {x_label}")
        self._label_axes()

    @property
    def x_offsets(self) -> OffsetScale:
        """From which origin the horizontal coordinates are drawn: 0, unless `set_offsets` said otherwise."""
        return self._axes["bottom"].offsets

    @property
    def y_offsets(self) -> OffsetScale:
        """The same of the vertical ones."""
        return self._axes["left"].offsets

    def set_offsets(self, x: OffsetScale, y: OffsetScale) -> None:
        """Let coordinates be offsets from these origins, so that tiny ranges far from 0 are drawn sharply."""
        if (x, y) != (self.x_offsets, self.y_offsets):
            self._axes["bottom"].set_offsets(x)
            self._axes["left"].set_offsets(y)
            self._label_axes()

    def keep_left(self, usual: int) -> None:
        """Keep so many pixels at the usual type size left of the view, whatever numbers stand there.

        Plots one above the other are thus aligned.
        """
        self._left_room = usual
        self.plotItem.getAxis("left").setWidth(self._theme.pixels(usual))

    def add_legend(self, at_left: bool = False) -> None:
        """Name the curves that are added from now on in the upper right corner, or the lower left one."""
        offset, columns = ((8, -8), 2) if at_left else ((-8, 8), 1)
        colour, spacing = self._theme.text, -6 if at_left else 0
        legend = WrittenLegend(
            self.write, offset=offset, labelTextColor=colour, colCount=columns, verSpacing=spacing
        )
        legend.setParentItem(self.view)
        self.plotItem.legend = legend

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme` and the size of its type; curves are coloured by whoever made them."""
        self._theme = theme
        font = QGuiApplication.font()
        for item in self.plotItem.items:
            if isinstance(item, pg.TextItem):
                item.setFont(font)
        self.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self.plotItem.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.set_font(font)
            axis.setTickDensity(1 / theme.scale)
        if self._left_room is not None:
            self.keep_left(self._left_room)
        self._grid.set_colour(theme.grid)
        self._label_axes()
        if self.plotItem.legend is not None:
            self.plotItem.legend.setLabelTextColor(theme.text)
            self.plotItem.legend.setLabelTextSize(f"{font.pointSizeF():g}pt")
            for _, label in self.plotItem.legend.items:
                label.setText(label.text)  # which pyqtgraph writes anew only then
        self._show_focus(self.hasFocus())
        self.crosshair.set_theme(theme)

    @property
    def can_be_log(self) -> bool:
        """Whether the vertical axis may be logarithmic: key, menu and words go together."""
        return self._can_be_log

    @can_be_log.setter
    def can_be_log(self, can_be_log: bool) -> None:
        self._can_be_log = can_be_log
        words = self.accessibleDescription().replace(_LOG_KEY, "")
        self.setAccessibleDescription(words.replace(_ALL_KEY, _ALL_KEY + _LOG_KEY) if can_be_log else words)

    def set_log(self, is_log: bool) -> None:
        """Make the vertical axis logarithmic, or linear again. It has no place for what is not positive."""
        if is_log != self.is_log and self.can_be_log:
            self.scale_axes(self.is_x_log, is_log)
            self.show_all()

    def set_log_x(self, is_log: bool) -> None:
        """Make the horizontal axis logarithmic, or linear again: its numbers, too, are then all positive."""
        if is_log != self.is_x_log:
            self.scale_axes(is_log, self.is_log)
            self.show_all()

    def scale_axes(self, is_x_log: bool, is_log: bool) -> None:
        """Make both axes logarithmic or linear; what is seen of them is up to the caller."""
        if (is_x_log, is_log) == (self.is_x_log, self.is_log):
            return
        is_other = is_log != self.is_log
        self.is_x_log, self.is_log = is_x_log, is_log
        self.crosshair.hide()
        if is_other:
            self.log_changed.emit(is_log)
        self.plotItem.setLogMode(x=is_x_log, y=is_log)
        self._label_axes()

    @property
    def why_blank(self) -> str:
        """Why nothing is drawn though there are numbers; "" where something is, or there are none."""
        values: list[Array] = []
        hidden = 0
        for item in self.plotItem.listDataItems():
            _, y = item.getOriginalDataset()
            if y is None or not len(y):
                continue
            if not item.isVisible():
                hidden += 1
            elif has_place(y, self.is_log).any():
                return ""  # mostly at the first curve, so that this costs next to nothing
            else:
                values.append(y)
        if values:
            return why_blank(np.concatenate(values))
        return "Every curve is hidden" if hidden else ""

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Say why nothing is drawn, where the curves would be."""
        super().drawForeground(painter, rect)
        if text := self.why_blank:
            painter.setPen(QColor(self._theme.muted))
            place = self.view.sceneBoundingRect().adjusted(8, 8, -8, -8)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def show_all(self) -> None:
        """Fit the axes to the data, and follow it as it grows."""
        self.plotItem.enableAutoRange()
        for item in self.plotItem.listDataItems():
            item.viewRangeChanged()  # what was clipped to the view before would now bound it

    def pan(self, right: float, up: float) -> None:
        """Move the visible range by these parts of its size."""
        (x0, x1), (y0, y1) = self.view.viewRange()
        self.view.translateBy(x=right * (x1 - x0), y=up * (y1 - y0))

    def zoom(self, factor: float) -> None:
        """Multiply the visible range by `factor`, about its middle."""
        self.view.scaleBy((factor, factor))

    def menu(self) -> QMenu:
        """The context menu, made anew."""
        menu = QMenu(self)
        self.add_actions(menu)
        write_texts(menu, self.write)
        menu.addAction("Show everything\tHome", self.show_all)
        menu.addAction("Zoom in\t+", lambda: self.zoom(ZOOM))
        menu.addAction("Zoom out\t−", lambda: self.zoom(1 / ZOOM))
        if self.can_be_log:
            log = menu.addAction("Logarithmic axis\tL")
            log.setCheckable(True)
            log.setChecked(self.is_log)
            log.toggled.connect(self.set_log)
        menu.addSeparator()
        menu.addAction("Save numbers as CSV…", self._save_numbers)
        menu.addAction("Save picture as SVG…", self._save_drawing)
        menu.addAction("Save picture as PNG…", self._save_pixels)
        menu.addAction("Copy picture", lambda: QGuiApplication.clipboard().setPixmap(self._picture()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def columns(self) -> TableColumns:
        """The table of what is drawn, under its names as they are written."""
        return [(self.write(name), values) for name, values in self.table()]

    def numbers(self) -> bytes:
        """The table of what is drawn as CSV, as it is saved."""
        return columns_text(self.columns()).encode()

    def drawing(self) -> bytes:
        """The plot without the crosshair as SVG, as it is saved."""
        self.crosshair.hide()
        return svg_of(self.plotItem)

    def pixels(self) -> bytes:
        """The plot to be printed, without the crosshair, as PNG, as it is saved (`sheet.printed`)."""
        return png_of(self._picture())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, plus, minus, 0, Home, L; with Ctrl the left and right arrows move the crosshair."""
        act = self._action_of(event)
        if act is None:
            event.ignore()
        else:
            act()
            event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # With the mouse it opens on release, when it is clear that the right button did not drag.
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu().popup(self.mapToGlobal(self.rect().center()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.crosshair.follow(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.show_all()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.crosshair.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.crosshair.hide()
        self._show_focus(False)

    def _action_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            return (lambda: self.crosshair.step(steps[key])) if key in steps else None
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self.pan(-PAN, 0),
            Qt.Key.Key_Right: lambda: self.pan(PAN, 0),
            Qt.Key.Key_Up: lambda: self.pan(0, PAN),
            Qt.Key.Key_Down: lambda: self.pan(0, -PAN),
            Qt.Key.Key_Plus: lambda: self.zoom(ZOOM),
            Qt.Key.Key_Equal: lambda: self.zoom(ZOOM),
            Qt.Key.Key_Minus: lambda: self.zoom(1 / ZOOM),
            Qt.Key.Key_0: self.show_all,
            Qt.Key.Key_Home: self.show_all,
            Qt.Key.Key_L: lambda: self.set_log(not self.is_log),
        }
        return actions.get(key)

    def _columns(self) -> TableColumns:
        return columns_of(self.plotItem.listDataItems(), self.x_label, self.y_label)

    def _save_numbers(self) -> None:
        self._save("Save numbers", ".csv", "Tables", self.numbers)

    def _save_drawing(self) -> None:
        self._save("Save picture", ".svg", "Drawings", self.drawing)

    def _save_pixels(self) -> None:
        self._save("Save picture", ".png", "Pictures", self.pixels)

    def _save(self, title: str, suffix: str, kind: str, content: Callable[[], bytes]) -> None:
        ask_and_write(self, title, self._heading, suffix, kind, content)

    @property
    def _heading(self) -> str:
        return self.write(f"{self.y_label} against {self.x_label}")

    def _picture(self) -> QPixmap:
        """The plot on a sheet of its own, without the crosshair and the frame of what is in focus."""
        self.crosshair.hide()
        self._show_focus(False)
        picture = printed(self, self._heading)
        self._show_focus(self.hasFocus())
        return picture

    def _on_scene_clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            where = event.screenPos()
            self.menu().popup(QPoint(int(where.x()), int(where.y())))

    def _label_axes(self) -> None:
        y_label = f"{self.y_label} (log)" if self.is_log else self.y_label
        x_label = f"{self.x_label} (log)" if self.is_x_log else self.x_label
        for side, text in (
            ("bottom", self.x_offsets.title(self.write(x_label)) if self.has_x_title else ""),
            ("left", self.y_offsets.title(self.write(y_label))),
        ):
            self.plotItem.setLabel(side, escape(text), color=self._theme.muted)
        origin = self.x_offsets.origin, self.y_offsets.origin
        self.crosshair.set_axes(PlotAxes(self.x_label, self.y_label, self.is_log, origin, self.is_x_log))

    def _show_focus(self, has_focus: bool) -> None:
        self.view.setBorder(pg.mkPen(self._theme.accent if has_focus else self._theme.border))
