"""The labels of a logarithmic axis: no two overprint, and there are always some."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication

from explorer.ui.plot.axis import PlotAxis, even_ticks, log_labels


def test_powers_of_ten_are_labelled_where_many_decades_are_visible() -> None:
    assert log_labels(-2.5, 1.5, 10) == {-2.0: "10⁻²", -1.0: "10⁻¹", 0.0: "1", 1.0: "10"}


def test_of_very_many_decades_every_fifth_is_labelled() -> None:
    assert list(log_labels(-20.0, 0.0, 5)) == [-20.0, -16.0, -12.0, -8.0, -4.0, 0.0]


def test_of_decades_beyond_number_only_those_are_gone_through_that_are_labelled() -> None:
    assert log_labels(-1e15, 2e15, 3) == {
        -1e15: "10⁻¹⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰",
        0.0: "1",
        1e15: "10¹⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰",
        2e15: "10²⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰⁰",
    }


def test_about_one_decade_is_labelled_between_as_far_as_there_is_room() -> None:
    assert sorted(log_labels(0.0, 1.0, 5).values()) == ["1", "10", "2", "5"]


def test_within_a_part_of_a_decade_the_steps_are_even_and_written_apart() -> None:
    assert list(log_labels(0.0, 0.01, 5).values()) == ["1", "1.005", "1.01", "1.015", "1.02"]


@pytest.mark.parametrize("decades", [0.01, 0.3, 0.6, 1.0, 1.4, 3.0, 40.0, 600.0])
@pytest.mark.parametrize("room", [3.0, 8.0, 20.0])
def test_no_two_labels_are_nearer_than_there_is_room_for(decades: float, room: float) -> None:
    low = -decades / 3
    places = sorted(log_labels(low, low + decades, room))
    assert places
    assert all(after - before >= 0.8 * decades / room for before, after in pairwise(places))


def test_where_there_are_no_numbers_there_are_no_steps() -> None:
    assert even_ticks(0.0, 0.0, 5) == []
    assert log_labels(1.0, float("inf"), 5) == {}


def test_beside_a_low_plot_only_as_many_numbers_are_written_as_can_be_read(qapp: QApplication) -> None:
    axis = PlotAxis("left")
    axis.setRange(0.0, 4.0)
    values = [0.0, 1.0, 2.0, 3.0, 4.0]
    axis.resize(50, 200)
    assert axis.tickStrings(values, 1.0, 1.0) == ["0", "1", "2", "3", "4"]
    axis.resize(50, 40)
    assert axis.tickStrings(values, 1.0, 1.0) == ["0", "", "2", "", "4"]
    axis.resize(50, 20)
    assert axis.tickStrings(values, 1.0, 1.0) == ["0", "", "", "3", ""]


@pytest.mark.parametrize("size", [0.0, -3.0])
def test_an_axis_without_a_pixel_has_no_ticks(qapp: QApplication, size: float) -> None:
    assert PlotAxis("left").tickValues(0.0, 1.0, size) == []
