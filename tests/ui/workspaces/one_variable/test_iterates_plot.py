"""x, f or f′ against the step, and what the descent settles on: its basin shaded, its values named."""

from math import sqrt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.workspaces.one_variable.bench import Bench


def known(bench: Bench) -> None:
    """Wait until the basin is known."""
    bench.wait_for(lambda: not bench.panel.plots.basins.is_due, seconds=30)


def test_the_values_of_the_cycle_are_named_where_they_lie(bench: Bench) -> None:
    bench.panel.resize(1200, 1000)
    bench.type(bench.panel.start.rate, "0.35")
    known(bench)
    # By hand: x± = (1 − 3α ± √(9α² − 1)) / (3·α).
    ends = [(1 - 1.05 + sign * sqrt(9 * 0.35**2 - 1)) / 1.05 for sign in (-1, 1)]
    assert bench.iterates.cycle.values == pytest.approx(ends)
    assert bench.iterates.cycle.labels == ["−0.3525", "0.2573"]
    assert bench.panel.plots.iterates_card.answer == "It goes round −0.3525 → 0.2573"


def test_the_starts_that_end_alike_are_shaded_on_the_axis(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.3")
    known(bench)
    ((low, high),) = bench.curve.basin.intervals
    assert (low, high) == (pytest.approx(-2, abs=0.01), pytest.approx(1 / 0.9, abs=0.01))
    bench.type(bench.panel.start.rate, "0.55")
    known(bench)
    assert bench.curve.basin.intervals == []
    assert bench.iterates.cycle.values == ()


def test_of_another_function_nothing_old_stays(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.3")
    known(bench)
    assert bench.curve.basin.intervals
    seen: list[int] = []
    bench.panel.plots.basins.outdated.connect(lambda: seen.append(len(bench.curve.basin.intervals)))
    bench.type(bench.panel.function.field, "-x^2")
    assert seen == [0]
    known(bench)
    assert bench.curve.basin.intervals == []


def test_f_is_drawn_against_the_step_by_key_and_x_again_by_undo(bench: Bench) -> None:
    plot = bench.iterates
    QTest.keyClick(plot, Qt.Key.Key_PageDown)
    bench.wait_for(lambda: plot.y_label == "f(t)")
    assert bench.panel.plots.quantity.currentText() == "f"
    assert list(dict(plot.columns())["f(t)"]) == list(bench.panel.descent.heights)
    bench.document.undo_stack.undo()
    bench.wait_for(lambda: plot.y_label == "x(t)")
    assert bench.panel.plots.quantity.currentText() == "x"


def test_the_slope_is_chosen_in_the_card_and_kept_runs_are_drawn_as_it_too(bench: Bench) -> None:
    QTest.mouseClick(bench.panel.transport.keep, Qt.MouseButton.LeftButton)
    bench.type(bench.panel.start.rate, "0.3")
    box = bench.panel.plots.quantity
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    bench.wait_for(lambda: bench.iterates.y_label == "f′(t)")
    (run,), (line,) = bench.panel.kept.runs, bench.iterates.kept_curves
    slopes = [3 * x * x + 6 * x for x in run.descent.iterates.tolist()]
    assert line.getOriginalDataset()[1].tolist() == pytest.approx(slopes)
    assert bench.iterates.view.viewRange()[1][1] > max(slopes)


def test_the_card_of_f_says_what_the_next_step_does(bench: Bench) -> None:
    bench.press("first")
    assert bench.panel.plots.curve_card.answer == (
        "Step 1: f′ = −0.0597 is below 0, so it goes right by 0.0269"
    )
