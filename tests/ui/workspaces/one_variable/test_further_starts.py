"""Several starts on one curve: added, dragged, moved by keys, removed, undone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.ui.theme.theme import LIGHT
from explorer.ui.workspaces.one_variable.start_handles import colour_of_start
from tests.ui.workspaces.one_variable.bench import Bench

SHIFT = Qt.KeyboardModifier.ShiftModifier


def starts(bench: Bench) -> tuple[float, ...]:
    return bench.document.project.one_variable.further_starts


def add_at(bench: Bench, x: float) -> None:
    """Choose "Add a start" from the menu that a right click at x brings."""
    place = bench.pixel_of(x, bench.panel.descent.f(x))
    QTest.mouseMove(bench.curve.viewport(), place)
    QTest.mouseClick(bench.curve.viewport(), Qt.MouseButton.RightButton, pos=place)
    menu = bench.popup()
    action = next(a for a in menu.actions() if a.text().startswith("Add a start"))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    bench.settle()


def test_a_start_is_added_where_the_menu_was_asked_for_and_undone(bench: Bench) -> None:
    add_at(bench, 0.3)
    assert starts(bench) == (pytest.approx(0.3, abs=0.02),)
    assert bench.panel.descent.start == -1.99
    (other,) = bench.panel.model.others
    (line,) = bench.curve._further.lines
    assert list(line.getOriginalDataset()[0]) == list(other.iterates)
    assert line.opts["pen"].color().name() == colour_of_start(1, LIGHT) != LIGHT.negative
    bench.document.undo_stack.undo()
    bench.settle()
    bench.wait_for(lambda: len(bench.curve.handles.handles) == 1)


def test_a_further_start_is_dragged_and_lands_in_the_tables(bench: Bench) -> None:
    add_at(bench, 0.3)
    f = bench.panel.descent.f
    (x,) = starts(bench)
    begin, end = bench.pixel_of(x, f(x)), bench.pixel_of(-1.0, 3.0)
    places = [begin + (end - begin) * part / 10 for part in range(11)]
    bench.drag(bench.curve.viewport(), [QPoint(place) for place in places])
    (x,) = starts(bench)
    assert x == pytest.approx(-1.0, abs=0.03)
    assert bench.panel.descent.start == -1.99
    assert bench.document.undo_stack.undoText().startswith("Move a start to ")
    for plot, heading in ((bench.curve, "start 2 x"), (bench.iterates, "start 2 x(t)")):
        assert list(dict(plot.columns())[heading]) == list(bench.panel.model.others[0].iterates)


def test_keys_add_a_start_go_to_it_move_it_and_remove_it(bench: Bench) -> None:
    curve = bench.curve
    QTest.keyClick(curve, Qt.Key.Key_Insert)
    bench.settle()
    (before,) = starts(bench)
    bench.wait_for(lambda: len(curve.handles.handles) == 2)
    QTest.keyClick(curve, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(curve, Qt.Key.Key_Right, SHIFT)
    bench.settle()
    (after,) = starts(bench)
    assert after > before
    assert bench.panel.descent.start == -1.99
    QTest.keyClick(curve, Qt.Key.Key_Delete)
    bench.settle()
    assert starts(bench) == ()
    bench.wait_for(lambda: len(curve.handles.handles) == 1)
    QTest.keyClick(curve, Qt.Key.Key_Delete)  # x₀ stays
    assert len(curve.handles.handles) == 1


def test_there_are_at_most_eight_starts(bench: Bench) -> None:
    for _ in range(9):
        QTest.keyClick(bench.curve, Qt.Key.Key_Insert)
        bench.settle()
        bench.wait_for(lambda: len(bench.curve.handles.handles) == 1 + len(starts(bench)))
    assert len(starts(bench)) == 7
    assert len(set(starts(bench))) == 7


def test_all_starts_are_in_sight_when_f_changes_when_one_is_typed_and_after_undo(bench: Bench) -> None:
    def are_seen() -> bool:
        low, high = bench.curve.view.viewRange()[0]
        return all(low < run.start < high for run in (bench.panel.descent, *bench.panel.model.others))

    bench.panel.model.choose("Start", formula="x^4 - 2x^2", learning_rate=0.01, further_starts=(-2.5, 3.5))
    bench.settle()
    assert are_seen()
    bench.type(bench.panel.start.start, "0.5")
    assert are_seen()
    bench.panel.model.choose("Start farther", further_starts=(-2.5, 5.0))
    bench.settle()
    assert are_seen()
    bench.document.undo_stack.undo()
    bench.settle()
    assert are_seen()


def test_a_further_start_that_leaves_the_frame_is_followed_but_not_into_what_was_zoomed(bench: Bench) -> None:
    bench.panel.model.choose("Add a start", further_starts=(1.5,))
    bench.settle()
    assert bench.curve.view.viewRange()[0][1] > 1.5
    QTest.keyClick(bench.curve, Qt.Key.Key_Plus)
    zoomed = bench.curve.view.viewRange()
    bench.panel.model.choose("Add a start", further_starts=(1.5, 4.0))
    bench.settle()
    assert bench.curve.view.viewRange() == zoomed
