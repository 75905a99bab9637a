"""What the network has learnt, drawn as a plane, a curve or a scatter."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyqtgraph
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QGraphicsView, QLabel, QStackedWidget
from pytestqt.qtbot import QtBot

from explorer.network.edits.graph_edits import delete, set_kind
from explorer.network.edits.parameter_edits import set_weight, set_weights
from explorer.network.edits.sample_edits import set_held_out, set_target
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.network.transform import Scaling
from explorer.ui.panels.prediction_panel import PredictionPanel
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.training_experiment import SHRINKING
from tests.worked_examples import article_e

FIRST_INPUT = Experiment(
    Network(
        (
            Neuron("x0", Kind.INPUT),
            Neuron("x1", Kind.INPUT),
            Neuron("h", Kind.HIDDEN, "identity", 0.0),
            Neuron("y", Kind.OUTPUT, "identity", 0.0),
        ),
        (Connection("x0", "y", 1.0), Connection("x0", "h", 0.0), Connection("x1", "h", 2.0)),
    ),
    tuple(Sample({"x0": x0, "x1": x1}, {"y": x0}) for x0 in (0.0, 1.0) for x1 in (0.0, 1.0)),
)
"""y is the first input, h twice the second; the targets are the first input too."""


@dataclass
class Bench:
    """A document, its player and the panel on the screen."""

    document: Document
    session: Session
    panel: PredictionPanel
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until everything is drawn."""
        self.qtbot.waitUntil(lambda: not self.panel.is_predicting)

    @property
    def neuron(self) -> QComboBox:
        """Whose activation is drawn."""
        return self.panel.findChild(QComboBox)

    @property
    def plot(self) -> Any:
        """The plot in front."""
        return self.panel.findChild(QStackedWidget).currentWidget()

    @property
    def labels(self) -> dict[str, QLabel]:
        """The visible labels of the panel under what they say."""
        found = [*self.panel.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)]
        page = self.plot
        return {label.text(): label for label in (*found, page) if isinstance(label, QLabel)}

    @property
    def curves(self) -> dict[str, tuple[list[float], list[float]]]:
        """What is drawn: name -> (x, y)."""
        data = {item.name(): item.getOriginalDataset() for item in self.plot.plotItem.listDataItems()}
        return {name: (x.tolist(), y.tolist()) for name, (x, y) in data.items() if x is not None}

    @property
    def pixels(self) -> np.ndarray:
        """The colours of the plane: (rows from below, columns, RGBA)."""
        return self._only(pyqtgraph.ImageItem).image

    @property
    def points(self) -> list[Any]:
        """The samples on the plane."""
        items = self.plot.plotItem.listDataItems()
        return [point for item in items if item.scatter.isVisible() for point in item.scatter.points()]

    def choose(self, text: str) -> None:
        """Choose a neuron with the keys."""
        self.neuron.setCurrentIndex(0)
        for _ in range(self.neuron.findText(text)):
            QTest.keyClick(self.neuron, Qt.Key.Key_Down)
        self.settle()

    def _only(self, kind: type) -> Any:
        return next(item for item in self.plot.plotItem.items if isinstance(item, kind))


@pytest.fixture
def open_bench(qtbot: QtBot) -> Callable[[Experiment], Bench]:
    """Show what an experiment's network has learnt."""

    def opened(experiment: Experiment) -> Bench:
        document = Document()
        document.replace(experiment)
        session = Session(document)
        panel = PredictionPanel(session)
        qtbot.addWidget(panel)
        panel.resize(400, 400)
        panel.show()
        made = Bench(document, session, panel, qtbot)
        made.settle()
        return made

    return opened


@pytest.fixture
def bench(open_bench: Callable[[Experiment], Bench]) -> Bench:
    """The plane of a network whose answer is its first input."""
    return open_bench(FIRST_INPUT)


def colour_of(pixel: np.ndarray) -> tuple[int, ...]:
    """Red, green, blue and alpha."""
    return tuple(int(byte) for byte in pixel)


