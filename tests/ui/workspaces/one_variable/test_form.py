"""The form of one variable: what is typed, dragged and nudged, and that nothing moves meanwhile."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from explorer.descent.settings import NEW
from explorer.ui.theme.theme import LIGHT, apply
from tests.ui.workspaces.one_variable.bench import LEFT, Bench


@pytest.mark.long
@pytest.mark.parametrize("width", [1004, 1260, 1900])
def test_nothing_moves_when_functions_problems_and_verdicts_change(bench: Bench, width: int) -> None:
    apply(LIGHT)
    panel = bench.panel
    panel.resize(width, 620)

    def places() -> list[QRect]:
        panel.grab()
        parts = (
            panel.function.field,
            panel.function.picture,
            panel.function.reset_button,
            panel.start.slider,
        )
        words = (panel.pill, panel.reason, panel.plots)
        return [QRect(part.mapTo(panel, QPoint(0, 0)), part.size()) for part in (*parts, *words)]

    before = places()
    bench.type(panel.function.field, "x^2 + y")
    assert panel.reason.whole.startswith("'y' at")
    assert places() == before
    bench.type(panel.function.field, "(1 - x)^2 + 100(1 - x^2)^2 + sin(x)^2/(1 + x^2)")
    assert places() == before
    bench.type(panel.start.rate, "0.0001234567890123456")
    bench.type(panel.start.start, "1e13")
    assert places() == before


def test_a_number_of_seventeen_digits_is_seen_whole_in_a_broad_window(bench: Bench) -> None:
    apply(LIGHT)
    bench.panel.resize(1900, 900)
    bench.type(bench.panel.start.rate, "0.4082482904638630")
    QTest.keyClick(bench.panel.start.rate, Qt.Key.Key_Tab)
    field = bench.panel.start.rate
    bench.panel.grab()
    assert field.text() == "0.408248290463863"
    assert field.fontMetrics().horizontalAdvance(field.text()) + 20 <= field.width()


def test_momentum_is_typed_and_has_its_own_limit_on_the_slider_of_alpha(bench: Bench) -> None:
    bench.type(bench.panel.start.momentum, "0.5")
    assert bench.panel.descent.momentum == 0.5
    slider = bench.panel.start.slider
    assert slider.limits == pytest.approx(((1 - 0.5**0.5) ** 2 / 6, 0.5))
    assert slider.maximum() == 900  # 1.8 times the limit, in thousandths
    assert "2(1 + β)/f″ = 0.5 is unstable" in bench.panel.limits.whole
    bench.type(bench.panel.start.rate, "0.3")
    assert bench.verdict == "converges to 0"
    assert bench.panel.reason.whole.startswith("Why: it swings into the minimum")


def test_a_momentum_of_one_or_more_is_refused_with_a_reason(bench: Bench) -> None:
    bench.type(bench.panel.start.momentum, "1")
    assert bench.panel.descent.momentum == 0
    assert bench.panel.start.momentum.toolTip() == "Momentum β lies from 0 to 0.999"


def test_dragging_the_slider_of_momentum_is_one_step_of_undo(bench: Bench) -> None:
    slider = bench.panel.start.momentum_slider
    middle = slider.height() // 2
    bench.drag(slider, [QPoint(slider.x_of(beta), middle) for beta in (0.0, 0.2, 0.4, 0.6)])
    assert bench.panel.descent.momentum == pytest.approx(0.6, abs=0.03)
    stack = bench.document.undo_stack
    assert stack.count() == 1
    stack.undo()
    bench.settle()
    assert bench.panel.descent.momentum == 0
    assert bench.panel.start.momentum.text() == "0"


def test_a_kept_run_brings_its_momentum_back(bench: Bench) -> None:
    bench.type(bench.panel.start.momentum, "0.5")
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    bench.type(bench.panel.start.momentum, "0")
    bench.panel.kept.chips[0].show_button.click()
    bench.settle()
    assert bench.panel.descent.momentum == 0.5
    assert bench.panel.start.momentum.value == 0.5


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, 0.451),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, 0.449),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, 0.4501),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 0.47),
    ],
)
def test_keys_nudge_the_learning_rate_in_its_field(
    bench: Bench, key: Qt.Key, modifier: Qt.KeyboardModifier, value: float
) -> None:
    field = bench.panel.start.rate
    field.setFocus()
    QTest.keyClick(field, key, modifier)
    bench.settle()
    assert bench.panel.descent.learning_rate == value
    assert all(plot.rate_line.value() + plot.x_offsets.origin == value for plot in bench.panel.rates.plots)


def test_a_row_of_nudges_is_one_step_of_undo_and_ctrl_z_in_the_field_goes_back(bench: Bench) -> None:
    field = bench.panel.start.start
    field.setFocus()
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Up)
    bench.settle()
    assert bench.panel.descent.start == -1.96
    bench.panel.start.rate.setFocus()
    QTest.keyClick(bench.panel.start.rate, Qt.Key.Key_Up)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    bench.settle()
    stack = bench.document.undo_stack
    assert stack.count() == 3
    for expected in ((-1.96, 0.451), (-1.96, 0.45), (-1.99, 0.45)):
        stack.undo()
        bench.settle()
        assert (bench.panel.descent.start, bench.panel.descent.learning_rate) == expected


def test_shift_and_an_arrow_turn_the_slider_a_tenth_of_a_step(bench: Bench) -> None:
    slider = bench.panel.start.slider
    slider.setFocus()
    for _ in range(2):
        QTest.keyClick(slider, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        bench.settle()
    assert bench.panel.descent.learning_rate == 0.4502
    QTest.keyClick(slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.4501


def test_an_arrow_goes_on_from_where_a_fine_nudge_ended_however_fast_it_is_pressed(bench: Bench) -> None:
    slider = bench.panel.start.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.4521
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.4221


def test_at_its_end_the_slider_stays_and_typed_beyond_it_goes_back_by_a_step(bench: Bench) -> None:
    slider = bench.panel.start.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageUp):
        QTest.keyClick(slider, key)
        bench.settle()
        assert bench.panel.descent.learning_rate == 0.6
    bench.type(bench.panel.start.rate, "0.75")
    for key, rate in ((Qt.Key.Key_Right, 0.75), (Qt.Key.Key_Left, 0.749)):
        QTest.keyClick(slider, key)
        bench.settle()
        assert bench.panel.descent.learning_rate == rate


def test_a_slider_says_the_value_and_not_its_tick(bench: Bench) -> None:
    slider = bench.panel.start.slider
    assert slider.accessibleDescription().startswith("Stands at 0.45. Arrow keys")
    bench.type(bench.panel.start.rate, "0.1234567")
    assert slider.accessibleDescription().startswith("Stands at 0.1234567. ")


def test_reset_makes_all_as_in_a_new_window_and_can_be_undone(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "x^2")
    bench.type(bench.panel.start.momentum, "0.5")
    bench.type(bench.panel.function.field, "x^2 + y")
    QTest.mouseClick(bench.panel.function.reset_button, LEFT)
    bench.settle()
    assert bench.document.project.one_variable == NEW
    assert bench.panel.function.field.text() == "x^3 + 3x^2"
    assert bench.panel.reason.problem == ""
    bench.document.undo_stack.undo()
    bench.settle()
    assert (bench.panel.descent.f.text, bench.panel.descent.momentum) == ("x^2", 0.5)
