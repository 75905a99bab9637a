"""Is the promised change of E that of the gradient, and said to be of what it is?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_rate_multiplier
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.symbol import Symbol
from explorer.training.predicted_change import PredictedChange
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

LINE = chain(["identity"], [3.0], [(2.0, 4.0)], training=Training(learning_rate=0.125))
"""E = ½(2w − 4)²: at w = 3 it is 2, and ∂E/∂w = 4."""

QUADRATIC_PART = 0.5 * 4.0 * (0.125 * 4.0) ** 2
"""½ E″ (Δw)²: by how much E falls less than a straight line."""


def promised(experiment: Experiment, steps: int = 1) -> list[float]:
    trainer = Trainer(experiment)
    trainer.advance(steps)
    return PredictedChange(experiment).values(trainer.history.rows())[:steps].tolist()


def test_a_plain_step_promises_the_square_of_the_gradient_and_keeps_all_but_the_bend() -> None:
    trainer = Trainer(LINE)
    trainer.advance(1)
    rows = trainer.history.rows()
    assert PredictedChange(LINE).values(rows)[0] == -0.125 * 4.0**2
    assert rows.loss_change[0] == -2.0 + QUADRATIC_PART


def test_the_promise_follows_the_schedule_and_the_penalty() -> None:
    halving = set_training(LINE, schedule=ScheduleChoice("step", factor=0.5, steps=1))
    assert promised(halving, 2)[0] == -2.0
    assert promised(halving, 2)[1] == pytest.approx(-0.0625 * (4 * 2.5 - 8) ** 2)
    pulled = set_training(LINE, penalty=Penalty(l2=1.0))
    assert promised(pulled) == pytest.approx([-0.125 * (4.0 + 3.0) ** 2])


def test_a_gradient_that_is_shortened_promises_as_much_less() -> None:
    clipped = set_training(LINE, largest_gradient=1.0)
    assert promised(clipped) == pytest.approx([-0.125 * 1.0 * 4.0], rel=1e-6)
    assert promised(set_training(LINE, largest_gradient=5.0)) == [-2.0]


def test_of_another_optimiser_it_is_what_a_plain_step_would_do() -> None:
    assert promised(set_training(LINE, optimiser=OptimiserChoice("adam"))) == [-2.0]


def test_with_multiples_of_alpha_it_is_what_a_plain_step_would_do() -> None:
    faster = set_rate_multiplier(LINE, LINE.network.parameters, 2.0)
    change = PredictedChange(faster)
    assert (change.is_plain, change.label) == (False, "plain step")
    assert promised(faster) == promised(LINE)
    assert (
        f"the step of gradient descent with an {Symbol.ALPHA} of its own for some weights"
    ) in change.sentence


def test_what_is_not_finite_is_no_error() -> None:
    rows = Trainer(set_training(LINE, largest_gradient=1.0)).history.rows()
    endless = replace(rows, gradient_norm=np.array([np.inf]), learning_rate=np.array([1.0]))
    assert np.isnan(PredictedChange(set_training(LINE, largest_gradient=1.0)).values(endless)).all()
    assert PredictedChange(LINE).values(endless).tolist() == [-np.inf]


@pytest.mark.parametrize(
    ("training", "label", "formula", "whose"),
    [
        (Training(), "promised", f"−{Symbol.ALPHA}·‖∇{Symbol.LOSS}‖²", ""),
        (Training(batch_size=1), "promised", f"−{Symbol.ALPHA}·‖∇{Symbol.LOSS}‖²", "on its batch of 1 "),
        (Training(batch_size=2), "promised", f"−{Symbol.ALPHA}·‖∇{Symbol.LOSS}‖²", ""),
        (
            Training(dropout=0.5, batch_size=1),
            "promised",
            f"−{Symbol.ALPHA}·‖∇{Symbol.LOSS}‖²",
            "on its batch of 1 with neurons silent ",
        ),
        (Training(schedule=ScheduleChoice("cosine")), "promised", f"−{Symbol.ALPHA}ₜ·‖∇{Symbol.LOSS}‖²", ""),
        (
            Training(largest_gradient=0.25),
            "promised",
            (f"−{Symbol.ALPHA}·min(‖∇{Symbol.LOSS}‖, 0.25) ‖∇{Symbol.LOSS}‖"),
            "",
        ),
        (
            Training(optimiser=OptimiserChoice("momentum")),
            "plain step",
            f"−{Symbol.ALPHA}·‖∇{Symbol.LOSS}‖²",
            "",
        ),
    ],
)
def test_it_is_said_of_what_it_is_the_promise(
    training: Training, label: str, formula: str, whose: str
) -> None:
    two = chain(["identity"], [1.0], [(1.0, 0.0), (2.0, 1.0)], held_out=[(3.0, 3.0)], training=training)
    promise = PredictedChange(two)
    assert (promise.label, promise.formula, promise.whose) == (label, formula, whose)
    assert f"{whose}({formula})" in promise.sentence
    assert (f"a plain step −{Symbol.ALPHA}·∇{Symbol.LOSS} would" in promise.sentence) == (
        label == "plain step"
    )
