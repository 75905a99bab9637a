"""The form of the batches."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_training
from tests.ui.panels.inspector.form_desk import Desk, open_desk
from tests.worked_examples import article_e

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Article E, which trains on all its samples."""
    return open_desk(qtbot, article_e())


def test_a_full_batch_needs_neither_size_nor_order(desk: Desk) -> None:
    assert not desk.is_asked("Size of a mini-batch")
    assert not desk.is_asked("Seed of the order")


def test_a_mini_batch_has_a_size_an_order_and_a_seed(desk: Desk) -> None:
    desk.choose("Batch", "mini-batch")
    assert desk.training.batch_size == 2
    desk.type("Size of a mini-batch", "3")
    desk.type("Seed of the order", "7")
    assert (desk.training.batch_size, desk.training.seed) == (3, 7)
    (shuffle,) = desk.form.findChildren(QCheckBox)
    QTest.mouseClick(shuffle, LEFT, pos=shuffle.rect().center() - shuffle.rect().center() / 2)
    assert not desk.training.shuffle
    for _ in range(3):
        desk.undo()
    assert (desk.training.batch_size, desk.training.seed, desk.training.shuffle) == (2, 0, True)


def test_online_has_no_size(desk: Desk) -> None:
    desk.choose("Batch", "online: one sample a step")
    assert desk.training.batch_size == 1
    assert not desk.is_asked("Size of a mini-batch")
    assert desk.is_asked("Seed of the order")


def test_dropout_needs_the_seed_too(desk: Desk) -> None:
    desk.document.attempt("Set", lambda e: set_training(e, dropout=0.5))
    assert desk.is_asked("Seed of the order")


def test_a_batch_that_is_larger_than_the_box_can_count_is_left_as_it_is(desk: Desk) -> None:
    desk.document.attempt("Set", lambda e: set_training(e, batch_size=1_000_000))
    assert desk.training.batch_size == 1_000_000
