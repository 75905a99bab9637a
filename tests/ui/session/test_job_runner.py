"""Jobs in a window: slices, generations, cancelling, and what is told of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from explorer.frame_budget import FrameBudget
from explorer.job import Job, JobStep, in_thread, whole
from explorer.refusal import Refusal
from explorer.ui.session.job_runner import JobRunner, Jobs


def numbers(name: str, to: int, ended: list[str] | None = None) -> Job[str]:
    """a0, a1, … for the name a."""
    try:
        for number in range(to):
            yield JobStep((number + 1) / to, f"{name}{number}")
    finally:
        if ended is not None:
            ended.append(name)


def never_done(ended: list[str] | None = None) -> Job[str]:
    """Works without end, and without results."""
    try:
        for _ in count():
            yield JobStep(0.0)
    finally:
        if ended is not None:
            ended.append("never done")


@dataclass
class Bench:
    """A runner, and what it told."""

    jobs: Jobs
    runner: JobRunner
    told: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Write down every signal."""
        self.runner.delivered.connect(self.told.append)
        for name in ("ended", "cancelled"):
            getattr(self.runner, name).connect(lambda name=name: self.told.append(name))
        self.runner.refused.connect(lambda text: self.told.append(f"refused: {text}"))


@pytest.fixture
def bench(qapp: object) -> Bench:
    """A clock that is one second on whenever it is looked at: every slice is one step."""
    seconds = count()
    jobs = Jobs(FrameBudget(lambda: 0.001 * next(seconds)))
    made = Bench(jobs, JobRunner(jobs))
    made.listen()
    return made


def ended(bench: Bench) -> Callable[[], bool]:
    return lambda: not bench.runner.is_running


def test_a_short_job_is_done_when_start_returns(qapp: object) -> None:
    jobs = Jobs(FrameBudget(lambda: 0.0))
    bench = Bench(jobs, JobRunner(jobs))
    bench.listen()
    bench.runner.start(numbers("a", 3))
    assert bench.told == ["a0", "a1", "a2", "ended"]
    assert bench.jobs.running == ()


def test_a_long_job_goes_on_slice_by_slice(bench: Bench, qtbot: QtBot) -> None:
    bench.runner.start(numbers("a", 20))
    assert bench.runner.is_running
    assert "ended" not in bench.told
    qtbot.waitUntil(ended(bench))
    assert bench.told == [*(f"a{number}" for number in range(20)), "ended"]


def test_of_a_job_that_is_replaced_nothing_more_is_heard(bench: Bench, qtbot: QtBot) -> None:
    closed: list[str] = []
    bench.runner.start(numbers("a", 1000, closed))
    number = bench.runner.number
    bench.told.clear()
    bench.runner.start(numbers("b", 20))
    assert closed == ["a"]
    assert bench.runner.number > number
    qtbot.waitUntil(ended(bench))
    assert bench.told == [*(f"b{number}" for number in range(20)), "ended"]


def test_who_hears_of_a_result_may_start_another_job(bench: Bench, qtbot: QtBot) -> None:
    def start_another(result: str) -> None:
        if result == "a0":
            bench.runner.start(numbers("b", 2))

    bench.runner.delivered.connect(start_another)
    bench.runner.start(numbers("a", 1000))
    qtbot.waitUntil(ended(bench))
    assert bench.told == ["a0", "b0", "b1", "ended"]


def test_who_hears_of_the_end_may_start_another_job(bench: Bench, qtbot: QtBot) -> None:
    others = iter([numbers("b", 1), numbers("c", 1)])

    def start_another() -> None:
        if (following := next(others, None)) is not None:
            bench.runner.start(following)

    bench.runner.ended.connect(start_another)
    bench.runner.start(numbers("a", 1))
    qtbot.waitUntil(lambda: bench.told.count("ended") == 3)
    assert bench.told == ["a0", "ended", "b0", "ended", "c0", "ended"]


def test_a_job_that_is_cancelled_is_closed_at_once(bench: Bench, qtbot: QtBot) -> None:
    closed: list[str] = []
    bench.runner.start(never_done(closed))
    assert bench.jobs.running == (bench.runner,)
    bench.runner.cancel()
    assert closed == ["never done"]
    assert bench.told == ["cancelled"]
    assert bench.jobs.running == ()
    bench.runner.cancel()
    assert bench.told == ["cancelled"]


