"""How curved is E at the start of Mazur's worked example? Either way, beside numbers of high precision.

Those are differences of E in 60-digit arithmetic, with a step of 10⁻¹⁵. What `cases/reference.json` has for
all twelve parameters, 0.08862833550928, is found by coarser ones: it agrees in ten digits.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample, Training
from explorer.training.curvature.compiled_curvature import CompiledCurvature
from explorer.training.curvature.curvature import Curvature
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.curvature.stability import largest_stable_rate
from explorer.training.lanczos import Wanted
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer

REFERENCE = json.loads((Path(__file__).parents[2] / "cases" / "reference.json").read_text(encoding="utf-8"))
WEIGHTS = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]


def mazur(biases_learn: bool) -> Experiment:
    """2-2-2, logistic, E = ½ Σ (y − t)²."""
    neurons = [Neuron(name, Kind.INPUT) for name in ("i1", "i2")]
    for kind, names, bias in ((Kind.HIDDEN, ("h1", "h2"), 0.35), (Kind.OUTPUT, ("o1", "o2"), 0.60)):
        neurons += [Neuron(name, kind, "logistic", bias, is_fixed=not biases_learn) for name in names]
    ends = [(f"{a}{j}", f"{b}{k}") for a, b in ("ih", "ho") for k in (1, 2) for j in (1, 2)]
    connections = [Connection(*pair, weight) for pair, weight in zip(ends, WEIGHTS, strict=True)]
    sample = Sample({"i1": 0.05, "i2": 0.10}, {"o1": 0.01, "o2": 0.99})
    return Experiment(Network(tuple(neurons), tuple(connections)), (sample,), training=Training(0.5))


@pytest.mark.parametrize("way", [CompiledCurvature, NumpyCurvature])
@pytest.mark.parametrize(
    ("biases_learn", "sharpness", "rate"),
    [(False, 0.0365458975424436146, 54.7257), (True, 0.0886283355106915111, 22.5661)],
)
def test_the_sharpness_at_the_start_is_that_of_high_precision(
    way: type[CompiledCurvature | NumpyCurvature], biases_learn: bool, sharpness: float, rate: float
) -> None:
    experiment = mazur(biases_learn)
    assert Trainer(experiment).history.rows().loss[0] == pytest.approx(0.2983711087600027, rel=1e-14)
    curvature: Curvature = way(Program.of(experiment), Wanted(1, 0, 1e-12))
    found = curvature.eigenvalues(parameters_of(experiment.network)[np.newaxis])[0, 0]
    assert found == pytest.approx(sharpness, rel=1e-13)
    plain = replace(experiment.training, learning_rate=1.0)
    assert largest_stable_rate(plain, found) == pytest.approx(rate, abs=1e-4)


def test_the_reference_number_is_that_to_ten_digits() -> None:
    assert REFERENCE["mazur"]["lam_max_12_params"] == pytest.approx(0.0886283355106915111, rel=5e-11)
