"""Is it known from where numbers can be read?"""

import pytest

from explorer.drawing.geometry import DIAMOND, loss_position, target_rect
from explorer.drawing.level_of_detail import (
    DOT,
    LEAST_SCALE,
    NEURON,
    TEXT,
    is_far,
    label_magnification,
    letter_size,
    loss_magnification,
)
from tests.drawing.networks import worked_example


def test_numbers_are_left_out_where_they_cannot_be_read() -> None:
    assert is_far(0.41)
    assert not is_far(LEAST_SCALE)
    assert not is_far(8.0)


def test_what_is_magnified_can_be_read() -> None:
    assert not any(is_far(scale) for scale in (NEURON, TEXT, DOT))


@pytest.mark.parametrize("scale", [8.0, 1.35, 1.0, 0.85, 0.7, 0.67, 0.5, LEAST_SCALE])
def test_letters_of_labels_are_ten_pixels_and_more_wherever_they_are_written(scale: float) -> None:
    assert 12 * label_magnification(scale) * scale >= 10
    assert label_magnification(scale) <= 2.2


def test_labels_are_as_they_are_at_100_percent_from_there_on_and_change_in_steps() -> None:
    assert {label_magnification(scale) for scale in (0.85, 1.0, 8.0)} == {1.0}
    assert label_magnification(0.67) == label_magnification(0.68) == 2 ** (3 / 8)


def test_letters_in_a_neuron_grow_no_larger_than_its_room() -> None:
    assert letter_size(12, 1.0) == 12
    assert letter_size(12, 0.68) == pytest.approx(15)
    assert letter_size(12, 0.1) == pytest.approx(15.6)


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.17, 0.04])
def test_e_never_reaches_a_target_left_of_it(scale: float) -> None:
    network = worked_example().network
    positions = {neuron.name: neuron.position for neuron in network.neurons}
    loss = loss_position(network, positions)
    assert loss is not None
    for neuron in network.outputs:
        right = positions[neuron.name][0] + target_rect(False).right
        assert loss[0] - (DIAMOND + 9) * loss_magnification(scale) >= right - 3
