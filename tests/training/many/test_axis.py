"""`explorer.training.many.axis`: what may be an axis, and what is it called?"""

import pytest

from explorer.network.initialiser import draw
from explorer.network.model import OptimiserChoice, Training
from explorer.training.many.axis import AxisOutOfRange, ManyStarts, UnknownAxis, axis_of, group_of
from tests.training.small_experiment import xor


def test_values_are_evenly_spaced_or_go_by_equal_ratios() -> None:
    assert axis_of(xor(), "scale", 1, 3, 3, False).values.tolist() == [1.0, 2.0, 3.0]
    assert axis_of(xor(), "scale", 1, 4, 3, True).values.tolist() == pytest.approx([1.0, 2.0, 4.0])
    assert axis_of(xor(), "seed", 0, 3, 3, False).values.tolist() == [0.0, 2.0, 3.0]


def test_an_axis_knows_where_the_experiment_lies_on_it() -> None:
    experiment = xor(training=Training(0.7, optimiser=OptimiserChoice("momentum", momentum=0.6)))
    presents = {
        name: axis_of(experiment, name, 0.1, 0.9, 2, False).present
        for name in ("learning-rate", "learning-rate@1", "momentum", "scale", "seed")
    }
    assert presents == {
        "learning-rate": 0.7,
        "learning-rate@1": 0.7,
        "momentum": 0.6,
        "scale": 1.0,
        "seed": None,
    }
    weight = experiment.network.connections[0]
    name = f"weight@{weight.source}>{weight.dest}"
    assert axis_of(experiment, name, -1, 1, 2, False).present == weight.weight


def test_a_seed_draws_the_weights_that_the_initialiser_draws() -> None:
    experiment = xor()
    axis = axis_of(experiment, "seed", 0, 5, 6, False)
    runs = axis.edit(ManyStarts.of(experiment, 6), axis.values)
    choice = experiment.training.initialiser
    for seed in range(6):
        drawn = draw(experiment.network, type(choice)(choice.name, seed))
        assert tuple(runs.starts[seed].tolist()) == drawn


def test_a_group_is_a_level_or_what_leads_into_neurons_or_single_weights() -> None:
    network = xor().network
    labels = [[network.parameters[n].label for n in group_of(network, text)] for text in ("2", "y0")]
    assert labels[0] == labels[1]
    assert [network.parameters[n].label for n in group_of(network, "h0>y0,h1>y0")] == ["h0 → y0", "h1 → y0"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("learning", "there is no axis learning: choose one of learning-rate,"),
        ("momentum@1", "there is no axis momentum@1"),
        ("momentum", "gradient-descent has no momentum"),
        ("learning-rate@7", "nothing leads into level 7: choose one from 1 to 2"),
        ("learning-rate@i0", "nothing that learns leads into i0"),
        ("weight@i0>y0", "there is no weight or bias i0>y0: write SOURCE>DEST"),
    ],
)
def test_what_is_no_axis_of_the_network_is_refused(name: str, words: str) -> None:
    with pytest.raises(UnknownAxis, match=words):
        axis_of(xor(), name, 0.1, 0.9, 3, False)


@pytest.mark.parametrize(
    ("name", "low", "high", "is_log", "words"),
    [
        ("learning-rate", -1.0, 1.0, False, "learning-rate cannot be −1: it is 0 or more"),
        ("learning-rate", 0.0, 1.0, True, "no ratio leads to 0: leave out log"),
        ("scale", 1.0, 1.0, False, "give it two numbers that differ"),
        ("scale", 1.0, float("inf"), False, "give it two numbers that differ"),
    ],
)
def test_values_that_cannot_be_are_refused(
    name: str, low: float, high: float, is_log: bool, words: str
) -> None:
    with pytest.raises(AxisOutOfRange, match=words):
        axis_of(xor(), name, low, high, 3, is_log)


def test_a_momentum_is_below_1_and_a_group_needs_an_alpha() -> None:
    experiment = xor(training=Training(0.0, optimiser=OptimiserChoice("nesterov")))
    with pytest.raises(AxisOutOfRange, match="momentum cannot be 1: it is less than 1"):
        axis_of(experiment, "momentum", 0.0, 1.0, 3, False)
    axis = axis_of(experiment, "learning-rate@1", 0.1, 1.0, 3, False)
    with pytest.raises(
        AxisOutOfRange, match="the learning rate is 0, and learning-rate@1 is a multiple of it"
    ):
        axis.edit(ManyStarts.of(experiment, 3), axis.values)
