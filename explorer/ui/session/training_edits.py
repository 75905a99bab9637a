"""Which steps of a run does one undo take back? An uninterrupted stretch of them is one edit."""

from explorer.network.model import Experiment
from explorer.number import counted
from explorer.ui.session.document import Document


class TrainingEdits:
    """Makes the steps of training edits of the document, with one merge key for each stretch of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._stretch, self._first = 0, 0

    def begin(self, step: int) -> None:
        """From this step of the run on, steps are another undo step."""
        self._stretch += 1
        self._first = step

    def made(self, step: int) -> int:
        """How many steps of the stretch have been made once the run is at `step`."""
        return step - self._first

    def show(self, experiment: Experiment, step: int) -> None:
        """Let the document be `experiment`, which the run has come to at `step`."""
        text = f"Train {counted(self.made(step), 'step')}"
        self._document.edit(text, experiment, ("train", id(self), self._stretch))
