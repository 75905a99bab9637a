"""How does the canvas follow the document, the player and the runner, and what does it ask of them?"""

from PySide6.QtCore import QObject, Signal

from explorer.backprop.message import Message
from explorer.backprop.message_kind import Quantity
from explorer.backprop.path import paths_to_loss
from explorer.drawing.hit_target import Part
from explorer.network.model import Ends, Parameter
from explorer.training.divergence import Divergence
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.session.document import Document
from explorer.ui.session.live_pass import LivePass
from explorer.ui.session.player import Player
from explorer.ui.session.throttle import Throttle
from explorer.ui.session.training_controller import TrainingController

_LIVE_INTERVAL = 50
"""Milliseconds between two showings of the numbers while a network trains: faster ones cannot be read."""


class CanvasPresenter(QObject):
    """Tells the scene what to show, and lights, explains and marks on it."""

    status_message = Signal(str)
    """A sentence for the status bar."""

    def __init__(
        self, document: Document, player: Player, runner: TrainingController, scene: NetworkScene
    ) -> None:
        super().__init__(scene)
        self._document = document
        self._player = player
        self._scene = scene
        self._live_pass: LivePass | None = None
        self._throttle = Throttle(self, self._show_live, _LIVE_INTERVAL)
        player.changed.connect(self._on_pass_changed)
        player.numbers_changed.connect(self._throttle.request)
        player.time_changed.connect(self._on_time_changed)
        runner.diverged.connect(self._on_diverged)
        runner.divergence_cleared.connect(lambda: scene.mark_divergence(None))
        gestures = scene.gestures
        gestures.parameter_hovered.connect(self.light)
        gestures.explain_requested.connect(self.explain)
        gestures.play_toggled.connect(player.toggle)
        self._on_pass_changed()
        self._on_time_changed()

    def light(self, parameter: Parameter | None) -> None:
        """Light every path from `parameter` to E; nothing where there is no such parameter."""
        network = self._document.experiment.network
        if parameter is None or parameter not in network.parameters:
            self._scene.light(frozenset(), frozenset())
            self.status_message.emit("")
            return
        paths = paths_to_loss(network, parameter)
        self._scene.light(paths.connections, paths.neurons)
        if not paths.count:
            self.status_message.emit("No path leads from there to E, so its gradient is 0")
            return
        count = "1 path leads" if paths.count == 1 else f"{paths.count} paths lead"
        start = f"the bias of {parameter.dest}" if parameter.is_bias else " → ".join(paths.first[0][:2])
        self.status_message.emit(f"{count} from {start} to E")

    def explain(self, place: str | Ends | None, part: Part) -> None:
        """Explain the message that made what was clicked."""
        trace = self._player.trace
        if trace is not None:
            messages = enumerate(trace.messages)
            self._player.explain([n for n, message in messages if _is_about(message, place, part)])

    def _on_pass_changed(self) -> None:
        self._scene.show_experiment(self._document.experiment, self._player.sample)

    def _on_time_changed(self) -> None:
        self._scene.show_state(self._player.trace, self._player.state)
        self._scene.explain_mark(self._player.message)

    def _show_live(self) -> None:
        """Show the present numbers; the messages that explain them follow when the player has them."""
        experiment, sample = self._document.experiment, self._player.sample
        if not self._player.is_live or not experiment.network.outputs or not experiment.samples:
            return
        if self._live_pass is None or not self._live_pass.suits(experiment, sample):
            self._live_pass = LivePass(experiment, sample)
        self._scene.show_numbers(experiment, self._live_pass.state(experiment.network))

    def _on_diverged(self, divergence: Divergence) -> None:
        self._scene.mark_divergence(divergence.neuron)


_BROUGHT: dict[Part, frozenset[Quantity]] = {
    Part.Z: frozenset({Quantity.Z}),
    Part.A: frozenset({Quantity.A}),
    Part.DELTA: frozenset({Quantity.DE_DA, Quantity.DELTA}),
    Part.GRADIENT: frozenset({Quantity.GRADIENT}),
    Part.LOSS: frozenset({Quantity.LOSS}),
}
"""Which numbers stand in a part of the drawing; in all others any."""


def _is_about(message: Message, place: str | Ends | None, part: Part) -> bool:
    """Whether `message` explains `part` of the neuron or connection `place` (None: the loss)."""
    subject = message.subject
    if isinstance(subject, Parameter):
        return place == (subject.source, subject.dest) and part not in _BROUGHT
    return subject == place and message.brings in _BROUGHT.get(part, Quantity)
