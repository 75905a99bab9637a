"""Do the keys that are held mean the same in every gesture?"""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from explorer.network.model import Kind
from explorer.ui.canvas.gesture import Pointer
from explorer.ui.canvas.tool import kind_for

Keys = Qt.KeyboardModifier


def pointer(keys: Qt.KeyboardModifier) -> Pointer:
    return Pointer(QPointF(), QPoint(), QPoint(), keys)


@pytest.mark.parametrize(
    ("keys", "is_extending", "is_fine", "is_free"),
    [
        (Keys.NoModifier, False, False, False),
        (Keys.ShiftModifier, True, True, False),
        (Keys.ControlModifier, True, False, False),
        (Keys.AltModifier, False, False, True),
        (Keys.ShiftModifier | Keys.AltModifier, True, True, True),
    ],
)
def test_shift_and_ctrl_extend_shift_is_fine_and_alt_is_free(
    keys: Qt.KeyboardModifier, is_extending: bool, is_fine: bool, is_free: bool
) -> None:
    held = pointer(keys)
    assert (held.is_extending, held.is_fine, held.is_free) == (is_extending, is_fine, is_free)


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (Keys.NoModifier, Kind.HIDDEN),
        (Keys.ShiftModifier, Kind.INPUT),
        (Keys.ControlModifier, Kind.OUTPUT),
        (Keys.AltModifier, Kind.CONSTANT),
    ],
)
def test_the_key_says_which_kind_of_neuron_is_added(keys: Qt.KeyboardModifier, kind: Kind) -> None:
    assert kind_for(keys, Kind.HIDDEN) is kind
