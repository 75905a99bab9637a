"""`explorer.cli.sweep_summary`"""

from collections.abc import Iterator

import pytest

from explorer.cli.sweep_summary import MOST_RANGES, print_ranges, summary_of
from explorer.training.many.sweep import SweptRun
from explorer.training.verdict import RunOutcome, Verdict


def runs(*told: tuple[float, Verdict, float]) -> Iterator[SweptRun]:
    for number, (rate, verdict, loss) in enumerate(told):
        yield SweptRun(number, rate, None, 10, loss, verdict)


FALLS, SETTLES, DIVERGES = (
    Verdict(RunOutcome.UNDECIDED),
    Verdict(RunOutcome.CONVERGES),
    Verdict(RunOutcome.DIVERGES, step=3),
)
CYCLES = Verdict(RunOutcome.CYCLES, period=2)


def test_neighbouring_learning_rates_that_end_alike_are_one_range() -> None:
    told = [
        (0.1, FALLS, 4.0),
        (0.2, SETTLES, 2.0),
        (0.3, SETTLES, 1.0),
        (0.4, CYCLES, 3.0),
        (0.5, DIVERGES, 9.0),
    ]
    summary = summary_of(runs(*told))
    assert [(each.first, each.last, each.rates, each.mostly) for each in summary.ranges] == [
        (0.1, 0.1, 1, "undecided"),
        (0.2, 0.3, 2, "converges"),
        (0.4, 0.4, 1, "cycles (2)"),
        (0.5, 0.5, 1, "diverges"),
    ]
    assert summary.best is not None
    assert (summary.best.number, summary.best.loss) == (2, 1.0)
    assert summary.diverged is not None
    assert summary.diverged.number == 4


def test_a_range_is_told_with_its_ends_its_runs_and_its_lowest_loss(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = [(0.1, FALLS, 4.0), (0.2, SETTLES, 2.0), (0.3, SETTLES, 1.0), (0.4, DIVERGES, 9.0)]
    print_ranges(summary_of(runs(*told)))
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["learning", "rate", "runs", "verdict", "lowest", "E"],
        ["0.1", "1", "undecided", "4"],
        ["0.2", "–", "0.3", "2", "converges", "1"],
        ["0.4", "1", "diverges"],
    ]


def test_where_starts_end_differently_what_most_do_counts_and_the_shares_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    many = [(0.1, SETTLES, 1.0)] * 5 + [(0.1, FALLS, 2.0)] * 3 + [(0.1, CYCLES, 2.0), (0.1, DIVERGES, 9.0)]
    summary = summary_of(runs(*many, (0.2, SETTLES, 1.0)))
    (only,) = summary.ranges
    assert (only.rates, only.endings.total(), only.mostly) == (2, 11, "converges")
    print_ranges(summary)
    assert "converges 55 %, undecided 27 %, cycles (2) 9 %, …" in capsys.readouterr().out


def test_there_are_never_more_ranges_than_one_can_read() -> None:
    told = [(float(n), (FALLS, SETTLES)[n % 2], 1.0) for n in range(1000)]
    ranges = summary_of(runs(*told)).ranges
    assert len(ranges) == MOST_RANGES
    assert sum(each.rates for each in ranges) == sum(each.endings.total() for each in ranges) == 1000
    assert [(ranges[n].last, ranges[n + 1].first) for n in range(MOST_RANGES - 1)] == [
        (each.last, each.last + 1) for each in ranges[:-1]
    ]


def test_of_nothing_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    summary = summary_of(runs())
    print_ranges(summary)
    assert (summary.ranges, summary.best, summary.diverged, capsys.readouterr().out) == ([], None, None, "")
