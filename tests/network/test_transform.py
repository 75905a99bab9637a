"""Does a scaling lead from a table's units to the network's, and back to the numbers that were typed?"""

import math
from random import Random

import numpy as np
import pytest

from explorer.network.transform import UNSCALED, Scaling

CELSIUS = Scaling(offset=32.0, scale=1.8)


def test_a_scaling_subtracts_the_offset_and_divides_by_the_scale() -> None:
    assert CELSIUS.scaled(np.array([32.0, 212.0, -40.0])).tolist() == [0.0, 100.0, -40.0]
    assert CELSIUS.original(np.array([0.0, 100.0, -40.0])).tolist() == [32.0, 212.0, -40.0]
    assert UNSCALED.scaled(np.array([0.1, -3.0])).tolist() == [0.1, -3.0]


@pytest.mark.parametrize(
    ("offset", "scale", "numbers"),
    [
        (1013.7261, 271.31, [0.1, 0.2, 1000.0, 2500.25, 0.0, -7.3]),
        (1 / 3, 1 / 7, [0.1, 0.123456789, 5.0, -0.7]),
        (6.02e23, 1.1e22, [6e23, 6.02e23, 6.1234e23]),
        (1.6e-5, 3.3e-6, [1e-5, 2.25e-5, 1.602e-5]),
        (-1e300, 3.7e299, [-1e300, -2e300, 5e299]),
    ],
)
def test_numbers_as_people_write_them_come_back_bit_for_bit(
    offset: float, scale: float, numbers: list[float]
) -> None:
    scaling = Scaling(offset, scale)
    assert scaling.as_typed(scaling.scaled(np.array(numbers)).tolist()) == numbers


def test_every_decimal_of_nine_digits_comes_back_bit_for_bit() -> None:
    random = Random(0)
    for _ in range(200):
        scaling = Scaling(random.gauss(0, 1000), random.lognormvariate(0, 3))
        numbers = [round(random.gauss(0, 1000), random.randint(0, 5)) for _ in range(20)]
        assert scaling.as_typed(scaling.scaled(np.array(numbers)).tolist()) == numbers


def test_a_number_of_all_digits_comes_back_within_the_rounding_of_what_is_larger() -> None:
    random = Random(1)
    for _ in range(100):
        scaling = Scaling(random.gauss(0, 100), random.lognormvariate(0, 2))
        numbers = np.array([random.gauss(0, 100) for _ in range(20)])
        back = np.array(scaling.as_typed(scaling.scaled(numbers).tolist()))
        grain = np.spacing(np.maximum(np.abs(numbers), abs(scaling.offset)))
        assert (np.abs(back - numbers) <= 4 * grain).all()


def test_what_is_not_finite_stays_so_and_nothing_is_nothing() -> None:
    assert CELSIUS.as_typed([]) == []
    found = CELSIUS.as_typed([math.inf, 1.0, math.nan])
    assert found[:2] == [math.inf, 33.8]
    assert math.isnan(found[2])


def test_labels_name_the_nearest_number() -> None:
    answers = Scaling(labels=("no", "yes"))
    assert [answers.label_of(number) for number in (-3.0, 0.0, 0.4, 0.6, 1.0, 7.0)] == [
        *["no"] * 3,
        *["yes"] * 3,
    ]
    assert answers.label_of(math.nan) is None
    assert Scaling(labels=("", "cat")).label_of(0.2) is None
    assert UNSCALED.label_of(1.0) is None


def test_labels_alone_standardise_nothing() -> None:
    assert not Scaling(labels=("no", "yes")).is_standardising
    assert Scaling(0.5, 0.5, ("no", "yes")).is_standardising
    assert Scaling(0.0, 1.0).is_standardising
