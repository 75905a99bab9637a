"""The form of the penalties and of dropout."""

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.model import Penalty
from tests.ui.panels.inspector.form_desk import Desk, open_desk
from tests.worked_examples import article_e


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """Article E, which has none of it."""
    return open_desk(qtbot, article_e())


def test_an_emptied_penalty_or_dropout_is_none(desk: Desk) -> None:
    labels = ("L1 penalty λ₁", "L2 penalty λ₂", "Dropout p")
    for text in ("0.25", ""):
        for label in labels:
            desk.type(label, text)
    assert (desk.training.penalty, desk.training.dropout) == (Penalty(), 0.0)
    assert [desk.shown(label) for label in labels] == ["0", "0", "0"]


def test_penalties_and_dropout_are_typed_and_undone_one_by_one(desk: Desk) -> None:
    assert "none" in desk.texts
    desk.type("L1 penalty λ₁", "0.01")
    desk.type("L2 penalty λ₂", "0.5")
    desk.type("Dropout p", "0.2")
    assert (desk.training.penalty, desk.training.dropout) == (Penalty(0.01, 0.5), 0.2)
    assert "L1 0.01, L2 0.5, dropout 0.2" in desk.texts
    desk.undo()
    assert desk.training.dropout == 0.0
    desk.undo()
    assert desk.training.penalty == Penalty(0.01, 0.0)
    assert desk.shown("L2 penalty λ₂") == "0"


@pytest.mark.parametrize(
    ("name", "text"), [("L1 penalty λ₁", "-1"), ("L2 penalty λ₂", "-1"), ("Dropout p", "1")]
)
def test_what_breaks_a_rule_is_refused(desk: Desk, name: str, text: str) -> None:
    before = desk.training
    desk.type(name, text)
    assert desk.training == before
    assert desk.shown(name) == "0"
    assert len(desk.refusals) == 1
