"""The form of the batches."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_training
from explorer.ui.widgets.whole_number import WholeNumber
from tests.ui.panels.inspector.form_bench import Bench, open_bench
from tests.worked_examples import article_e

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E, which trains on all its samples."""
    return open_bench(qtbot, article_e())


def test_a_full_batch_needs_neither_size_nor_order(bench: Bench) -> None:
    assert not bench.is_asked("Size of a mini-batch")
    assert not bench.is_asked("Seed of the order")


def test_a_mini_batch_has_a_size_an_order_and_a_seed(bench: Bench) -> None:
    bench.choose("Batch", "mini-batch")
    assert bench.training.batch_size == 2
    bench.type("Size of a mini-batch", "3")
    bench.type("Seed of the order", "7")
    assert (bench.training.batch_size, bench.training.seed) == (3, 7)
    (shuffle,) = bench.form.findChildren(QCheckBox)
    QTest.mouseClick(shuffle, LEFT, pos=shuffle.rect().center() - shuffle.rect().center() / 2)
    assert not bench.training.shuffle
    for _ in range(3):
        bench.undo()
    assert (bench.training.batch_size, bench.training.seed, bench.training.shuffle) == (2, 0, True)


def test_online_has_no_size(bench: Bench) -> None:
    bench.choose("Batch", "online: one sample a step")
    assert bench.training.batch_size == 1
    assert not bench.is_asked("Size of a mini-batch")
    assert bench.is_asked("Seed of the order")


def test_dropout_needs_the_seed_too(bench: Bench) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, dropout=0.5))
    assert bench.is_asked("Seed of the order")


def test_a_batch_that_is_larger_than_the_box_can_count_is_left_as_it_is(bench: Bench) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, batch_size=1_000_000))
    assert bench.training.batch_size == 1_000_000


@pytest.mark.parametrize("seed", [2**31, 2**64 + 1])
def test_any_seed_of_a_file_is_shown_and_kept(bench: Bench, seed: int) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, seed=seed, batch_size=20_000))
    assert bench.find(WholeNumber, "Seed of the order").text() == str(seed)
    assert bench.find(WholeNumber, "Size of a mini-batch").text() == "20000"
    assert (bench.training.seed, bench.training.batch_size) == (seed, 20_000)
