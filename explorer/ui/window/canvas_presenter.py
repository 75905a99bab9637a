"""How does the canvas follow the document, the player and the runner, and what does it ask of them?"""

from PySide6.QtCore import QObject, Signal

from explorer.backprop.message_kind import Quantity
from explorer.backprop.path import paths_to_loss
from explorer.backprop.script import Cue
from explorer.drawing.hit_target import Part
from explorer.network.model import Ends, Parameter
from explorer.training.divergence import Divergence
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.session.document import Document
from explorer.ui.session.player import Player
from explorer.ui.session.training_controller import TrainingController


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
        player.changed.connect(self._on_pass_changed)
        player.time_changed.connect(self._on_time_changed)
        runner.diverged.connect(self._on_diverged)
        runner.divergence_cleared.connect(lambda: scene.mark_divergence(None))
        gestures = scene.gestures
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
        timeline = self._player.timeline
        if timeline is not None:
            cues = enumerate(timeline.script.cues)
            self._player.explain([n for n, cue in cues if _is_about(cue, place, part)])

    def _on_pass_changed(self) -> None:
        self._scene.show_experiment(self._document.experiment, self._player.sample)

    def _on_time_changed(self) -> None:
        self._scene.show_state(self._player.shown, self._player.state)
        self._scene.explain_mark(self._player.message)

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


def _is_about(cue: Cue, place: str | Ends | None, part: Part) -> bool:
    """Whether the message of `cue` explains `part` of the neuron or connection `place` (None: the loss)."""
    subject = cue.subject
    if isinstance(subject, Parameter):
        return place == (subject.source, subject.dest) and part not in _BROUGHT
    return subject == place and cue.kind.brings in _BROUGHT.get(part, Quantity)
