"""Where many runs ended, by the height of their loss: counted, told in words, and nothing said too soon."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import last_result
from explorer.symbol import Symbol
from explorer.training.many.loss_level import levels_of, starts_answer
from explorer.training.many.starts import ManyEnds, StartsQuestion, train_starts
from explorer.training.verdict import RunOutcome, Verdict
from tests.training.many.test_solution import xor_of_two
from tests.training.many.test_starts import XOR_OF_TWO, ends_of
from tests.ui.training_experiment import DIVERGING

CONVERGES, STUCK, UNDECIDED = (
    Verdict(outcome) for outcome in (RunOutcome.CONVERGES, RunOutcome.STUCK, RunOutcome.UNDECIDED)
)


def made(loss: list[float], verdicts: list[Verdict], first: float = 1.0) -> ManyEnds:
    """Runs of XOR with two hidden neurons that all found one solution, and came to these E."""
    count = len(loss)
    ends = last_result(train_starts(StartsQuestion(XOR_OF_TWO, 1, count)))
    one = np.tile([2.0, 2.0, 2.0, 2.0, 3.0, -3.0, -1.0, -3.0, -1.0], (count, 1))
    diverged = np.array([1 if each.kind is RunOutcome.DIVERGES else -1 for each in verdicts])
    one[diverged >= 0] = np.nan
    return replace(
        ends,
        parameters=one,
        loss=np.array(loss),
        first_loss=np.full(count, first),
        verdicts=tuple(verdicts),
        diverged_at=diverged,
    )


def test_a_level_ends_where_the_next_loss_lies_more_than_a_hundredth_of_the_first_higher() -> None:
    ends = made([0.5, 0.001, 0.009, 0.018, 0.505], [CONVERGES] * 5)
    assert [level.runs for level in levels_of(ends)] == [(1, 2, 3), (0, 4)]
    assert [(level.low, level.high) for level in levels_of(ends)] == [(0.001, 0.018), (0.5, 0.505)]
    assert [level.runs for level in levels_of(made([0.0, 0.011], [CONVERGES] * 2))] == [(0,), (1,)]
    assert [level.runs for level in levels_of(made([0.0, 0.011], [CONVERGES] * 2, 2.0))] == [(0, 1)]


def test_what_stands_is_counted_apart_from_what_is_stuck_and_what_moves() -> None:
    (level,) = levels_of(made([0.1] * 4, [CONVERGES, STUCK, STUCK, UNDECIDED]))
    assert (level.standing, level.stuck, level.moving, level.solutions) == (1, 2, 1, 1)


def test_the_answer_names_the_levels_and_why() -> None:
    ends = made([0.0001] * 3 + [0.125] * 2, [CONVERGES] * 3 + [STUCK, CONVERGES])
    assert starts_answer(ends) == (
        f"Yes, at 2 heights of {Symbol.LOSS}: of 5 starts 3 at 0.0001 in 1 solution (all at rest); 2 at "
        "0.125 in 1 "
        "solution (1 at rest, 1 stuck). "
        "A run only goes downhill, so it ends in the hollow that it starts in"
    )


def test_where_all_end_alike_the_answer_is_no() -> None:
    assert starts_answer(made([0.2, 0.2], [CONVERGES] * 2)) == (
        f"No, at one height of {Symbol.LOSS}: of 2 starts 2 at 0.2 in 1 solution (all at rest). "
        "From each of them it is downhill to the same end"
    )


def test_while_most_still_move_it_is_said_so_far() -> None:
    answer = starts_answer(made([0.2, 0.4], [UNDECIDED] * 2))
    assert answer.startswith(
        f"So far yes, at 2 heights of {Symbol.LOSS}: of 2 starts 1 at 0.2 in 1 solution (1 still moving)"
    )
    assert answer.endswith("Most of them still move: more steps tell where these end")
    assert starts_answer(made([0.2, 0.2], [UNDECIDED] * 2)).startswith(
        f"So far no, at one height of {Symbol.LOSS}: "
    )


def test_one_height_with_several_solutions_is_different_too() -> None:
    ends = made([0.2, 0.2], [CONVERGES] * 2)
    ends.parameters[1] = [2.0, -2.0, -2.0, 2.0, 3.0, 3.0, -1.0, -1.0, 5.0]
    assert starts_answer(ends).startswith(f"Yes, at one height of {Symbol.LOSS} but as different solutions: ")


def test_levels_beyond_the_four_largest_are_counted_together_and_what_diverged_is_said() -> None:
    loss = [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 9.0]
    answer = starts_answer(made(loss, [CONVERGES] * 6 + [Verdict(RunOutcome.DIVERGES, step=1)]))
    assert answer.startswith(f"Yes, at 5 heights of {Symbol.LOSS}: of 7 starts 1 at 0.1 ")
    assert "; 1 elsewhere; 1 diverged. " in answer
    assert answer.count(" at 0.") == 4


def test_where_all_diverge_there_is_no_minimum_to_tell_of() -> None:
    ends = ends_of(DIVERGING, 60, 2)
    assert levels_of(ends) == ()
    assert starts_answer(ends) == "All 2 starts diverge: at this learning rate none comes to a minimum"


def test_before_the_last_step_only_how_far_they_are_is_told() -> None:
    ends = replace(ends_of(XOR_OF_TWO, 1500, 3), step=700, verdicts=())
    assert starts_answer(ends) == "Step 700 of 1,500: 3 of 3 on their way"


def test_xor_with_two_relus_has_minima_at_the_heights_that_arithmetic_gives() -> None:
    """½ (y − t)² in the mean: where y = ½ for two samples 1/16, ⅓, ⅓, ⅔ for three 1/12, ½ for all 1/8."""
    experiment = replace(xor_of_two("relu"), loss=XOR_OF_TWO.loss)
    heights = [level.low for level in levels_of(ends_of(experiment, 10_000, 64))]
    assert heights == pytest.approx([0.0, 1 / 16, 1 / 12, 1 / 8], abs=1e-4)
