"""Is it known from where numbers can be read?"""

from explorer.drawing.level_of_detail import DOT, LEAST_SCALE, NEURON, TEXT, is_far


def test_numbers_are_left_out_where_they_cannot_be_read() -> None:
    assert is_far(0.41)
    assert not is_far(LEAST_SCALE)
    assert not is_far(8.0)


def test_what_is_magnified_can_be_read() -> None:
    assert not any(is_far(scale) for scale in (NEURON, TEXT, DOT))
