"""What is open and shown in a window? The session: document, selection, jobs, player, frames, training.

It makes its parts known to each other. Panels and commands are given the session and need nothing else; it
has no widget. The document, the selection, the jobs, the notation and the responses are there from the
beginning. The others hang on much of the program and are made when they are first asked for, which is after
the window's first frame.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from explorer.network.model import Sample
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import Jobs
from explorer.ui.session.notation_model import NotationModel
from explorer.ui.session.response_model import ResponseModel
from explorer.ui.session.selection import Selection

if TYPE_CHECKING:
    from explorer.ui.session.diagnosis_source import DiagnosisSource
    from explorer.ui.session.frame_source import FrameSource
    from explorer.ui.session.kernel_loader import KernelLoader
    from explorer.ui.session.player import Player
    from explorer.ui.session.training_controller import TrainingController


class SampleNote(Struct, frozen=True):
    """What is to be known of these samples, and no others."""

    samples: tuple[Sample, ...]
    text: str


class TableOffer(Struct, frozen=True):
    """A table that somebody wants samples from: bytes of the file `name`, or a text that was pasted."""

    data: bytes | str
    name: str

    @property
    def is_pasted(self) -> bool:
        """Whether it comes from the clipboard."""
        return isinstance(self.data, str)


class Session(QObject):
    """One open document, and all that follows it for as long as it is there."""

    status_message = Signal(str)
    """A sentence for the status bar."""
    table_offered = Signal(object)
    """A TableOffer, of which a person is to say how samples come from it."""
    samples_noted = Signal()
    """`sample_note` is another."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.document = document
        self.selection = Selection(document)
        self.jobs = Jobs(parent=self)
        self.notation = NotationModel(document, self)
        self.responses = ResponseModel(self)
        document.replaced.connect(self.jobs.cancel_asked_for)
        self._note = SampleNote((), "")

    @property
    def sample_note(self) -> str:
        """What was understood of the table that the present samples came from; nothing of any others."""
        return self._note.text if self.document.experiment.samples is self._note.samples else ""

    def note_samples(self, text: str) -> None:
        """Keep what was understood of the table that the present samples came from."""
        self._note = SampleNote(self.document.experiment.samples, text)
        self.samples_noted.emit()

    @cached_property
    def training(self) -> "TrainingController":
        """What trains the document's network."""
        from explorer.ui.session.training_controller import TrainingController

        training = TrainingController(self.document, self)
        training.status_message.connect(self.status_message)
        return training

    @property
    def player(self) -> "Player":
        """What owns the time of the animation."""
        return self.frames.player

    @cached_property
    def frames(self) -> "FrameSource":
        """What is shown: the frames that follow document, player and training."""
        from explorer.ui.session.frame_source import FrameSource
        from explorer.ui.session.player import Player

        training = self.training
        player, budget = Player(self), self.jobs.budget
        frames = FrameSource(self.document, self.selection, player, training, self.notation, budget)
        training.run_replaced.connect(frames.refresh)
        training.diverged.connect(frames.refresh)
        training.divergence_cleared.connect(frames.refresh)
        training.running_changed.connect(self._on_running_changed)
        return frames

    @cached_property
    def diagnosis(self) -> "DiagnosisSource":
        """What is amiss in the document's network."""
        from explorer.ui.session.diagnosis_source import DiagnosisSource

        return DiagnosisSource(self.document, self.training, self.jobs)

    @cached_property
    def kernels(self) -> "KernelLoader":
        """What brings the compiled kernels."""
        from explorer.ui.session.kernel_loader import KernelLoader

        kernels = KernelLoader(self.jobs, self)
        kernels.status_message.connect(self.status_message)
        return kernels

    def _on_running_changed(self, is_running: bool) -> None:
        """While a network trains, every value of the pass is shown."""
        if is_running:
            self.player.reveal()
        self.frames.set_live(is_running)
