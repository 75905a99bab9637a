"""The plots of the one-variable descent: what is dragged, framed, stepped through, kept and taken away."""

from pathlib import Path

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from explorer.descent.kept_descent import KeptDescent
from explorer.symbol import Symbol
from explorer.ui.session.document import EMPTY
from explorer.ui.theme.theme import LIGHT
from explorer.ui.widgets.colour_menu import ColourMenu
from explorer.ui.widgets.question_card import QuestionCard
from tests.ui.workspaces.one_variable.bench import LEFT, Bench


def test_each_plot_stands_under_the_question_that_it_answers(bench: Bench) -> None:
    plots = bench.panel.plots
    cards = [plots.widget(n) for n in range(plots.count())]
    questions = [card.question.whole for card in cards if isinstance(card, QuestionCard)]
    assert questions == [
        "How does it go down on f?",
        "Where does each step lead?",
        "Where is it after each step?",
    ]
    for card, plot in zip(cards, (bench.curve, plots.step_map, bench.iterates), strict=True):
        assert card.isAncestorOf(plot)


def test_dragging_the_start_moves_it_along_the_curve(bench: Bench) -> None:
    begin, end = bench.pixel_of(-1.99, bench.panel.descent.f(-1.99)), bench.pixel_of(0.5, 3.0)
    places = [begin + (end - begin) * part / 10 for part in range(11)]
    bench.drag(bench.curve.viewport(), places)
    assert bench.panel.descent.start == pytest.approx(0.5, abs=0.03)
    assert bench.panel.start.start.value == bench.panel.descent.start
    handle = bench.curve.handles.handles[0].pos()
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


def test_the_words_at_a_line_leave_room_to_a_start_that_stands_on_it(bench: Bench) -> None:
    (text,) = (
        item
        for item in bench.curve.items()
        if isinstance(item, pg.TextItem) and item.toPlainText().startswith("x = −2")
    )
    line = bench.curve.view.mapViewToScene(QPointF(-2.0, 0.0)).x()
    assert text.sceneBoundingRect().left() - line == pytest.approx(10, abs=1)


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
    assert [run.descent.name for run in bench.panel.kept.runs] == [f"{Symbol.ALPHA} = 0.04 from −1.99"]
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


def test_what_is_kept_can_be_undone_and_stands_in_the_document(bench: Bench) -> None:
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    (run,) = bench.document.project.runs_of(KeptDescent)
    assert run.verdict is not None
    assert run.verdict.kind == "chaotic"
    bench.document.undo_stack.undo()
    assert bench.panel.kept.chips == []
    assert bench.iterates.kept_curves == []
    bench.document.undo_stack.redo()
    assert len(bench.iterates.kept_curves) == 1


def test_the_descents_of_a_file_that_is_opened_are_shown(bench: Bench, tmp_path: Path) -> None:
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    bench.document.save(tmp_path / "net.json")
    bench.document.replace(EMPTY)
    assert bench.iterates.kept_curves == []
    bench.document.open(tmp_path / "net.json")
    assert len(bench.iterates.kept_curves) == len(bench.panel.kept.chips) == 1


def test_a_kept_descent_is_renamed_and_coloured(bench: Bench) -> None:
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    (chip,) = bench.panel.kept.chips
    chip.rename()
    QTest.keyClicks(chip.name_editor, "wild")
    QTest.keyClick(chip.name_editor, Qt.Key.Key_Return)
    (chip,) = bench.panel.kept.chips
    assert chip.show_button.text() == "wild"
    (colours,) = chip.menu().findChildren(ColourMenu)
    assert len(colours.actions()) == len(LIGHT.curves) - 1  # the present one's is not among them
    colours.actions()[2].trigger()
    assert [(run.name, run.colour) for run in bench.panel.kept.runs] == [("wild", 2)]


def test_a_kept_run_of_another_function_is_named_by_its_function(bench: Bench) -> None:
    QTest.mouseClick(bench.panel.transport.keep, LEFT)
    bench.type(bench.panel.function.field, "x^2")
    (run,) = bench.panel.kept.runs
    assert run.name_beside(bench.panel.descent) == f"x³ + 3x²: {Symbol.ALPHA} = 0.45 from −1.99"


def test_the_numbers_taken_away_hold_every_iterate_in_view_or_not(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.55")
    for plot, column in ((bench.curve, "iterate x"), (bench.iterates, "x(t)")):
        table = {heading: list(values) for heading, values in plot.columns()}
        assert table[column] == list(bench.panel.descent.iterates)
        assert table[column][-1] < -1e12


@pytest.mark.parametrize(
    ("text", "start", "rate", "verdict"),
    [
        ("x^2", "1", "1e300", "diverges"),
        ("1e300x^4", "1e10", "1e300", "diverges"),
        ("sqrt(x - 5)", "1", "0.1", "undecided"),
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
