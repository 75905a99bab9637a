"""`explorer.training.many.map_so_far`: do pictures of a map grow finer, and tell what is known?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import results_of
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MapAxis
from explorer.training.many.border_dimension import BorderDimension
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.map_question import MapQuestion
from explorer.training.many.map_so_far import MapSoFar, last_bit, map_answer, map_so_far, most_reached
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.solution import solution_number, solutions_of
from explorer.training.many.training_map import compute_map
from explorer.training.program import Program
from tests.training.small_experiment import xor

QUESTION = MapQuestion(
    xor(),
    MapAxis("learning-rate", 0.1, 90.0, is_log=True),
    MapAxis("scale", 0.1, 4.0, is_log=True),
    24,
    60,
)


@pytest.fixture(scope="module")
def pictures() -> list[MapSoFar]:
    return list(results_of(map_so_far(QUESTION)))


def test_the_first_has_every_eighth_pixel_and_the_last_is_whole(pictures: list[MapSoFar]) -> None:
    known = [int(each.picture.is_known.sum()) for each in pictures]
    assert known[0] == 9
    assert known == sorted(set(known))
    assert {9, 36, 144, 576} <= set(known)
    assert [each.is_whole for each in pictures] == [False] * (len(pictures) - 1) + [True]


def test_what_was_told_is_not_changed_by_what_comes_later(pictures: list[MapSoFar]) -> None:
    first = pictures[0].picture
    assert first.is_known[::8, ::8].all()
    assert first.is_known.sum() == 9
    assert (first.classes == np.kron(first.classes[::8, ::8], np.ones((8, 8)))).all()


def test_the_last_is_the_map_that_is_computed_at_once(pictures: list[MapSoFar]) -> None:
    training_map = QUESTION.training_map()
    whole = MapPicture(24, 24)
    for step in results_of(compute_map(training_map, 1)):
        whole.add(step)
    assert np.array_equal(pictures[-1].picture.loss, whole.loss, equal_nan=True)
    assert (pictures[-1].picture.low_at == whole.low_at).all()
    assert (pictures[-1].solutions == -1).all()


def test_solutions_are_those_of_the_runs_that_converged() -> None:
    *_, whole = results_of(map_so_far(replace(QUESTION, size=8, steps=200, finds_solutions=True)))
    converging = whole.picture.classes == PixelClass.CONVERGING
    assert ((whole.solutions >= 0) == converging).all()
    assert converging.any()
    program = Program.of(QUESTION.experiment)
    for step in results_of(compute_map(whole.training_map, 1)):
        for pixel, end in zip(step.results.pixels.tolist(), step.results.ends, strict=True):
            if converging.flat[pixel]:
                (found,) = solutions_of(program, end[np.newaxis])
                assert whole.solutions.flat[pixel] == solution_number(found)
    ((_, share), *_) = most_reached(whole, 1)
    assert 0 < share <= converging.mean()


def test_the_last_bit_is_told_only_where_both_are_known(pictures: list[MapSoFar]) -> None:
    whole = pictures[-1]
    nudged = list(results_of(map_so_far(replace(QUESTION, is_nudged=True))))
    assert not last_bit(whole, None).any()
    differs = whole.picture.low_at != nudged[-1].picture.low_at
    differs |= whole.picture.diverged_at != nudged[-1].picture.diverged_at
    assert (last_bit(whole, nudged[-1]) == differs).all()
    assert not last_bit(whole, nudged[0])[~nudged[0].picture.is_known].any()


def test_a_bowl_has_a_straight_border(pictures: list[MapSoFar]) -> None:
    *_, bowl = results_of(map_so_far(replace(QUESTION, is_bowl=True)))
    diverging = bowl.picture.classes == PixelClass.DIVERGING
    assert (diverging == diverging[:1]).all()  # at 2/λ, whatever the scale of the start
    assert 0 < diverging.mean() < 1
    assert "of the bowl with the same Hessian" in map_answer(bowl)


def test_the_answer_says_shares_and_where_the_present_settings_lie(pictures: list[MapSoFar]) -> None:
    whole = pictures[-1]
    shares = [100.0 * float((whole.picture.classes == each).mean()) for each in (1, 2, 0)]
    assert map_answer(whole).startswith(
        f"Of 576 runs {shares[0]:.0f} % fell to a tenth of {Symbol.LOSS}, "
        f"{shares[1]:.0f} % diverged, {shares[2]:.0f} % did neither; "
        f"the run of the present settings did neither ({Symbol.ALPHA} 0.5, scale of the starting weights 1)"
    )
    assert map_answer(whole, 0.25).endswith("; 25.0 % hang on the last bit of the start")
    border = BorderDimension(1.5432, 0.0213, (), (), ())
    assert map_answer(whole, None, border).endswith("; the border has the dimension 1.543 ± 0.021")
    none = BorderDimension(np.nan, np.nan, (), (), ())
    assert "hardly any border" in map_answer(whole, None, none)
