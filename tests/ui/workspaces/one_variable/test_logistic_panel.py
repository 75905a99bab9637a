"""Does a panel say why there is chaos on a cubic, opened and closed by mouse and keys, and stay as it was?"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.workspaces.one_variable.bench import LEFT, Bench


def test_its_button_opens_it_as_an_edit_that_is_undone(bench: Bench) -> None:
    rates = bench.panel.rates
    assert not rates.why_panel.isVisible()
    QTest.mouseClick(rates.why_button, LEFT)
    bench.settle()
    assert rates.why_panel.isVisible()
    assert bench.document.project.one_variable.explains_logistic_map
    bench.document.undo_stack.undo()
    bench.settle()
    assert not rates.why_panel.isVisible()
    assert not rates.why_button.isChecked()


def test_it_says_why_with_the_numbers_of_the_present_rate(bench: Bench) -> None:
    QTest.mouseClick(bench.panel.rates.why_button, LEFT)
    bench.settle()
    panel = bench.panel.rates.why_panel
    assert panel.why.whole == "With x = −2 + (1 + 6·α)/(3·α) · y each step is y ← r·y·(1 − y)"
    assert panel.now.whole == "Now x = −2 + 2.741 · y, r = 3.7: chaos, but for narrow windows with a cycle"
    assert [each.whole for each in panel.milestones] == [
        "3: first doubling, α ≈ 0.3333",
        "1 + √6: to 4 values, α ≈ 0.4082",
        "3.5699…: chaos, α ≈ 0.4283",
        "4: full chaos, α = 0.5",
    ]
    passed = [each.whole for each in panel.milestones if each.property("role") == "title"]
    assert passed == ["3.5699…: chaos, α ≈ 0.4283"]
    bench.type(bench.panel.start.rate, "0.36")
    assert panel.now.whole == "Now x = −2 + 2.926 · y, r = 3.16: the minimum has let go: 2 values"
    assert panel.now.whole in panel.accessibleDescription()
    bench.type(bench.panel.start.rate, "0")
    assert panel.now.whole == "Now r = 1: nothing moves"
    bench.type(bench.panel.function.field, "x^3/3 - x")
    bench.type(bench.panel.start.rate, "1")
    assert panel.why.whole == "With x = −1 + (1 + 2·α)/α · y each step is y ← r·y·(1 − y)"
    assert panel.now.whole == "Now x = −1 + 3 · y, r = 3: jumps over the minimum and settles there"


def test_the_switch_in_it_writes_r_beside_the_axis(bench: Bench) -> None:
    rates = bench.panel.rates
    QTest.mouseClick(rates.why_button, LEFT)
    bench.settle()
    switch = rates.why_panel.switch
    QTest.mouseClick(switch, LEFT, pos=QPoint(10, switch.height() // 2))
    bench.settle()
    assert bench.document.project.one_variable.as_logistic_map
    assert switch.isChecked()
    assert rates.stability.plotItem.getAxis("bottom").labelText == "r = 1 + 6·α"
    bench.document.undo_stack.undo()
    bench.settle()
    assert not switch.isChecked()
    rates.logistic_action.trigger()  # of the menu
    bench.settle()
    assert switch.isChecked()


def test_keys_open_and_close_it(bench: Bench) -> None:
    rates = bench.panel.rates
    bench.panel.start.slider.setFocus()
    QTest.keyClick(bench.panel.start.slider, Qt.Key.Key_R)
    bench.settle()
    assert rates.why_panel.isVisible()
    rates.why_panel.switch.setFocus()
    QTest.keyClick(rates.why_panel.switch, Qt.Key.Key_Space)
    bench.settle()
    assert bench.document.project.one_variable.as_logistic_map
    QTest.keyClick(rates.why_panel.switch, Qt.Key.Key_Escape)
    bench.settle()
    assert not rates.why_panel.isVisible()


def test_a_function_that_is_no_such_cubic_hides_it_until_one_is_typed_again(bench: Bench) -> None:
    rates = bench.panel.rates
    QTest.mouseClick(rates.why_button, LEFT)
    bench.settle()
    bench.type(bench.panel.function.field, "x^4 - 2x^2")
    assert not rates.why_panel.isVisible()
    assert not rates.why_button.isVisible()
    QTest.keyClick(bench.panel.start.slider, Qt.Key.Key_R)
    assert bench.document.project.one_variable.explains_logistic_map
    bench.type(bench.panel.function.field, "x^3 + 3x^2")
    assert rates.why_panel.isVisible()
    bench.type(bench.panel.start.momentum, "0.5")
    assert not rates.why_panel.isVisible()
