"""What does each gesture on the canvas do? The same as the command that a menu or a panel has for it."""

from collections.abc import Hashable

from explorer.network.editable_value import EditableValue
from explorer.network.model import Kind, Position
from explorer.ui import commands
from explorer.ui.canvas.gesture_signals import GestureSignals
from explorer.ui.session.session import Session


def follow_gestures(gestures: GestureSignals, session: Session) -> None:
    """Let what a person does on the canvas change the selection and the document."""
    document = session.document

    def add(position: Position, kind: Kind) -> None:
        commands.network_verbs.add_neuron(session, kind, position)

    def set_value(field: EditableValue, value: float | None, merge_key: Hashable | None = None) -> None:
        commands.network_verbs.set_value(document, session.frames.sample, field, value, merge_key)

    gestures.selection_wished.connect(session.selection.select)
    gestures.hovered.connect(session.selection.hover)
    gestures.neuron_added.connect(add)
    gestures.connected.connect(lambda source, dest: commands.network_verbs.connect(document, source, dest))
    gestures.connected_to_new.connect(
        lambda source, position: commands.network_verbs.connect_to_new(document, source, position)
    )
    gestures.moved.connect(lambda positions: commands.network_verbs.move(document, positions))
    gestures.value_typed.connect(set_value)
    gestures.value_turned.connect(set_value)
    gestures.renamed.connect(lambda old, new: commands.network_verbs.rename(document, old, new))
    gestures.deleted.connect(lambda names, ends: commands.network_verbs.delete(document, names, ends))
    gestures.refused.connect(session.status_message)
