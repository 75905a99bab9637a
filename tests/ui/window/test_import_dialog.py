"""The import dialog: what it understands, what can be changed in it, and what comes in, by keys and mouse."""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.files.refused import FileRefused
from explorer.files.samples import read_samples
from explorer.network.edits.transform_edits import standardise_inputs
from explorer.network.model import Experiment, Network, Sample
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session, TableOffer
from explorer.ui.window.import_dialog import ImportDialog
from explorer.ui.window.preview_table import PreviewTable
from tests.files.sample_table.reading import XOR

CASES = sorted((Path(__file__).parent.parent.parent / "cases" / "csv").iterdir())
LEFT = Qt.MouseButton.LeftButton
Named = TypeVar("Named", bound=QWidget)
SMALL = Experiment(XOR, (Sample({"x1": 0, "x2": 0}, {"y": 0}),))
IRIS = "id,length,width,species\n" + "".join(
    f"{row},{row}.5,{row % 7},{('setosa', 'versicolor', 'virginica')[row % 3]}\n" for row in range(30)
)


def outcome(case: Path) -> tuple[list[tuple[float | bool, ...]], str]:
    """What the reader makes of a table, or why it refuses it."""
    try:
        samples = read_samples(case, XOR).samples
    except FileRefused as refused:
        return [], refused.rule
    return [(*s.inputs.values(), *s.targets.values(), *[True] * s.held_out) for s in samples], ""


class Asked:
    """The dialog on a table, over nothing."""

    def __init__(self, qtbot: QtBot, data: bytes | str, experiment: Experiment = SMALL) -> None:
        self.document = Document()
        self.document.replace(experiment)
        self.session = Session(self.document)
        self.dialog = ImportDialog(self.session, TableOffer(data, "table.csv"))
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self._qtbot = qtbot

    @property
    def says(self) -> list[str]:
        """The sentences at the foot, once the table is read."""
        self.wait()
        return self._named(QLabel, "What will happen").text().split("\n")

    @property
    def roles(self) -> list[str]:
        """What stands above each column."""
        model = self.table.model()
        return [str(model.index(0, n).data()).removesuffix(" ▾") for n in range(model.columnCount())]

    @property
    def table(self) -> PreviewTable:
        """The first rows."""
        found = self.dialog.findChild(PreviewTable)
        assert isinstance(found, PreviewTable)
        return found

    @property
    def ok(self) -> QPushButton:
        """The button that takes the samples."""
        buttons = self.dialog.findChild(QDialogButtonBox)
        assert isinstance(buttons, QDialogButtonBox)
        return buttons.button(QDialogButtonBox.StandardButton.Ok)

    @property
    def samples(self) -> list[tuple[float | bool, ...]]:
        """What comes in: inputs, targets, and True where a sample is held out."""
        self.wait()
        assert self.dialog.taken is not None
        return [
            (*s.inputs.values(), *s.targets.values(), *[True] * s.held_out)
            for s in self.dialog.taken.after.samples
        ]

    def wait(self) -> None:
        """Until all rows are read."""
        self._qtbot.waitUntil(lambda: not self.session.jobs.running, timeout=20_000)

    def box(self, name: str) -> QComboBox:
        """The box with this accessible name."""
        return self._named(QComboBox, name)

    def spin(self, name: str) -> QSpinBox:
        """The number with this accessible name."""
        return self._named(QSpinBox, name)

    def check(self, text: str) -> QCheckBox:
        """The check box with this text."""
        boxes = self.dialog.findChildren(QCheckBox)
        return next(box for box in boxes if box.text().replace("&", "") == text)

    def choose(self, name: str, text: str) -> None:
        """Choose an entry of a box with the keys."""
        box = self.box(name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.findText(text)):
            QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == text

    def choose_role(self, place: int, text: str) -> None:
        """Press Enter in a column, and choose from the menu."""
        self.table.setCurrentIndex(self.table.model().index(1, place))
        self.table.setFocus()
        QTest.keyClick(self.table, Qt.Key.Key_Return)
        menu = self.table.findChildren(QMenu)[-1]
        assert menu.isVisible()
        action = next(each for each in menu.actions() if each.text() == text)
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def _named(self, kind: type[Named], name: str) -> Named:
        return next(w for w in self.dialog.findChildren(kind) if w.accessibleName() == name)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_table_of_the_collection_comes_in_as_the_reader_has_it_or_says_why_not(
    qtbot: QtBot, case: Path
) -> None:
    asked = Asked(qtbot, case.read_bytes())
    if asked.check("Make a network for this table").isChecked():
        assert case.stem in ("17-dup-header", "59-leading-index-all-binary")
        assert asked.says[-1].startswith("The network of now does not fit: row 1")
        QTest.keyClick(asked.check("Make a network for this table"), Qt.Key.Key_Space)
    rows, rule = outcome(case)
    assert rule.casefold() in asked.says[0].casefold()
    assert asked.ok.isEnabled() == (not rule)
    assert (asked.samples if rows else []) == rows


