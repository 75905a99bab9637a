"""`bifurcation`: where do the iterates of a descent in one variable end, for every learning rate?"""

import argparse
import time
from functools import partial
from pathlib import Path

from explorer.cli.argument_types import at_least_one, learning_rates, number
from explorer.cli.bifurcation_summary import print_stretches, stretches_of
from explorer.cli.descend import check_momentum
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.picture_options import SavePicture, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.report import print_json, print_table
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.descent.bifurcation.bifurcation_points import LONGEST_PERIOD, BifurcationPoint
from explorer.descent.bifurcation.points_in_range import points_in_range
from explorer.descent.bifurcation.rate_verdicts import RateVerdict, rate_verdicts
from explorer.descent.bifurcation.whole_range import range_of_rates
from explorer.descent.function import Function, parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.settings import DescentSettings, RateRange
from explorer.files.bifurcation import (
    POINT_COLUMNS,
    VERDICT_COLUMNS,
    point_row,
    verdict_row,
    write_points,
    write_verdicts,
)
from explorer.job import last_result
from explorer.kernels import warm_up
from explorer.number import counted, exact, rounded
from explorer.refusal import Refusal

_SIZE = (1600, 900)


class NoRangeOfRates(Refusal):
    """A picture, and the search for landmarks, need learning rates that differ."""


class NoLandmarks(Refusal):
    """Landmarks are those of plain descent: with momentum a cycle has two multipliers."""


def bifurcation(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "bifurcation",
        "gradient descent on a function of one variable: where the iterates end, for every learning rate",
        (Positional("formula", "FORMULA", 'f(x), like "x^3 + 3x^2"', is_formula=True),),
        (
            Option("--start", "x at step 0", "X", number, is_required=True),
            Option(
                "--learning-rates",
                "COUNT rates from START to STOP, with log by equal ratios, like 0:0.6:1200",
                "START:STOP:COUNT[log]",
                learning_rates,
                is_required=True,
            ),
            Option("--momentum", "β of the heavy ball, 0 unless told", "B", number, 0.0),
            Option("--csv", "a row for each rate, or with --landmarks for each of these", "OUT.csv", Path),
            CONTINENTAL_OPTION,
            *picture_options("the end states", _SIZE),
            Option(
                "--landmarks",
                "in place of verdicts, where cycles are born, superstable and double, solved for",
            ),
            Option(
                "--longest",
                f"the longest period among the landmarks, {LONGEST_PERIOD} unless told",
                "P",
                at_least_one,
                LONGEST_PERIOD,
            ),
            Option("--json", "as JSON"),
        ),
        partial(_run, save_picture),
    )


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    _check(options)
    f = parse_function(options.formula)
    note_kernels()
    load_kernels(warm_up.load_orbits)
    if not options.json:
        print(f"f(x) = {f.formula}")
    if options.landmarks:
        _list_landmarks(f, options)
    elif options.csv is not None or options.json or options.picture is None:
        _judge(f, options)
    if options.picture is None:
        return 0
    seen = RateRange(*_rate_range(options), *_places(f, options))
    settings = DescentSettings(options.formula, options.start, momentum=options.momentum, seen=seen)
    return save_asked_picture(save_picture, settings, options, is_told=not options.json)


def _check(options: argparse.Namespace) -> None:
    """Refuses before the work what cannot be done."""
    check_table(options.csv)
    check_picture(options.picture)
    check_momentum(options.momentum)
    if options.landmarks and options.momentum:
        raise NoLandmarks("landmarks are solved for without momentum: leave out --momentum or --landmarks")
    low, high = _rate_range(options)
    if (options.landmarks or options.picture is not None) and low == high:
        raise NoRangeOfRates(f"there is no range between {exact(low)} and {exact(high)}: let STOP differ")


def _judge(f: Function, options: argparse.Namespace) -> None:
    """Verdicts on standard output, or as CSV. Interrupted, those that are known are written."""
    begin, verdicts = time.perf_counter(), list[RateVerdict]()
    try:
        job = rate_verdicts(f, options.start, options.learning_rates, options.momentum)
        verdicts.extend(with_bar(job))  # which keeps what there is when Ctrl+C comes
    finally:
        if options.csv is not None and verdicts:
            write_verdicts(options.csv, verdicts, style_of(options))
    if options.json:
        print_json([dict(zip(VERDICT_COLUMNS, verdict_row(each), strict=True)) for each in verdicts])
        return
    if options.csv is not None:
        print(f"verdicts written to {options.csv}")
    else:
        print_stretches(stretches_of(verdicts))
    print(f"{counted(len(verdicts), 'rate')} in {rounded(time.perf_counter() - begin, 3)} s")


def _list_landmarks(f: Function, options: argparse.Namespace) -> None:
    rates, places = _rate_range(options), _places(f, options)
    points: tuple[BifurcationPoint, ...]
    (points,) = with_bar(points_in_range(f, rates, places, options.longest))
    if options.csv is not None:
        write_points(options.csv, points, style_of(options))
    if options.json:
        print_json([dict(zip(POINT_COLUMNS, point_row(each), strict=True)) for each in points])
        return
    if options.csv is not None:
        print(f"{counted(len(points), 'landmark')} written to {options.csv}")
        return
    print_table(
        ("learning rate", "kind", "period"),
        [(exact(point.rate), point.kind, str(point.period)) for point in points],
    )
    if not points:
        print(f"no landmark of a period up to {options.longest} lies in this range")


def _rate_range(options: argparse.Namespace) -> tuple[float, float]:
    return float(options.learning_rates[0]), float(options.learning_rates[-1])


def _places(f: Function, options: argparse.Namespace) -> tuple[float, float]:
    """The range of x in which the iterates end, at these rates."""
    home = max(6.0, 3.0 * abs(options.start))
    points = critical_points(f, options.start - home, options.start + home)
    found = last_result(range_of_rates(f, options.start, points, _rate_range(options), options.momentum))
    return found.x_low, found.x_high
