"""How do neurons get onto the clipboard of the system, and from there onto the canvas?"""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QGuiApplication

from explorer.network.edits import clipboard
from explorer.network.model import Experiment, Neuron, Position
from explorer.ui.commands.network_verbs import delete
from explorer.ui.session.session import Session

PASTE_OFFSET = (40.0, 40.0)
"""How far a pasted neuron stands from the one that was copied, in scene units."""


def copy(session: Session) -> None:
    """Put the selected neurons and the connections between them on the clipboard."""
    copied = clipboard.fragment(session.document.experiment, session.selection.neurons)
    QGuiApplication.clipboard().setText(clipboard.to_text(copied))


def cut(session: Session) -> None:
    """Copy and delete what is selected."""
    copy(session)
    delete(session.document, session.selection.neurons, session.selection.connections, "Cut")


def paste(session: Session) -> None:
    """Add the neurons on the clipboard, a little beside where they were copied, and select them."""
    text = QGuiApplication.clipboard().text()

    def change(experiment: Experiment) -> tuple[Experiment, tuple[str, ...]]:
        copied = clipboard.from_text(text)
        return clipboard.paste(experiment, copied, _offset(experiment, copied.neurons))

    _add(session, "Paste", change)


def duplicate(session: Session) -> None:
    """Add copies of the selected neurons beside them, and select those; the clipboard is left alone."""
    names, neurons = session.selection.neurons, session.selection.chosen_neurons
    _add(session, "Duplicate", lambda e: clipboard.duplicate(e, names, _offset(e, neurons)))


def _add(
    session: Session, text: str, add: Callable[[Experiment], tuple[Experiment, tuple[str, ...]]]
) -> None:
    added: list[str] = []

    def change(experiment: Experiment) -> Experiment:
        changed, names = add(experiment)
        added.extend(names)
        return changed

    if session.document.attempt(text, change):
        session.selection.select(added)


def _offset(experiment: Experiment, copied: Iterable[Neuron]) -> Position:
    """Where copies stand beside what was copied: farther where earlier copies stand already."""
    taken = {neuron.position for neuron in experiment.network.neurons}
    originals = [neuron.position for neuron in copied]
    dx, dy = PASTE_OFFSET
    while any((x + dx, y + dy) in taken for x, y in originals):
        dx, dy = dx + PASTE_OFFSET[0], dy + PASTE_OFFSET[1]
    return (dx, dy)
