"""What do the buttons of the mouse do? A press becomes a click, or the gesture that a drag begins."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from explorer.drawing.geometry import snapped
from explorer.drawing.hit_target import HitTarget, Part, field_at
from explorer.network.editable_value import EditableValue, FieldKind, has_field
from explorer.network.model import Kind
from explorer.ui.canvas.connect_gesture import ConnectGesture
from explorer.ui.canvas.drag_value_gesture import DragValueGesture, can_drag
from explorer.ui.canvas.gesture import Gesture, Pointer
from explorer.ui.canvas.inline_editor import InlineEditor
from explorer.ui.canvas.marquee_gesture import MarqueeGesture
from explorer.ui.canvas.move_gesture import MoveGesture
from explorer.ui.canvas.pan_gesture import PanGesture
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.tool import Tool, kind_for

_TURNED_BY_DRAGGING = (Part.WEIGHT, Part.BIAS, Part.TARGET)
_EXPLAINED = (Part.BODY, Part.RIM, Part.Z, Part.A, Part.DELTA, Part.CURVE, Part.GRADIENT)


class MouseController:
    """Follows the mouse over one view. `tool` and `kind` are what it holds."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene, editor: InlineEditor) -> None:
        self.tool = Tool.SELECT
        self.kind = Kind.HIDDEN
        self.is_space_held = False
        self._view = view
        self._scene = scene
        self._editor = editor
        self._pressed: tuple[HitTarget, Pointer] | None = None
        self._gesture: Gesture | None = None

    @property
    def gesture(self) -> Gesture | None:
        """The drag under way."""
        return self._gesture

    @property
    def is_panning_tool(self) -> bool:
        """Whether the left button pans."""
        return self.tool is Tool.PAN or self.is_space_held

    def pointer(self, event: QMouseEvent) -> Pointer:
        """Where the event happened."""
        position = event.position().toPoint()
        return Pointer(
            self._view.mapToScene(position), position, event.globalPosition().toPoint(), event.modifiers()
        )

    def hit_at(self, point: QPointF) -> HitTarget:
        """What lies at `point`, in scene units."""
        return self._scene.hit_at(point, self._view.transform().m11())

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        pointer = self.pointer(event)
        if self._gesture is not None:
            return
        is_left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (is_left and self.is_panning_tool):
            self._begin(PanGesture(self._view, pointer))
        elif is_left:
            self._pressed = (self.hit_at(pointer.scene), pointer)

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved."""
        pointer = self.pointer(event)
        if self._gesture is None and self._pressed is not None:
            hit, start = self._pressed
            if (pointer.view - start.view).manhattanLength() >= QApplication.startDragDistance() / 2:
                self._begin(self._drag(hit, start))
        if self._gesture is not None:
            self._gesture.move(pointer)
        elif not event.buttons():
            self._hover(pointer)

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        pointer = self.pointer(event)
        pressed, self._pressed = self._pressed, None
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.release(pointer)
            self._hover(pointer)
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._click(*pressed)

    def double_click(self, event: QMouseEvent) -> None:
        """On empty canvas a neuron is added, on a name it is edited, on a response it is opened.

        Anywhere else it is another click.
        """
        pointer = self.pointer(event)
        hit = self.hit_at(pointer.scene)
        if event.button() != Qt.MouseButton.LeftButton or self.is_panning_tool:
            self.press(event)
        elif hit.part is Part.EMPTY and self.tool is not Tool.NEURON:
            self._add(pointer, kind_for(event.modifiers(), Kind.HIDDEN))
        elif hit.part is Part.NAME and hit.neuron is not None:
            self._editor.open(EditableValue(FieldKind.NAME, hit.neuron))
        else:
            self.press(event)
            if hit.part in (Part.BODY, Part.Z, Part.A) and self._shows_response(hit.neuron):
                self._scene.gestures.response_opened.emit(hit.neuron)

    def cancel(self) -> bool:
        """Give up the drag under way; whether there was one."""
        self._pressed = None
        if self._gesture is None:
            return False
        gesture, self._gesture = self._gesture, None
        gesture.cancel()
        self.show_cursor()
        return True

    def follow(self) -> None:
        """Another experiment or sample is shown: let go of a press or drag that speaks of what was."""
        network = self._scene.experiment.network
        if self._gesture is not None and not self._gesture.is_possible:
            self.cancel()
        if self._pressed is not None and not self._pressed[0].is_in(network):
            self._pressed = None

    def show_cursor(self, hit: HitTarget | None = None) -> None:
        """The cursor says what a press would do."""
        self._view.viewport().setCursor(self._cursor(hit or self._scene.hit))

    def _shows_response(self, name: str | None) -> bool:
        responses = self._scene.highlights.responses
        return responses is not None and name in responses.by_neuron

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._view.viewport().setCursor(gesture.cursor)

    def _drag(self, hit: HitTarget, start: Pointer) -> Gesture:
        """The gesture that a drag from `hit` begins."""
        if hit.neuron is not None and (hit.part is Part.RIM or self.tool is Tool.CONNECT):
            return ConnectGesture(self._scene, hit.neuron, start)
        field = field_at(hit, self._scene.experiment.network)
        if field is not None and hit.part in _TURNED_BY_DRAGGING and can_drag(self._scene, field):
            return DragValueGesture(self._scene, field, start)
        if hit.neuron is not None:
            return MoveGesture(self._scene, hit.neuron, start)
        return MarqueeGesture(self._scene, start)

    def _click(self, hit: HitTarget, pointer: Pointer) -> None:
        if hit.part is Part.EMPTY and self.tool is Tool.NEURON:
            self._add(pointer, kind_for(pointer.modifiers, self.kind))
            return
        self._select(hit, pointer)
        if pointer.is_extending:
            return
        field = field_at(hit, self._scene.experiment.network)
        if field is not None and hit.part is not Part.NAME and self._is_there(field):
            self._editor.open(field)
        elif hit.part in _EXPLAINED:
            self._scene.gestures.explain_requested.emit(hit.neuron or hit.ends, hit.part)
        elif hit.part is Part.LOSS:
            self._scene.gestures.explain_requested.emit(None, hit.part)

    def _select(self, hit: HitTarget, pointer: Pointer) -> None:
        """Exactly this, or with Shift or Ctrl this too, or no longer."""
        names = frozenset() if hit.neuron is None else frozenset({hit.neuron})
        ends = frozenset() if hit.ends is None else frozenset({hit.ends})
        if pointer.is_extending:
            names, ends = self._scene.selected_names ^ names, self._scene.selected_ends ^ ends
        self._scene.select(names, ends)

    def _is_there(self, field: EditableValue) -> bool:
        return has_field(self._scene.experiment, self._scene.sample, field)

    def _add(self, pointer: Pointer, kind: Kind) -> None:
        position = (pointer.scene.x(), pointer.scene.y())
        self._scene.gestures.neuron_added.emit(position if pointer.is_free else snapped(position), kind)

    def _hover(self, pointer: Pointer) -> None:
        hit = self.hit_at(pointer.scene)
        self.show_cursor(hit)
        self._scene.hover(hit)

    def _cursor(self, hit: HitTarget) -> Qt.CursorShape:
        if self.is_panning_tool:
            return Qt.CursorShape.OpenHandCursor
        if hit.neuron is not None and (hit.part is Part.RIM or self.tool is Tool.CONNECT):
            return Qt.CursorShape.CrossCursor
        if hit.part in (Part.WEIGHT, Part.BIAS, Part.TARGET, Part.VALUE):
            return Qt.CursorShape.IBeamCursor
        if hit.part in (Part.CURVE, Part.GRADIENT, Part.LOSS, *_EXPLAINED):
            return Qt.CursorShape.PointingHandCursor
        if hit.part is Part.EMPTY and self.tool is not Tool.SELECT:
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.ArrowCursor