def test_what_was_understood_stands_in_the_boxes(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "x1;x2;y\n0,5;1;0\n".encode("utf-16"))
    assert asked.box("Columns are separated by").currentText() == "as it looks: semicolon"
    assert asked.box("Decimal sign").currentText() == "as it looks: comma"
    assert asked.box("First row").currentText() == "as it looks: column names"
    assert asked.box("Encoding").currentText() == "as it looks: UTF-16"
    assert asked.roles == ["input x1", "input x2", "target y"]
    assert asked.says == ["1 row comes in: all to train.", "They take the place of the 1 sample of now."]


def test_every_guess_can_be_changed(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "1;2,5;3\n4;5,5;6\n".encode("cp1252"))
    assert asked.samples == [(1, 2.5, 3), (4, 5.5, 6)]
    asked.choose("Decimal sign", "point")
    assert asked.says[0].startswith("Row 1, column x2: “2,5” is not a number")
    assert not asked.ok.isEnabled()
    asked.choose("Decimal sign", "as it looks: comma")
    asked.choose("First row", "column names")
    assert asked.samples == [(4, 5.5, 6)]
    asked.choose("First row", "as it looks: a sample")
    assert asked.samples == [(1, 2.5, 3), (4, 5.5, 6)]
    asked.choose("Columns are separated by", "comma")
    assert asked.says == [
        "Row 1: the column y is missing: there should be x1, x2, y. Or choose above what each column is"
    ]
    assert not asked.ok.isEnabled()
    asked.choose("Columns are separated by", "semicolon")
    asked.choose("Encoding", "UTF-16")
    assert asked.says == ["Has a header, and no row below it"]
    assert not asked.ok.isEnabled()


def test_a_text_from_the_clipboard_has_no_encoding_and_follows(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "x1\tx2\ty\n1\t2\t3\n")
    assert not [
        b for b in asked.dialog.findChildren(QComboBox) if b.accessibleName() == "Encoding" and b.isVisible()
    ]
    assert asked.samples == [(0, 0, 0), (1, 2, 3)]
    assert asked.says[-1] == "They follow the 1 sample of now."
    asked.choose("Samples of now", "are replaced")
    assert asked.samples == [(1, 2, 3)]


def test_roles_are_chosen_from_a_menu_and_change_places(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"id,a,b,c\n7,1,2,0\n8,3,4,1\n")
    assert asked.roles == ["left out", "input x1", "input x2", "target y"]
    asked.choose_role(0, "input x1")
    assert asked.roles == ["input x1", "left out", "input x2", "target y"]
    assert asked.samples == [(7, 2, 0), (8, 4, 1)]
    assert "Column “a” is ignored." in asked.says
    asked.choose_role(3, "what is held out")
    assert asked.says == ["No column is y: choose what each column is"]
    asked.choose_role(1, "target y")
    assert asked.samples == [(7, 2, 1), (8, 4, 3, True)]
    assert asked.says[0] == "2 rows come in: 1 to train, 1 held out."


