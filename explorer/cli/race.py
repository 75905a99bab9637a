"""`race`: which optimiser is down first, on the drawn network or on a function of two variables?"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from explorer.cli.argument_types import at_least_one, experiment_file, number, point, positive
from explorer.cli.destination import check_picture, check_table
from explorer.cli.kernel_note import load_kernels, note_kernels
from explorer.cli.picture_options import SavePicture, picture_options, save_asked_picture
from explorer.cli.progress import with_bar
from explorer.cli.report import print_table
from explorer.cli.table_style import CONTINENTAL_OPTION, style_of
from explorer.cli.verb import Option, Positional, Verb
from explorer.cli.written_output import opened
from explorer.files.race import write_race, write_race_paths
from explorer.job import Job
from explorer.network.optimiser import OPTIMISERS
from explorer.number import exact, rounded
from explorer.picture_subject import PicturedRace
from explorer.race.function_race import race_on_function
from explorer.race.landscape import LANDSCAPES, Landscape, landscape_of
from explorer.race.network_race import race_on_network
from explorer.race.race_course import ON_FUNCTION, ON_NETWORK
from explorer.race.racer import Racer, RaceSoFar, choices_of
from explorer.refusal import Refusal
from explorer.symbol import Symbol
from explorer.training.many.lane_choice import load_lanes
from explorer.training.program import Program, check_trainable

STEPS = 1000
"""That each makes at most, unless told otherwise."""


class NoStart(Refusal):
    """A start is a place on a function; a network starts with the weights that it has."""


def optimiser_names(text: str) -> tuple[str, ...]:
    """The names of optimisers, parted by commas; “all” are all of them."""
    names = tuple(OPTIMISERS) if text == "all" else tuple(dict.fromkeys(text.split(",")))
    unknown = [name for name in names if name not in OPTIMISERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]} is none of {', '.join(OPTIMISERS)}")
    return names


def _run(save_picture: SavePicture, options: argparse.Namespace) -> int:
    check_table(options.csv)
    check_table(options.paths)
    check_picture(options.picture)
    begin = time.perf_counter()
    is_file = _is_file(options.course)
    landscape = None if is_file else _landscape(options)
    race = _finished(_on_network(options) if landscape is None else _on_function(landscape, options))
    print_table(
        (
            "optimiser",
            f"{Symbol.ALPHA}",
            "verdict",
            "gradients",
            f"to find its {Symbol.ALPHA}",
            f"last {Symbol.LOSS}",
        ),
        _rows(race.racers),
    )
    print(race.sentence)
    if options.csv is not None:
        write_race(options.csv, race, style_of(options))
        print(f"results written to {options.csv}")
    if options.paths is not None:
        write_race_paths(options.paths, race, not is_file, style_of(options))
        print(f"paths written to {options.paths}")
    print(f"{rounded(time.perf_counter() - begin, 3)} s")
    return save_asked_picture(save_picture, PicturedRace(race, landscape), options)


def _finished(job: Job[RaceSoFar]) -> RaceSoFar:
    *_, race = with_bar(job)
    return race


def _on_network(options: argparse.Namespace) -> Job[RaceSoFar]:
    if options.start is not None:
        raise NoStart("a network starts with the weights that it has: leave out --start")
    experiment = opened(options, experiment_file(options.course)).experiment
    check_trainable(experiment)
    note_kernels()
    load_kernels(partial(load_lanes, Program.of(experiment)))
    goal = ON_NETWORK if options.tolerance is None else options.tolerance
    choices = choices_of(options.optimisers, experiment.training.optimiser)
    return race_on_network(experiment, choices, options.steps, goal, options.same_rate)


def _landscape(options: argparse.Namespace) -> Landscape:
    landscape = landscape_of(options.course, options.start)
    return landscape if options.start is None else replace(landscape, start=options.start)


def _on_function(landscape: Landscape, options: argparse.Namespace) -> Job[RaceSoFar]:
    _tell(landscape)
    tolerance = ON_FUNCTION if options.tolerance is None else options.tolerance
    choices = choices_of(options.optimisers)
    return race_on_function(landscape, choices, options.steps, tolerance, options.same_rate)


def _tell(landscape: Landscape) -> None:
    x, y = (exact(number) for number in landscape.start)
    print(f"f(x, y) = {landscape.function.formula}, from ({x}, {y})")
    if not landscape.name:
        print("its least value is not known and taken to be 0")
    elif landscape.least is None:
        print("it has no least value: who gets below −1 has left the saddle")


def _is_file(text: str) -> bool:
    """Whether an experiment is meant, and no function."""
    path = experiment_file(text)
    return text not in LANDSCAPES and (path.exists() or path.suffix.lower() == ".json")


def _rows(racers: Sequence[Racer]) -> list[tuple[str, ...]]:
    return [
        (
            racer.label,
            rounded(racer.learning_rate),
            racer.verdict,
            rounded(racer.evaluations),
            "" if racer.sweep is None else rounded(racer.sweep.evaluations, 6),
            rounded(float(racer.losses[-1])) if len(racer.losses) else "",
        )
        for racer in racers
    ]


def race(save_picture: SavePicture) -> Verb:
    """The verb, with `save_picture` to draw the picture that may be asked for."""
    return Verb(
        "race",
        "optimisers from one start, on the network or on a function of two variables: which is down first",
        (
            Positional(
                "course",
                "FILE|FUNCTION",
                f"an experiment, a formula in x and y, or one of {', '.join(LANDSCAPES)}",
                is_formula=True,
            ),
        ),
        (
            Option(
                "--optimisers",
                f"names parted by commas, or all: {', '.join(OPTIMISERS)}",
                "NAME,…|all",
                optimiser_names,
                is_required=True,
            ),
            Option(
                "--same-rate",
                f"{Symbol.ALPHA} of all; without it each has the best of a sweep of its own",
                "A",
                positive,
            ),
            Option("--steps", f"that each makes at most, {STEPS} unless told", "N", at_least_one, STEPS),
            Option(
                "--tolerance",
                f"how far above its least value f is to come, {ON_FUNCTION:g} unless told; on a network, "
                f"below which {Symbol.LOSS}, {ON_NETWORK:g} unless told",
                "T",
                number,
            ),
            Option("--start", "where on the function to start, in place of its usual place", "X,Y", point),
            Option("--csv", "a row for each optimiser", "OUT.csv", Path),
            Option("--paths", "a row for each step of each", "OUT.csv", Path),
            CONTINENTAL_OPTION,
            *picture_options(f"{Symbol.LOSS} or, on a function, the paths"),
        ),
        partial(_run, save_picture),
    )
