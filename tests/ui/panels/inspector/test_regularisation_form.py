"""The form of the penalties and of dropout."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import Penalty
from tests.ui.panels.inspector.form_bench import Bench, open_bench
from tests.worked_examples import article_e


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E, which has none of it."""
    return open_bench(qtbot, article_e())


def test_an_emptied_penalty_or_dropout_is_none(bench: Bench) -> None:
    labels = ("L1 penalty λ₁", "L2 penalty λ₂", "Dropout p")
    for text in ("0.25", ""):
        for label in labels:
            bench.type(label, text)
    assert (bench.training.penalty, bench.training.dropout) == (Penalty(), 0.0)
    assert [bench.shown(label) for label in labels] == ["0", "0", "0"]


def test_penalties_and_dropout_are_typed_and_undone_one_by_one(bench: Bench) -> None:
    assert "none" in bench.texts
    bench.type("L1 penalty λ₁", "0.01")
    bench.type("L2 penalty λ₂", "0.5")
    bench.type("Dropout p", "0.2")
    assert (bench.training.penalty, bench.training.dropout) == (Penalty(0.01, 0.5), 0.2)
    assert "L1 0.01, L2 0.5, dropout 0.2" in bench.texts
    bench.undo()
    assert bench.training.dropout == 0.0
    bench.undo()
    assert bench.training.penalty == Penalty(0.01, 0.0)
    assert bench.shown("L2 penalty λ₂") == "0"


@pytest.mark.parametrize(
    ("name", "text"), [("L1 penalty λ₁", "-1"), ("L2 penalty λ₂", "-1"), ("Dropout p", "1")]
)
def test_what_breaks_a_rule_is_refused(bench: Bench, name: str, text: str) -> None:
    before = bench.training
    bench.type(name, text)
    assert bench.training == before
    assert bench.shown(name) == "0"
    assert len(bench.refusals) == 1