def test_a_thread_that_is_cancelled_is_not_waited_for_and_not_heard(bench: Bench, qtbot: QtBot) -> None:
    is_released, was_released = Event(), Event()

    def held() -> str:
        is_released.wait()
        was_released.set()
        return "stale"

    bench.runner.start(in_thread(whole(held)))
    bench.runner.cancel()
    bench.runner.start(numbers("b", 2))
    is_released.set()
    assert was_released.wait(10)
    qtbot.waitUntil(ended(bench))
    assert bench.told == ["cancelled", "b0", "b1", "ended"]


def test_the_results_of_a_thread_come_to_the_thread_that_draws(bench: Bench, qtbot: QtBot) -> None:
    bench.runner.start(in_thread(numbers("a", 3)))
    qtbot.waitUntil(ended(bench))
    assert bench.told == ["a0", "a1", "a2", "ended"]


def test_a_refusal_ends_the_job_and_its_text_is_told(bench: Bench, qtbot: QtBot) -> None:
    def refusing() -> Job[str]:
        yield JobStep(0.5, "a0")
        raise Refusal("there is no more")

    bench.runner.start(refusing())
    qtbot.waitUntil(ended(bench))
    assert bench.told == ["a0", "refused: there is no more"]
    assert bench.jobs.running == ()


def test_a_mistake_of_the_program_is_not_hidden_and_ends_the_job(qapp: object) -> None:
    def broken() -> Job[str]:
        yield JobStep(0.0)
        raise ZeroDivisionError

    runner = JobRunner(Jobs(FrameBudget(lambda: 0.0)))
    with pytest.raises(ZeroDivisionError):
        runner.start(broken())
    assert not runner.is_running


def test_progress_is_told_once_a_slice(bench: Bench, qtbot: QtBot) -> None:
    told: list[float] = []
    bench.runner.progressed.connect(told.append)
    bench.runner.start(numbers("a", 50), "Counting")
    assert bench.runner.title == "Counting"
    qtbot.waitUntil(ended(bench))
    assert told == sorted(told)
    assert 1 < len(told) < 50
    assert bench.runner.progress == 1.0


def test_the_jobs_that_run_are_known_the_longest_at_work_first(bench: Bench) -> None:
    heard: list[int] = []
    bench.jobs.changed.connect(lambda: heard.append(len(bench.jobs.running)))
    other = JobRunner(bench.jobs)
    bench.runner.start(never_done())
    other.start(never_done())
    assert bench.jobs.running == (bench.runner, other)
    bench.runner.start(never_done())
    assert bench.jobs.running == (bench.runner, other)
    bench.runner.cancel()
    other.cancel()
    assert heard == [1, 2, 1, 0]


def test_what_a_person_asked_for_hands_its_result_to_whoever_wants_it(bench: Bench, qtbot: QtBot) -> None:
    seconds, found = count(), list[object]()
    bench.jobs.budget.clock = lambda: 0.06 * next(seconds)  # the first slice has two steps
    bench.jobs.run("Counting", numbers("a", 4), found.append)
    assert [runner.title for runner in bench.jobs.running] == ["Counting"]
    qtbot.waitUntil(lambda: not bench.jobs.running)
    assert found == ["a0", "a1", "a2", "a3"]


def test_asking_again_takes_the_place_of_what_was_asked_before(bench: Bench, qtbot: QtBot) -> None:
    seconds, found = count(), list[object]()
    bench.jobs.budget.clock = lambda: 0.06 * next(seconds)
    bench.jobs.run("Counting", never_done(), found.append)
    bench.jobs.run("Something else", never_done(), found.append)
    bench.jobs.run("Counting", numbers("b", 4), found.append)
    assert [runner.title for runner in bench.jobs.running] == ["Something else", "Counting"]
    qtbot.waitUntil(lambda: len(bench.jobs.running) == 1)
    assert found == ["b0", "b1", "b2", "b3"]
    bench.jobs.running[0].cancel()


def test_a_job_without_a_first_slice_begins_once_control_is_back(bench: Bench, qtbot: QtBot) -> None:
    bench.runner.start(numbers("a", 2), at_once=0)
    assert bench.told == []
    assert bench.runner.is_running
    assert bench.jobs.running == (bench.runner,)
    qtbot.waitUntil(lambda: bench.told == ["a0", "a1", "ended"])


def test_a_job_that_has_not_begun_gives_way_to_the_next(bench: Bench, qtbot: QtBot) -> None:
    bench.runner.start(numbers("a", 2), at_once=0)
    bench.runner.start(numbers("b", 2), at_once=0)
    qtbot.waitUntil(lambda: "ended" in bench.told)
    assert bench.told == ["b0", "b1", "ended"]
