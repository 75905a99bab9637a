"""Do neurons go where they are put?"""

import math

import pytest

from explorer.network import rules
from explorer.network.edits import position_edits
from explorer.network.edits.consistency import with_positions
from explorer.network.edits.position_edits import Direction, Edge
from explorer.network.layout import layered_layout
from explorer.network.model import Experiment, Position
from tests.network.drawn import chain


def positions(experiment: Experiment) -> dict[str, Position]:
    return {neuron.name: neuron.position for neuron in experiment.network.neurons}


def test_neurons_are_moved_to_positions() -> None:
    before = chain()
    after = position_edits.move(before, {"h0": (1.0, 2.0), "one": (3.0, 4.0)})
    assert positions(after) == {**positions(before), "h0": (1.0, 2.0), "one": (3.0, 4.0)}
    assert after.samples is before.samples
    assert before == chain()


def test_neurons_are_nudged() -> None:
    after = position_edits.nudge(chain(), ["h0", "y0"], 10.0, -5.0)
    assert positions(after)["h0"] == (110.0, -5.0)
    assert positions(after)["y0"] == (310.0, -5.0)


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (Edge.LEFT, [(0.0, 100.0), (0.0, 50.0), (0.0, 0.0)]),
        (Edge.CENTRE, [(150.0, 100.0), (150.0, 50.0), (150.0, 0.0)]),
        (Edge.RIGHT, [(300.0, 100.0), (300.0, 50.0), (300.0, 0.0)]),
        (Edge.TOP, [(0.0, 0.0), (200.0, 0.0), (300.0, 0.0)]),
        (Edge.MIDDLE, [(0.0, 50.0), (200.0, 50.0), (300.0, 50.0)]),
        (Edge.BOTTOM, [(0.0, 100.0), (200.0, 100.0), (300.0, 100.0)]),
    ],
)
def test_neurons_are_aligned(edge: Edge, expected: list[Position]) -> None:
    after = positions(position_edits.align(chain(), ["one", "h1", "y0"], edge))
    assert [after[name] for name in ("one", "h1", "y0")] == expected
    assert after["h0"] == (100.0, 0.0)


def test_neurons_are_distributed_in_the_order_in_which_they_stand() -> None:
    moved = position_edits.move(chain(), {"h0": (290.0, 30.0), "h1": (20.0, 10.0)})
    after = positions(position_edits.distribute(moved, ["i0", "y0", "h0", "h1"], Direction.HORIZONTAL))
    assert after["i0"] == (0.0, 0.0)
    assert after["h1"] == pytest.approx((100.0, 10.0))
    assert after["h0"] == pytest.approx((200.0, 30.0))
    assert after["y0"] == (300.0, 0.0)


def test_neurons_are_distributed_from_top_to_bottom() -> None:
    after = positions(position_edits.distribute(chain(), ["one", "i0", "h1"], Direction.VERTICAL))
    assert after["h1"] == (200.0, 50.0)
    moved = position_edits.move(chain(), {"h1": (200.0, 90.0)})
    assert positions(position_edits.distribute(moved, ["one", "i0", "h1"], Direction.VERTICAL)) == after


def test_two_neurons_are_distributed_already() -> None:
    experiment = chain()
    assert position_edits.distribute(experiment, ["i0", "h1"], Direction.VERTICAL) is experiment


def test_what_stands_there_already_changes_nothing() -> None:
    experiment = chain()
    assert position_edits.move(experiment, {"h0": (100.0, 0.0)}) is experiment
    assert position_edits.nudge(experiment, ["h0"], 0.0, 0.0) is experiment
    assert position_edits.align(experiment, ["i0", "h0"], Edge.TOP) is experiment
    assert position_edits.align(experiment, [], Edge.TOP) is experiment
    distributed = position_edits.distribute(experiment, ["i0", "h1", "y0"], Direction.HORIZONTAL)
    assert position_edits.distribute(distributed, ["i0", "h1", "y0"], Direction.HORIZONTAL) is distributed


def test_neurons_are_put_where_the_layout_says() -> None:
    laid_out = layered_layout.tidy(chain().network)
    tidied = with_positions(chain(), laid_out)
    assert positions(tidied) == laid_out
    assert with_positions(tidied, laid_out) is tidied


def test_what_cannot_be_moved_is_refused() -> None:
    with pytest.raises(rules.UnknownNeuron):
        position_edits.move(chain(), {"x": (0.0, 0.0)})
    with pytest.raises(rules.UnknownNeuron):
        position_edits.align(chain(), ["h0", "x"], Edge.LEFT)
    with pytest.raises(rules.NotFinite, match="the position of h0 is ∞"):
        position_edits.move(chain(), {"h0": (math.inf, 0.0)})
