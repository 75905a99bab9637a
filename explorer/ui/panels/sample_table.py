"""How do the samples look as a table, and what does typing in a cell change?"""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from explorer.network.editable_value import EditableValue, FieldKind
from explorer.network.model import Experiment, Neuron
from explorer.number import exact, rounded
from explorer.plain_text import shown_name
from explorer.ui.commands.sample_verbs import set_held_out, type_original
from explorer.ui.session.document import Document
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.number_delegate import NUMBER_ROLE
from explorer.ui.widgets.plain_text import plain

HELD_OUT_TITLE = "held out"

_Index = QModelIndex | QPersistentModelIndex


class SampleTable(QAbstractTableModel):
    """A row for each sample; a column for each input, each target, and whether it is held out.

    Numbers are shown and typed in their original units; where they are standardised, the tooltip says what
    the network is given.
    """

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._experiment = document.experiment
        self._shown = 0
        self._theme = LIGHT

    @property
    def columns(self) -> tuple[Neuron, ...]:
        """The neurons that the columns but the last belong to: inputs, then outputs."""
        return (*self._experiment.network.inputs, *self._experiment.network.outputs)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme

    def show(self, experiment: Experiment) -> None:
        """Show the samples of `experiment`, telling views no more than what has changed."""
        before, self._experiment = self._experiment, experiment
        names = [(n.name, n.kind) for n in (*before.network.inputs, *before.network.outputs)]
        if names != [(n.name, n.kind) for n in self.columns] or len(before.samples) != len(
            experiment.samples
        ):
            self.beginResetModel()
            self.endResetModel()
        elif (before.samples, before.transform) != (experiment.samples, experiment.transform):
            self._tell_all()  # which would also overwrite what is being typed

    def show_sample(self, index: int) -> None:
        """Mark the sample that the canvas shows."""
        self._shown = index
        self._tell_all()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, self.rowCount() - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._experiment.samples)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return f"▸ {section + 1}" if section == self._shown else str(section + 1)
            if role == Qt.ItemDataRole.ToolTipRole:
                return "Show this sample on the canvas"
            return None
        neuron = self.columns[section] if section < len(self.columns) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return HELD_OUT_TITLE if neuron is None else self._title(section, neuron)
        if role == Qt.ItemDataRole.ToolTipRole:
            if neuron is None:
                return "Held-out samples take no part in training; their loss is shown beside"
            return self._column_tip(section, neuron)
        if role == Qt.ItemDataRole.ForegroundRole and neuron is not None:
            is_input = section < len(self._experiment.network.inputs)
            return None if is_input else QColor(self._theme.target)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        sample = self._experiment.samples[index.row()]
        if index.column() == len(self.columns):
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if sample.held_out else Qt.CheckState.Unchecked
            return None
        value = self._value(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return rounded(value)
        if role == NUMBER_ROLE:
            return value
        if role == Qt.ItemDataRole.EditRole:
            return exact(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._cell_tip(index, value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and sample.held_out:
            return QColor(self._theme.muted)
        if role == Qt.ItemDataRole.FontRole and index.row() == self._shown:
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = index.row()
        if index.column() == len(self.columns):
            held_out = Qt.CheckState(value) == Qt.CheckState.Checked
            return set_held_out(self._document, row, held_out)
        name = self.columns[index.column()].name
        is_input = index.column() < len(self._experiment.network.inputs)
        field = EditableValue(FieldKind.INPUT if is_input else FieldKind.TARGET, name)
        return type_original(self._document, row, field, str(value))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == len(self.columns):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def _title(self, section: int, neuron: Neuron) -> str:
        is_input = section < len(self._experiment.network.inputs)
        return shown_name(neuron.name) if is_input else f"t {shown_name(neuron.name)}"

    def _column_tip(self, section: int, neuron: Neuron) -> str:
        is_input = section < len(self._experiment.network.inputs)
        name = shown_name(neuron.name)
        lines = [f"Input {name}" if is_input else f"Target of output {name}"]
        scaling = self._experiment.scaling(neuron.name)
        if self._experiment.is_standardised(neuron.name):
            lines[0] += ", in original units"
            lines.append(f"The network is given {scaling.formula(name)}")
        lines += [
            f"{number} is “{shown_name(label)}”" for number, label in enumerate(scaling.labels) if label
        ]
        return plain("\n".join(lines))

    def _cell_tip(self, index: _Index, value: float) -> str:
        name = self.columns[index.column()].name
        label = self._experiment.scaling(name).label_of(value)
        lines = [f"{shown_name(name)} = {exact(value)}" + (f", “{shown_name(label)}”" if label else "")]
        if self._experiment.is_standardised(name):
            lines.append(f"the network is given {exact(self._given(index))}")
        return plain("\n".join(lines))

    def _value(self, index: _Index) -> float:
        """The number in original units."""
        name = self.columns[index.column()].name
        given = self._given(index)
        is_scaled = self._experiment.is_standardised(name)
        return self._experiment.scaling(name).typed(given) if is_scaled else given

    def _given(self, index: _Index) -> float:
        """The number that the network is given."""
        sample = self._experiment.samples[index.row()]
        name = self.columns[index.column()].name
        is_input = index.column() < len(self._experiment.network.inputs)
        return sample.inputs[name] if is_input else sample.targets[name]

    def _tell_all(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
