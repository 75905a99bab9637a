"""The throttle: many requests, few calls."""

from itertools import pairwise
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from explorer.frame_budget import FrameBudget
from explorer.ui.session.throttle import Throttle

AGES = 1_000_000
"""Milliseconds: longer than any test."""


class Refreshed:
    """Counts the calls, and asks for `more` of them itself."""

    def __init__(self, parent: object, interval: int, more: int = 0) -> None:
        self.count = 0
        self._more = more
        self.throttle = Throttle(parent, self, interval, budget=FrameBudget())  # type: ignore[arg-type]

    def __call__(self) -> None:
        self.count += 1
        if self.count <= self._more:
            self.throttle.request()


@pytest.fixture
def parent(qapp: object) -> object:
    """Whatever owns the throttle."""
    return qapp


def test_nothing_is_called_before_it_is_asked_for(parent: object) -> None:
    refreshed = Refreshed(parent, 0)
    refreshed.throttle.flush()
    assert refreshed.count == 0


def test_a_request_returns_at_once_and_is_served_soon(parent: object, qtbot: QtBot) -> None:
    refreshed = Refreshed(parent, AGES)
    refreshed.throttle.request()
    assert refreshed.count == 0
    qtbot.waitUntil(lambda: refreshed.count == 1)


def test_many_requests_are_one_call(parent: object, qtbot: QtBot) -> None:
    refreshed = Refreshed(parent, 0)
    for _ in range(100):
        refreshed.throttle.request()
    refreshed.throttle.flush()
    refreshed.throttle.flush()
    assert refreshed.count == 1


def test_the_request_after_a_call_rests_until_the_interval_is_over(parent: object, qtbot: QtBot) -> None:
    refreshed, other = Refreshed(parent, AGES), Refreshed(parent, 0, more=50)
    refreshed.throttle.request()
    refreshed.throttle.flush()
    refreshed.throttle.request()
    other.throttle.request()
    qtbot.waitUntil(lambda: other.count == 51)
    assert refreshed.count == 1
    refreshed.throttle.flush()
    assert refreshed.count == 2


def test_a_request_during_a_call_is_another_call(parent: object, qtbot: QtBot) -> None:
    refreshed = Refreshed(parent, 0, more=1)
    refreshed.throttle.request()
    qtbot.waitUntil(lambda: refreshed.count == 2)


def test_a_call_that_is_due_can_be_hurried_but_not_sooner_than_the_interval_allows(parent: object) -> None:
    refreshed = Refreshed(parent, AGES)
    refreshed.throttle.hurry()
    assert refreshed.count == 0
    refreshed.throttle.request()
    refreshed.throttle.hurry()
    assert refreshed.count == 1
    refreshed.throttle.request()
    refreshed.throttle.hurry()
    assert refreshed.count == 1


def test_nothing_is_hurried_in_a_turn_that_has_used_its_time_up(parent: object) -> None:
    budget, called = FrameBudget(), []
    throttle = Throttle(parent, lambda: called.append(1), AGES, budget=budget)  # type: ignore[arg-type]
    throttle.request()
    with budget.turn(0.0):
        throttle.hurry()
        assert not called
    throttle.hurry()
    assert called == [1]


class Busy:
    """Takes some milliseconds, and remembers when."""

    def __init__(
        self, parent: object, seconds: float, interval: int = 0, budget: FrameBudget | None = None
    ) -> None:
        self.calls: list[tuple[float, float]] = []
        self._seconds = seconds
        budget = budget or FrameBudget()
        self.throttle = Throttle(parent, self, interval, 0.0, budget=budget)  # type: ignore[arg-type]

    def __call__(self) -> None:
        begin = perf_counter()
        while perf_counter() < begin + self._seconds:
            pass
        self.calls.append((begin, perf_counter()))


def test_after_a_call_all_others_rest_for_as_long_as_it_took(parent: object, qtbot: QtBot) -> None:
    budget = FrameBudget()
    busy = Busy(parent, 0.02, budget=budget)
    others = [Busy(parent, 0.01, budget=budget), Busy(parent, 0.01, budget=budget)]
    busy.throttle.request()
    busy.throttle.flush()
    for other in others:
        other.throttle.request()
    qtbot.waitUntil(lambda: all(other.calls for other in others))
    in_turn = sorted(call for each in (busy, *others) for call in each.calls)
    for (begin, end), (following, _) in pairwise(in_turn):
        assert following >= end + (end - begin)


def test_a_call_that_asks_for_another_rests_as_well(parent: object, qtbot: QtBot) -> None:
    busy = Busy(parent, 0.0, interval=20)
    again = Throttle(parent, lambda: (busy(), again.request()), interval=20, budget=FrameBudget())  # type: ignore[arg-type]
    again.request()
    qtbot.waitUntil(lambda: len(busy.calls) > 2)
    again.cancel()
    assert all(later - earlier >= 0.02 for (_, earlier), (later, _) in pairwise(busy.calls))


def test_a_call_that_is_no_longer_wanted_is_not_made(parent: object, qtbot: QtBot) -> None:
    refreshed, other = Refreshed(parent, 0), Refreshed(parent, 0)
    refreshed.throttle.request()
    refreshed.throttle.cancel()
    other.throttle.request()
    qtbot.waitUntil(lambda: other.count == 1)
    assert refreshed.count == 0
