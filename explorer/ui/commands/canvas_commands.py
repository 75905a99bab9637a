"""Which edit does each gesture on the canvas make, and each command of the Edit and Network menus?"""

from collections.abc import Callable, Hashable, Iterable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from explorer.drawing.geometry import snapped
from explorer.network.activation import ACTIVATIONS
from explorer.network.editable_value import EditableValue, with_value
from explorer.network.edits import clipboard, graph_edits, loss_edits, parameter_edits, position_edits
from explorer.network.edits.training_edits import randomise
from explorer.network.initialiser import first_weight
from explorer.network.layout.layered_layout import place_for
from explorer.network.loss import LOSSES
from explorer.network.model import Ends, Experiment, Kind, Neuron, Position
from explorer.ui.canvas.gesture_signals import GestureSignals
from explorer.ui.session.document import Document
from explorer.ui.session.player import Player
from explorer.ui.session.selection import Selection

PASTE_OFFSET = (40.0, 40.0)
"""How far a pasted neuron stands from the one that was copied, in scene units."""

Change = Callable[[Experiment], Experiment]


class CanvasCommands(QObject):
    """Turns what the canvas tells, and what the menus ask of the selection, into edits of the document."""

    def __init__(
        self,
        document: Document,
        player: Player,
        gestures: GestureSignals,
        selection: Selection,
        middle: Callable[[], Position],
        show: Callable[[Position], None],
    ) -> None:
        """`middle` is the middle of what is seen, `show` shows a place."""
        super().__init__(gestures)
        self._document = document
        self._player = player
        self._selection = selection
        self._middle = middle
        self._show = show
        gestures.neuron_added.connect(self.add_neuron)
        gestures.connected.connect(self.connect_neurons)
        gestures.connected_to_new.connect(self._connect_to_new)
        gestures.moved.connect(lambda places: self._edit("Move", lambda e: position_edits.move(e, places)))
        gestures.value_typed.connect(lambda field, value: self._set(field, value, None))
        gestures.value_turned.connect(self._set)
        gestures.renamed.connect(
            lambda old, new: self._edit(f"Rename {old}", lambda e: graph_edits.rename(e, old, new))
        )
        gestures.deleted.connect(self._delete)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What each action of the Edit and Network menus does."""
        selection = self._selection
        commands: dict[str, Callable[[], object]] = {
            "cut": self.cut,
            "copy": self.copy,
            "paste": self.paste,
            "duplicate": self.duplicate,
            "delete": lambda: self._delete(selection.neurons, selection.connections),
            "select-all": selection.select_all,
            "tidy": lambda: self._edit("Tidy", position_edits.tidy),
            "randomise": self._randomise,
            "toggle-bias": self._toggle_bias,
        }
        commands |= {f"add-{kind.value}": partial(self._add_beside_its_like, kind) for kind in Kind}
        commands |= {f"kind:{kind.value}": partial(self._set_kind, kind) for kind in Kind}
        for edge in position_edits.Edge:
            commands[f"align-{edge.value}"] = partial(self._arrange, partial(position_edits.align, edge=edge))
        for way in position_edits.Direction:
            arrange = partial(position_edits.distribute, direction=way)
            commands[f"distribute-{way.value}"] = partial(self._arrange, arrange)
        commands |= {f"activation:{name}": partial(self._set_activation, name) for name in ACTIVATIONS}
        commands |= {f"loss:{name}": partial(self.set_loss, name) for name in LOSSES}
        return commands

    def add_neuron(self, position: Position, kind: Kind) -> None:
        """Add a neuron there and select it."""
        if self._edit(f"Add {kind.value} neuron", lambda e: graph_edits.add_neuron(e, kind, position)):
            self._selection.select({self._document.experiment.network.neurons[-1].name})

    def _add_beside_its_like(self, kind: Kind) -> None:
        position = place_for(self._document.experiment.network, kind, snapped(self._middle()))
        self.add_neuron(position, kind)
        self._show(position)

    def connect_neurons(self, source: str, dest: str) -> None:
        """Connect two neurons."""
        text = f"Connect {source} → {dest}"
        self._edit(text, lambda e: graph_edits.connect(e, source, dest, first_weight(e.network)))

    def set_loss(self, name: str) -> None:
        """Judge the outputs by the loss called `name`, with the activation that it needs."""
        self._edit(f"Loss: {LOSSES[name].label}", lambda e: loss_edits.set_loss(e, name))

    def copy(self) -> None:
        """Put the selected neurons and the connections between them on the clipboard."""
        names = self._selection.neurons
        if names:
            copied = clipboard.fragment(self._document.experiment, names)
            QGuiApplication.clipboard().setText(clipboard.to_text(copied))

    def cut(self) -> None:
        """Copy and delete what is selected."""
        self.copy()
        self._delete(self._selection.neurons, self._selection.connections, "Cut")

    def paste(self) -> None:
        """Add the neurons on the clipboard, a little beside where they were copied, and select them."""
        text = QGuiApplication.clipboard().text()

        def change(experiment: Experiment) -> tuple[Experiment, tuple[str, ...]]:
            copied = clipboard.from_text(text)
            return clipboard.paste(experiment, copied, _offset(experiment, copied.neurons))

        self._paste("Paste", change)

    def duplicate(self) -> None:
        """Add copies of the selected neurons beside them, and select those."""
        names = self._selection.neurons
        if names:
            neurons = [self._document.experiment.network.by_name[name] for name in names]
            self._paste("Duplicate", lambda e: clipboard.duplicate(e, names, _offset(e, neurons)))

    def _paste(self, text: str, paste: Callable[[Experiment], tuple[Experiment, tuple[str, ...]]]) -> None:
        pasted: list[str] = []

        def change(experiment: Experiment) -> Experiment:
            changed, names = paste(experiment)
            pasted.extend(names)
            return changed

        if self._edit(text, change):
            self._selection.select(pasted)

    def _edit(self, text: str, change: Change, merge_key: Hashable | None = None) -> bool:
        return self._document.attempt(text, change, merge_key)

    def _connect_to_new(self, source: str, position: Position) -> None:
        def change(experiment: Experiment) -> Experiment:
            weight = first_weight(experiment.network)
            return graph_edits.add_connected(experiment, source, Kind.HIDDEN, position, weight)

        self._edit("Add and connect", change)

    def _delete(self, names: frozenset[str], ends: frozenset[Ends], text: str = "Delete") -> None:
        if names or ends:
            self._edit(text, lambda e: graph_edits.delete(e, names, ends))

    def _arrange(self, arrange: Callable[[Experiment, frozenset[str]], Experiment]) -> None:
        names = self._selection.neurons
        self._edit("Align", lambda e: arrange(e, names))

    def _randomise(self) -> None:
        seed = self._document.experiment.training.initialiser.seed + 1
        self._edit("New random weights", lambda e: randomise(e, seed))

    def _set_kind(self, kind: Kind) -> None:
        names = self._selection.neurons
        self._edit(f"Make {kind.value}", lambda e: graph_edits.set_kind(e, names, kind))

    def _set_activation(self, activation: str) -> None:
        names = self._selection.neurons
        text = f"Activation: {ACTIVATIONS[activation].label}"
        self._edit(text, lambda e: loss_edits.choose_activation(e, names, activation))

    def _toggle_bias(self) -> None:
        """Take the bias of the selected neurons away where all have one, else give each one."""
        computed = [neuron for neuron in self._selection.chosen_neurons if neuron.kind.is_computed]
        have_all = all(neuron.bias is not None for neuron in computed)
        biases = {neuron.name: None if have_all else neuron.bias or 0.0 for neuron in computed}
        self._edit(
            "Remove bias" if have_all else "Give bias", lambda e: parameter_edits.set_biases(e, biases)
        )

    def _set(self, field: EditableValue, value: float | None, merge_key: Hashable | None) -> None:
        """Type or turn the value in `field`."""
        sample = self._player.sample
        text = f"Set {' → '.join(field.ends)}" if field.ends else f"Set {field.kind.value} of {field.neuron}"
        self._edit(text, lambda e: with_value(e, sample, field, value), merge_key)


def _offset(experiment: Experiment, copied: Iterable[Neuron]) -> Position:
    """Where copies stand beside what was copied: farther where earlier copies stand already."""
    taken = {neuron.position for neuron in experiment.network.neurons}
    originals = [neuron.position for neuron in copied]
    dx, dy = PASTE_OFFSET
    while any((x + dx, y + dy) in taken for x, y in originals):
        dx, dy = dx + PASTE_OFFSET[0], dy + PASTE_OFFSET[1]
    return (dx, dy)
