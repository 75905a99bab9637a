"""Jobs: pieces, results, progress, and an end at any time."""

from collections.abc import Iterator
from itertools import count
from threading import Event, current_thread, main_thread

import pytest

from explorer.job import Job, JobStep, has_ended, in_thread, last_result, part, results_of, slice_of, whole
from explorer.refusal import Refusal


def squares(to: int, ended: Event | None = None) -> Job[int]:
    """0, 1, 4, …: every second piece has a result. `ended` hears of the end."""
    try:
        for number in range(to):
            yield JobStep(number / to)
            yield JobStep((number + 1) / to, number * number)
    finally:
        if ended is not None:
            ended.set()


def ticking() -> Iterator[float]:
    """A clock that is one second on whenever it is looked at."""
    yield from map(float, count(1))


def test_results_come_in_order_and_progress_ends_at_one() -> None:
    told: list[float] = []
    assert list(results_of(squares(3), told.append)) == [0, 1, 4]
    assert told == [0.0, 1 / 3, 1 / 3, 2 / 3, 2 / 3, 1.0]


def test_the_last_result_is_what_a_job_comes_to() -> None:
    assert last_result(squares(5)) == 16
    assert last_result(whole(lambda: "all of it")) == "all of it"


def test_a_slice_ends_with_the_time_and_the_next_goes_on_from_there() -> None:
    job, clock = squares(100), ticking()
    first = list(slice_of(job, 3.0, lambda: next(clock)))
    assert [step.result for step in first] == [None, 0, None]
    assert next(job).result == 1


def test_a_slice_makes_one_step_even_where_there_is_no_time() -> None:
    assert len(list(slice_of(squares(5), 0.0, lambda: 1.0))) == 1


def test_a_slice_ends_where_the_job_waits_for_others() -> None:
    def waiting() -> Job[int]:
        yield JobStep(0.0, 1)
        yield JobStep(0.5, is_waiting=True)
        yield JobStep(1.0, 2)

    assert [step.is_waiting for step in slice_of(waiting(), 9.0, lambda: 0.0)] == [False, True]


def test_a_job_has_ended_after_its_last_step_and_when_it_is_cancelled() -> None:
    job = squares(1)
    assert not has_ended(job)
    assert list(slice_of(job, 9.0, lambda: 0.0)) == [JobStep(0.0), JobStep(1.0, 0)]
    assert has_ended(job)
    other = squares(1)
    next(other)
    other.close()
    assert has_ended(other)


def test_who_does_not_want_the_rest_ends_the_job() -> None:
    ended = Event()
    results = results_of(squares(10**9, ended))
    assert next(results) == 0
    results.close()
    assert ended.is_set()


def test_in_a_thread_a_job_has_the_same_results_and_they_are_made_elsewhere() -> None:
    def where() -> Job[bool]:
        yield JobStep(1.0, current_thread() is main_thread())

    assert list(results_of(in_thread(squares(4)))) == [0, 1, 4, 9]
    assert list(results_of(in_thread(where()))) == [False]


def test_nobody_waits_for_a_thread() -> None:
    is_released = Event()
    job = in_thread(whole(lambda: is_released.wait()))
    assert next(job) == JobStep(0.0, is_waiting=True)
    is_released.set()
    assert last_result(job) is True


def test_who_cancels_a_thread_is_free_at_once_and_the_thread_ends_after_its_piece() -> None:
    ended, is_released = Event(), Event()

    def endless() -> Job[int]:
        try:
            for number in count():
                yield JobStep(0.0, number)
                is_released.wait()
        finally:
            ended.set()

    job = in_thread(endless())
    assert next(step.result for step in job if step.result is not None) == 0
    job.close()  # while the thread is held within a piece
    assert not ended.is_set()
    is_released.set()
    assert ended.wait(10)


def test_what_a_thread_raises_is_raised_where_its_results_are_read() -> None:
    def refusing() -> Job[int]:
        yield JobStep(0.5, 1)
        raise Refusal("no more")

    results = results_of(in_thread(refusing()))
    assert next(results) == 1
    with pytest.raises(Refusal, match="no more"):
        next(results)


def test_a_job_in_a_thread_may_itself_wait_for_another() -> None:
    assert list(results_of(in_thread(in_thread(squares(3))))) == [0, 1, 4]


def test_a_slice_that_comes_to_the_last_step_has_seen_the_end() -> None:
    job = squares(1)
    next(job)
    assert [step.result for step in slice_of(job, 0.0, lambda: 1.0)] == [0]
    assert has_ended(job)


def test_a_part_of_a_job_has_a_part_of_its_progress_and_returns_what_it_comes_to() -> None:
    def both() -> Job[int]:
        first = yield from part(squares(3), 0.0, 0.5)
        second = yield from part(squares(4), 0.5, 1.0)
        yield JobStep(1.0, first + second)

    told: list[float] = []
    assert list(results_of(both(), told.append)) == [4 + 9]
    assert told == sorted(told)
    assert told[5] == 0.5


def test_what_a_job_does_first_is_told_of_its_parts_and_from_its_thread() -> None:
    is_seen = Event()

    def prepared() -> Job[int]:
        yield JobStep(0.0, doing="preparing")
        is_seen.wait()
        yield JobStep(1.0, 7)

    def with_a_part() -> Job[int]:
        found = yield from part(prepared(), 0.0, 1.0)
        yield JobStep(1.0, found)

    told = []
    for step in in_thread(with_a_part()):
        if step.doing:
            is_seen.set()
        told.append(step)
    assert "preparing" in {step.doing for step in told}
    assert told[-1] == JobStep(1.0, 7)
