"""Do labels of lines stand beside their lines and never over one another?"""

from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.label_rows import label_rows


def test_a_label_stands_left_of_its_line_if_there_is_room_else_right() -> None:
    (left,) = label_rows([100.0], [60.0], 300.0, 1)
    (right,) = label_rows([30.0], [60.0], 300.0, 1)
    assert (left.left, right.left) == (36.0, 34.0)


def test_the_next_goes_to_the_other_side_and_then_a_row_down() -> None:
    found = label_rows([150.0, 152.0, 154.0], [80.0, 80.0, 80.0], 300.0, 2)
    placed = [(each.line, each.row, each.left) for each in found]
    assert placed == [(0, 0, 66.0), (1, 0, 156.0), (2, 1, 158.0)]


def test_a_label_crosses_no_other_line_where_there_is_a_place_that_crosses_none() -> None:
    beside = label_rows([100.0, 80.0], [60.0, 30.0], 300.0, 1)
    assert [each.left for each in beside] == [104.0, 46.0]


def test_a_label_crosses_lines_rather_than_that_another_is_left_out() -> None:
    found = label_rows([100.0, 60.0, 176.0], [60.0, 500.0, 70.0], 230.0, 1)
    assert [(each.line, each.left) for each in found] == [(0, 36.0), (2, 102.0)]


def test_what_has_no_room_is_left_out() -> None:
    assert label_rows([10.0], [400.0], 300.0, 3) == []
    assert len(label_rows([150.0] * 5, [80.0] * 5, 300.0, 1)) == 2


def test_a_label_goes_where_nothing_else_is_drawn() -> None:
    below = label_rows([100.0], [60.0], 300.0, 2, lambda row, left, right: row == 1)
    beside = label_rows([100.0], [60.0], 300.0, 2, lambda row, left, right: left >= 100)
    assert [(each.row, each.left) for each in below] == [(1, 36.0)]
    assert [(each.row, each.left) for each in beside] == [(0, 104.0)]
    assert label_rows([100.0], [60.0], 300.0, 2, lambda row, left, right: False) == []


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(10, 150)), max_size=30))
def test_no_two_labels_overlap_and_all_are_inside(spots: list[tuple[float, float]]) -> None:
    places, widths = [place for place, _ in spots], [width for _, width in spots]
    found = label_rows(places, widths, 500.0, 3)
    for number, one in enumerate(found):
        assert one.left >= 0
        assert one.left + widths[one.line] <= 500
        beside = abs(one.left + widths[one.line] - places[one.line]), abs(one.left - places[one.line])
        assert min(beside) <= 4.0 + 1e-9
        for other in found[number + 1 :]:
            apart = one.left + widths[one.line] <= other.left or other.left + widths[other.line] <= one.left
            assert one.row != other.row or apart
