"""What do the tests of the loss panel stand on? A document, its training and the panel on the screen."""

from dataclasses import dataclass

import numpy as np

from explorer.ui.panels.loss.panel import LossPanel, View
from explorer.ui.panels.loss.run_chip import Chip
from explorer.ui.session.document import Document
from explorer.ui.session.training_controller import TrainingController
from explorer.ui.widgets.written import usual_write


@dataclass
class Bench:
    """A document, its training and the panel on the screen."""

    document: Document
    training: TrainingController
    panel: LossPanel

    def train(self, steps: int, learning_rate: float | None = None) -> None:
        """So many single steps."""
        if learning_rate is not None:
            self.training.set_learning_rate(learning_rate)
        for _ in range(steps):
            self.training.step()

    def curves(self, view: View) -> dict[str, tuple[list[float], list[float]]]:
        """The visible curves of a plot that have points: name -> (x, y)."""
        found = {}
        for item in self.panel.curves(view).plot.plotItem.listDataItems():
            x, y = item.getOriginalDataset()
            if item.isVisible() and x is not None and len(x):
                found[usual_write(item.name())] = (np.asarray(x).tolist(), np.asarray(y).tolist())
        return found

    @property
    def labels(self) -> list[str]:
        """What the legend says."""
        return [usual_write(chip.entry.label) for chip in self.panel.runs.chips]

    def chip(self, label: str) -> Chip:
        """The legend's entry that says `label`."""
        return next(chip for chip in self.panel.runs.chips if usual_write(chip.entry.label) == label)
