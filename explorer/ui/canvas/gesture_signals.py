"""Which wishes leave the canvas? Each gesture is one Qt signal with its values; whoever edits listens."""

from PySide6.QtCore import QObject, Signal


class GestureSignals(QObject):
    """What the person did on the canvas. Nothing in the canvas changes the experiment itself."""

    neuron_added = Signal(object, object)
    """(Position, Kind): a neuron is wanted there."""
    connected = Signal(str, str)
    """(source, dest): the rules allow it."""
    connected_to_new = Signal(str, object)
    """(source, Position): a hidden neuron is wanted there, and a connection to it."""
    moved = Signal(object)
    """({name: Position}): neurons were dragged or nudged; told once, on release."""
    value_typed = Signal(object, object)
    """(EditableValue, float or None): None takes a bias away."""
    value_turned = Signal(object, float, object)
    """(EditableValue, value, gesture key): values of one gesture carry the same key and are one undo step."""
    renamed = Signal(str, str)
    """(name, new name): the rules allow it."""
    selection_wished = Signal(object, object)
    """(frozenset of names, frozenset of Ends): exactly these are to be selected."""
    hovered = Signal(object)
    """(Parameter, name of a neuron, or None): on which weight, bias or neuron the pointer rests."""
    explain_requested = Signal(object, object)
    """(name of a neuron, Ends of a connection, or None for the loss; the Part that was clicked)."""
    response_opened = Signal(str)
    """(name of a neuron): what it responds to is to be seen large."""
    deleted = Signal(object, object)
    """(frozenset of names, frozenset of Ends): Delete was pressed."""
    context_menu_requested = Signal(object, object)
    """(QPoint on the screen, HitTarget): what was clicked is selected by then."""
    refused = Signal(str)
    """A gesture would break a rule; the text says which and what to do."""
    zoomed = Signal(float)
    """The scale, 1 is 100 %."""
    tool_changed = Signal(object)
    """(Tool)."""
    play_toggled = Signal()
    """Space was pressed and released without dragging."""
