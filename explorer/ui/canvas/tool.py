"""Which tools does the mouse have on the canvas, and what does a click with each key held add?"""

from enum import StrEnum

from PySide6.QtCore import Qt

from explorer.network.model import Kind


class Tool(StrEnum):
    """What the mouse is for."""

    SELECT = "select"
    NEURON = "neuron"
    CONNECT = "connect"
    PAN = "pan"


def kind_for(modifiers: Qt.KeyboardModifier, chosen: Kind) -> Kind:
    """What a click adds: with Shift an input, with Ctrl an output, with Alt a constant, else `chosen`."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Kind.INPUT
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Kind.OUTPUT
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return Kind.CONSTANT
    return chosen
