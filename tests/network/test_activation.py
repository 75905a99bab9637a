"""Is every activation function the one it says, and is its slope the derivative of it?"""

import cmath
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.network.activation import ACTIVATIONS, SOFTMAX, logistic, softmax, softplus

ELEMENTWISE = [name for name in ACTIVATIONS if name != SOFTMAX]

# The formulas once more, in complex arithmetic: their derivative is Im φ(z + ih) / h (Squire and Trapp 1998).
COMPLEX: dict[str, Callable[[complex], complex]] = {
    "identity": lambda z: z,
    "logistic": lambda z: 1 / (1 + cmath.exp(-z)),
    "tanh": cmath.tanh,
    "relu": lambda z: z if z.real > 0 else 0 * z,
    "leaky-relu": lambda z: z if z.real > 0 else 0.01 * z,
    "elu": lambda z: z if z.real > 0 else cmath.exp(z) - 1,
    "softplus": lambda z: cmath.log(1 + cmath.exp(z)),
    "silu": lambda z: z / (1 + cmath.exp(-z)),
    "gelu": lambda z: 0.5 * z * (1 + cmath.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))),
    "sine": cmath.sin,
}

# φ(1) and φ(−1) to sixteen digits, worked out with fifty.
AT_ONE = {
    "identity": (1.0, -1.0),
    "logistic": (0.7310585786300049, 0.2689414213699951),
    "tanh": (0.7615941559557649, -0.7615941559557649),
    "relu": (1.0, 0.0),
    "leaky-relu": (1.0, -0.01),
    "elu": (1.0, -0.6321205588285577),
    "softplus": (1.3132616875182228, 0.3132616875182228),
    "silu": (0.7310585786300049, -0.2689414213699951),
    "gelu": (0.8411919906082768, -0.1588080093917232),
    "sine": (0.8414709848078965, -0.8414709848078965),
}


def test_the_table_holds_exactly_the_activations_of_the_file_format() -> None:
    assert list(ACTIVATIONS) == [*COMPLEX, SOFTMAX]
    assert all(name == row.name for name, row in ACTIVATIONS.items())


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_values_agree_with_literal_ones(name: str) -> None:
    a = ACTIVATIONS[name].function(np.array([1.0, -1.0]))
    assert a == pytest.approx(AT_ONE[name], rel=1e-15)


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=st.floats(-6, 6))
def test_values_and_slopes_agree_with_the_complex_step(name: str, z: float) -> None:
    row, at = ACTIVATIONS[name], np.array([z])
    a = row.function(at)
    stepped = COMPLEX[name](complex(z, 1e-30))
    assert a[0] == pytest.approx(stepped.real, rel=1e-12, abs=1e-14)
    if z != 0 or name not in ("relu", "leaky-relu"):
        assert row.derivative(at, a)[0] == pytest.approx(stepped.imag / 1e-30, rel=1e-10, abs=1e-14)


@pytest.mark.parametrize("name", ELEMENTWISE)
@given(z=st.floats(0.5, 6), sign=st.sampled_from([1, -1]))
def test_bends_agree_with_cauchys_integral(name: str, z: float, sign: int) -> None:
    # φ″(z) = 2/(2πi) ∮ φ(ζ) / (ζ − z)³ dζ around a circle without kink or pole: the mean of a few is exact
    row, at = ACTIVATIONS[name], np.array([sign * z])
    radius, points = 0.4, [cmath.rect(1, 2 * math.pi * k / 32) for k in range(32)]
    mean = sum(COMPLEX[name](sign * z + radius * point) / point**2 for point in points) / 32
    assert row.second_derivative(at, row.function(at))[0] == pytest.approx(
        2 * mean.real / radius**2, rel=1e-9, abs=1e-13
    )


@pytest.mark.parametrize(("name", "bend"), [("relu", 0.0), ("leaky-relu", 0.0), ("elu", 1.0)])
def test_at_the_kink_the_bend_is_that_on_the_left(name: str, bend: float) -> None:
    row, at = ACTIVATIONS[name], np.array([0.0])
    assert row.second_derivative(at, row.function(at)) == bend


