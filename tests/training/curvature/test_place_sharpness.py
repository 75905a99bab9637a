"""Is λ at one place of a run that of the Hessian which the limit of its optimiser is about?"""

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_fixed, set_rate_multiplier
from explorer.network.model import OptimiserChoice, Parameter, Training
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.place_sharpness import RunPlace, first_place, sharpness_at, sharpness_of
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.training.hessian_oracle import hessian
from tests.training.small_experiment import chain, xor

ADAM = xor(training=Training(0.02, optimiser=OptimiserChoice("adam")))


def test_it_is_the_largest_eigenvalue_as_the_multipliers_of_alpha_make_it() -> None:
    experiment, exact = xor(), hessian(xor())
    parameters = parameters_of(experiment.network)
    assert sharpness_at(Program.of(experiment), parameters) == pytest.approx(
        np.linalg.eigvalsh(exact)[-1], rel=1e-7
    )
    chosen = [Parameter("i0", "h0"), Parameter("h3", "y0"), Parameter(None, "y0")]
    faster = set_rate_multiplier(experiment, chosen, 9.0)
    root = np.diag(np.sqrt([9.0 if place in (0, 11, 16) else 1.0 for place in range(17)]))
    assert sharpness_at(Program.of(faster), parameters) == pytest.approx(
        np.linalg.eigvalsh(root @ exact @ root)[-1], rel=1e-7
    )


def test_of_adam_the_hessian_is_divided_by_what_the_next_update_divides_by() -> None:
    trainer = Trainer(ADAM)
    trainer.advance(7)
    state, after = trainer.snapshot().state, trainer.next_state()
    root = np.diag((np.sqrt(after[2] / (1 - 0.999**8)) + 1e-8) ** -0.5)
    expected = np.linalg.eigvalsh(root @ hessian(trainer.experiment()) @ root)[-1]
    (found,) = sharpness_of(Program.of(ADAM), [RunPlace(state, 7, 0.02)])
    assert found == pytest.approx(expected, rel=1e-6)


def test_many_places_are_read_as_each_alone() -> None:
    program = Program.of(ADAM)
    chance = np.random.default_rng(0)
    places = [first_place(program, chance.standard_normal(17)) for _ in range(70)]
    together = sharpness_of(program, places)
    assert together == pytest.approx([sharpness_of(program, [place])[0] for place in places], rel=2e-7)
    assert sharpness_of(program, places[:3], curvature_of(program, 2)) == pytest.approx(
        together[:3], rel=2e-7
    )


def test_where_nothing_learns_or_a_number_is_not_finite_there_is_none() -> None:
    program = Program.of(xor())
    parameters = parameters_of(xor().network)
    assert np.isnan(sharpness_at(program, np.full_like(parameters, np.inf)))
    assert sharpness_of(program, []).tolist() == []
    neuron = chain(["identity"], [1.0], [(1.0, 0.0)])
    fixed = Program.of(set_fixed(neuron, [Parameter("x", "n0")], True))
    assert np.isnan(sharpness_at(fixed, np.array([1.0])))
