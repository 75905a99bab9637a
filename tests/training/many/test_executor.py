"""`explorer.training.many.executor`"""

import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

import numpy as np
import pytest

from explorer.job import results_of
from explorer.training.many.executor import in_order, run_groups, run_groups_in
from explorer.training.many.group import Group, RunResults, run_group
from explorer.training.program import Program
from tests.training.small_experiment import xor

PROGRAM = Program.of(xor())


def groups_of(count: int, steps: int = 30) -> Iterator[Group]:
    """Each of two runs."""
    starts = np.linspace(-1, 1, 2 * PROGRAM.source.size + 2 * PROGRAM.biased.size).reshape(2, -1)
    for number in range(count):
        yield Group(PROGRAM, 2 * number, np.array([0.1 * number, 0.2]), starts, steps)


def expected(count: int) -> list[float]:
    return [loss for group in groups_of(count) for loss in run_group(group).loss.tolist()]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_group_is_run_and_can_be_put_in_order(workers: int) -> None:
    ends = list(in_order(results_of(run_groups(groups_of(13), 26, workers))))
    assert [end.first for end in ends] == list(range(0, 26, 2))
    assert [loss for end in ends for loss in end.loss.tolist()] == expected(13)


def test_there_may_be_nothing_to_do() -> None:
    assert list(run_groups(iter([]), 0)) == []


def test_any_executor_will_do_even_of_another_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        ends = list(in_order(results_of(run_groups_in(executor, groups_of(3), 6, 1))))
    assert [loss for end in ends for loss in end.loss.tolist()] == expected(3)


def test_groups_are_made_when_it_is_their_turn_and_not_long_before_the_oldest_has_ended() -> None:
    released, looks, ends = threading.Event(), 0, 0
    made: list[int] = []

    def groups() -> Iterator[Group]:
        for group in groups_of(100):
            made.append(group.first)
            yield group

    def run(group: Group) -> RunResults:
        if group.first == 0:
            released.wait()
        return run_group(group)

    with ThreadPoolExecutor(2) as executor:
        for step in run_groups_in(executor, groups(), 200, 2, run):
            if step.result is None:
                looks += 1
            else:
                looks, ends = 0, ends + 1
                assert len(made) <= ends + 4 or released.is_set()
            if looks == 10 and not released.is_set():  # nothing more comes
                assert len(made) <= 2 * 8 + 1
                released.set()
    assert ends == 100


def test_who_cancels_need_not_wait_for_the_end_of_a_group() -> None:
    job = run_groups(groups_of(5, 10**9), 10, 2)
    assert [step.result for step in islice(job, 3)] == [None, None, None]
    job.close()


def test_who_does_not_want_the_rest_need_not_wait_for_it_either() -> None:
    quick, endless = next(groups_of(1)), groups_of(5, 10**9)
    ends = results_of(run_groups(chain([quick], endless), 12, 2))
    assert next(ends).loss.tolist() == run_group(quick).loss.tolist()
    ends.close()


def test_progress_is_the_part_of_the_runs_that_have_ended() -> None:
    steps = run_groups(groups_of(4), 8, 1)
    assert [step.progress for step in steps if step.result is not None] == [0.25, 0.5, 0.75, 1.0]


def test_what_goes_wrong_in_a_group_is_not_lost() -> None:
    def run(group: Group) -> RunResults:
        raise MemoryError

    with ThreadPoolExecutor(1) as executor, pytest.raises(MemoryError):
        list(run_groups_in(executor, groups_of(3), 6, 1, run))