@pytest.mark.parametrize(("name", "slope"), [("relu", 0.0), ("leaky-relu", 0.01), ("elu", 1.0)])
def test_at_the_kink_the_slope_is_the_one_of_the_file_format(name: str, slope: float) -> None:
    row, at = ACTIVATIONS[name], np.array([0.0])
    assert row.derivative(at, row.function(at)) == slope


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_numbers_far_out_make_neither_warnings_nor_nans(name: str) -> None:
    row, z = ACTIVATIONS[name], np.array([-1e300, -800.0, -40.0, 0.0, 40.0, 800.0, 1e300])
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        a = row.function(z)
        slope, bend = row.derivative(z, a), row.second_derivative(z, a)
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()
    assert np.isfinite(bend).all()


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_nan_stays_one(name: str) -> None:
    assert np.isnan(ACTIVATIONS[name].function(np.array([np.nan]))).all()


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_any_shape_goes_in_and_comes_out(name: str) -> None:
    row, z = ACTIVATIONS[name], np.linspace(-2, 2, 24).reshape(2, 3, 4)
    a = row.function(z)
    assert a.shape == row.derivative(z, a).shape == (2, 3, 4)
    single = row.function(np.float64(0.5))
    assert row.derivative(np.float64(0.5), single).shape == ()


def test_identity_gives_a_copy() -> None:
    z = np.array([1.0])
    assert ACTIVATIONS["identity"].function(z) is not z


def test_the_logistic_function_keeps_its_digits_on_both_sides() -> None:
    assert logistic(np.array([-700.0]))[0] == pytest.approx(math.exp(-700), rel=1e-15)
    assert logistic(np.array([40.0]))[0] == 1.0


def test_softplus_keeps_its_digits_on_both_sides() -> None:
    assert softplus(np.array([-700.0]))[0] == pytest.approx(math.exp(-700), rel=1e-15)
    assert softplus(np.array([700.0]))[0] == 700.0


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_every_a_lies_in_the_range_and_comes_near_its_ends(name: str) -> None:
    row = ACTIVATIONS[name]
    lowest, highest = row.range
    a = row.function(np.concatenate([np.linspace(-50, 50, 100_001), [-1e9, 1e9]]))
    assert lowest - 1e-16 <= a.min() <= (lowest + 1e-6 if math.isfinite(lowest) else -1e6)
    assert highest >= a.max() >= (highest - 1e-6 if math.isfinite(highest) else 1e6)


def test_ranges_are_told_in_words() -> None:
    told = {name: row.range_in_words for name, row in ACTIVATIONS.items()}
    assert told["tanh"] == "from −1 to 1"
    assert told["relu"] == told["softplus"] == "0 or more"
    assert told["silu"] == "−0.2785 or more"
    assert told["leaky-relu"] == "any number"


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_row_knows_whether_its_function_has_a_kink_and_levels_off(name: str) -> None:
    row, around = ACTIVATIONS[name], np.array([-1e-9, 1e-9])
    a = row.function(around)
    jumps = [np.ptp(of(around, a)) > 1e-3 for of in (row.derivative, row.second_derivative)]
    assert row.is_kinked == any(jumps)
    far = np.array([-50.0, 50.0])
    assert row.saturates == bool((row.derivative(far, row.function(far)) < 1e-12).all())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_tiny_plot_shows_z_from_below_0_to_above_it_and_only_possible_a(name: str) -> None:
    row = ACTIVATIONS[name]
    assert row.plotted_z[0] < 0 < row.plotted_z[1]
    assert row.plotted_a[0] < row.plotted_a[1] <= row.range[1]


def test_softmax_of_ln_1_ln_2_ln_5() -> None:
    assert softmax(np.log([1.0, 2.0, 5.0])) == pytest.approx([0.125, 0.25, 0.625], rel=1e-15)


def test_softmax_runs_over_the_last_axis() -> None:
    a = softmax(np.log([[1.0, 3.0], [1.0, 1.0]]))
    assert a == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]), rel=1e-15)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6))
def test_softmax_sums_to_1_whatever_goes_in(z: list[float]) -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        a = softmax(np.array(z))
    assert a.sum() == pytest.approx(1.0, rel=1e-14)
    assert (a >= 0).all()


def test_softmax_of_a_single_neuron_is_refused() -> None:
    with pytest.raises(TypeError, match="all outputs together"):
        ACTIVATIONS[SOFTMAX].function(np.array([1.0]))
