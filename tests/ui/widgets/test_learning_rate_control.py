"""The learning rate: a logarithmic slider and a field."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionFrame, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from explorer.number import parse_number
from explorer.ui.theme.theme import LIGHT, apply
from explorer.ui.widgets.learning_rate_control import HIGHEST, LOWEST, LearningRateControl
from explorer.ui.widgets.number_field import NumberField


@dataclass
class Turned:
    """The control, its two parts and what it told."""

    control: LearningRateControl
    slider: QSlider
    field: NumberField
    told: list[tuple[float, object]] = field(default_factory=list)

    @property
    def handle(self) -> QPoint:
        """The middle of the slider's handle."""
        option = QStyleOptionSlider()
        self.slider.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        style = self.slider.style()
        return style.subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self.slider).center()


@pytest.fixture
def turned(qtbot: QtBot) -> Turned:
    """α = 0.1."""
    control = LearningRateControl()
    qtbot.addWidget(control)
    control.resize(300, 40)
    control.show()
    control.set_value(0.1)
    slider, number = control.findChild(QSlider), control.findChild(NumberField)
    assert isinstance(slider, QSlider)
    assert isinstance(number, NumberField)
    made = Turned(control, slider, number)
    control.chosen.connect(lambda *values: made.told.append(values))
    return made


def test_the_value_stands_on_the_slider_and_in_the_field(turned: Turned) -> None:
    assert turned.field.text() == "0.1"
    assert turned.slider.value() == -100
    assert turned.told == []


@pytest.mark.parametrize("value", [0.6623755405558575, 0.0006623755405558575, 1.02345e-300, 12345.678])
def test_a_rate_that_is_too_long_for_the_field_is_rounded_and_not_cut_off(
    turned: Turned, value: float
) -> None:
    apply(LIGHT)
    turned.control.set_theme(LIGHT)
    turned.slider.setFocus()
    turned.control.set_value(value)
    option = QStyleOptionFrame()
    turned.field.initStyleOption(option)
    room = turned.field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, turned.field)
    assert turned.field.fontMetrics().horizontalAdvance(turned.field.text()) <= room.width() - 2
    assert parse_number(turned.field.text()) == pytest.approx(value, rel=0.05)
    assert turned.field.value == value


@pytest.mark.parametrize(
    ("value", "ticks"), [(0.0, -400), (LOWEST, -400), (HIGHEST, 200), (1e6, 200), (1.0, 0)]
)
def test_the_slider_ends_at_what_it_can_reach_and_the_field_shows_any_rate(
    turned: Turned, value: float, ticks: int
) -> None:
    turned.control.set_value(value)
    assert turned.slider.value() == ticks
    assert turned.field.value == value
    assert turned.told == []


def test_a_drag_of_the_slider_is_one_gesture_with_round_rates(turned: Turned) -> None:
    slider, begin = turned.slider, turned.handle
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=begin)
    for shift in (10, 20, 30):
        QTest.mouseMove(slider, begin + QPoint(shift, 0))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=begin + QPoint(30, 0))
    rates = [rate for rate, _ in turned.told]
    assert rates == sorted(rates)
    assert rates[0] > 0.1
    assert all(rate == float(f"{rate:.3g}") for rate in rates)
    assert len({key for _, key in turned.told}) == 1
    assert len(rates) == 3


def test_another_drag_is_another_gesture(turned: Turned) -> None:
    for shift in (20, -20):
        begin = turned.handle
        QTest.mousePress(turned.slider, Qt.MouseButton.LeftButton, pos=begin)
        QTest.mouseMove(turned.slider, begin + QPoint(shift, 0))
        QTest.mouseRelease(turned.slider, Qt.MouseButton.LeftButton, pos=begin + QPoint(shift, 0))
    assert len({key for _, key in turned.told}) == 2


def test_the_arrow_keys_turn_it_by_a_hundredth_of_a_decade(turned: Turned) -> None:
    QTest.keyClick(turned.slider, Qt.Key.Key_Right)
    assert turned.told[0][0] == 0.102
    QTest.keyClick(turned.slider, Qt.Key.Key_PageUp)
    assert turned.told[1][0] == 0.182
    assert turned.told[0][1] != turned.told[1][1]


def test_a_typed_rate_is_taken_exactly(turned: Turned) -> None:
    turned.field.selectAll()
    QTest.keyClicks(turned.field, "1/3")
    QTest.keyClick(turned.field, Qt.Key.Key_Return)
    assert turned.told == [(1 / 3, None)]


def test_showing_the_rate_that_was_chosen_moves_the_slider_no_further(turned: Turned) -> None:
    turned.control.chosen.connect(lambda rate, _: turned.control.set_value(rate))
    for ticks in range(-400, 201):
        turned.slider.setValue(ticks)
        assert turned.slider.value() == ticks
    assert len(turned.told) == 601
