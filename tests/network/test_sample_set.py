"""Do the ready-made sets hold the samples that they promise?"""

import numpy as np
import pytest

from explorer.network import sample_set
from explorer.network.builder import layered
from explorer.network.experiment_rules import check_sample
from explorer.network.model import Network, Sample
from explorer.network.sample_set import (
    SAMPLE_SETS,
    SetDoesNotFit,
    WrongShape,
    can_use,
    samples_from_arrays,
    samples_of,
)


def table(name: str, inputs: int, outputs: int = 1) -> list[tuple[list[float], list[float]]]:
    samples = samples_of(layered((inputs, outputs)), SAMPLE_SETS[name])
    return [(list(sample.inputs.values()), list(sample.targets.values())) for sample in samples]


@pytest.mark.parametrize(
    ("name", "targets"),
    [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor", [0, 1, 1, 0]), ("parity", [0, 1, 1, 0])],
)
def test_truth_tables_of_two_inputs(name: str, targets: list[int]) -> None:
    inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert table(name, 2) == [(row, [target]) for row, target in zip(inputs, targets, strict=True)]


def test_parity_adapts_to_the_number_of_inputs() -> None:
    rows = table("parity", 4)
    assert len(rows) == 16
    assert all(target == [float(sum(inputs) % 2)] for inputs, target in rows)


def test_mirror_symmetry_has_8_symmetric_ones_among_its_64_patterns() -> None:
    rows = table("mirror-symmetry", 6)
    assert len(rows) == 64
    assert [inputs for inputs, target in rows if target == [1.0]] == [
        [a, b, c, c, b, a] for a in (0, 1) for b in (0, 1) for c in (0, 1)
    ]


def test_two_outputs_get_one_class_each() -> None:
    assert [target for _, target in table("xor", 2, 2)] == [[1, 0], [0, 1], [0, 1], [1, 0]]


@pytest.mark.parametrize("name", ["clouds", "spirals"])
def test_points_of_two_classes_come_in_equal_numbers(name: str) -> None:
    rows = table(name, 2)
    assert [target for _, target in rows] == [[0.0]] * 50 + [[1.0]] * 50
    points = np.array([inputs for inputs, _ in rows])
    assert points.shape == (100, 2)
    assert np.abs(points).max() < 4


def test_the_clouds_lie_on_both_sides_of_the_origin() -> None:
    points = np.array([inputs for inputs, _ in table("clouds", 2)])
    assert points[:50].mean(axis=0) == pytest.approx([-1, -1], abs=0.3)
    assert points[50:].mean(axis=0) == pytest.approx([1, 1], abs=0.3)


def test_each_spiral_is_the_other_turned_by_half_a_turn() -> None:
    points = np.array([inputs for inputs, _ in table("spirals", 2)])
    assert np.abs(points[:50] + points[50:]).max() < 0.15
    radius = np.hypot(*points.T)
    assert 0 < radius.min() < 0.25
    assert 0.9 < radius.max() < 1.2


def test_the_sine_is_noisy_but_near() -> None:
    rows = table("noisy-sine", 1)
    x, t = np.array([row[0][0] for row in rows]), np.array([row[1][0] for row in rows])
    assert (x[0], x[-1], len(x)) == (-1.0, 1.0, 41)
    noise = t - np.sin(np.pi * x)
    assert 0.05 < noise.std() < 0.2


@pytest.mark.parametrize("name", SAMPLE_SETS)
def test_a_set_is_the_same_each_time_and_valid(name: str) -> None:
    row = SAMPLE_SETS[name]
    network = layered((row.input_count or 3, 1))
    samples = samples_of(network, row)
    assert samples == samples_of(network, row)
    for sample in samples:
        check_sample(network, sample)
    assert row.label
    assert row.description


@pytest.mark.parametrize(
    ("name", "sizes", "message"),
    [
        ("xor", (3, 1), "XOR needs 2 inputs, but there are 3"),
        ("noisy-sine", (2, 1), "noisy sine needs 1 input, but there are 2"),
        ("noisy-sine", (1, 2), "noisy sine needs 1 output, but there are 2"),
        ("spirals", (2, 3), "two spirals needs 1 output, or 2 \\(one for each class\\), but there are 3"),
        ("parity", (11, 1), "parity needs 1 to 10 inputs, but there are 11"),
    ],
)
def test_a_set_that_does_not_fit_says_why(name: str, sizes: tuple[int, int], message: str) -> None:
    network = layered(sizes)
    with pytest.raises(SetDoesNotFit, match=message):
        samples_of(network, SAMPLE_SETS[name])


@pytest.mark.parametrize("name", SAMPLE_SETS)
def test_no_set_fits_an_empty_network(name: str) -> None:
    with pytest.raises(SetDoesNotFit):
        samples_of(Network(), SAMPLE_SETS[name])


def test_arrays_become_samples_column_by_column() -> None:
    samples = samples_from_arrays(
        layered((2, 1)), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]])
    )
    assert samples == (
        Sample({"i0": 1.0, "i1": 2.0}, {"y0": 5.0}),
        Sample({"i0": 3.0, "i1": 4.0}, {"y0": 6.0}),
    )


@pytest.mark.parametrize(
    ("inputs", "targets"), [((2, 1), (2, 1)), ((2, 2), (3, 1)), ((2, 2), (2, 2)), ((2,), (2, 1))]
)
def test_arrays_of_another_shape_are_refused(inputs: tuple[int, ...], targets: tuple[int, ...]) -> None:
    with pytest.raises(WrongShape, match="give one column to each"):
        samples_from_arrays(layered((2, 1)), np.zeros(inputs), np.zeros(targets))


def test_patterns_count_upwards() -> None:
    assert sample_set.patterns(2).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_a_set_can_be_used_where_it_fits() -> None:
    assert can_use(2, 1, SAMPLE_SETS["xor"])
    assert not can_use(3, 1, SAMPLE_SETS["xor"])
    assert not can_use(0, 0, SAMPLE_SETS["xor"])
