"""How does a person look at the graph of the equations, and change it? With wheel, drags and keys.

The wheel zooms, a drag on the ground moves the graph, one on a variable that is given nudges its value. The
arrows go from variable to variable, Enter types a value, Shift with left or right nudges it.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.chain.graph_look import NOTHING, GraphLook
from explorer.drawing.graph_layout import RADIUS, GraphLayout, lay_out_graph, point_on
from explorer.drawing.nearest_place import nearest_towards
from explorer.drawing.rect import Rect
from explorer.drawing.zoom_scale import LARGEST, SMALLEST, fit_scale
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.chain_rule.graph_paint import READABLE, GraphPainter
from explorer.ui.workspaces.chain_rule.value_editor import ValueEditor

_NOTCH = 1.2
_MARGIN = 14
_CLICK = 4
"""Pixels that the mouse may move in a click."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_EMPTY = "Type an equation at the left, for example a = 2, or choose one of the examples."
_NEAR = 9.0
"""Pixels from an edge at which one points at it."""
_LEAST_FIT = 0.25
"""Pixels a scene unit below which a graph that is opened is not shown as a whole."""


class GraphView(QWidget):
    """Shows a graph as a whole until it is zoomed or moved."""

    chosen = Signal(str)
    """The variable of this name is looked at."""
    nudged = Signal(str, int)
    """The value of this variable is to be moved by so many pixels from where the drag began."""
    stepped = Signal(str, int)
    """The value of this variable is to go a step up or down."""
    released = Signal()
    """The drag is over."""
    typed = Signal(str, str)
    """For this variable this value was typed."""
    menu_asked = Signal(str, QPoint)
    """The context menu of this variable, or of none, is to open there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._layout = lay_out_graph({})
        self._look: GraphLook = NOTHING
        self._scale, self._centre = 1.0, (0.0, 0.0)
        self._is_fitted = True
        self._pressed: QPoint | None = None
        self._centre_pressed = self._centre
        self._held: str | None = None
        self._has_moved = False
        self.present: str | None = None
        """The variable that is looked at."""
        self.editor = ValueEditor(self)
        self.editor.typed.connect(self.typed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 120)
        self.setAccessibleName("Graph of the equations")

    @property
    def graph(self) -> GraphLayout:
        """Where everything stands."""
        return self._layout

    @property
    def look(self) -> GraphLook:
        """What is drawn."""
        return self._look

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self._fit_again()
        self.update()

    def show_graph(self, graph: GraphLayout, look: GraphLook, present: str | None) -> None:
        """Draw another graph: all of it, or where nothing could be read then, what is about `present`."""
        self._layout, self._look, self.present = graph, look, present
        self.editor.close_without()
        self._tell()
        self.fit()
        if self._scale < _LEAST_FIT and present is not None:
            self._is_fitted, self._scale = False, READABLE
            self._centre_on(present)

    def show_look(self, look: GraphLook, present: str | None) -> None:
        """The same graph otherwise."""
        if (look, present) == (self._look, self.present):
            return
        is_elsewhere = present != self.present
        self._look, self.present = look, present
        if is_elsewhere and not self._is_fitted:
            self._bring_into_sight()
        self._tell()
        self.update()

    def fit(self) -> None:
        """Show the whole graph."""
        self._is_fitted = True
        self._fit_again()
        self.update()

    def zoom(self, factor: float, where: QPointF | None = None) -> None:
        """Make everything so many times as large; what is at `where`, in pixels, stays there."""
        where = QPointF(self.rect().center()) if where is None else where
        before = self._at(where)
        self._scale = min(max(self._scale * factor, SMALLEST), LARGEST)
        after = self._at(where)
        self._centre = (self._centre[0] + before[0] - after[0], self._centre[1] + before[1] - after[1])
        self._is_fitted = False
        self.editor.close_without()
        self.update()

    def pixel_of(self, name: str) -> QPoint:
        """Where the middle of a variable is drawn. Raises KeyError."""
        x, y = self._layout.places[name]
        middle = self.rect().center()
        return QPoint(
            round((x - self._centre[0]) * self._scale + middle.x()),
            round((y - self._centre[1]) * self._scale + middle.y()),
        )

    def variable_at(self, where: QPointF) -> str | None:
        """The variable whose circle is drawn there."""
        x, y = self._at(where)
        for name, (px, py) in self._layout.places.items():
            if (x - px) ** 2 + (y - py) ** 2 <= RADIUS**2:
                return name
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._layout.places:
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _EMPTY)
        middle = self.rect().center()
        painter.translate(middle)
        painter.scale(self._scale, self._scale)
        painter.translate(-self._centre[0], -self._centre[1])
        left, top = self._at(QPointF(0, 0))
        seen = Rect(left, top, self.width() / self._scale, self.height() / self._scale)
        drawn = GraphPainter(painter, self._theme, self._scale)
        drawn.paint(self._layout, self._look, seen, self.present)
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(QColor(self._theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_NOTCH ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._has_moved = event.position().toPoint(), False
        self._centre_pressed = self._centre
        self._held = self.variable_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position()
        if self._pressed is None:
            self._hover(where)
            return
        way = where.toPoint() - self._pressed
        self._has_moved = self._has_moved or way.manhattanLength() > _CLICK
        if not self._has_moved:
            return
        if self._held is None:
            x, y = self._centre_pressed
            self._centre = (x - way.x() / self._scale, y - way.y() / self._scale)
            self._is_fitted = False
            self.update()
        elif self._look.variables[self._held].is_input:
            self.nudged.emit(self._held, way.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        if self._held is not None and self._has_moved:
            self.released.emit()
        elif self._held is not None:
            self.chosen.emit(self._held)
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        name = self.variable_at(event.position())
        if name is None:
            self.fit()
        else:
            self.edit_value(name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        name = self.present if is_by_key else self.variable_at(QPointF(event.pos()))
        where = self.rect().center() if is_by_key else event.pos()
        self.menu_asked.emit(name or "", self.mapToGlobal(where))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows, Enter, Shift with left and right, plus, minus and 0."""
        key = Qt.Key(event.key())
        is_shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key in _ARROWS and is_shifted and _ARROWS[key][0]:
            if self.present is not None and self._look.variables[self.present].is_input:
                self.stepped.emit(self.present, _ARROWS[key][0])
        elif key in _ARROWS and not event.modifiers():
            name = nearest_towards(self._layout.places, self.present, _ARROWS[key])
            if name is not None:
                self.chosen.emit(name)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.present is not None:
            self.edit_value(self.present)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_NOTCH)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _NOTCH)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def edit_value(self, name: str) -> None:
        """Let the value of a variable that is given be typed over it."""
        shown = self._look.variables[name]
        if not shown.is_input:
            return
        middle, half = self.pixel_of(name), max(40, round(RADIUS * self._scale))
        height = self.editor.sizeHint().height()
        self.editor.open(
            name, shown.exact, QRect(middle.x() - half, middle.y() - height // 2, 2 * half, height)
        )

    def _hover(self, where: QPointF) -> None:
        name = self.variable_at(where)
        is_given = name is not None and self._look.variables[name].is_input
        self.setCursor(Qt.CursorShape.SizeHorCursor if is_given else Qt.CursorShape.ArrowCursor)
        text = self._words_of(name) if name is not None else self._words_at(where)
        if text:
            QToolTip.showText(self.mapToGlobal(where.toPoint()), text, self)
        else:
            QToolTip.hideText()

    def _words_of(self, name: str) -> str:
        shown = self._look.variables[name]
        lines = [shown.formula, f"{name} = {shown.exact}", shown.derivative]
        if shown.is_input:
            lines[0] = "Drag sideways to nudge it, double-click to type a value"
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def _words_at(self, where: QPointF) -> str:
        """Those of the edge that is drawn there."""
        x, y = self._at(where)
        near = _NEAR / self._scale
        for edge, route in self._layout.routes.items():
            if not route[0][0] <= x <= route[-1][0]:
                continue
            part = (x - route[0][0]) / (route[-1][0] - route[0][0])
            if abs(point_on(route, part)[1] - y) < near:
                return f"{self._look.edges[edge].symbol} = {self._look.edges[edge].number}"
        return ""

    def _tell(self) -> None:
        """What a screen reader says of it."""
        words = "" if self.present is None else self._words_of(self.present).replace("\n", ", ") + ". "
        self.setAccessibleDescription(
            words
            + "Arrows go from variable to variable, Enter types a value, Shift with left or right nudges "
            "it, plus, minus and 0 zoom"
        )

    def _at(self, where: QPointF) -> tuple[float, float]:
        """The place in the drawing of a pixel."""
        middle = self.rect().center()
        x = (where.x() - middle.x()) / self._scale + self._centre[0]
        return x, (where.y() - middle.y()) / self._scale + self._centre[1]

    def _bring_into_sight(self) -> None:
        """Move the graph so that the variable that is looked at is seen."""
        if self.present is not None:
            edge = round(2 * RADIUS * self._scale)
            if not self.rect().adjusted(edge, edge, -edge, -edge).contains(self.pixel_of(self.present)):
                self._centre_on(self.present)

    def _centre_on(self, name: str) -> None:
        """Bring a variable to the middle, as far as there is graph to fill the view with."""
        bounds, (x, y) = self._layout.bounds, self._layout.places[name]
        half_width, half_height = self.width() / 2 / self._scale, self.height() / 2 / self._scale
        self._centre = (
            _within(x, bounds.left, bounds.right, half_width),
            _within(y, bounds.top, bounds.bottom, half_height),
        )

    def _fit_again(self) -> None:
        bounds = self._layout.bounds
        if self._is_fitted and not bounds.is_empty:
            room = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
            self._scale = fit_scale(bounds, max(room[0], 1), max(room[1], 1))
            self._centre = bounds.centre


def _within(middle: float, low: float, high: float, half: float) -> float:
    """`middle`, or the nearest to it about which `half` to both sides lies between `low` and `high`."""
    if high - low <= 2 * half:
        return (low + high) / 2
    return min(max(middle, low + half), high - half)