def test_a_click_on_a_role_opens_its_menu_too(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"1,2,3\n")
    cell = asked.table.visualRect(asked.table.model().index(0, 1)).center()
    QTest.mouseClick(asked.table.viewport(), LEFT, pos=cell)
    menu = asked.table.findChildren(QMenu)[-1]
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["input x2"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert asked.roles == ["input x1", "target y", "input x2"]


def test_a_missing_number_is_refused_dropped_or_replaced_by_the_mean(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"x1,x2,y\n1,2,0\n,4,1\n3,4,1\n")
    assert asked.says == [
        "Row 3, column x1: the number is missing: fill it in, leave such rows out, or take the mean"
    ]
    asked.choose("Where a number is missing", "leave such rows out")
    assert asked.says[0] == "2 rows come in: all to train, 1 row without a number left out."
    asked.choose("Where a number is missing", "take the column's mean")
    assert asked.samples == [(1, 2, 0), (2, 4, 1), (3, 4, 1)]


def test_a_share_is_held_out_by_seed(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"x1,x2,y\n" + b"1,2,3\n" * 150)
    seed = asked.spin("Seed by which held-out rows are drawn")
    assert not seed.isEnabled()
    share = asked.spin("Share of the rows that is held out")
    share.setFocus()
    share.selectAll()
    QTest.keyClicks(share, "20")
    assert asked.says[0] == "150 rows come in: 120 to train, 30 held out."
    first = asked.samples
    QTest.keyClick(seed, Qt.Key.Key_Up)
    assert asked.samples != first


def test_a_network_is_made_where_the_table_does_not_fit(qtbot: QtBot) -> None:
    asked = Asked(qtbot, IRIS.encode())
    assert asked.check("Make a network for this table").isChecked()
    assert asked.roles == ["left out", "input", "input", "labels, an output each"]
    assert asked.says[0] == "30 rows come in: all to train."
    assert "A network 2-4-3 with softmax outputs and negative log-likelihood" in "\n".join(asked.says)
    assert not asked.box("Samples of now").isEnabled()
    asked.wait()
    assert asked.dialog.taken is not None
    made = asked.dialog.taken.after
    assert [neuron.name for neuron in made.network.inputs] == ["length", "width"]
    assert [neuron.name for neuron in made.network.outputs] == ["setosa", "versicolor", "virginica"]
    assert made.loss.name == "negative-log-likelihood"


def test_where_nothing_is_drawn_a_network_is_made(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"a,b\n1,2.5\n2,3.5\n", Experiment(Network(), (Sample(),)))
    assert asked.check("Make a network for this table").isChecked()
    assert asked.says[-2].startswith("A network 1-4-1 with identity outputs and half squared error is made")
    QTest.keyClick(asked.check("Make a network for this table"), Qt.Key.Key_Space)
    assert asked.says == ["The network has neither inputs nor outputs: draw some first"]
    assert asked.table.model().rowCount() == 0


def test_inputs_and_targets_are_standardised(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"x1,x2,y\n1,5,10\n3,5,20\n")
    QTest.keyClick(asked.check("Standardise inputs"), Qt.Key.Key_Space)
    assert asked.samples == [(-1, 0, 10), (1, 0, 20)]
    assert "Inputs are standardised." in asked.says
    QTest.keyClick(asked.check("Standardise targets"), Qt.Key.Key_Space)
    assert asked.samples == [(-1, 0, -1), (1, 0, 1)]
    asked.choose("Samples of now", "stay, these follow")
    assert not asked.check("Standardise inputs").isEnabled()
    assert asked.samples == [(0, 0, 0), (1, 5, 10), (3, 5, 20)]


def test_what_cannot_be_standardised_says_why(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"a,b\n1,0\n3,1\n", Experiment())
    QTest.keyClick(asked.check("Standardise targets"), Qt.Key.Key_Space)
    assert asked.says[0].startswith("Binary cross-entropy reads targets as probabilities")
    assert not asked.ok.isEnabled()


def test_samples_that_are_standardised_suggest_to_standardise_these(qtbot: QtBot) -> None:
    two = replace(SMALL, samples=(*SMALL.samples, Sample({"x1": 2, "x2": 2}, {"y": 1})))
    asked = Asked(qtbot, b"1,5,10\n3,5,20\n", standardise_inputs(two))
    assert asked.check("Standardise inputs").isChecked()
    assert not asked.check("Standardise targets").isChecked()
    assert asked.samples == [(-1, 0, 10), (1, 0, 20)]


def test_a_large_table_is_read_beside_the_window_and_can_be_given_up(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"x1,x2,y\n" + b"0.25,0.125,1\n" * 30_000)
    sentence = next(w for w in asked.dialog.findChildren(QLabel) if w.accessibleName() == "What will happen")
    assert sentence.text() == "Reading all rows …"
    assert not asked.ok.isEnabled()
    assert len(asked.session.jobs.running) == 1
    QTest.keyClick(asked.dialog, Qt.Key.Key_Escape)
    assert not asked.dialog.isVisible()
    assert asked.session.jobs.running == ()
    again = Asked(qtbot, b"x1,x2,y\n" + b"0.25,0.125,1\n" * 30_000)
    assert again.says[0] == "30000 rows come in: all to train."
    assert again.dialog.focusWidget() is again.ok


def test_everything_is_reached_by_tab_and_has_a_name(qtbot: QtBot) -> None:
    asked = Asked(qtbot, b"1,2,3\n")
    asked.dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is asked.ok)
    seen: list[QWidget] = []
    while (widget := QApplication.focusWidget()) not in seen:
        assert widget is not None
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    kinds = [type(widget).__name__ for widget in seen]
    assert kinds.count("LabelledComboBox") == 6
    assert kinds.count("QCheckBox") == 3
    assert "PreviewTable" in kinds
    assert all(getattr(w, "text", str)() or w.accessibleName() for w in seen)


def test_it_fits_into_a_small_window(qtbot: QtBot) -> None:
    asked = Asked(qtbot, IRIS.encode())
    assert asked.dialog.width() <= 1024
    assert asked.dialog.height() <= 700
    assert asked.dialog.minimumSizeHint().width() <= 1000
