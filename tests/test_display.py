"""Tests of explorer/display.py."""

import sys

import pytest

from explorer.display import (
    DRAWING_LIBRARIES,
    WINDOW_LIBRARIES,
    missing_libraries,
    obstacle_to_a_window,
    obstacle_to_drawing,
)

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has X11 and Wayland")


def test_without_a_display_variable_there_is_no_window() -> None:
    obstacle = obstacle_to_a_window({})
    assert obstacle is not None
    assert obstacle.startswith("no display: neither DISPLAY nor WAYLAND_DISPLAY is set; ")
    assert "\n" not in obstacle


def test_a_display_that_does_not_answer_is_named() -> None:
    obstacle = obstacle_to_a_window({"DISPLAY": ":98765"})
    assert obstacle is not None
    assert obstacle.startswith("the display :98765 does not answer; ")


def test_a_display_that_answers_takes_a_window(virtual_screen: str) -> None:
    assert obstacle_to_a_window({"DISPLAY": virtual_screen}) is None


def test_a_wayland_display_that_is_gone_does_not_matter_where_x11_answers(virtual_screen: str) -> None:
    assert obstacle_to_a_window({"DISPLAY": virtual_screen, "WAYLAND_DISPLAY": "no-such-display"}) is None


def test_a_wayland_display_alone_must_answer() -> None:
    obstacle = obstacle_to_a_window({"WAYLAND_DISPLAY": "no-such-display"})
    assert obstacle is not None
    assert "wayland" in obstacle or "no-such-display" in obstacle


def test_the_platform_that_the_user_wishes_for_is_the_one_that_is_asked(virtual_screen: str) -> None:
    assert obstacle_to_a_window({"QT_QPA_PLATFORM": "offscreen"}) is None
    assert obstacle_to_a_window({"QT_QPA_PLATFORM": "xcb:multitouch=0", "DISPLAY": virtual_screen}) is None
    assert obstacle_to_a_window({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}) is not None


def test_a_missing_library_is_found() -> None:
    assert missing_libraries(["libc.so.6", "libno-such-library.so.1"]) == ["libno-such-library.so.1"]


def test_here_where_qt_runs_nothing_is_missing() -> None:
    assert missing_libraries([*DRAWING_LIBRARIES, *WINDOW_LIBRARIES]) == []
    assert obstacle_to_drawing() is None
