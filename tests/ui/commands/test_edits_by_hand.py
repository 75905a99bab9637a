"""What the gestures on the canvas, and the Edit and Network menus, do to the document."""

from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.network.model import Experiment, Kind
from explorer.ui.session.document import EMPTY
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import at_part, at_weight, click, drag, wheel, worked_example
from tests.ui.conftest import OpenWindow
from tests.worked_examples import article_d

CTRL = Qt.KeyboardModifier.ControlModifier


class Drawn:
    """A window on an experiment, and what is done in it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.status_message: list[str] = []
        window.document.refused.connect(self.status_message.append)

    @property
    def experiment(self) -> Experiment:
        """What is open."""
        return self.window.document.experiment

    @property
    def names(self) -> list[str]:
        """The neurons, in the order of the file."""
        return [neuron.name for neuron in self.experiment.network.neurons]

    @property
    def selected(self) -> set[str]:
        """The selected neurons."""
        return set(self.window.scene.selected_names)

    @property
    def step(self) -> str:
        """The name of the last undo step."""
        return self.window.document.undo_stack.undoText()

    def do(self, action: str) -> None:
        """Trigger an action as its menu entry does."""
        self.window.named_actions[action].trigger()

    def select(self, *names: str) -> None:
        """Select these neurons."""
        self.window.scene.select(names)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key over the canvas."""
        QTest.keyClick(self.window.canvas, key, keys)

    def type_into_field(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type over the value whose field is open."""
        line = self.window.canvas.editor.line
        assert line.isVisible()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, key)


@pytest.fixture
def drawn(reopen_window: OpenWindow) -> Drawn:
    """Article E's network."""
    return Drawn(reopen_window(worked_example()))


def test_added_neurons_are_selected_and_do_not_lie_on_each_other(reopen_window: OpenWindow) -> None:
    empty = Drawn(reopen_window(EMPTY))
    for key in (Qt.Key.Key_I, Qt.Key.Key_I, Qt.Key.Key_H, Qt.Key.Key_U):
        empty.press(key, CTRL)
    empty.do("add-constant")
    assert empty.names == ["i0", "i1", "h0", "y0", "one"]
    assert empty.selected == {"one"}
    assert empty.step == "Add constant neuron"
    positions = {neuron.position for neuron in empty.experiment.network.neurons}
    assert len(positions) == 5
    assert all(x % 10 == 0 and y % 10 == 0 for x, y in positions)


def test_a_double_click_adds_a_hidden_neuron_there(drawn: Drawn) -> None:
    where = QPoint(40, 60)
    expected = drawn.window.canvas.mapToScene(where)
    QTest.mouseDClick(drawn.window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where)
    neuron = drawn.experiment.network.neurons[-1]
    assert neuron.kind is Kind.HIDDEN
    assert abs(neuron.position[0] - expected.x()) <= 5
    assert abs(neuron.position[1] - expected.y()) <= 5
    assert drawn.selected == {neuron.name}


def test_dragging_from_rim_to_rim_connects(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    drag(canvas, at_part(canvas, "i0", Part.RIM), at_part(canvas, "c0", Part.BODY))
    assert drawn.step == "Connect i0 → c0"
    assert ("i0", "c0") in drawn.experiment.network.by_ends


def test_a_connection_that_closes_a_cycle_is_refused_and_says_why(drawn: Drawn) -> None:
    drawn.window.scene.gestures.connected.emit("c0", "a0")
    assert drawn.status_message == ["c0 → a0 would close a cycle: a0 already feeds c0"]
    assert drawn.window.statusBar().currentMessage() == drawn.status_message[0]
    assert drawn.experiment == worked_example()


def test_dragging_from_the_rim_to_empty_canvas_adds_and_connects_in_one_step(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    drag(canvas, at_part(canvas, "a0", Part.RIM), QPoint(canvas.width() // 2 - 40, canvas.height() - 60))
    assert drawn.step == "Add and connect"
    assert drawn.names[-1] == "h0"
    assert ("a0", "h0") in drawn.experiment.network.by_ends
    drawn.do("undo")
    assert drawn.experiment == worked_example()


def test_a_dragged_neuron_is_moved_once_on_release(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    begin = at_part(canvas, "a0", Part.BODY)
    drag(canvas, begin, begin + QPoint(0, 60), is_released=False)
    assert drawn.window.document.undo_stack.count() == 0
    drag(canvas, begin + QPoint(0, 60), begin + QPoint(0, 60))
    assert drawn.step == "Move"
    assert drawn.window.document.undo_stack.count() == 1
    assert drawn.experiment.network.by_name["a0"].position != worked_example().network.by_name["a0"].position


def test_values_are_typed_where_they_stand_and_tab_goes_on(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    click(canvas, at_weight(canvas, "i0", "a0"))
    drawn.type_into_field("1/4", Qt.Key.Key_Tab)
    drawn.type_into_field("-2", Qt.Key.Key_Tab)
    drawn.type_into_field("0,5")
    weights = [c.weight for c in drawn.experiment.network.connections[:3]]
    assert weights == [0.25, -2.0, 0.5]
    assert drawn.step == "Set weight i2 → a0"


def test_input_target_and_bias_are_typed_where_they_stand(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    for name, part, text in (("i1", Part.VALUE, "3"), ("c0", Part.TARGET, "4"), ("a0", Part.BIAS, "5")):
        click(canvas, at_part(canvas, name, part))
        drawn.type_into_field(text)
    assert drawn.experiment.samples[0].inputs["i1"] == 3.0
    assert drawn.experiment.samples[0].targets["c0"] == 4.0
    assert drawn.experiment.network.by_name["a0"].bias == 5.0


def test_an_emptied_bias_is_taken_away_and_a_typed_one_given_back(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    for text, bias in (("", None), ("0.5", 0.5)):
        drawn.select("a0")
        click(canvas, at_part(canvas, "a0", Part.BIAS))
        drawn.window.canvas.editor.line.clear()
        drawn.type_into_field(text)
        assert drawn.experiment.network.by_name["a0"].bias == bias


def test_values_of_the_sample_shown_are_typed_not_those_of_another(reopen_window: OpenWindow) -> None:
    drawn = Drawn(reopen_window(article_d_apart()))
    drawn.window.session.frames.set_sample(1)
    click(drawn.window.canvas, at_part(drawn.window.canvas, "x0", Part.VALUE))
    drawn.type_into_field("9")
    assert [sample.inputs["x0"] for sample in drawn.experiment.samples] == [0.5, 9.0, 0.1]


def article_d_apart() -> Experiment:
    """Article D's network with room between its neurons."""
    experiment = article_d()
    network = experiment.network
    places = [(0, 0), (0, 150), (0, 300), (250, 0), (500, 100), (750, 0), (750, 300)]
    neurons = tuple(
        replace(neuron, position=(float(x), float(y)))
        for neuron, (x, y) in zip(network.neurons, places, strict=True)
    )
    return replace(experiment, network=replace(network, neurons=neurons))


def test_turning_a_weight_with_the_wheel_is_one_step(drawn: Drawn) -> None:
    canvas = drawn.window.canvas
    for _ in range(3):
        wheel(canvas, at_weight(canvas, "i0", "a0"), 1)
    assert drawn.experiment.network.by_ends["i0", "a0"].weight > 0.5
    assert drawn.window.document.undo_stack.count() == 1
    drawn.do("undo")
    assert drawn.experiment == worked_example()


def test_delete_takes_the_selected_away_with_its_connections(drawn: Drawn) -> None:
    drawn.select("a0")
    drawn.press(Qt.Key.Key_Delete)
    assert "a0" not in drawn.names
    assert drawn.experiment.network.connections == ()
    assert drawn.step == "Delete"
    drawn.press(Qt.Key.Key_Z, CTRL)
    assert drawn.experiment == worked_example()


def test_copy_and_paste_add_copies_beside_and_select_them(drawn: Drawn) -> None:
    drawn.select("i0", "a0")
    drawn.press(Qt.Key.Key_C, CTRL)
    drawn.press(Qt.Key.Key_V, CTRL)
    assert drawn.names[-2:] == ["i3", "a1"]
    assert drawn.selected == {"i3", "a1"}
    assert drawn.experiment.network.by_ends["i3", "a1"].weight == 0.5
    drawn.press(Qt.Key.Key_V, CTRL)
    positions = [neuron.position for neuron in drawn.experiment.network.neurons]
    assert len(set(positions)) == len(positions) == 10


def test_cut_is_one_step_and_its_neurons_can_be_pasted(drawn: Drawn) -> None:
    drawn.select("c1")
    drawn.press(Qt.Key.Key_X, CTRL)
    assert drawn.step == "Cut"
    assert "c1" not in drawn.names
    drawn.press(Qt.Key.Key_V, CTRL)
    assert "c1" in drawn.names


def test_what_was_copied_elsewhere_is_not_pasted(drawn: Drawn) -> None:
    QGuiApplication.clipboard().setText("hello")
    drawn.press(Qt.Key.Key_V, CTRL)
    assert drawn.status_message == ["the clipboard holds no neurons: copy some on the canvas first"]


def test_duplicate_leaves_the_clipboard_alone(drawn: Drawn) -> None:
    QGuiApplication.clipboard().setText("hello")
    drawn.select("a0")
    drawn.press(Qt.Key.Key_D, CTRL)
    assert drawn.names[-1] == "a1"
    assert drawn.selected == {"a1"}
    assert QGuiApplication.clipboard().text() == "hello"


def test_select_all_selects_neurons_and_connections(drawn: Drawn) -> None:
    drawn.press(Qt.Key.Key_A, CTRL)
    assert drawn.selected == set(drawn.names)
    assert drawn.window.scene.selected_ends == frozenset(drawn.experiment.network.by_ends)


def test_a_renamed_neuron_stays_selected(drawn: Drawn) -> None:
    drawn.select("a0")
    drawn.press(Qt.Key.Key_F2)
    drawn.type_into_field("sum")
    assert drawn.step == "Rename a0"
    assert drawn.selected == {"sum"}
    drawn.do("undo")
    assert drawn.selected == {"a0"}


@pytest.mark.parametrize(
    ("action", "axis"),
    [("align-left", 0), ("align-centre", 0), ("align-right", 0), ("align-top", 1), ("align-bottom", 1)],
)
def test_the_selected_are_aligned(drawn: Drawn, action: str, axis: int) -> None:
    drawn.select("i0", "a0", "c1")
    drawn.do(action)
    by_name = drawn.experiment.network.by_name
    if action in ("align-centre", "align-top", "align-bottom"):
        spread = {by_name[name].position[axis] for name in ("i0", "a0", "c1")}
        assert len(spread) == 1
    assert drawn.step == "Align"


def test_the_selected_are_distributed_in_equal_steps(drawn: Drawn) -> None:
    drawn.select("i0", "i1", "c1")
    drawn.do("distribute-vertical")
    heights = sorted(drawn.experiment.network.by_name[name].position[1] for name in ("i0", "i1", "c1"))
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1])


def test_tidy_moves_neurons_and_changes_nothing_else(drawn: Drawn) -> None:
    drawn.select("a0")
    drawn.do("tidy")
    network = drawn.experiment.network
    assert network.connections == worked_example().network.connections
    assert drawn.selected == {"a0"}


def let_time_fly(window: MainWindow) -> None:
    """Let a tenth of a second pass whenever somebody looks at the clock: every job takes long."""
    looks = count()
    window.session.jobs.budget.clock = lambda: 0.1 * next(looks)


def tidying(window: MainWindow) -> list[JobRunner]:
    """Who is tidying the network."""
    return [job for job in window.session.jobs.running if job.title == "Tidying the network"]


def test_tidying_what_takes_long_leaves_the_window_free_and_can_be_cancelled(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(article_d())
    drawn, before = Drawn(window), window.document.experiment
    let_time_fly(window)
    drawn.do("tidy")
    (running,) = tidying(window)
    running.cancel()
    assert window.document.experiment is before
    drawn.do("tidy")
    qtbot.waitUntil(lambda: drawn.step == "Tidy")
    assert tidying(window) == []


def test_a_layout_of_what_is_no_longer_there_is_dropped(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(article_d())
    drawn = Drawn(window)
    let_time_fly(window)
    drawn.do("tidy")
    drawn.do("select-all")
    drawn.do("delete")
    step = drawn.step
    qtbot.waitUntil(lambda: not tidying(window))
    assert drawn.step == step


def test_new_random_weights_count_the_seed_up(drawn: Drawn) -> None:
    drawn.press(Qt.Key.Key_R, CTRL)
    assert drawn.experiment.training.initialiser.seed == 1
    first = drawn.experiment.network.connections
    drawn.press(Qt.Key.Key_R, CTRL)
    assert drawn.experiment.network.connections != first
    assert drawn.step == "New random weights"


def test_the_selected_take_an_activation_together(drawn: Drawn) -> None:
    drawn.select("i0", "a0", "c0")
    drawn.do("activation:tanh")
    assert [drawn.experiment.network.by_name[n].activation for n in ("a0", "c0", "c1")] == [
        "tanh",
        "tanh",
        "relu",
    ]
    assert drawn.step == "Activation of 2 neurons: tanh"


def test_biases_are_taken_away_together_and_given_back(drawn: Drawn) -> None:
    drawn.select("a0", "c0")
    drawn.press(Qt.Key.Key_B, CTRL)
    assert [drawn.experiment.network.by_name[n].bias for n in ("a0", "c0", "c1")] == [None, None, 0.0]
    drawn.press(Qt.Key.Key_B, CTRL)
    assert drawn.experiment.network.by_name["a0"].bias == 0.0


def test_the_kind_of_the_selected_is_changed(drawn: Drawn) -> None:
    drawn.select("c1")
    drawn.do("kind:hidden")
    assert drawn.experiment.network.by_name["c1"].kind is Kind.HIDDEN
    assert set(drawn.experiment.samples[0].targets) == {"c0"}


def test_a_loss_that_needs_an_activation_gives_it_to_the_outputs(drawn: Drawn) -> None:
    drawn.do("loss:negative-log-likelihood")
    assert {neuron.activation for neuron in drawn.experiment.network.outputs} == {"softmax"}
    drawn.do("undo")
    assert drawn.experiment == worked_example()
