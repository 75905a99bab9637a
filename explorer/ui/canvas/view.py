"""Through which window is the scene looked at? It hands on mouse, wheel and keys, and shows the overlay."""

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from explorer.drawing.hit_target import NO_TARGET, HitTarget, Part, field_at
from explorer.drawing.tooltip import tooltip
from explorer.network.editable_value import EditableValue
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Kind, Parameter
from explorer.ui.canvas.drag_value_gesture import WheelValueGesture, can_drag
from explorer.ui.canvas.gesture_signals import GestureSignals
from explorer.ui.canvas.grid import Grid
from explorer.ui.canvas.inline_editor import InlineEditor
from explorer.ui.canvas.key_controller import KeyController
from explorer.ui.canvas.mouse_controller import MouseController
from explorer.ui.canvas.overlay import overlay_of
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.tool import Tool
from explorer.ui.canvas.zoom import Zoom
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.plain_text import plain

_NOTCH = 120.0


class NetworkView(QGraphicsView):
    """The canvas as a widget. The scene is told what to show; its `gestures` tell what the person does."""

    def __init__(self, scene: NetworkScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.setViewport(QWidget())  # to hand out Qt's own, PySide would make every class of widget
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the grid covers it
        self._scene = scene
        self._theme = scene.theme
        self._grid = Grid()
        self._has_panned = False
        self._hovered: Parameter | str | None = None
        self._zoom = Zoom(self, scene)
        self._editor = InlineEditor(self, scene)
        self._mouse = MouseController(self, scene, self._editor)
        self._keys = KeyController(self, scene, self._editor)
        self._wheel = WheelValueGesture(scene)
        self._set_up()
        scene.experiment_shown.connect(self._on_experiment_shown)

    def _set_up(self) -> None:
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setOptimizationFlags(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAcceptDrops(False)  # the window takes them: the scene would refuse each
        self.setMinimumSize(240, 180)
        self.setAccessibleName("Network")
        self._on_experiment_shown()

    @property
    def tool(self) -> Tool:
        """What the mouse is for."""
        return self._mouse.tool

    @property
    def kind(self) -> Kind:
        """What the Neuron tool adds when no key is held."""
        return self._mouse.kind

    @property
    def gestures(self) -> GestureSignals:
        """What tells what the person does."""
        return self._scene.gestures

    @property
    def editor(self) -> InlineEditor:
        """The line in which values are typed."""
        return self._editor

    @property
    def scale_now(self) -> float:
        """Pixels a scene unit; 1 is 100 %."""
        return self._zoom.scale

    def set_tool(self, tool: Tool) -> None:
        """Use the mouse for `tool` from now on."""
        self._keys.cancel()
        self._mouse.cancel()
        self._mouse.tool = tool
        self._mouse.show_cursor()
        self._scene.gestures.tool_changed.emit(tool)
        self.viewport().update()

    def set_kind(self, kind: Kind) -> None:
        """What the Neuron tool adds when no key is held."""
        self._mouse.kind = kind

    def set_theme(self, theme: Theme) -> None:
        """Show canvas and scene in the colours of `theme`."""
        self._theme = theme
        self._scene.set_theme(theme)
        self.viewport().update()

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Whether the view jumps rather than glides."""
        self._zoom.has_reduced_motion = is_reduced

    def fit(self) -> None:
        """Show the whole network."""
        self._zoom.fit()

    def zoom_in(self) -> None:
        """Draw everything larger."""
        self._zoom.step(1)

    def zoom_out(self) -> None:
        """Draw everything smaller."""
        self._zoom.step(-1)

    def zoom_original(self) -> None:
        """One scene unit to the pixel."""
        self._zoom.original()

    def rename_selected(self) -> None:
        """Edit the name of the selected neuron where it stands."""
        self._keys.rename_selected()

    def connect_from_selected(self) -> None:
        """Draw a connection from the selected neuron with the keys."""
        self.setFocus()
        self._keys.begin_connection()

    def edit_field(self, field: EditableValue) -> None:
        """Edit one value where it stands."""
        self._editor.open(field)

    def centre_position(self) -> tuple[float, float]:
        """The scene position in the middle of the view, where something new may stand."""
        centre = self.mapToScene(self.viewport().rect().center())
        return (centre.x(), centre.y())

    def show_position(self, position: tuple[float, float]) -> None:
        """Show the whole network where a neuron at `position` would be out of sight, or half."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if not seen.contains(QRectF(position[0] - RADIUS, position[1] - RADIUS, 2 * RADIUS, 3 * RADIUS)):
            self.fit()

    def settle(self) -> None:
        """Finish every movement and bring every picture up to date, for a picture of the window."""
        self._zoom.finish()
        self._scene.flush()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The canvas with its grid of dots."""
        painter.save()
        painter.resetTransform()
        area = QRectF(self.viewport().rect())
        self._grid.paint(painter, area, self.mapFromScene(0, 0), self._zoom.scale, self._theme)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The overlay."""
        painter.save()
        painter.resetTransform()
        overlay = overlay_of(
            self._scene.experiment, self._scene.sample, self._mouse.tool, self._scene.notation
        )
        area = QRectF(self.viewport().rect())
        if self._scene.highlights.responses is not None:
            overlay = replace(overlay, hint="")  # their legend stands there
        overlay.paint(painter, area, self._theme)
        self._paint_responses(painter, area)
        painter.restore()

    def _paint_responses(self, painter: QPainter, area: QRectF) -> None:
        """What explains the responses, where they are shown; the large one where the neuron is not."""
        responses, pointed = self._scene.highlights.responses, self._scene.hit.neuron
        if responses is None:
            return
        from explorer.ui.canvas.response_overlay import paint_response_overlay  # shown on request only

        is_left = False
        if pointed is not None:
            is_left = self.mapFromScene(*self._scene.geometry.positions[pointed]).x() > area.center().x()
        paint_response_overlay(painter, area, responses, pointed, is_left, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom.is_fitted:
            self._zoom.fit(is_gliding=False)
        self._editor.follow()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._editor.follow()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._has_panned = True
        self._keys.cancel()
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)
        self._emit_hovered(self._scene.hit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._scene.hover(NO_TARGET)
        self._emit_hovered(NO_TARGET)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mouse.is_space_held = False
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._keys.cancel()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the value under the pointer; elsewhere or with Ctrl zoom. What has begun is gone on with."""
        delta = event.angleDelta().y() or event.angleDelta().x()  # Alt makes it horizontal
        notches = delta / _NOTCH
        where = event.position().toPoint()
        modifiers = event.modifiers()
        field = field_at(self._mouse.hit_at(self.mapToScene(where)), self._scene.experiment.network)
        is_turning = not modifiers & Qt.KeyboardModifier.ControlModifier and can_drag(self._scene, field)
        if is_turning and field is not None and not self._zoom.is_going_on:
            self._wheel.turn(field, notches, bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif not self._wheel.is_going_on:
            self._zoom.by_wheel(notches, where)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select what was clicked, and ask for its menu."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._scene.gestures.context_menu_requested.emit(self._menu_corner(), self._selected_hit())
            return
        hit = self._mouse.hit_at(self.mapToScene(event.pos()))
        if hit.neuron is not None and hit.neuron not in self._scene.selected_names:
            self._scene.select({hit.neuron})
        elif hit.ends is not None and hit.ends not in self._scene.selected_ends:
            self._scene.select((), {hit.ends})
        self._scene.gestures.context_menu_requested.emit(event.globalPos(), hit)

    def event(self, event: QEvent) -> bool:
        """Space is ours: held it pans, tapped it plays."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_space(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips are those of the part under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            scene = self._scene
            hit = self._mouse.hit_at(self.mapToScene(event.pos()))
            text = tooltip(scene.experiment, scene.sample, scene.state, hit, scene.findings, scene.notation)
            QToolTip.showText(event.globalPos(), plain(text), self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_space(event):
            if not event.isAutoRepeat():
                self._has_panned = False
                self._mouse.is_space_held = True
                self._mouse.show_cursor()
        elif event.key() == Qt.Key.Key_Escape and self._mouse.cancel():
            return
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if _is_space(event) and not event.isAutoRepeat() and self._mouse.is_space_held:
            self._mouse.is_space_held = False
            self._mouse.show_cursor()
            if not self._has_panned:
                self._scene.gestures.play_toggled.emit()
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from neuron to neuron, and out of the canvas after the last."""
        return self._keys.go_on(is_next) or super().focusNextPrevChild(is_next)

    def _on_experiment_shown(self) -> None:
        self._mouse.follow()
        self._keys.follow()
        network = self._scene.experiment.network
        counts = [f"{sum(neuron.kind is kind for neuron in network.neurons)} {kind}" for kind in Kind]
        self.setAccessibleDescription(
            f"{', '.join(counts)}, {len(network.connections)} connections. The network table holds the same."
        )
        self.viewport().update()

    def _emit_hovered(self, hit: HitTarget) -> None:
        """The weight or bias under the pointer, else the neuron, once when it changes."""
        place: Parameter | str | None = hit.neuron
        if hit.ends is not None:
            place = Parameter(*hit.ends)
        elif hit.part is Part.BIAS and hit.neuron is not None:
            neuron = self._scene.experiment.network.by_name.get(hit.neuron)
            if neuron is not None and neuron.bias is not None:
                place = Parameter(None, hit.neuron)
        if place != self._hovered:
            self._hovered = place
            self._scene.gestures.hovered.emit(place)

    def _selected_hit(self) -> HitTarget:
        """What the keyboard's menu key is about."""
        for name in self._scene.selected_names:
            return HitTarget(Part.BODY, name)
        for ends in self._scene.selected_ends:
            return HitTarget(Part.CURVE, ends=ends)
        return NO_TARGET

    def _menu_corner(self) -> QPoint:
        hit = self._selected_hit()
        where = self.viewport().rect().center()
        if hit.neuron is not None:
            where = self.mapFromScene(QPointF(*self._scene.geometry.positions[hit.neuron]))
        return self.viewport().mapToGlobal(where)


def _is_space(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and not event.modifiers()
