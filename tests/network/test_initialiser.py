"""Are random weights drawn from the distributions that the table promises, and the same for the same seed?"""

import numpy as np
import pytest

from explorer.network.builder import layered
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.initialiser import INITIALISERS, draw, fans, first_weight
from explorer.network.model import InitialiserChoice, Network, Parameter
from tests.network.drawn import chain

WIDE = layered((120, 80))  # 9,600 weights, fan_in 120, fan_out 80


def weights_and_biases(network: Network, choice: InitialiserChoice) -> tuple[np.ndarray, np.ndarray]:
    values = np.array(draw(network, choice))
    return values[: len(network.connections)], values[len(network.connections) :]


def test_the_table_holds_exactly_the_initialisers_of_the_file_format() -> None:
    assert list(INITIALISERS) == [
        "zeros",
        "uniform",
        "normal",
        "glorot-uniform",
        "glorot-normal",
        "he-uniform",
        "he-normal",
    ]
    assert [name for name, row in INITIALISERS.items() if row.draws_biases] == ["uniform", "normal"]


def test_the_fans_of_a_layered_network_are_the_sizes_of_its_layers() -> None:
    fan_in, fan_out = fans(layered((3, 4, 2)))
    assert fan_in.tolist() == [3.0] * 12 + [4.0] * 8
    assert fan_out.tolist() == [4.0] * 12 + [2.0] * 8


def test_fans_are_counted_at_the_two_ends_of_each_connection() -> None:
    fan_in, fan_out = fans(chain().network)
    assert fan_in.tolist() == [1.0, 1.0, 2.0, 2.0]
    assert fan_out.tolist() == [1.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize("name", INITIALISERS)
def test_the_same_seed_draws_the_same_and_another_seed_another(name: str) -> None:
    network = chain().network
    drawn = draw(network, InitialiserChoice(name, seed=3))
    assert len(drawn) == len(network.parameters)
    assert all(type(value) is float for value in drawn)
    assert drawn == draw(network, InitialiserChoice(name, seed=3))
    assert (drawn == draw(network, InitialiserChoice(name, seed=4))) == (name == "zeros")


def test_the_draw_is_pinned_so_that_a_seed_means_the_same_for_ever() -> None:
    expected = np.random.Generator(np.random.PCG64(1)).uniform(-1, 1, 4) * np.sqrt(6 / np.array([2, 2, 3, 3]))
    assert draw(chain().network, InitialiserChoice("glorot-uniform", seed=1)) == pytest.approx(
        [*expected, 0.0, 0.0]
    )


@pytest.mark.parametrize(
    ("choice", "bound"),
    [
        (InitialiserChoice("glorot-uniform"), np.sqrt(6 / 200)),
        (InitialiserChoice("he-uniform"), np.sqrt(6 / 120)),
        (InitialiserChoice("uniform"), 1.0),
        (InitialiserChoice("uniform", low=-0.2, high=0.2), 0.2),
    ],
)
def test_uniform_weights_fill_their_interval(choice: InitialiserChoice, bound: float) -> None:
    weights, _ = weights_and_biases(WIDE, choice)
    assert np.abs(weights).max() <= bound
    assert weights.max() > 0.99 * bound
    assert weights.min() < -0.99 * bound
    assert weights.mean() == pytest.approx(0.0, abs=4 * bound / np.sqrt(3 * weights.size))
    assert weights.std() == pytest.approx(bound / np.sqrt(3), rel=0.03)


@pytest.mark.parametrize(
    ("choice", "deviation"),
    [
        (InitialiserChoice("glorot-normal"), np.sqrt(2 / 200)),
        (InitialiserChoice("he-normal"), np.sqrt(2 / 120)),
        (InitialiserChoice("normal"), 1.0),
        (InitialiserChoice("normal", deviation=0.05), 0.05),
    ],
)
def test_normal_weights_have_their_deviation(choice: InitialiserChoice, deviation: float) -> None:
    weights, _ = weights_and_biases(WIDE, choice)
    assert weights.mean() == pytest.approx(0.0, abs=4 * deviation / np.sqrt(weights.size))
    assert weights.std() == pytest.approx(deviation, rel=0.03)
    assert np.mean(np.abs(weights) < deviation) == pytest.approx(0.6827, abs=0.02)


@pytest.mark.parametrize("name", INITIALISERS)
def test_biases_are_drawn_by_uniform_and_normal_and_0_otherwise(name: str) -> None:
    _, biases = weights_and_biases(WIDE, InitialiserChoice(name))
    assert biases.size == 80
    assert bool((biases == 0).all()) is not INITIALISERS[name].draws_biases


def test_low_and_high_bound_the_biases_too() -> None:
    _, biases = weights_and_biases(WIDE, InitialiserChoice("uniform", low=2.0, high=3.0))
    assert 2.0 <= biases.min() < biases.max() <= 3.0


def test_the_widest_interval_does_not_overflow() -> None:
    drawn = draw(chain().network, InitialiserChoice("uniform", low=-1.7e308, high=1.7e308))
    assert np.isfinite(drawn).all()


@pytest.mark.parametrize("name", INITIALISERS)
def test_a_network_without_connections_draws_only_biases(name: str) -> None:
    network = Network(chain().network.neurons)
    assert len(draw(network, InitialiserChoice(name))) == 2
    assert draw(Network(), InitialiserChoice(name)) == ()


def test_the_weight_of_one_more_connection_is_small_never_0_and_one_of_many() -> None:
    network = layered((40, 5))
    weights = [first_weight(Network(network.neurons, network.connections[:count])) for count in range(200)]
    assert set(weights) == {sign * tenths / 10 for sign in (-1, 1) for tenths in range(1, 11)}
    assert weights == [
        first_weight(Network(network.neurons, network.connections[:count])) for count in range(200)
    ]


def test_what_is_fixed_stays_and_the_others_are_drawn_as_if_it_were_free() -> None:
    experiment, choice = chain(), InitialiserChoice("normal", seed=2)
    fixed = set_fixed(experiment, [Parameter("h0", "h1"), Parameter(None, "y0")], True)
    free = draw(experiment.network, choice)
    assert draw(fixed.network, choice) == (free[0], 2.0, *free[2:5], 0.2)
