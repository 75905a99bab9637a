"""How is a table read: which encoding, delimiter, decimal sign, header? Boxes that show what was guessed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from explorer.files.sample_table.delimiter import DELIMITERS
from explorer.files.sample_table.options import TableOptions
from explorer.files.sample_table.preview import TablePreview
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox

_AS_IT_LOOKS = ""
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "shift_jis": "Japanese (Shift JIS)",
    "gb18030": "Chinese (GB 18030)",
}
_DECIMALS = {".": "point", ",": "comma"}
_HEADERS = {"yes": "column names", "no": "a sample"}


class ReadingOptions(QWidget):
    """A box for each thing that is guessed, whose first entry is the guess."""

    changed = Signal()
    """The person chose something: `told` is another."""

    def __init__(self, has_encoding: bool, parent: QWidget | None = None) -> None:
        """`has_encoding`: whether the table comes as bytes; a text from the clipboard has none."""
        super().__init__(parent)
        self._encoding = _box("Encoding", _ENCODINGS)
        self._delimiter = _box("Columns are separated by", DELIMITERS)
        self._decimal = _box("Decimal sign", _DECIMALS)
        self._header = _box("First row", _HEADERS)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        boxes = [self._delimiter, self._decimal, self._header, *[self._encoding] * has_encoding]
        for column, box in enumerate(boxes):
            label = QLabel(box.accessibleName())
            label.setBuddy(box)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)
            box.chosen.connect(self.changed)

    @property
    def told(self) -> TableOptions:
        """What the person has said, and nothing else."""
        header = self._header.currentData()
        return TableOptions(
            encoding=self._encoding.currentData() or None,
            delimiter=self._delimiter.currentData() or None,
            decimal=self._decimal.currentData() or None,
            has_header=None if header == _AS_IT_LOOKS else header == "yes",
        )

    def show_guesses(self, preview: TablePreview) -> None:
        """Write what was understood into the first entries."""
        told = self.told
        for box, is_told, guess in (
            (self._encoding, told.encoding, _ENCODINGS.get(preview.encoding, preview.encoding)),
            (self._delimiter, told.delimiter, DELIMITERS.get(preview.delimiter, preview.delimiter)),
            (self._decimal, told.decimal, _DECIMALS.get(preview.decimal, "")),
            (self._header, told.has_header is not None, _HEADERS["yes" if preview.has_header else "no"]),
        ):
            if not is_told:
                box.setItemText(0, f"as it looks: {guess}" if guess else "as it looks")


def _box(name: str, labels: Mapping[str, str]) -> LabelledComboBox:
    box = LabelledComboBox(name, {_AS_IT_LOOKS: "as it looks", **labels})
    box.show_values([_AS_IT_LOOKS])
    box.setSizeAdjustPolicy(LabelledComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    return box
