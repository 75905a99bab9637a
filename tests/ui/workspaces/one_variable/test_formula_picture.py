"""Is f(x) shown typeset, after it was painted once and only where that does not take long?"""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from explorer.descent.function import parse_function
from explorer.ui.workspaces.one_variable.formula_picture import FormulaPicture


@pytest.fixture
def picture(qtbot: QtBot) -> FormulaPicture:
    picture = FormulaPicture()
    qtbot.addWidget(picture)
    picture.resize(400, 60)
    return picture


def painted(picture: FormulaPicture) -> QImage:
    return picture.grab().toImage()


def is_plain(picture: FormulaPicture, formula: str) -> bool:
    return picture.sizeHint().width() == picture.fontMetrics().horizontalAdvance(formula)


def test_a_formula_is_plain_text_until_it_was_painted(picture: FormulaPicture, qtbot: QtBot) -> None:
    picture.show_function(parse_function("x^3 + 3x^2"))
    assert is_plain(picture, "x³ + 3x²")
    plain = painted(picture)
    qtbot.waitUntil(lambda: not is_plain(picture, "x³ + 3x²"))
    assert painted(picture) != plain


def test_what_was_understood_is_told_to_those_who_cannot_see_it(picture: FormulaPicture) -> None:
    picture.show_function(parse_function("x^3+3*x^2"))
    assert picture.accessibleName() == "Understood as f(x) = x³ + 3x²"
    assert picture.toolTip() == "Understood as f(x) = x³ + 3x²\nf′(x) = 3x² + 6x"


def test_a_formula_that_would_keep_the_window_waiting_stays_plain_text(
    picture: FormulaPicture, qtbot: QtBot
) -> None:
    picture.show_function(parse_function("x^2"))
    painted(picture)
    qtbot.waitUntil(lambda: not is_plain(picture, "x²"))
    typeset = painted(picture)
    deep = parse_function("sin(" * 27 + "x" + ")" * 27)  # for hours, if it were typeset
    picture.show_function(deep)
    assert is_plain(picture, deep.formula)
    assert painted(picture) != typeset
    picture.show_function(parse_function("x^2"))
    assert painted(picture) == typeset


def test_a_picture_is_as_high_as_any_other_so_that_nothing_moves(
    picture: FormulaPicture, qtbot: QtBot
) -> None:
    heights = {picture.sizeHint().height()}
    for text, plain in (("x^2", "x²"), ("1/x", "1/x"), ("(1/x)/(1/x + x^2)", "1/x/(1/x + x²)")):
        picture.show_function(parse_function(text))
        painted(picture)
        qtbot.waitUntil(lambda plain=plain: not is_plain(picture, plain))
        heights |= {picture.sizeHint().height(), picture.minimumSizeHint().height()}
    assert len(heights) == 1
