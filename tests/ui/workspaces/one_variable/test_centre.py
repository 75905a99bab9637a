"""The one-variable descent: f typed, α turned, the verdict and the status in words."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QLineEdit,
    QMainWindow,
    QScrollBar,
)
from pytestqt.qtbot import QtBot

from explorer.descent.function import parse_function
from explorer.descent.preset import PRESETS
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, apply
from explorer.ui.widgets.written import usual_write
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
from explorer.ui.workspaces.one_variable.formula_picture import typeset
from explorer.ui.workspaces.one_variable.toolbar import OneVariableToolbar
from tests.ui.workspaces.one_variable.bench import LEFT, Bench


def test_making_the_panel_imports_no_typesetter_which_its_first_painting_does_without() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; application = QApplication([]);"
        "from explorer.ui.session.document import Document; from explorer.ui.session.session import Session;"
        "from explorer.ui.workspaces.one_variable.centre import OneVariableCentre;"
        "panel = OneVariableCentre(Session(Document())); panel.grab();"
        "sys.exit('ziamath' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path.cwd()).returncode == 0


def test_before_it_is_shown_the_panel_can_be_used_all_the_same(qtbot: QtBot) -> None:
    panel = OneVariableCentre(Session(Document()))
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    panel.start.rate.setText("0.35")
    panel.start.rate_turned.emit(0.35, False)
    panel.transport.kept.emit()
    qtbot.waitUntil(lambda: panel.pill.whole.startswith("cycles"))


def test_it_opens_on_the_cubic_that_is_chaotic_at_0_45(bench: Bench) -> None:
    assert bench.panel.descent.f.formula == "x³ + 3x²"
    assert bench.panel.start.start.text() == "−1.99"
    assert bench.panel.start.rate.text() == "0.45"
    assert bench.verdict == "chaotic: bounded, never settles (Λ ≈ +0.355)"
    assert bench.panel.status.whole.startswith("50 steps · x = −0.1623 · f = 0.07472")


@pytest.mark.parametrize(
    ("typed", "verdict", "role"),
    [
        ("0.04", "converges to 0", "good"),
        ("3/10", "converges to 0, jumping past it at every step", "good"),
        ("0.35", "cycles: back after 2 steps (≈ −0.3525, ≈ 0.2573)", "warning"),
        ("0,55", "diverges: out of all bounds at step 12", "problem"),
    ],
)
def test_each_learning_rate_gets_its_verdict(bench: Bench, typed: str, verdict: str, role: str) -> None:
    bench.type(bench.panel.start.rate, typed)
    assert bench.verdict == verdict
    assert bench.panel.pill.property("role") == role


def test_the_step_of_a_divergence_is_told_from_that_of_leaving_the_plot(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.55")
    assert bench.panel.pill.toolTip().splitlines()[1] == (
        "step 12 is the first with |x| > 10¹²; it leaves the plot before"
    )
    assert bench.curve.exit_mark.text.startswith("leaves the plot at step ")
    assert bench.curve.exit_mark.step is not None
    assert bench.curve.exit_mark.step < 12


def test_hovering_the_verdict_gives_all_its_digits(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.35")
    # y = (x + 2)·3α/r makes it the logistic map y ← r·y(1 − y) with r = 1 + 6·α, whose 2-cycle is known.
    r = 3.1
    points = [(r + 1 + sign * np.sqrt((r - 3) * (r + 1))) / (2 * r) for sign in (-1, 1)]
    low, high = (-2 + r / (3 * 0.35) * y for y in points)
    written = next(line for line in bench.panel.pill.toolTip().splitlines() if line.startswith("points"))
    shown = [float(number.replace("−", "-")) for number in written.removeprefix("points ").split(", ")]
    assert shown == pytest.approx([low, high], rel=1e-12)


def test_hovering_the_status_gives_all_its_digits(bench: Bench) -> None:
    x = float(bench.panel.descent.iterates[-1])
    assert repr(x).replace("-", "−") in bench.panel.status.toolTip()
    assert repr(x).replace("-", "−") not in bench.panel.status.whole


def test_a_typed_function_is_descended_and_understood(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "(x-1)^2")
    assert bench.panel.descent.f.formula == "(x − 1)²"
    assert bench.verdict.startswith("converges to 1")
    assert bench.panel.function.picture.accessibleName() == "Understood as f(x) = (x − 1)²"
    assert "f′(x)" in bench.panel.function.picture.toolTip()


def test_a_function_is_read_when_typing_pauses(bench: Bench, qtbot: QtBot) -> None:
    field = bench.panel.function.field
    field.selectAll()
    QTest.keyClicks(field, "2x^2")
    qtbot.waitUntil(lambda: bench.panel.descent.f.text == "2x^2")


def test_a_mistyped_function_is_explained_and_the_last_good_one_stays(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "x^2 + y")
    form = bench.panel.function
    assert form.field.property("invalid") is True
    assert form.field.property("invalid") is True
    assert bench.panel.reason.whole.startswith("'y' at character 7 is not known")
    assert bench.panel.descent.f.formula == "x³ + 3x²"
    table = {heading: np.array(values) for heading, values in bench.curve.columns()}
    assert table["f(x)"] == pytest.approx(table["x"] ** 3 + 3 * table["x"] ** 2)
    bench.type(form.field, "x^2")
    assert form.field.property("invalid") is False
    assert bench.panel.reason.problem == ""


def test_every_preset_comes_with_its_start_its_rate_and_what_it_shows(bench: Bench) -> None:
    for action, preset in zip(bench.panel.function.preset_actions, PRESETS, strict=True):
        assert usual_write(preset.shows) in action.text()
        action.trigger()
        bench.settle()
        descent = bench.panel.descent
        assert (descent.f.text, descent.start, descent.learning_rate) == (
            preset.text,
            preset.start,
            preset.learning_rate,
        )
        assert bench.panel.function.field.text() == preset.text


@pytest.mark.parametrize("text", [preset.text for preset in PRESETS])
def test_every_preset_is_typeset_in_the_colour_of_the_text(text: str, qapp: object) -> None:
    svg = typeset(parse_function(text).latex, "#123456")
    assert b"#123456" in svg
    assert b"<use" not in svg  # which QtSvg draws in pieces
    assert QSvgRenderer(svg).isValid()


def test_dragging_the_slider_turns_alpha_and_the_axes_stand_still(bench: Bench) -> None:
    slider = bench.panel.start.slider
    before = bench.curve.shown_frame
    middle = slider.height() // 2
    bench.drag(slider, [QPoint(slider.x_of(rate), middle) for rate in (0.45, 0.47, 0.5, 0.58, 0.4, 0.2, 0.1)])
    assert bench.panel.descent.learning_rate == pytest.approx(0.1, abs=0.01)
    assert bench.panel.start.rate.value == bench.panel.descent.learning_rate
    assert bench.verdict == "converges to 0"
    assert bench.curve.shown_frame == before


def test_the_slider_ends_a_little_beyond_what_is_stable_and_has_its_limits_marked(bench: Bench) -> None:
    slider = bench.panel.start.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.6
    QTest.keyClick(slider, Qt.Key.Key_Left)
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.599
    assert slider.limits == pytest.approx((1 / 6, 1 / 3))


def test_a_typed_alpha_beyond_the_slider_is_used_as_it_is(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "7")
    assert bench.panel.descent.learning_rate == 7
    assert bench.panel.start.slider.value() == bench.panel.start.slider.maximum()
    assert bench.verdict.startswith("diverges")


def test_it_fits_the_smallest_window(bench: Bench) -> None:
    panel = bench.panel
    apply(LIGHT)  # its margins are wider than those of the bare style
    assert panel.minimumSizeHint().width() <= 760
    assert panel.minimumSizeHint().height() <= 460  # of the 700 that the window has
    panel.resize(760, 460)
    panel.grab()
    for plot in (panel.plots.curve, panel.plots.iterates, *panel.rates.plots):
        assert panel.rect().contains(QRect(plot.mapTo(panel, QPoint()), plot.size()))


def test_the_window_takes_the_transport_into_its_toolbar(new_bench: Bench, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    toolbar = OneVariableToolbar(new_bench.panel, {})
    window.addToolBar(toolbar)
    window.show()
    assert toolbar.isAncestorOf(new_bench.panel.transport)
    new_bench.press("back")
    assert new_bench.panel.transport.step == 49


def test_everything_that_can_be_pressed_turned_or_typed_has_a_name_and_says_what_it_does(
    bench: Bench,
) -> None:
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    for kind in (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QLineEdit):
        for widget in bench.panel.findChildren(kind):
            is_part = isinstance(widget, QScrollBar) or isinstance(widget.parent(), QAbstractSpinBox)
            if is_part or not widget.isVisible():
                continue
            assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget
            assert widget.toolTip(), widget.accessibleName()


def test_the_theme_reaches_the_plots_and_the_formula(bench: Bench) -> None:
    before = bench.panel.function.picture.grab().toImage()
    bench.panel.set_theme(DARK)
    assert bench.curve.backgroundBrush().color().name() == DARK.surface
    assert bench.panel.function.picture.grab().toImage() != before


def test_a_long_verdict_is_cut_short_but_never_lost(bench: Bench) -> None:
    bench.panel.resize(640, 480)
    bench.type(bench.panel.start.rate, "0.42")
    assert bench.panel.pill.text().endswith("…")
    assert bench.panel.pill.whole.startswith("cycles: back after 4 steps (")
    assert bench.panel.pill.whole in bench.panel.pill.toolTip()


def test_the_reason_stands_under_the_verdict_with_all_its_digits_on_hover(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.3")
    reason = bench.panel.reason
    assert reason.whole == (
        "Why: it jumps over the minimum at every step and settles, "
        "for α = 0.3 lies between 1/f″ ≈ 0.1667 and 2/f″ ≈ 0.3333."
    )
    assert "2/f″ = 0.3333333333333333." in reason.toolTip()
    assert reason.geometry().top() > bench.panel.pill.geometry().bottom()


def test_what_a_verdict_remarks_is_its_reason(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "1/x + x")
    bench.type(bench.panel.start.start, "-0.5")
    bench.type(bench.panel.start.rate, "0.2")
    assert "at step 1 it jumps over the pole at x = 0" in bench.panel.reason.whole
    assert "pole" not in bench.panel.pill.whole


def test_a_step_back_before_another_descent_is_drawn_is_one_of_what_is_seen(bench: Bench) -> None:
    bench.panel.model.choose("Set α to 3", learning_rate=3.0)  # which ends long before step 50
    assert bench.panel.shown is not bench.panel.descent
    bench.panel.transport.press("back")
    assert bench.panel.status.text().startswith("step 49 of 50")
    bench.settle()
    assert "diverged at step" in bench.panel.status.text()
