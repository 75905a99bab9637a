"""Does a drawn network leap and settle as the catapult of Lewkowycz and others (2020) does, number by number?

f = v · u / √n with n hidden identity units and target 0. E = ½ f², and the only eigenvalue of the tangent
kernel, λ = (‖u‖² + ‖v‖²) / n, is the sharpness where f = 0.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample, Training
from explorer.training.curvature.curvature import curvature_of
from explorer.training.program import Program
from explorer.training.trainer import Trainer

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "cases" / "reference.json").read_text(encoding="utf-8")
)["catapult_n256_f1_lam2"][0]

UNITS = 256


def drawn(learning_rate: float) -> Experiment:
    """f₀ = 1 and λ₀ = 2: the input is 1/√n, and the weights have ‖u‖² + ‖v‖² = 2 n and u · v = √n."""
    chance = np.random.default_rng(0)
    plus, minus = np.linalg.qr(chance.standard_normal((UNITS, 2)))[0].T
    root = UNITS**0.5
    one, other = np.sqrt(UNITS + root) * plus, np.sqrt(UNITS - root) * minus
    u, v = (one + other) / 2**0.5, (one - other) / 2**0.5
    hidden = [f"h{n}" for n in range(UNITS)]
    neurons = [Neuron("x", Kind.INPUT), *(Neuron(name, Kind.HIDDEN, "identity") for name in hidden)]
    connections = [Connection("x", name, weight) for name, weight in zip(hidden, u.tolist(), strict=True)]
    connections += [Connection(name, "y", weight) for name, weight in zip(hidden, v.tolist(), strict=True)]
    network = Network((*neurons, Neuron("y", Kind.OUTPUT, "identity")), tuple(connections))
    sample = Sample({"x": 1 / root}, {"y": 0.0})
    return Experiment(network, (sample,), training=Training(learning_rate=learning_rate))


def kernel_eigenvalue(trainer: Trainer) -> float:
    return float((trainer.parameters**2).sum() / UNITS)


def test_the_catapult_leaps_and_settles_as_reckoned() -> None:
    experiment = drawn(REFERENCE["eta_lam"] / 2)
    trainer = Trainer(experiment)
    assert kernel_eigenvalue(trainer) == pytest.approx(2.0, rel=1e-13)
    trainer.advance(400)
    f = np.sqrt(2 * trainer.history.rows().loss)
    assert f[0] == pytest.approx(1.0, rel=1e-12)
    assert f.max() == pytest.approx(REFERENCE["max_abs_f"], rel=1e-9)
    assert kernel_eigenvalue(trainer) == pytest.approx(REFERENCE["final_lam"], rel=1e-8)
    assert f[-1] < 1e-6
    curvature = curvature_of(Program.of(experiment))
    sharpness = curvature.eigenvalues(trainer.parameters[np.newaxis])[0, 0]
    assert sharpness == pytest.approx(REFERENCE["final_lam"], rel=1e-6)


def test_every_step_is_that_of_the_two_numbers_alone() -> None:
    trainer, f, sharpness, rate = Trainer(drawn(1.5)), 1.0, 2.0, 1.5
    for _ in range(30):
        trainer.advance(1)
        f, sharpness = (
            (1 - rate * sharpness + rate**2 * f**2 / UNITS) * f,
            sharpness + rate * f**2 / UNITS * (rate * sharpness - 4),
        )
        assert np.sqrt(2 * trainer.history.rows().loss[-1]) == pytest.approx(abs(f), rel=1e-9)
        assert kernel_eigenvalue(trainer) == pytest.approx(sharpness, rel=1e-10)


@pytest.mark.parametrize(("eta_lambda", "largest", "diverges"), [(1.9, 1.0, False), (4.1, np.inf, True)])
def test_it_is_lazy_below_two_and_diverges_above_four(
    eta_lambda: float, largest: float, diverges: bool
) -> None:
    trainer = Trainer(drawn(eta_lambda / 2))
    trainer.advance(400)
    assert (trainer.divergence is not None) == diverges
    if not diverges:
        assert np.sqrt(2 * trainer.history.rows().loss).max() == pytest.approx(largest, rel=1e-9)
        assert kernel_eigenvalue(trainer) == pytest.approx(2.0, rel=0.05)
