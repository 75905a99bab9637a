"""The one-variable descent: f typed, start and α turned, the orbit drawn, judged, played and kept."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.descent.function import parse_function
from explorer.descent.preset import PRESETS
from explorer.ui.panels.descent_panel import DescentPanel
from explorer.ui.panels.descent_plot import DescentPlot
from explorer.ui.panels.formula_picture import typeset
from explorer.ui.panels.iterates_plot import IteratesPlot
from explorer.ui.theme import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A panel as it stands in its dock, and what a person does with it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.panel = DescentPanel()
        qtbot.addWidget(self.panel)
        self.panel.resize(430, 480)
        self.panel.show()
        self.panel.build()
        self.panel.set_theme(LIGHT)
        self.settle()

    def settle(self) -> None:
        """Wait until everything is drawn and judged."""
        self._qtbot.waitUntil(
            lambda: self.panel.descent is self.panel.shown and not self.panel.pill.is_deciding
        )

    def type(self, field: QLineEdit, text: str) -> None:
        """Replace what stands in the field, and press Enter."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    def drag(self, widget: QWidget, places: list[QPoint]) -> None:
        """Press at the first place, move to the others, and release at the last."""
        QTest.mouseMove(widget, places[0])
        QTest.mousePress(widget, LEFT, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(widget, place)
            self._qtbot.wait(1)
        QTest.mouseRelease(widget, LEFT, pos=places[-1])
        self.settle()

    def press(self, name: str) -> None:
        """Press one button of the transport."""
        QTest.mouseClick(self.panel.transport.buttons[name], LEFT)

    @property
    def verdict(self) -> str:
        """The verdict in words, never cut short."""
        return self.panel.pill.whole

    @property
    def curve(self) -> DescentPlot:
        """The plot of f."""
        assert self.panel.plots.curve is not None
        return self.panel.plots.curve

    @property
    def iterates(self) -> IteratesPlot:
        """The plot of x(t)."""
        assert self.panel.plots.iterates is not None
        return self.panel.plots.iterates

    def pixel_of(self, x: float, y: float) -> QPoint:
        """Where in the plot of f the point (x, y) is drawn."""
        self.curve.grab()
        return self.curve.mapFromScene(self.curve.view.mapViewToScene(QPointF(x, y)))


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_making_the_panel_imports_neither_pyqtgraph_nor_ziamath() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; application = QApplication([]);"
        "from explorer.ui.panels.descent_panel import DescentPanel; panel = DescentPanel();"
        "sys.exit('pyqtgraph' in sys.modules or 'ziamath' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path.cwd()).returncode == 0


def test_before_it_is_built_the_panel_can_be_used_all_the_same(qtbot: QtBot) -> None:
    panel = DescentPanel()
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    panel.start.rate.setText("0.35")
    panel.start.rate_typed.emit(0.35)
    panel.transport.kept.emit()
    qtbot.waitUntil(lambda: panel.pill.whole.startswith("cycles"))


def test_building_twice_makes_two_plots_not_four(bench: Bench) -> None:
    bench.panel.build()
    assert bench.panel.plots.count() == 2


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


def test_hovering_the_verdict_gives_all_its_digits(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.35")
    # y = (x + 2)·3α/r makes it the logistic map y ← r·y(1 − y) with r = 1 + 6α, whose 2-cycle is known.
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
    assert form.field.problem.isVisible()
    assert form.field.problem.text().startswith("'y' at character 7 is not known")
    assert bench.panel.descent.f.formula == "x³ + 3x²"
    table = {heading: np.array(values) for heading, values in bench.curve.table()}
    assert table["f(x)"] == pytest.approx(table["x"] ** 3 + 3 * table["x"] ** 2)
    bench.type(form.field, "x^2")
    assert form.field.property("invalid") is False
    assert not form.field.problem.isVisible()


def test_every_preset_comes_with_its_start_its_rate_and_what_it_shows(bench: Bench) -> None:
    for action, preset in zip(bench.panel.function.menu.actions(), PRESETS, strict=True):
        assert preset.shows in action.text()
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


def test_dragging_the_start_moves_it_along_the_curve(bench: Bench) -> None:
    begin, end = bench.pixel_of(-1.99, bench.panel.descent.f(-1.99)), bench.pixel_of(0.5, 3.0)
    places = [begin + (end - begin) * part / 10 for part in range(11)]
    bench.drag(bench.curve.viewport(), places)
    assert bench.panel.descent.start == pytest.approx(0.5, abs=0.03)
    assert bench.panel.start.start.value == bench.panel.descent.start
    handle = bench.curve.start_handle.pos()
    assert handle.y() == pytest.approx(bench.panel.descent.f(handle.x()))


def test_shift_and_an_arrow_move_the_start_by_a_little(bench: Bench) -> None:
    bench.curve.setFocus()
    QTest.keyClick(bench.curve, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bench.settle()
    assert -1.99 < bench.panel.descent.start < -1.9


def test_a_plain_arrow_pans_and_the_view_is_then_left_alone(bench: Bench) -> None:
    bench.curve.setFocus()
    QTest.keyClick(bench.curve, Qt.Key.Key_Right)
    panned = bench.curve.shown_frame
    bench.type(bench.panel.start.rate, "0.2")
    assert bench.curve.shown_frame == panned
    QTest.keyClick(bench.curve, Qt.Key.Key_Home)
    assert bench.curve.shown_frame != panned


def test_a_start_left_of_the_maximum_is_said_to_run_away(bench: Bench) -> None:
    bench.type(bench.panel.start.start, "-2.01")
    assert bench.verdict.startswith("diverges")
    assert bench.panel.limits.whole == "There is no minimum near, downhill of the start"
    assert "x = −2: to the left it runs away" in bench.curve.landmarks.labels


def test_an_orbit_that_escapes_is_marked_on_the_border_and_the_axes_stay_useful(bench: Bench) -> None:
    before = bench.curve.shown_frame
    bench.type(bench.panel.start.rate, "0.55")
    assert bench.curve.shown_frame == before
    # By hand: x = −2.9 after 7 steps; the next step lands at −7.
    assert bench.curve.exit_mark.step == 8
    low, high = bench.iterates.view.viewRange()[1]
    assert -4 < low < high < 2


def test_a_bounded_orbit_that_leaves_the_view_widens_it(bench: Bench) -> None:
    bench.type(bench.panel.function.field, "sin(x)")
    bench.type(bench.panel.start.rate, "8")
    frame, x = bench.curve.shown_frame, bench.panel.descent.iterates
    assert frame.x_low <= x.min()
    assert x.max() <= frame.x_high


def test_the_number_of_steps_can_be_typed(bench: Bench) -> None:
    box = bench.panel.transport.count
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "7")
    QTest.keyClick(box, Qt.Key.Key_Return)
    bench.settle()
    assert len(bench.panel.descent.iterates) == 8
    assert bench.panel.status.whole.startswith("7 steps · ")


def test_stepping_goes_to_and_fro_and_the_tangent_with_it(bench: Bench) -> None:
    bench.press("first")
    assert bench.panel.status.whole.startswith("step 0 of 50 · x = −1.99 ")
    bench.press("next")
    bench.press("next")
    bench.press("back")
    assert bench.panel.transport.step == 1
    x, y = bench.curve.tangent.getOriginalDataset()
    iterate = float(bench.panel.descent.iterates[1])
    assert (x[0] + x[1]) / 2 == pytest.approx(iterate)
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(3 * iterate**2 + 6 * iterate)
    bench.press("last")
    assert bench.panel.transport.step == 50


def test_playing_shows_one_iterate_after_the_other_and_stops_at_the_last(bench: Bench, qtbot: QtBot) -> None:
    transport = bench.panel.transport
    transport.count.setValue(4)
    bench.settle()
    transport.speed.setValue(transport.speed.maximum())
    steps: list[int] = []
    transport.moved.connect(steps.append)
    bench.press("play")
    assert transport.is_playing
    qtbot.waitUntil(lambda: not transport.is_playing)
    assert steps == [0, 1, 2, 3, 4]


def test_a_kept_run_stays_beside_the_present_one_and_can_be_brought_back(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.04")
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    bench.type(bench.panel.start.rate, "0.45")
    assert [run.descent.name for run in bench.panel.kept.runs] == ["α = 0.04 from −1.99"]
    (kept,) = bench.iterates.kept_curves
    assert list(kept.getOriginalDataset()[1]) == list(bench.panel.kept.runs[0].descent.iterates)
    show, _ = bench.panel.kept.chips[0].findChildren(QAbstractButton)
    QTest.mouseClick(show, LEFT)
    bench.settle()
    assert bench.panel.descent.learning_rate == 0.04


def test_the_same_run_is_kept_once_and_removed_with_its_cross(bench: Bench) -> None:
    for _ in range(2):
        QTest.mouseClick(bench.panel.transport.keep, LEFT)
    assert len(bench.panel.kept.runs) == 1
    assert bench.panel.kept.isVisible()
    _, cross = bench.panel.kept.chips[0].findChildren(QAbstractButton)
    QTest.mouseClick(cross, LEFT)
    assert bench.panel.kept.runs == ()
    assert bench.iterates.kept_curves == []
    assert not bench.panel.kept.isVisible()


def test_a_kept_run_of_another_function_is_named_by_its_function(bench: Bench) -> None:
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    bench.type(bench.panel.function.field, "x^2")
    (run,) = bench.panel.kept.runs
    assert run.name_beside(bench.panel.descent) == "x³ + 3x²: α = 0.45 from −1.99"


def test_the_numbers_taken_away_hold_every_iterate_in_view_or_not(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.55")
    for plot, column in ((bench.curve, "iterate x"), (bench.iterates, "x(t)")):
        table = {heading: list(values) for heading, values in plot.table()}
        assert table[column] == list(bench.panel.descent.iterates)
        assert table[column][-1] < -1e12


@pytest.mark.parametrize(
    ("text", "start", "rate", "verdict"),
    [
        ("x^2", "1", "1e300", "diverges"),
        ("1e300x^4", "1e10", "1e300", "diverges"),
        ("sqrt(x - 5)", "1", "0.1", "diverges"),
        ("1/x", "0", "0.1", "diverges"),
        ("x^2", "1e13", "0.1", "diverges"),
        ("x^2", "-1e-308", "0.5", "converges"),
        ("exp(exp(x))", "1", "1", "undecided"),
        ("5", "1", "1", "converges"),
    ],
)
def test_no_number_is_too_large_too_small_or_missing_to_be_drawn(
    bench: Bench, text: str, start: str, rate: str, verdict: str
) -> None:
    bench.type(bench.panel.function.field, text)
    bench.type(bench.panel.start.start, start)
    bench.type(bench.panel.start.rate, rate)
    for name in ("first", "last"):
        bench.press(name)
        bench.panel.grab()
    assert bench.verdict.startswith(verdict)


def test_the_panel_fits_its_dock_and_puts_the_plots_side_by_side_where_there_is_room(bench: Bench) -> None:
    panel = bench.panel
    assert panel.minimumSizeHint().width() <= 430
    assert panel.minimumSizeHint().height() <= 480
    assert panel.plots.orientation() == Qt.Orientation.Vertical
    for width, height in ((1200, 700), (430, 400)):
        panel.resize(width, height)
        panel.grab()
        assert panel.plots.orientation() == Qt.Orientation.Horizontal


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
    next(a for a in bench.panel.function.menu.actions() if a.text().startswith("|x|")).trigger()
    bench.settle()
    assert bench.panel.pill.text().endswith("…")
    assert "it stays there without being drawn to it" in bench.panel.pill.toolTip()
