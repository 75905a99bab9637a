"""`explorer.training.curvature.preconditioner`: is an update of Adam −α P⁻¹ m̂?"""

import numpy as np
import pytest

from explorer.network.model import OptimiserChoice, Training
from explorer.training.curvature.preconditioner import inverse_root
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

ADAM = OptimiserChoice("adam", beta1=0.8, beta2=0.99, epsilon=1e-3)


def test_an_update_is_the_mean_gradient_divided_by_the_preconditioner() -> None:
    training = Training(0.05, optimiser=ADAM)
    trainer = Trainer(xor(training=training))
    for step in (1, 2, 3):
        before = trainer.parameters
        state = trainer.next_state()
        trainer.advance(1)
        np.testing.assert_array_equal(trainer.snapshot().state, state)
        mean = state[1] / (1 - 0.8**step)
        change = -0.05 * inverse_root(training, state, step) ** 2 * mean
        np.testing.assert_allclose(state[0] - before, change, rtol=1e-9, atol=1e-16)


def test_what_was_never_pushed_is_divided_by_the_guard_alone() -> None:
    state = np.array([[1.0, 2.0], [0.0, 0.5], [0.0, 0.25 * (1 - 0.99)]])
    found = inverse_root(Training(optimiser=ADAM), state, 1)
    assert found == pytest.approx([1e-3**-0.5, 0.501**-0.5], rel=1e-12)
