"""The workspace Chain rule: typed equations, their graph, both directions, paths, derivatives, nudges."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QWidget

from explorer.chain.graph_look import Progress
from explorer.ui.theme.theme import DARK, LIGHT
from explorer.ui.workspaces.chain_rule.path_colour import as_text, path_colour
from explorer.ui.workspaces.chain_rule.toolbar import ChainRuleToolbar
from tests.ui.workspaces.chain_rule.chain_bench import LEFT, ChainBench

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_it_opens_on_the_diamond_as_the_picture_has_it(chain_bench: ChainBench) -> None:
    centre = chain_bench.centre
    assert chain_bench.lines == ("a = 2", "b = a^2", "c = -7a", "d = b*c")
    assert [row.value for row in centre.equations.list.rows.rows] == ["= 2", "= 4", "= −14", "= −56"]
    assert {name: chain_bench.derivative(name) for name in "abcd"} == {
        "a": "∂d/∂a = −84",
        "b": "∂d/∂b = −14",
        "c": "∂d/∂c = 4",
        "d": "∂d/∂d = 1",
    }
    edges = chain_bench.view.look.edges
    assert {ends: (edge.symbol, edge.number) for ends, edge in edges.items()} == {
        ("a", "b"): ("∂b/∂a = 2a", "4"),
        ("a", "c"): ("∂c/∂a = −7", "−7"),
        ("b", "d"): ("∂d/∂b = c", "−14"),
        ("c", "d"): ("∂d/∂c = b", "4"),
    }


def test_the_paths_their_sum_and_finite_differences(chain_bench: ChainBench) -> None:
    card = chain_bench.centre.paths
    assert card.title.whole == "Every path from a to d"
    assert [(row.names, row.product) for row in card.paths.rows] == [
        ("a → b → d", "4 · (−14) = −56"),
        ("a → c → d", "−7 · 4 = −28"),
    ]
    assert (card.sum_name.text(), card.sum.text()) == ("∂d/∂a, their sum", "−84")
    assert card.check.whole == "✓ finite differences: −84 (2 evaluations)"


def test_the_card_says_the_sum_rule_with_numbers_in_the_colours_of_the_paths(chain_bench: ChainBench) -> None:
    assert chain_bench.reads("title") == "Reverse · what comes back to a"
    assert chain_bench.reads("symbols") == "∂d/∂a = ∂b/∂a · ∂d/∂b + ∂c/∂a · ∂d/∂c = 2a·c − 7b"
    assert chain_bench.reads("numbers") == "−84 = 4 · (−14) + (−7) · 4"
    assert chain_bench.reads("sentence") == (
        "a is used in two places, so what comes back from them is added. "
        "A change of 0.001 in a changes d by about −0.084; drag a to see it."
    )
    written = chain_bench.centre.rule.numbers.text()
    amber, magenta = (as_text(path_colour(number, LIGHT), LIGHT) for number in (0, 1))
    assert written.index(amber) < written.index(magenta)


def test_every_derivative_stands_beside_its_finite_difference(chain_bench: ChainBench) -> None:
    rows = chain_bench.centre.derivatives.table.rows
    assert [(row.of, row.by, row.formula, row.value, row.numeric) for row in rows] == [
        ("b", "a", "2a", "4", "4"),
        ("c", "a", "−7", "−7", "−7"),
        ("d", "b", "c", "−14", "−14"),
        ("d", "c", "b", "4", "4"),
        ("d", "a", "2a·c − 7b", "−84", "−84"),
    ]
    assert rows[0].why.splitlines()[0] == "∂b/∂a = 4"


def test_a_row_is_read_the_other_way(chain_bench: ChainBench) -> None:
    card = chain_bench.centre.derivatives
    card.table.selectRow(0)
    assert card.other_way.whole == "read the other way: ∂a/∂b = 1/(∂b/∂a) = 1/(2a) = 0.25"
    chain_bench.write("x = 0", "y = x^3")
    assert card.other_way.whole.startswith("read the other way: ∂y/∂x is 0 at x = 0")


def test_the_reverse_pass_fills_in_from_the_output(chain_bench: ChainBench) -> None:
    buttons = chain_bench.centre.transport.buttons
    QTest.mouseClick(buttons["first"], LEFT)
    assert [chain_bench.derivative(name) for name in "dca"] == ["∂d/∂d = 1", "∂d/∂c = –", "∂d/∂a = –"]
    assert {edge.number for edge in chain_bench.view.look.edges.values()} == {"–"}
    chain_bench.centre.player.show_step(0)
    chain_bench.centre.player.show_step(1)
    looks = chain_bench.view.look.variables
    known = {name for name, look in looks.items() if look.progress is Progress.KNOWN}
    assert known == {"b", "c", "d"}
    chain_bench.centre.player.show_step(2)
    assert chain_bench.derivative("a") in ("∂d/∂a = −56", "∂d/∂a = −28")
    assert chain_bench.view.look.variables["a"].progress is Progress.PARTIAL
    assert chain_bench.reads("numbers") in ("– = 4 · (−14) + –", "– = – + (−7) · 4")
    QTest.mouseClick(buttons["last"], LEFT)
    assert chain_bench.derivative("a") == "∂d/∂a = −84"


def test_a_product_travels_along_its_edge(chain_bench: ChainBench) -> None:
    QTest.mouseClick(chain_bench.centre.transport.buttons["first"], LEFT)
    QTest.mouseClick(chain_bench.centre.transport.buttons["next"], LEFT)
    chain_bench.wait_for(lambda: bool(chain_bench.view.look.pulses))
    (pulse,) = chain_bench.view.look.pulses
    assert pulse.edge[1] == "d"
    assert pulse.text in ("−14", "4")
    assert 0.0 < pulse.part < 1.0


def test_forward_carries_derivatives_on_from_the_input(new_chain_bench: ChainBench) -> None:
    chain_bench, bar = new_chain_bench, ChainRuleToolbar(new_chain_bench.centre, {})
    bar.setParent(chain_bench.centre)
    bar.show()
    assert (bar.forward.text(), bar.reverse.text()) == ("Forward: from a", "Reverse: from d")
    assert bar.cost.whole == (
        "multiplications: forward 4 (1 pass), reverse 4 (1 pass finds all, so networks are trained)"
    )
    QTest.mouseClick(bar.forward, LEFT)
    chain_bench.settle()
    assert [chain_bench.derivative(name) for name in "abcd"] == [
        "∂a/∂a = 1",
        "∂b/∂a = 4",
        "∂c/∂a = −7",
        "∂d/∂a = −84",
    ]
    assert chain_bench.reads("title") == "Forward · what a does to d"
    assert chain_bench.reads("numbers") == "−84 = (−14) · 4 + 4 · (−7)"
    chain_bench.document.undo_stack.undo()
    chain_bench.settle()
    assert bar.reverse.isChecked()


def test_dragging_a_value_moves_everything_and_is_one_undo_step(chain_bench: ChainBench) -> None:
    chain_bench.drag("a", 20)
    assert chain_bench.lines[0] == "a = 2.1"
    assert (chain_bench.value("a"), chain_bench.value("d")) == ("2.1", "−64.83")
    assert chain_bench.derivative("a") == "∂d/∂a = −92.61"
    assert chain_bench.centre.graph.note.whole == "ε = +0.1 in a: ∂d/∂a · ε = −8.4, true change −8.827"
    chain_bench.drop("a")
    assert chain_bench.document.undo_stack.count() == 1
    chain_bench.document.undo_stack.undo()
    chain_bench.settle()
    assert chain_bench.lines[0] == "a = 2"
    assert chain_bench.centre.graph.note.whole == "drag a value to nudge it: everything follows"


def test_shift_and_an_arrow_nudge_too_and_what_is_computed_stays(chain_bench: ChainBench) -> None:
    chain_bench.click("a")
    chain_bench.view.setFocus()
    chain_bench.press(Qt.Key.Key_Right, SHIFT)
    chain_bench.press(Qt.Key.Key_Right, SHIFT)
    chain_bench.settle()
    assert chain_bench.lines[0] == "a = 2.1"
    assert chain_bench.document.undo_stack.count() == 1
    chain_bench.click("b")
    chain_bench.press(Qt.Key.Key_Right, SHIFT)
    chain_bench.drag("b", 30)
    chain_bench.drop("b")
    assert chain_bench.lines[1:] == ("b = a^2", "c = -7a", "d = b*c")


def test_enter_types_a_value_and_what_is_no_number_is_refused(chain_bench: ChainBench) -> None:
    chain_bench.click("a")
    chain_bench.view.setFocus()
    chain_bench.press(Qt.Key.Key_Return)
    chain_bench.type("-1/2")
    assert (chain_bench.lines[0], chain_bench.value("b")) == ("a = -0.5", "0.25")
    chain_bench.press(Qt.Key.Key_Return)
    chain_bench.type("two")
    assert chain_bench.lines[0] == "a = -0.5"
    assert chain_bench.refusals == ["“two” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"]


def test_the_arrows_go_from_variable_to_variable(chain_bench: ChainBench) -> None:
    chain_bench.click("a")
    chain_bench.view.setFocus()
    for key, name in ((Qt.Key.Key_Right, "b"), (Qt.Key.Key_Down, "c"), (Qt.Key.Key_Right, "d")):
        chain_bench.press(key)
        assert chain_bench.view.present == name
    assert chain_bench.reads("title") == "Reverse · what comes back to d"
    assert chain_bench.view.accessibleDescription().startswith("d = b·c, d = -56, ∂d/∂d = 1.")


def test_a_broken_line_says_why_and_the_others_stay(chain_bench: ChainBench) -> None:
    chain_bench.centre.equations.list.edit_line(3)
    chain_bench.type("d = b*q")
    problem = chain_bench.centre.equations.list.rows.rows[3].problem
    assert problem.startswith("'q' at character 7 is not known")
    assert set(chain_bench.view.look.variables) == {"a", "b", "c"}
    assert chain_bench.lines[3] == "d = b*q"
    chain_bench.document.undo_stack.undo()
    chain_bench.settle()
    assert set(chain_bench.view.look.variables) == {"a", "b", "c", "d"}


def test_a_circle_is_named_under_its_lines(chain_bench: ChainBench) -> None:
    chain_bench.write("a = 1", "c = d + a", "d = 2c")
    problems = [row.problem for row in chain_bench.centre.equations.list.rows.rows]
    assert problems[0] == ""
    assert problems[1].startswith("c needs d, which needs c")


def test_without_equations_it_says_what_to_do(chain_bench: ChainBench) -> None:
    chain_bench.write()
    assert chain_bench.reads("title") == "No equations yet"
    assert chain_bench.centre.transport.buttons["play"].isEnabled() is False
    chain_bench.centre.grab()
    chain_bench.press(Qt.Key.Key_Return)
    chain_bench.type("x = 3")
    assert chain_bench.value("x") == "3"


def test_a_path_that_is_chosen_is_seen_alone(chain_bench: ChainBench) -> None:
    paths = chain_bench.centre.paths.paths
    place = paths.visualRect(paths.model().index(1, 0)).center()
    QTest.mouseClick(paths.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert chain_bench.view.look.lit == {("a", "c"), ("c", "d")}
    assert chain_bench.view.look.lit_path == 1
    paths.setFocus()
    chain_bench.press(Qt.Key.Key_Escape)
    assert not chain_bench.view.look.lit


def test_more_than_200_paths_are_counted_and_said_why(chain_bench: ChainBench) -> None:
    lines = ["x0 = 0.1"]
    for number in range(8):
        lines += [f"p{number} = 2x{number}", f"q{number} = x{number}^2"]
        lines.append(f"x{number + 1} = p{number} + q{number}")
    chain_bench.write(*lines)
    card = chain_bench.centre.paths
    assert card.paths.rows == ()
    assert card.note.text().startswith("256 paths are too many to list")
    assert "32 multiplications, one for each edge" in card.note.text()


def test_the_pair_is_chosen_at_the_head_or_in_the_menu_of_a_variable(chain_bench: ChainBench) -> None:
    chain_bench.choose("b", "Derivatives of b")
    assert chain_bench.derivative("a") == "∂b/∂a = 4"
    assert chain_bench.derivative("c") == ""
    box = chain_bench.centre.graph.of
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_C)
    chain_bench.settle()
    assert chain_bench.document.project.chain.of == "c"
    assert chain_bench.centre.plot_card.question.whole == "c as a function of a"


def test_a_line_is_opened_up_and_closed_again(chain_bench: ChainBench) -> None:
    chain_bench.write("a = 1", "c = sin(3a^4)")
    chain_bench.choose("c", "Open into elementary operations")
    assert len(chain_bench.view.look.variables) == 4
    assert chain_bench.lines == ("a = 1", "c = sin(3a^4)")
    chain_bench.click("c")
    chain_bench.view.setFocus()
    chain_bench.press(Qt.Key.Key_O)
    chain_bench.settle()
    assert set(chain_bench.view.look.variables) == {"a", "c"}


def test_the_plot_has_the_output_against_the_input_with_its_tangent(chain_bench: ChainBench) -> None:
    plot = chain_bench.centre.plot
    x, y = plot.tangent.getData()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(-84.0)
    assert ((x[0] + x[1]) / 2, (y[0] + y[1]) / 2) == pytest.approx((2.0, -56.0))
    curve_x, curve_y = plot._curve.getData()
    assert curve_y == pytest.approx(-7 * curve_x**3)
    assert chain_bench.centre.plot_card.answer == "slope −84 at a = 2"


def test_an_example_is_a_link_and_one_undo_step(chain_bench: ChainBench) -> None:
    card = chain_bench.centre.equations
    card.examples.setFocus()
    for number, example in enumerate(card.offered):
        card.examples.linkActivated.emit(str(number))
        chain_bench.settle()
        assert chain_bench.lines == example.lines
        assert not any(row.problem for row in card.list.rows.rows)
    for _ in card.offered:
        chain_bench.document.undo_stack.undo()
    assert not chain_bench.document.undo_stack.canUndo()


def test_the_wheel_zooms_and_0_shows_everything_again(chain_bench: ChainBench) -> None:
    before = chain_bench.view.pixel_of("d")
    chain_bench.view.setFocus()
    chain_bench.press(Qt.Key.Key_Plus)
    assert chain_bench.view.pixel_of("d") != before
    chain_bench.press(Qt.Key.Key_0)
    assert chain_bench.view.pixel_of("d") == before


def test_dragging_the_ground_moves_the_graph(chain_bench: ChainBench) -> None:
    before = chain_bench.view.pixel_of("a")
    ground = chain_bench.view.rect().topLeft()
    start = ground + (chain_bench.view.rect().center() - ground) / 8
    QTest.mousePress(chain_bench.view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(chain_bench.view, start + before / 4)
    QTest.mouseMove(chain_bench.view, start + before / 3)
    QTest.mouseRelease(chain_bench.view, LEFT, Qt.KeyboardModifier.NoModifier, start + before / 3)
    moved = chain_bench.view.pixel_of("a") - before
    assert (moved - before / 3).manhattanLength() <= 3


def test_every_part_has_an_accessible_name_and_both_themes_draw(chain_bench: ChainBench) -> None:
    for part in chain_bench.centre.findChildren(QWidget):
        can_be_reached = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible()
        is_part_of_another = isinstance(part.parentWidget(), QAbstractScrollArea | QComboBox)
        if can_be_reached and not is_part_of_another:
            assert part.accessibleName(), part
    light = chain_bench.view.grab().toImage()
    chain_bench.centre.set_theme(DARK)
    assert chain_bench.view.grab().toImage() != light
    chain_bench.centre.set_theme(LIGHT)


def test_a_system_of_500_lines_is_shown_and_nudged(chain_bench: ChainBench) -> None:
    lines = ["v0 = 0.5", *(f"v{number} = 0.9v{number - 1} + 0.1" for number in range(1, 500))]
    chain_bench.write(*lines)
    assert len(chain_bench.view.look.variables) == 500
    chain_bench.view.grab()
    chain_bench.centre.model.step_value("v0", 1)
    chain_bench.settle()
    assert chain_bench.value("v0") == "0.55"
    chain_bench.write(*lines, "w = 1")
    assert chain_bench.refusals == ["These are 501 lines; at most 500 are read. Leave some out."]
    assert chain_bench.lines[0] == "v0 = 0.55"


def test_a_key_for_a_value_that_has_gone_just_now_does_nothing(chain_bench: ChainBench) -> None:
    chain_bench.click("a")
    chain_bench.view.setFocus()
    chain_bench.centre.model.set_lines("Type", ("x = 1", "y = x"))
    chain_bench.press(Qt.Key.Key_Right, SHIFT)  # the graph of a moment ago is still drawn
    chain_bench.settle()
    assert chain_bench.lines == ("x = 1", "y = x")


def test_after_a_nudge_a_line_may_be_opened_and_its_parts_be_looked_at(chain_bench: ChainBench) -> None:
    chain_bench.write("a = 1", "c = sin(3a^4)")
    chain_bench.centre.model.step_value("a", 1)
    chain_bench.settle()
    chain_bench.choose("c", "Open into elementary operations")
    chain_bench.choose("c_1", "Derivatives of c_1")
    assert chain_bench.derivative("c_1") == "∂c_1/∂c_1 = 1"
    assert chain_bench.centre.graph.note.whole == "drag a value to nudge it: everything follows"


def test_a_pole_does_not_flatten_the_plot(chain_bench: ChainBench) -> None:
    chain_bench.write("x = 1", "y = 1/x")
    _, (bottom, top) = chain_bench.centre.plot.view.viewRange()
    assert -40 < bottom < 1 < top < 40
    chain_bench.write("x = 0", "y = 1/x")
    chain_bench.centre.grab()
    assert len(chain_bench.centre.plot.tangent.getData()[0] or ()) == 0


def test_going_to_a_line_looks_at_its_variable(chain_bench: ChainBench) -> None:
    chain_bench.press(Qt.Key.Key_Home)
    for _ in range(2):
        chain_bench.press(Qt.Key.Key_Down)
    assert chain_bench.view.present == "c"
    assert chain_bench.reads("title") == "Reverse · what comes back to c"


def test_examples_are_chosen_with_keys(chain_bench: ChainBench) -> None:
    links = chain_bench.centre.equations.examples
    links.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(links, Qt.Key.Key_Tab)
    QTest.keyClick(links, Qt.Key.Key_Return)
    chain_bench.settle()
    assert chain_bench.lines == chain_bench.centre.equations.offered[1].lines


def test_beside_the_derivative_on_an_edge_stands_that_along_all_paths(chain_bench: ChainBench) -> None:
    chain_bench.write("a = 2", "b = a^2", "d = a*b")
    card = chain_bench.centre.derivatives
    rows = [(row.of, row.by, row.formula, row.value) for row in card.table.rows]
    assert rows[1:] == [("d", "a", "b", "4"), ("d", "b", "a", "2"), ("d", "a, all paths", "2a² + b", "12")]
    assert card.other_way.whole.endswith("= 0.08333")
    card.table.selectRow(1)
    assert card.other_way.whole == "read the other way: ∂a/∂d = 1/(∂d/∂a) = 1/b = 0.25"
