"""How is a number changed by dragging it up and down, or by the wheel? Everything follows at once."""

import math
from itertools import count

from PySide6.QtCore import QElapsedTimer, Qt

from explorer.network.editable_value import EditableValue, has_field, value_of
from explorer.ui.canvas.gesture import Gesture, Pointer
from explorer.ui.canvas.scene import NetworkScene

_WHEEL_STEP = 0.05
_PIXEL_STEP = 0.01
_FINE = 0.1
_PAUSE = 800
"""Milliseconds after which another turn of the wheel is another gesture."""

_numbers = count()


def turned(value: float, steps: float, is_fine: bool) -> float:
    """value + steps · unit; the unit is 1, or 10, 100, … for values of that size; a tenth of it if fine."""
    size = math.floor(math.log10(abs(value))) if value else 0
    unit = 10.0 ** max(0, size)
    return round(value + steps * unit * (_FINE if is_fine else 1.0), 10)


def can_drag(scene: NetworkScene, field: EditableValue | None) -> bool:
    """Whether there is a finite number in `field`."""
    if field is None or not field.is_number or not has_field(scene.experiment, scene.sample, field):
        return False
    value = value_of(scene.experiment, scene.sample, field)
    return value is not None and math.isfinite(value)


class DragValueGesture(Gesture):
    """A hundredth for each pixel, upwards for more; with Shift a thousandth."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(self, scene: NetworkScene, field: EditableValue, start: Pointer) -> None:
        value = value_of(scene.experiment, scene.sample, field)
        assert value is not None
        self._scene = scene
        self._field = field
        self._sample = scene.sample
        self._before = value
        self._value = value
        self._height = start.view.y()
        self._key = ("drag", next(_numbers))

    @property
    def is_possible(self) -> bool:
        """Whether the number is there, of the same sample."""
        return self._scene.sample == self._sample and can_drag(self._scene, self._field)

    def move(self, pointer: Pointer) -> None:
        rise = self._height - pointer.view.y()
        self._height = pointer.view.y()
        self._emit(self._value + turned(self._before, rise * _PIXEL_STEP, pointer.is_fine) - self._before)

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)

    def cancel(self) -> None:
        if self.is_possible:
            self._emit(self._before)

    def _emit(self, value: float) -> None:
        value = round(value, 10)
        if value != self._value:
            self._value = value
            self._scene.gestures.value_turned.emit(self._field, value, self._key)


class WheelValueGesture:
    """Turns of the wheel over one field of one sample without a pause are one gesture."""

    def __init__(self, scene: NetworkScene) -> None:
        self._scene = scene
        self._turned: tuple[EditableValue, int] | None = None
        self._key: object = None
        self._since = QElapsedTimer()

    @property
    def is_going_on(self) -> bool:
        """Whether the wheel has just turned a number."""
        return self._turned is not None and self._since.isValid() and self._since.elapsed() < _PAUSE

    def turn(self, field: EditableValue, notches: float, is_fine: bool) -> None:
        """Turn the number in `field`, which `can_drag`, by so many notches of the wheel."""
        turned_now = (field, self._scene.sample)
        if turned_now != self._turned or not self.is_going_on:
            self._turned, self._key = turned_now, ("wheel", next(_numbers))
        self._since.start()
        value = value_of(self._scene.experiment, self._scene.sample, field)
        assert value is not None
        self._scene.gestures.value_turned.emit(
            field, turned(value, notches * _WHEEL_STEP, is_fine), self._key
        )
