"""Which project is open, and how can it be changed, undone and saved? The document and its undo stack.

`Document` owns the project, which is an experiment and the runs that are kept beside it. `edit_project` is
the only way to change it: it is told the whole new one, and undo is keeping the old one. While a network
trains, its training edits it once a frame with one merge key, so that everything on screen simply follows the
document.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from explorer.files.example import Example
from explorer.files.project import read_project, write_project
from explorer.network.model import Experiment, Network, Sample
from explorer.project import Project
from explorer.refusal import Refusal

EMPTY = Experiment(network=Network(), samples=(Sample(),))
"""What "New" opens: nothing drawn yet, and one sample for the inputs and outputs to come."""

UNTITLED = "Untitled"


class _Edit(QUndoCommand):
    """From one project to another; merges with the edit before it when both carry the same key."""

    def __init__(self, document: "Document", text: str, after: Project, merge_key: Hashable | None) -> None:
        super().__init__(text)
        self._document = document
        self.before = document.project
        self._after = after
        self._merge_key = merge_key

    def id(self) -> int:
        return -1 if self._merge_key is None else hash(self._merge_key) & 0x3FFFFFFF

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self.before)
        return True

    def redo(self) -> None:
        self._document._show(self._after)

    def undo(self) -> None:
        self._document._show(self.before)


class Document(QObject):
    """The open project, its file and its undo stack."""

    experiment_changed = Signal(object)
    """The Experiment that is now open: after an edit, undo, redo, new or open."""
    runs_changed = Signal()
    """Other runs are kept, or one has another name or colour; follows `experiment_changed`."""
    one_variable_changed = Signal(object)
    """The DescentSettings that now hold; follows `runs_changed`."""
    laboratory_changed = Signal(object)
    """The LaboratorySettings that now hold; follows `one_variable_changed`."""
    notation_changed = Signal()
    """Another notation is asked for, or none; follows `laboratory_changed`."""
    chain_changed = Signal(object)
    """The ChainSettings that now hold; follows `notation_changed`."""
    replaced = Signal()
    """Another project was opened in place of the one before; follows the others."""
    path_changed = Signal(object)
    """The Path of the file, or None for an experiment that was never saved."""
    saved_changed = Signal(bool)
    """`is_saved` is another."""
    noted = Signal(str)
    """An edit changed more than it was asked to; the text says what."""
    refused = Signal(str)
    """An edit was refused; the text says what happened and what to do. The experiment is unchanged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        # The stack tells once more when it is destroyed; handed on from here, nobody hears of that.
        self.undo_stack.cleanChanged.connect(self.saved_changed)
        self._project = Project(EMPTY)
        self._path: Path | None = None
        self._example: Example | None = None
        self._drawn_first = _drawn(EMPTY.network)
        self._task_first = _task(EMPTY.network)

    @property
    def experiment(self) -> Experiment:
        """The experiment as it now is."""
        return self._project.experiment

    @property
    def project(self) -> Project:
        """The experiment and the runs that are kept, as they now are."""
        return self._project

    @property
    def path(self) -> Path | None:
        """The file that Save writes, or None."""
        return self._path

    @property
    def name(self) -> str:
        """What the title calls the experiment: its file's name, or what the example is.

        A network of other inputs or outputs, as one that was made for a table, is no longer the example.
        """
        if self._path is not None:
            return self._path.name
        return UNTITLED if (example := self._named_after) is None else example.title

    @property
    def file_stem(self) -> str:
        """What a file of it would be called, without suffix."""
        if self._path is not None:
            return self._path.stem
        return UNTITLED if (example := self._named_after) is None else example.path.stem

    @property
    def _named_after(self) -> Example | None:
        return self._example if _task(self.experiment.network) == self._task_first else None

    @property
    def example(self) -> Example | None:
        """The example that was opened, as long as its network is the one that is drawn: what it says holds.

        Other weights, samples and settings are what it asks one to try.
        """
        return self._example if _drawn(self.experiment.network) == self._drawn_first else None

    @property
    def is_saved(self) -> bool:
        """Whether nothing has changed since the experiment was saved, opened or made new."""
        return self.undo_stack.isClean()

    def earlier(self) -> Iterator[Experiment]:
        """The experiments that Undo would go back to, the latest first."""
        for index in reversed(range(self.undo_stack.index())):
            command = self.undo_stack.command(index)
            assert isinstance(command, _Edit)
            yield command.before.experiment

    def edit(self, text: str, experiment: Experiment, merge_key: Hashable | None = None) -> None:
        """Replace the experiment; one undo step named `text`.

        Consecutive edits with the same `merge_key` are one step: a slider drag, a training run. A new gesture
        takes a new key. Does nothing when `experiment` is the present one.
        """
        if experiment is not self.experiment:
            self.edit_project(text, replace(self._project, experiment=experiment), merge_key)

    def edit_project(self, text: str, project: Project, merge_key: Hashable | None = None) -> None:
        """The same with the whole project: the runs that are kept, too."""
        if project is not self._project:
            self.undo_stack.push(_Edit(self, text, project, merge_key))

    def attempt(
        self, text: str, change: Callable[[Experiment], Experiment], merge_key: Hashable | None = None
    ) -> bool:
        """`edit` with change(experiment); `refused` tells the Refusal that it raises. Whether it was done."""
        try:
            changed = change(self.experiment)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        self.edit(text, changed, merge_key)
        return True

    def replace(self, experiment: Experiment, path: Path | None = None) -> None:
        """Open another experiment, beside which no run is kept."""
        self.replace_project(Project(experiment), path)

    def replace_project(
        self, project: Project, path: Path | None = None, example: Example | None = None
    ) -> None:
        """Open another project with an empty undo stack; `example` is the one that it comes from."""
        self.undo_stack.clear()
        self._example = example
        self._drawn_first = _drawn(project.experiment.network)
        self._task_first = _task(project.experiment.network)
        self._set_path(path)
        self._show(project)
        self.replaced.emit()

    def open(self, path: Path) -> None:
        """Open the file at `path`. Raises FileRefused, and then keeps what was open."""
        self.replace_project(read_project(path), path)

    def open_example(self, example: Example) -> None:
        """Open an example as an experiment without a file, so that Save asks where to."""
        self.replace_project(read_project(example.path), example=example)

    def save(self, path: Path) -> None:
        """Write the file at `path`, which becomes the document's. Raises RuleBroken or FileRefused."""
        write_project(path, self._project)
        self._set_path(path)
        self.undo_stack.setClean()

    def _show(self, project: Project) -> None:
        before, self._project = self._project, project
        if project.experiment is not before.experiment:
            self.experiment_changed.emit(project.experiment)
        if project.runs != before.runs:
            self.runs_changed.emit()
        if project.one_variable != before.one_variable:
            self.one_variable_changed.emit(project.one_variable)
        if project.laboratory != before.laboratory:
            self.laboratory_changed.emit(project.laboratory)
        if project.notation != before.notation:
            self.notation_changed.emit()
        if project.chain != before.chain:
            self.chain_changed.emit(project.chain)

    def _set_path(self, path: Path | None) -> None:
        self._path = path
        self.path_changed.emit(path)


def _task(network: Network) -> Hashable:
    """What it is given and what it tells: its inputs and outputs."""
    return tuple(n.name for n in network.inputs), tuple(n.name for n in network.outputs)


def _drawn(network: Network) -> Hashable:
    """All that makes it another network: its neurons and their activations, and what it can learn."""
    return tuple((n.name, n.kind, n.activation) for n in network.neurons), network.parameters
