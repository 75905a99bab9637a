"""How is a value edited where it stands? In a line that opens on it."""

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGraphicsView, QLineEdit, QToolTip

from explorer.network.editable_value import EditableValue, FieldKind, field_beside, has_field, value_of
from explorer.network.rules import check_name
from explorer.number import exact, parse_number
from explorer.plain_text import shown_name
from explorer.refusal import Refusal
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.widgets.plain_text import plain

_LEAST_WIDTH = 88
_HEIGHT = 28
_TO_OTHER_SAMPLES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

_LABELS = {
    FieldKind.NAME: "name of {neuron}",
    FieldKind.INPUT: "input {neuron}",
    FieldKind.CONSTANT: "value of {neuron}",
    FieldKind.WEIGHT: "weight {source} → {neuron}",
    FieldKind.BIAS: "bias of {neuron}",
    FieldKind.TARGET: "target of {neuron}",
}


class _Line(QLineEdit):
    """The line itself; it tells how it is left."""

    left = Signal(int)
    """Tab (1), Shift+Tab (−1) or Enter (0)."""
    focus_lost = Signal()
    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        """The keys to another sample rest: what is being typed belongs to this one."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in _TO_OTHER_SAMPLES:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TO_OTHER_SAMPLES:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(0)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        self.left.emit(1 if is_next else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.focus_lost.emit()


class InlineEditor(QObject):
    """The line over one field at a time. What was typed leaves as a signal of the scene's gestures."""

    def __init__(self, view: QGraphicsView, scene: NetworkScene) -> None:
        super().__init__(view)
        self._view = view
        self._scene = scene
        self._field: EditableValue | None = None
        scene.experiment_shown.connect(self.follow)

    @property
    def field(self) -> EditableValue | None:
        """The field that is being edited, or None."""
        return self._field

    @cached_property
    def line(self) -> QLineEdit:
        """The line in which one types, made when it is first opened."""
        line = _Line(self._view.viewport())
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.hide()
        line.left.connect(self._on_left)
        line.focus_lost.connect(self._on_focus_lost)
        line.given_up.connect(self.close)
        line.textEdited.connect(self._on_edited)
        return line

    def open(self, field: EditableValue) -> bool:
        """Edit `field`; whether there is such a field."""
        if not has_field(self._scene.experiment, self._scene.sample, field):
            return False
        self._field = field
        what = _LABELS[field.kind].format(
            neuron=shown_name(field.neuron), source=shown_name(field.source or "")
        )
        self.line.setAccessibleName(what)
        self.line.setPlaceholderText("no bias" if field.kind is FieldKind.BIAS else "")
        self.line.setText(self._shown_text(field))
        self._mark_problem("")
        self.follow()
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()
        return True

    def close(self) -> None:
        """Give up what was typed."""
        if self._field is not None:
            self._field = None
            QToolTip.hideText()
            had_focus = self.line.hasFocus()
            self.line.hide()
            if had_focus:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Stay on the field when the view or the experiment has changed; close where the field is gone."""
        if self._field is None:
            return
        if not has_field(self._scene.experiment, self._scene.sample, self._field):
            self.close()
            return
        rect = self._view.mapFromScene(self._scene.field_rect(self._field)).boundingRect()
        height = max(_HEIGHT, self.line.sizeHint().height())
        width = max(_LEAST_WIDTH, 3 * height, rect.width() + 16)
        corner = rect.center() - QPoint(width // 2, height // 2)
        self.line.setGeometry(corner.x(), corner.y(), width, height)

    def _on_left(self, step: int) -> None:
        field = self._field
        if field is None:
            return
        problem = self._commit(field)
        if problem:
            self._mark_problem(problem)
        elif step == 0:
            self.close()
        else:
            self._go_on(field, step)

    def _go_on(self, field: EditableValue, step: int) -> None:
        """Edit the next field, or the one before."""
        beside = field_beside(self._scene.experiment, self._scene.sample, field, step)
        if beside is None or not self.open(beside):
            self.close()
        else:
            self._scene.select(
                {beside.neuron} if beside.ends is None else (), {beside.ends} if beside.ends else ()
            )

    def _on_focus_lost(self) -> None:
        """A click elsewhere keeps what was typed, unless it cannot be understood."""
        field = self._field
        if field is None:
            return
        problem = self._commit(field)
        self.close()
        if problem:
            self._scene.gestures.refused.emit(problem)

    def _commit(self, field: EditableValue) -> str:
        """Tell what was typed, if it is another value; what is wrong with it, or nothing."""
        text = self.line.text()
        if text == self._shown_text(field):
            return ""
        try:
            if field.kind is FieldKind.NAME:
                self._commit_name(field, text.strip())
            else:
                self._commit_value(field, text)
        except Refusal as problem:
            return str(problem)
        return ""

    def _commit_name(self, field: EditableValue, name: str) -> None:
        if name != field.neuron:
            check_name(self._scene.experiment.network, name)
            self._scene.gestures.renamed.emit(field.neuron, name)

    def _commit_value(self, field: EditableValue, text: str) -> None:
        is_cleared = field.kind is FieldKind.BIAS and not text.strip()
        value = None if is_cleared else parse_number(text)
        if value != value_of(self._scene.experiment, self._scene.sample, field):
            self._scene.gestures.value_typed.emit(field, value)

    def _shown_text(self, field: EditableValue) -> str:
        """The present value with all its digits; empty for a bias that is not there."""
        if field.kind is FieldKind.NAME:
            return field.neuron
        value = value_of(self._scene.experiment, self._scene.sample, field)
        return "" if value is None else exact(value)

    def _on_edited(self) -> None:
        self._mark_problem("")

    def _mark_problem(self, text: str) -> None:
        """A red frame, and what is wrong right below the line."""
        self.line.setProperty("invalid", "true" if text else "false")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        if text:
            QToolTip.showText(self.line.mapToGlobal(QPoint(0, self.line.height())), plain(text), self.line)
        else:
            QToolTip.hideText()
