"""The progress bar of the command line, and the jobs that it watches."""

import sys

import pytest

from explorer.cli.progress import ProgressBar, with_bar
from explorer.job import Job, JobStep


def counting(ended: list[str], to: int) -> Job[int]:
    """Counts, and notes its end."""
    try:
        for number in range(to):
            yield JobStep((number + 1) / to, number)
    finally:
        ended.append("ended")


def test_a_bar_is_drawn_on_a_terminal_once_the_run_is_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([0.0, 0.4, 0.6])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    bar = ProgressBar(clock=lambda: next(times))
    bar.show(0.1)
    assert capsys.readouterr().err == ""
    bar.show(0.25)
    bar.clear()
    assert capsys.readouterr().err == "\r[" + "#" * 10 + "-" * 30 + "]  25 %\r\x1b[K"


def test_no_bar_is_drawn_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 0.6])
    bar = ProgressBar(clock=lambda: next(times))
    bar.show(0.5)
    bar.clear()
    assert capsys.readouterr().err == ""


def test_the_results_of_a_job_come_as_they_are() -> None:
    ended: list[str] = []
    assert list(with_bar(counting(ended, 3))) == [0, 1, 2]
    assert ended == ["ended"]


def test_who_does_not_want_the_rest_cancels_the_job() -> None:
    ended: list[str] = []
    results = with_bar(counting(ended, 1000))
    assert next(results) == 0
    results.close()
    assert ended == ["ended"]
