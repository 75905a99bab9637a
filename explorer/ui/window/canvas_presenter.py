"""How does the canvas follow the frames, and what does it ask of the session?"""

from PySide6.QtCore import QObject

from explorer.backprop.frame import Frame
from explorer.backprop.message_kind import Quantity
from explorer.backprop.script import Script
from explorer.drawing.hit_target import Part
from explorer.network.model import Ends, Parameter
from explorer.symbol import Symbol
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.session.session import Session


class CanvasPresenter(QObject):
    """Shows every frame on the canvas, explains what is clicked and tells of the paths that are lit."""

    def __init__(self, session: Session, scene: NetworkScene) -> None:
        super().__init__(scene)
        self._session, self._scene = session, scene
        session.frames.changed.connect(self._show)
        session.responses.changed.connect(self._show_again)
        session.frames.weights_moved.connect(scene.show_weights)
        session.selection.hovered_changed.connect(self._tell_paths)
        session.selection.pointed_changed.connect(scene.show_pointed)
        gestures = scene.gestures
        gestures.explain_requested.connect(self.explain)
        gestures.play_toggled.connect(session.player.toggle)
        self._show_again()
        session.diagnosis.changed.connect(self._mark_findings)

    def _show(self, frame: Frame) -> None:
        self._scene.show(frame, self._session.responses.of(frame.experiment))

    def _show_again(self) -> None:
        self._show(self._session.frames.frame)

    def _mark_findings(self) -> None:
        """Mark every neuron of which the diagnosis speaks, with the gravest that it says."""
        findings = reversed(self._session.diagnosis.findings)
        self._scene.show_findings({f.neuron: f.lines for f in findings if f.neuron is not None})

    def _tell_paths(self, parameter: Parameter | None) -> None:
        """Say how many paths lead from `parameter` to E; nothing where there is none such."""
        paths = self._session.frames.paths
        if parameter is None or paths is None:
            self._session.status_message.emit("")
        elif not paths.count:
            self._session.status_message.emit(
                f"No path leads from there to {Symbol.LOSS}, so its gradient is 0"
            )
        else:
            count = "1 path leads" if paths.count == 1 else f"{paths.count} paths lead"
            start = f"the {parameter.shown}" if parameter.is_bias else Parameter(*paths.first[0][:2]).shown
            self._session.status_message.emit(f"{count} from {start} to {Symbol.LOSS}")

    def explain(self, place: str | Ends | None, part: Part) -> None:
        """Explain the message that made what was clicked."""
        player = self._session.player
        player.explain(messages_about(player.timeline.script, place, part))


_BROUGHT: dict[Part, frozenset[Quantity]] = {
    Part.Z: frozenset({Quantity.Z}),
    Part.A: frozenset({Quantity.A}),
    Part.DELTA: frozenset({Quantity.DE_DA, Quantity.DELTA}),
    Part.GRADIENT: frozenset({Quantity.GRADIENT}),
    Part.LOSS: frozenset({Quantity.LOSS}),
}
"""Which numbers stand in a part of the drawing; in all others any."""


def messages_about(script: Script, place: str | Ends | None, part: Part) -> list[int]:
    """Which messages explain `part` of the neuron or connection `place` (None: the loss)."""
    brought = _BROUGHT.get(part, frozenset(Quantity))
    found = [n for n in script.about.get(place, ()) if script.cues[n].kind.brings in brought]
    if isinstance(place, tuple) and part not in _BROUGHT:
        found += script.about.get(Parameter(*place), ())
    return found
