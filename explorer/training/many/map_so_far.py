"""How far has a trainability map come? Pictures that grow finer, for those who look while it is made."""

from copy import deepcopy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from explorer.job import Job, JobStep
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.many.border_dimension import BorderDimension
from explorer.training.many.lane_choice import preparing_lanes
from explorer.training.many.map_picture import MapPicture, MapStep, differs, fill_blocks
from explorer.training.many.map_pixels import COARSEST
from explorer.training.many.map_question import MapQuestion, is_same_map
from explorer.training.many.null_map import compute_null_map
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.solution import solution_numbers
from explorer.training.many.training_map import TrainingMap, compute_map
from explorer.training.program import Program

SolutionNumbers = NDArray[np.int16]
"""From 0 to 255, or NO_SOLUTION."""
NO_SOLUTION = np.int16(-1)

_PICTURES = 8
"""So many times, about, a map of the finest spacing is handed out while it fills."""


@dataclass(frozen=True, eq=False)
class KnownMap:
    """A map, and what is known of it.

    `solutions`: the number of the solution that each pixel's run reached, −1 where it reached none or nobody
    asked, (height, width).
    """

    training_map: TrainingMap
    picture: MapPicture
    solutions: SolutionNumbers


@dataclass(frozen=True, eq=False)
class MapSoFar(KnownMap):
    """What is known of a map that is asked for; nobody changes it any more.

    `is_whole`: every pixel is computed.
    """

    question: MapQuestion
    is_whole: bool


def map_so_far(question: MapQuestion, workers: int | None = None) -> Job[MapSoFar]:
    """The map that is asked for: first when every eighth pixel is known, then ever finer, last as a whole.

    By so many threads, by default as many as there are cores. Raises what `MapQuestion.training_map` raises,
    and TooManyForBowl.
    """
    yield JobStep(0.0)  # what follows may take a while: the Hessian of a bowl
    training_map = question.training_map()
    picture = MapPicture(training_map.width, training_map.height)
    solutions = blank_solutions(training_map, question.finds_solutions)
    program = Program.of(question.experiment)
    yield from preparing_lanes(program)
    steps = (
        compute_null_map(question.experiment, training_map, workers, may_wait=False)
        if question.is_bowl
        else compute_map(training_map, workers)
    )
    passes = _passes(training_map)
    told = known = 0
    for step in steps:
        if step.result is None:
            yield JobStep(step.progress, is_waiting=step.is_waiting)
            continue
        picture.add(step.result)
        if question.finds_solutions:
            add_solutions(solutions, step.result, program)
        known += len(step.result.results)
        if known in passes or (known > passes[0] and known - told >= passes[-1] / _PICTURES):
            told = known
            is_whole = known == passes[-1]
            copies = (picture, solutions) if is_whole else deepcopy((picture, solutions))
            so_far = MapSoFar(training_map, *copies, question, is_whole)
            yield JobStep(step.progress, so_far)
        else:
            yield JobStep(step.progress)


def _passes(training_map: TrainingMap) -> list[int]:
    """How many pixels are known after each pass, coarse to fine."""
    known, spacing = [0], COARSEST
    while spacing:
        known.append(known[-1] + training_map.count_of(spacing))
        spacing //= 2
    return known[1:]


def blank_solutions(training_map: TrainingMap, are_asked: bool) -> SolutionNumbers:
    """NO_SOLUTION everywhere; only where solutions `are_asked` for it can be written to, and takes memory."""
    nothing = np.broadcast_to(NO_SOLUTION, (training_map.height, training_map.width))
    return nothing.copy() if are_asked else nothing


def add_solutions(solutions: SolutionNumbers, step: MapStep, program: Program) -> None:
    """Write the numbers of the solutions that the runs of a step reached, as `MapPicture.add` does."""
    results = step.results
    numbers = np.full(len(results), NO_SOLUTION)
    reached = (results.low_at >= 0) & (results.diverged_at < 0) & np.isfinite(results.ends).all(axis=1)
    numbers[reached] = solution_numbers(program, results.ends[reached])
    fill_blocks(solutions, numbers, results.pixels, step.spacing)


def last_bit(one: MapSoFar, nudged: MapSoFar | None) -> NDArray[np.bool_]:
    """The pixels that are known to hang on the last bit of the start, (height, width).

    None of them where `nudged` is the twin of another map.
    """
    asked = replace(one.question, is_nudged=True, finds_solutions=False)
    if nudged is None or not is_same_map(nudged.question, asked):
        return np.zeros(one.picture.loss.shape, dtype=np.bool_)
    found: NDArray[np.bool_] = (
        differs(one.picture, nudged.picture) & one.picture.is_known & nudged.picture.is_known
    )
    return found


def map_answer(
    so_far: MapSoFar, last_bits: float | None = None, border: BorderDimension | None = None
) -> str:
    """“Of 16,384 runs 41 % fell to a tenth of E, 52 % diverged, 7 % did neither; …”

    `last_bits`: the share of pixels that hang on the last bit; `border`: the dimension of the border.
    """
    words = [fate_words(so_far, "of the bowl with the same Hessian " if so_far.question.is_bowl else "")]
    if last_bits is not None:
        words.append(last_bit_words(last_bits))
    if border is not None:
        words.append(dimension_words(border))
    return "; ".join(words)


def fate_words(known: KnownMap, of_what: str = "") -> str:
    """How many runs, `of_what`, did what, and what of the present settings."""
    picture = known.picture
    every = picture.classes
    classes = every[picture.is_known]
    low, diverged, neither = (
        f"{100.0 * float((classes == each).mean()):.0f} %"
        for each in (PixelClass.CONVERGING, PixelClass.DIVERGING, PixelClass.NEITHER)
    )
    shares = f"{low} fell to a tenth of {Symbol.LOSS}, {diverged} diverged, {neither} did neither"
    return f"Of {len(classes):,} runs {of_what}{shares}; {known.training_map.present_sentence(every)}"


def last_bit_words(share: float) -> str:
    """“3.1 % hang on the last bit of the start”."""
    return f"{100.0 * share:.1f} % hang on the last bit of the start"


def dimension_words(border: BorderDimension) -> str:
    """“the border has the dimension 1.54 ± 0.02”, by the uncertainty exponent."""
    if np.isnan(border.dimension):
        return "there is hardly any border here, so that it has no dimension to tell"
    return f"the border has the dimension {rounded(border.dimension, 4)} ± {rounded(border.error, 2)}"


def most_reached(known: KnownMap, count: int) -> list[tuple[int, float]]:
    """The solutions that most runs reached, at most `count`, each with its share of all pixels."""
    numbers, runs = np.unique(known.solutions[known.solutions >= 0], return_counts=True)
    order = np.argsort(-runs, kind="stable")[:count]
    return [(int(numbers[n]), float(runs[n]) / known.solutions.size) for n in order]