def test_two_inputs_make_a_plane_from_orange_to_blue(bench: Bench) -> None:
    assert bench.pixels.shape == (96, 96, 4)
    assert {colour_of(pixel) for pixel in bench.pixels[:, 0]} == {(223, 150, 97, 255)}
    assert {colour_of(pixel) for pixel in bench.pixels[:, -1]} == {(109, 153, 203, 255)}
    middle = bench.pixels[:, 47:49, :3].astype(int)
    assert np.all(middle > 245)
    assert bench.plot.accessibleName() == "Plot of input x1 against input x0"


def test_the_plane_reaches_a_quarter_beyond_the_samples(bench: Bench) -> None:
    image = bench._only(pyqtgraph.ImageItem)
    corners = image.mapRectToParent(image.boundingRect())
    assert [corners.left(), corners.top(), corners.right(), corners.bottom()] == [-0.25, -0.25, 1.25, 1.25]


def test_the_second_input_goes_upward(bench: Bench) -> None:
    bench.choose("h (hidden)")
    assert {colour_of(pixel) for pixel in bench.pixels[0]} == {(223, 150, 97, 255)}
    assert {colour_of(pixel) for pixel in bench.pixels[-1]} == {(109, 153, 203, 255)}


def test_the_note_says_what_the_colours_mean_with_all_digits_on_hover(bench: Bench, qtbot: QtBot) -> None:
    assert bench.labels["orange 0 … blue 1"].toolTip() == "orange 0 … blue 1"
    bench.document.attempt("Set", lambda e: set_target(e, 0, "y", -1 / 3))
    qtbot.waitUntil(lambda: "orange −0.333 … blue 1" in bench.labels)
    tip = bench.labels["orange −0.333 … blue 1"].toolTip()
    assert tip == "orange −0.3333333333333333 … blue 1"


