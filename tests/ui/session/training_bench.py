"""A document with its training, and what comes of it."""

from pytestqt.qtbot import QtBot

from explorer.compiling.loaded import ALONE, is_loaded
from explorer.network.model import Experiment
from explorer.ui.session.document import Document
from explorer.ui.session.training_controller import TrainingController
from tests.ui.training_experiment import weight


class Bench:
    """A document with its training, and what the training has told."""

    def __init__(self, experiment: Experiment) -> None:
        self.document = Document()
        self.training = TrainingController(self.document)
        self.messages: list[str] = []
        self.training.status_message.connect(self.messages.append)
        self.document.replace(experiment)
        if is_loaded(ALONE):
            self.training.set_steps_per_second(None)

    @property
    def weight(self) -> float:
        """The weight that the document shows."""
        return weight(self.document.experiment)

    @property
    def undo_texts(self) -> list[str]:
        """The names of the undo steps."""
        stack = self.document.undo_stack
        return [stack.text(index) for index in range(stack.index())]

    @property
    def step(self) -> int:
        """The step of the present run; −1 where there is none."""
        return -1 if self.training.snapshot is None else self.training.snapshot.step

    @property
    def run(self) -> int:
        """Which run is the present one; −1 where there is none."""
        return -1 if self.training.snapshot is None else self.training.snapshot.run

    def run_for_a_while(self, qtbot: QtBot, steps: int = 3) -> None:
        """Run until at least so many more steps are made, then pause."""
        goal = max(self.step, 0) + steps
        self.training.run()
        qtbot.waitUntil(lambda: self.step >= goal or not self.training.is_running)
        self.training.pause()
