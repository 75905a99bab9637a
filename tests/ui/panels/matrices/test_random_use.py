"""Do the matrices bear whatever mouse and keys do to them, on any network? Random events, by seed.

An exception in a slot and a warning of Qt fail the test by themselves: pytest-qt sees to both.
"""

from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from explorer.backprop.notation import NOTATIONS
from explorer.ui.panels.matrices.matrix_view import MatrixView
from explorer.ui.panels.matrices.panel import MatricesPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from tests.random_experiment import random_experiment

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_5, Qt.Key.Key_Minus, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_PageDown, Qt.Key.Key_Period, Qt.Key.Key_A),
)


@pytest.mark.parametrize("seed", range(8))
def test_the_matrices_bear_whatever_is_done_to_them(seed: int, qtbot: QtBot) -> None:
    random = Random(seed)
    document = Document()
    document.replace(random_experiment(7 * seed))
    session = Session(document)
    panel = MatricesPanel(session)
    qtbot.addWidget(panel)
    panel.resize(random.randint(200, 500), random.randint(150, 500))
    panel.show()
    panel.activateWindow()
    view = panel.findChild(MatrixView)
    assert isinstance(view, MatrixView)
    for _ in range(60):
        _act(random, session, panel, view)
        view.viewport().grab()
        names = document.experiment.network.by_name
        assert all(neuron in names for neuron in session.selection.neurons)


def _act(random: Random, session: Session, panel: MatricesPanel, view: MatrixView) -> None:
    area = view.viewport().rect()
    where = QPoint(random.randrange(area.width()), random.randrange(area.height()))
    match random.randrange(9):
        case 0:
            QTest.mouseMove(view.viewport(), where)
        case 1:
            QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, where)
        case 2:
            QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, where)
        case 3 | 4 | 5:
            within = QApplication.focusWidget()
            is_here = within is not None and (within is view or view.isAncestorOf(within))
            QTest.keyClick(within if is_here else view, random.choice(KEYS))
        case 6:
            messages = session.player.timeline.script.cues
            if messages:
                session.player.show_message(random.randrange(len(messages)))
        case 7:
            box = random.choice(panel.findChildren(QComboBox))
            QTest.keyClick(box, random.choice((Qt.Key.Key_Up, Qt.Key.Key_Down)))
        case _:
            session.notation.choose(random.choice(list(NOTATIONS)))
            stack = session.document.undo_stack
            stack.setIndex(random.randint(0, stack.count()))
