"""`explorer.training.dropout_mask`"""

import numpy as np
import pytest

from explorer.training.dropout_mask import DropoutMask

NEURONS, SAMPLES = np.array([2, 3, 7]), np.arange(5)


def splitmix(state: int) -> int:
    """As its authors print it, in whole numbers of any size: java.util.SplittableRandom, golden gamma."""
    word = 2**64
    state = (state + 0x9E3779B97F4A7C15) % word
    state = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) % word
    state = ((state ^ state >> 27) * 0x94D049BB133111EB) % word
    return state ^ state >> 31


def test_the_oracle_is_splitmix() -> None:
    # the first two numbers of the reference implementation from the state 1234567
    assert splitmix(1234567) == 6457827717110365317
    assert splitmix(1234567 + 0x9E3779B97F4A7C15) == 3203168211198807973


@pytest.mark.parametrize(("seed", "step"), [(0, 0), (7, 1), (2**63, 10**12)])
def test_who_is_silent_is_a_hash_of_seed_step_neuron_and_sample(seed: int, step: int) -> None:
    found = DropoutMask(seed, 0.4, NEURONS).factors(step, SAMPLES)
    for row, neuron in enumerate(NEURONS.tolist()):
        for column, sample in enumerate(SAMPLES.tolist()):
            hashed = splitmix(splitmix(splitmix(splitmix(seed) ^ step) ^ neuron) ^ sample)
            is_silent = (hashed >> 11) / 2**53 < 0.4
            assert found[row, column] == (0.0 if is_silent else 1 / (1 - 0.4))


def test_a_sample_is_treated_alike_in_whatever_batch_it_stands() -> None:
    dropout = DropoutMask(3, 0.5, NEURONS)
    together = dropout.factors(9, SAMPLES)
    np.testing.assert_array_equal(dropout.factors(9, np.array([4, 1])), together[:, [4, 1]])


def test_in_the_long_run_the_share_of_the_silent_is_the_probability() -> None:
    dropout = DropoutMask(1, 0.2, NEURONS)
    silent = np.array([dropout.factors(step, SAMPLES) == 0.0 for step in range(4000)])
    assert silent.mean(axis=0) == pytest.approx(np.full((3, 5), 0.2), abs=0.03)
    of_pairs = np.corrcoef(silent.reshape(4000, -1).T) - np.eye(15)
    assert np.abs(of_pairs).max() < 0.06  # neither neurons nor samples are silent together
