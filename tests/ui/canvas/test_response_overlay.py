"""The legend and the large response: what they say, and that no number however wild stops them."""

import math
import warnings

import pytest
from PySide6.QtCore import QRectF

from explorer.backprop.responses import Responses, given_inputs, responses
from explorer.files.project import read_experiment
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.resources import resource
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.ui.canvas.response_overlay import paint_large, paint_response_overlay
from explorer.ui.theme.theme import DARK, LIGHT
from tests.ui.canvas.painted import covered, has_colour, painted

AREA = QRectF(0, 0, 640, 400)


def of(experiment: Experiment) -> Responses:
    found = responses(experiment, Evaluator(experiment.network), given_inputs(experiment))
    assert found is not None
    return found


def wild(inputs: int, size: float, weight: float) -> Experiment:
    """Samples at −size, size and half of it, weights of `weight`."""
    sources = tuple(Neuron(f"i{number}", Kind.INPUT) for number in range(inputs))
    computed = (Neuron("h", Kind.HIDDEN, "tanh", 0.0), Neuron("y", Kind.OUTPUT, "identity", 0.0))
    connections = tuple(Connection(source.name, "h", weight) for source in sources)
    samples = tuple(
        Sample({source.name: part * size for source in sources}, {"y": part * size})
        for part in (-1.0, 1.0, 0.5)
    )
    return Experiment(Network((*sources, *computed), (*connections, Connection("h", "y", weight))), samples)


@pytest.mark.parametrize("inputs", [1, 2, 3])
@pytest.mark.parametrize("size", [1e308, 1.7e308, 5e-324, 0.0])
@pytest.mark.parametrize("weight", [1.0, 1e308, math.inf, math.nan])
def test_however_wild_the_numbers_something_is_painted(
    inputs: int, size: float, weight: float, qapp: object
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = of(wild(inputs, size, weight))
        for name in ("h", "y"):
            shown = painted(
                AREA, lambda p, name=name: paint_response_overlay(p, AREA, found, name, False, LIGHT)
            )
            assert covered(shown).width() > 180


@pytest.mark.parametrize("is_left", [True, False])
def test_the_large_one_stands_in_the_corner_that_is_asked_for(is_left: bool, qapp: object) -> None:
    found = of(read_experiment(resource("examples/xor.json")))
    shown = covered(painted(AREA, lambda p: paint_large(p, AREA, found, "h0", is_left, DARK)))
    assert shown.width() < 240
    assert shown.height() <= AREA.height() / 2 + 2
    assert (shown.left() < 20) is is_left
    assert (shown.right() > 620) is not is_left


def test_samples_are_dots_in_the_colours_of_their_targets(qapp: object) -> None:
    found = of(read_experiment(resource("examples/xor.json")))
    shown = painted(AREA, lambda p: paint_large(p, AREA, found, "h0", True, LIGHT))
    assert has_colour(shown, LIGHT.positive)
    assert has_colour(shown, LIGHT.negative)


def test_where_nothing_is_pointed_at_the_legend_stands_alone(qapp: object) -> None:
    found = of(read_experiment(resource("examples/xor.json")))
    for pointed in (None, "i0"):
        shown = painted(
            AREA, lambda p, pointed=pointed: paint_response_overlay(p, AREA, found, pointed, False, LIGHT)
        )
        assert covered(shown).bottom() < 32