def test_the_samples_stand_on_the_plane_in_the_colours_of_their_targets(bench: Bench) -> None:
    places = [(point.pos().x(), point.pos().y()) for point in bench.points]
    assert places == [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    colours = [point.brush().color().name() for point in bench.points]
    assert colours == [LIGHT.negative, LIGHT.negative, LIGHT.positive, LIGHT.positive]


def test_the_sample_shown_has_a_thick_rim_and_held_out_ones_are_squares(bench: Bench, qtbot: QtBot) -> None:
    assert [point.pen().width() for point in bench.points] == [3, 1, 1, 1]
    bench.document.attempt("Hold out", lambda e: set_held_out(e, [0], True))
    qtbot.waitUntil(lambda: [point.symbol() for point in bench.points] == ["o", "o", "o", "s"])
    assert [point.pen().width() for point in bench.points] == [1, 1, 1, 3]
    bench.session.frames.set_sample(2)
    qtbot.waitUntil(lambda: [point.pen().width() for point in bench.points] == [1, 3, 1, 1])


def test_the_plane_follows_the_weights(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_weight(e, "x0", "y", -1.0))
    qtbot.waitUntil(lambda: colour_of(bench.pixels[0, -1]) == (223, 150, 97, 255))


def test_one_input_makes_a_curve_through_the_samples(open_bench: Callable[[Experiment], Bench]) -> None:
    bench = open_bench(
        replace(SHRINKING, samples=(Sample({"x": -1.0}, {"y": 2.0}), Sample({"x": 3.0}, {"y": 1.0}, True)))
    )
    x, y = bench.curves["network"]
    assert (x[0], x[-1], len(x)) == (-2.0, 4.0, 400)
    assert y == x
    assert bench.curves["samples"] == ([-1.0], [2.0])
    assert bench.curves["held out"] == ([3.0], [1.0])
    assert bench.plot.accessibleName() == "Plot of activation of y against input x"


def test_a_standardised_curve_is_drawn_in_original_units(open_bench: Callable[[Experiment], Bench]) -> None:
    samples = (Sample({"x": -1.0}, {"y": 2.0}), Sample({"x": 3.0}, {"y": 1.0}, True))
    units = {"x": Scaling(100.0, 10.0), "y": Scaling(20.0, 2.0)}
    bench = open_bench(replace(SHRINKING, samples=samples, transform=units))
    x, y = bench.curves["network"]
    assert (x[0], x[-1], y[0], y[-1]) == (80.0, 140.0, 16.0, 28.0)
    assert bench.curves["samples"] == ([90.0], [24.0])
    assert bench.curves["held out"] == ([130.0], [22.0])
    assert bench.plot.accessibleName() == "Plot of activation of y, in original units against input x"


def test_the_ends_of_the_colours_have_the_names_of_their_labels(bench: Bench, qtbot: QtBot) -> None:
    labels = {"y": Scaling(labels=("no", "yes"))}
    bench.document.edit("Label", replace(bench.document.experiment, transform=labels))
    qtbot.waitUntil(lambda: "orange 0 “no” … blue 1 “yes”" in bench.labels)


def test_three_inputs_make_a_scatter_of_activations_against_targets(
    open_bench: Callable[[Experiment], Bench],
) -> None:
    bench = open_bench(article_e())
    assert bench.curves["samples"] == ([0.5], [0.0])
    assert bench.plot.accessibleName() == "Plot of activation of c0 against target of c0"
    bench.choose("c1 (output)")
    assert bench.curves["samples"] == ([1.0], [0.5])
    bench.choose("a0 (hidden)")
    assert bench.curves["samples"] == ([0.5], [0.5])
    assert bench.plot.accessibleName() == "Plot of activation of a0 against target of c0"


def test_every_output_and_hidden_neuron_can_be_chosen(bench: Bench) -> None:
    assert [bench.neuron.itemText(row) for row in range(bench.neuron.count())] == ["y (output)", "h (hidden)"]
    assert bench.neuron.accessibleName() == "Neuron whose activation is drawn"
    assert bench.neuron.toolTip() == "The output, or the hidden neuron, whose activation is drawn"


def test_the_chosen_neuron_stays_chosen_as_long_as_it_is_there(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("h (hidden)")
    bench.document.attempt("Make", lambda e: set_kind(e, ["h"], Kind.OUTPUT))
    qtbot.waitUntil(lambda: bench.neuron.currentText() == "h (output)")
    bench.document.attempt("Delete", lambda e: delete(e, frozenset({"h"}), frozenset()))
    qtbot.waitUntil(lambda: bench.neuron.currentText() == "y (output)")


def test_what_a_neuron_is_stands_beside_its_name_after_it_changed(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    network = FIRST_INPUT.network
    neurons = (*network.neurons[:2], network.neurons[3], network.neurons[2])
    bench = open_bench(replace(FIRST_INPUT, network=replace(network, neurons=neurons)))
    bench.document.attempt("Make", lambda e: set_kind(e, ["h"], Kind.OUTPUT))
    qtbot.waitUntil(lambda: bench.neuron.itemText(1) == "h (output)")


ONLY_INPUTS = Network(article_e().network.neurons[:3])
NO_OUTPUT = Network(article_e().network.neurons[:4], article_e().network.connections[:3])


@pytest.mark.parametrize(
    ("experiment", "expected"),
    [
        (EMPTY, "Draw an input first: this shows what the network answers to it."),
        (Experiment(ONLY_INPUTS), "Draw an output or hidden neuron first: this shows what it answers."),
        (replace(article_e(), samples=()), "Add a sample first: it says where to look."),
        (
            Experiment(NO_OUTPUT, (Sample({"i0": 1.0, "i1": 0.5, "i2": 1.0}),)),
            "Draw an output first: of so many inputs, this shows what is answered against its target.",
        ),
    ],
    ids=["empty", "inputs", "no sample", "no output"],
)
def test_where_there_is_nothing_to_draw_it_says_what_to_do(
    open_bench: Callable[[Experiment], Bench], experiment: Experiment, expected: str
) -> None:
    bench = open_bench(experiment)
    assert expected in bench.labels


def test_a_hidden_neuron_has_a_plane_even_without_an_output(
    open_bench: Callable[[Experiment], Bench],
) -> None:
    bench = open_bench(delete(FIRST_INPUT, frozenset({"y"}), frozenset()))
    assert {colour_of(pixel) for pixel in bench.pixels[-1]} == {(109, 153, 203, 255)}
    assert [point.brush().color().alpha() for point in bench.points] == [0, 0, 0, 0]


def test_activations_that_are_not_finite_are_left_blank_and_counted(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_weight(e, "x0", "y", 1.7e308))
    qtbot.waitUntil(lambda: any(text.startswith("not finite at ") for text in bench.labels))
    text = next(text for text in bench.labels if text.startswith("not finite"))
    blank = int(np.sum(bench.pixels[..., 3] == 0))
    assert text == f"not finite at {blank} of 9216 points, which are left blank"
    assert 0 < blank < 9216


def test_activations_of_either_end_of_what_a_double_holds_are_coloured(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("h (hidden)")
    huge = {("x0", "h"): 1.1e308, ("x1", "h"): -1.1e308}
    bench.document.attempt("Set", lambda e: set_weights(e, huge))
    qtbot.waitUntil(lambda: colour_of(bench.pixels[0, -1])[:3] == (109, 153, 203))
    assert colour_of(bench.pixels[-1, 0]) == (223, 150, 97, 255)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_plane_and_samples_have_the_colours_of_the_theme(bench: Bench, qtbot: QtBot, theme: Theme) -> None:
    bench.panel.set_theme(theme)
    qtbot.waitUntil(lambda: bench.points[0].brush().color().name() == theme.negative)
    assert bench.points[3].brush().color().name() == theme.positive
    blue, surface = QColor(theme.positive).getRgb(), QColor(theme.surface).getRgb()
    mixed = [int(0.7 * b + 0.3 * s) for b, s in zip(blue[:3], surface[:3], strict=True)]
    assert np.allclose(bench.pixels[0, -1][:3], mixed, atol=1)
    assert bench.plot.backgroundBrush().color().name() == theme.surface


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_curve_has_the_colours_of_the_theme(
    open_bench: Callable[[Experiment], Bench], theme: Theme
) -> None:
    bench = open_bench(SHRINKING)
    bench.panel.set_theme(theme)
    line, samples = (item for item in bench.plot.plotItem.listDataItems()[:2])
    assert line.opts["pen"].color().name() == theme.accent
    assert samples.opts["symbolBrush"].color().name() == theme.target


def test_it_has_a_plot_for_one_for_two_and_for_more_inputs(qtbot: QtBot) -> None:
    document = Document()
    panel = PredictionPanel(Session(document))
    qtbot.addWidget(panel)
    panel.set_theme(DARK)
    document.replace(FIRST_INPUT)
    panel.show()
    assert len(panel.findChildren(QGraphicsView)) == 3


def test_a_hidden_panel_draws_nothing_until_it_is_shown(bench: Bench, qtbot: QtBot) -> None:
    bench.panel.hide()
    bench.document.attempt("Set", lambda e: set_weight(e, "x0", "y", -1.0))
    assert colour_of(bench.pixels[0, -1]) == (109, 153, 203, 255)
    bench.panel.show()
    qtbot.waitUntil(lambda: colour_of(bench.pixels[0, -1]) == (223, 150, 97, 255))


def test_it_shows_the_neuron_that_is_selected_until_another_is_chosen(bench: Bench) -> None:
    bench.session.selection.select(["h"])
    bench.qtbot.waitUntil(lambda: bench.neuron.currentData() == "h")
    bench.choose("y (output)")
    assert bench.neuron.currentData() == "y"
    bench.session.selection.select(["x0"])  # an input answers nothing
    bench.settle()
    assert bench.neuron.currentData() == "y"
