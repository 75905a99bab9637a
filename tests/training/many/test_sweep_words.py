"""What a whole sweep advises: of what each sentence is, and in which order."""

import numpy as np

from explorer.job import last_result
from explorer.symbol import Symbol
from explorer.training.many.executor import run_groups
from explorer.training.many.start_of_sweep import start_of_sweep
from explorer.training.many.sweep import Sweep
from explorer.training.many.sweep_picture import empty_picture
from explorer.training.many.sweep_words import all_sweep_words, sweep_words
from tests.training.small_experiment import xor


def test_the_fastest_rate_comes_first_then_what_is_stable_then_the_range_test() -> None:
    sweep = Sweep(xor(), np.array([0.01, 0.5]), None, 50)
    groups = [step.result for step in run_groups(sweep.groups(), len(sweep)) if step.result is not None]
    picture = empty_picture(sweep, last_result(start_of_sweep(xor(), None))).with_runs(groups)
    assert picture.is_complete
    words = all_sweep_words(picture, xor().training)
    assert words[0].startswith(
        f"fastest of the sweep: 0.5 (lowest {Symbol.LOSS} after 50 steps, of 2 rates from 0.01 to 0.5)"
    )
    assert words[1].startswith(f"stable here while {Symbol.ALPHA} < 2/λ = ")
    assert words[1].endswith(" (curvature at the start)")
    assert [line.partition(" of the range test")[0] for line in words[2:]] == [
        "minimum/10",
        "steepest",
        "valley",
    ]
    assert sweep_words(picture, xor().training) == words[:2]
