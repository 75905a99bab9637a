"""What is shown now? The one place where a frame is made, at rest and while a network trains.

Canvas, tables, card, inspector and timeline are told of every frame, and so show the same numbers at the same
moment. While a network trains, a frame stands long enough to be read; the curves of the connections, which
nobody reads as numbers, follow the weights in between.
"""

from PySide6.QtCore import QObject, Signal

from explorer.backprop.frame import Frame
from explorer.backprop.optimiser_memory import OptimiserMemory
from explorer.backprop.path import Paths, paths_to_loss
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.script import Script
from explorer.backprop.update import apply_update
from explorer.frame_budget import FrameBudget
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment
from explorer.training.run_snapshot import RunSnapshot
from explorer.ui.session.document import Document
from explorer.ui.session.notation_model import NotationModel
from explorer.ui.session.player import Player
from explorer.ui.session.selection import Selection
from explorer.ui.session.throttle import Throttle
from explorer.ui.session.training_controller import TrainingController

READING_INTERVAL = 150
"""Milliseconds from frame to frame while a network trains: numbers are to be read; more where one is dear."""

DRAWING_INTERVAL = 33
"""Milliseconds between two drawings of curves while a network trains; more where one is dear."""


class FrameSource(QObject):
    """Owns which sample is shown; derives the frame from it and from what the others own."""

    changed = Signal(object)
    """Something that is shown is another one: the Frame. All numbers on the screen are this one's."""
    weights_moved = Signal(object)
    """The Network whose weights training has made since the frame, for what is drawn without numbers."""
    sample_changed = Signal(int)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        player: Player,
        training: TrainingController,
        notation: NotationModel,
        budget: FrameBudget,
    ) -> None:
        super().__init__(document)
        self._document, self._selection = document, selection
        self._player, self._training, self._notation = player, training, notation
        self._sample = 0
        self._paths: tuple[object, Paths] | None = None
        self._applied: OptimiserMemory | None = None
        self._is_live = False
        self._reading = Throttle(self, self.refresh, READING_INTERVAL, budget=budget)
        self._drawing = Throttle(self, self._move_weights, DRAWING_INTERVAL, budget=budget)
        self._run = training.snapshot
        self._script = Script.of(document.experiment)
        self._frame = Frame(document.experiment, notation=notation.notation)
        self._frame = self._made()
        document.experiment_changed.connect(self._on_experiment_changed)
        document.replaced.connect(self._on_replaced)
        player.moved.connect(self.refresh)
        selection.hovered_changed.connect(self.refresh)
        notation.changed.connect(self.refresh)

    @property
    def frame(self) -> Frame:
        """What is shown now."""
        return self._frame

    @property
    def experiment(self) -> Experiment:
        """That whose numbers are shown: the document's, but while a network trains that of the frame."""
        present = self._document.experiment
        return self._frame.experiment if self._is_ahead(present) else present

    @property
    def run(self) -> RunSnapshot | None:
        """The present run at the step whose numbers are shown; None where there is no run."""
        return self._run

    @property
    def player(self) -> Player:
        """What owns the time of the frames."""
        return self._player

    @property
    def sample(self) -> int:
        """The index of the sample shown."""
        return self._sample

    @property
    def paths(self) -> Paths | None:
        """Every path to E from the parameter that is pointed at; None where none is."""
        return self._paths_to_loss(self._document.experiment)

    @property
    def is_live(self) -> bool:
        """Whether a network trains, so that frames come as fast as they can be read."""
        return self._is_live

    @property
    def memory(self) -> Memory | None:
        """What the optimiser remembers: of the run, else of the updates that were applied; None at first."""
        memory, experiment = self._training.memory, self._document.experiment
        if memory is None and self._applied is not None:
            return self._applied.memory_of(experiment)
        return memory

    def set_sample(self, sample: int) -> None:
        """Show the sample with this index, at the same place of its pass."""
        sample = max(0, min(sample, len(self._document.experiment.samples) - 1))
        if sample != self._sample:
            self._sample = sample
            self.refresh()
            self.sample_changed.emit(sample)

    def apply_update(self) -> None:
        """Make the update of this pass an edit, and begin the next pass, which remembers this one."""
        self.refresh()
        shown = self._frame.shown
        if shown is None:
            return
        self._player.pause()
        updated, memory = apply_update(shown.experiment, shown.update)
        self._applied = None if memory is None else OptimiserMemory(updated, memory)
        self._player.rewind()
        self._document.edit("Apply update", updated)
        self.refresh()

    def set_live(self, is_live: bool) -> None:
        """While a network trains, let the frames follow its steps only as often as they can be read."""
        self._is_live = is_live
        if not is_live:
            self.refresh()

    def refresh(self) -> None:
        """Look at everything again, and tell if the frame is another one."""
        self._reading.cancel()
        self._drawing.cancel()
        before, self._frame = self._frame, self._made()
        run_before, self._run = self._run, self._training.snapshot
        if self._frame is not before or self._run is not run_before:
            self.changed.emit(self._frame)

    def _move_weights(self) -> None:
        """Tell those who draw without numbers how far the weights have come since the frame."""
        self.weights_moved.emit(self._document.experiment.network)

    def _made(self) -> Frame:
        """The frame of the present moment; the one before where nothing is different."""
        before, experiment = self._frame, self._document.experiment
        if not self._script.suits(experiment):
            self._script = Script.of(experiment)
        self._player.follow(self._script)
        shown, paths, divergence = (
            self._pass(experiment),
            self._paths_to_loss(experiment),
            self._training.divergence,
        )
        frame = Frame(
            experiment,
            self._sample,
            shown,
            None if shown is None else self._player.timeline,
            self._player.time,
            None if shown is None else self._player.message_index,
            paths if paths is not None and paths.count else None,
            None if divergence is None else divergence.neuron,
            self._notation.notation,
        )
        return before if frame.is_same(before) else frame

    def _pass(self, experiment: Experiment) -> SamplePass | None:
        """The pass of the shown sample; the one before where it is the same."""
        if not experiment.samples:
            return None
        before, memory = self._frame.shown, self.memory
        if (
            before is not None
            and before.experiment is experiment
            and before.sample == self._sample
            and before.memory == memory
        ):
            return before
        return SamplePass(self._script, experiment, self._sample, memory)

    def _paths_to_loss(self, experiment: Experiment) -> Paths | None:
        """The paths from what is pointed at; found once for a graph."""
        network, start = experiment.network, self._selection.hovered
        if start is None or start not in network.parameters:
            return None
        key = (start, network.graph)
        if self._paths is None or self._paths[0] != key:
            self._paths = (key, paths_to_loss(network, start))
        return self._paths[1]

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        sample = max(0, min(self._sample, len(experiment.samples) - 1))
        has_moved, self._sample = sample != self._sample, sample
        if self._is_ahead(experiment):
            self._reading.request()
            self._drawing.request()
        else:
            self.refresh()
        if has_moved:
            self.sample_changed.emit(sample)

    def _is_ahead(self, experiment: Experiment) -> bool:
        """Whether a network trains, and `experiment` is the one shown with other weights and biases only.

        Whatever else is another is an edit, which a person wants to see at once.
        """
        if not self._is_live:
            return False
        before = self._frame.experiment
        positions, were = ([n.position for n in e.network.neurons] for e in (experiment, before))
        return (
            experiment.samples is before.samples
            and experiment.loss == before.loss
            and experiment.training == before.training
            and positions == were
            and self._script.suits(experiment)
        )

    def _on_replaced(self) -> None:
        self._player.pause()
        self._player.rewind()
        has_moved, self._sample = self._sample != 0, 0
        self.refresh()
        if has_moved:
            self.sample_changed.emit(0)
