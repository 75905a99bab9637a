"""Do the numbers of the example at the edge of stability come out as in high precision, before the edge?"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.resources import resource
from explorer.training.curvature.compiled_curvature import CompiledCurvature
from explorer.training.curvature.curvature import Curvature, curvature_of
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.engine import Engine
from explorer.training.lanczos import Wanted
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from explorer.training.trainer import Trainer

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "cases" / "reference.json").read_text(encoding="utf-8")
)["eos_1_4_4_1"]

EXPERIMENT = read_experiment(resource("examples/edge-of-stability.json"))
PROGRAM = Program.of(EXPERIMENT)


def test_its_weights_are_drawn_as_described() -> None:
    chance = np.random.default_rng(0)
    for source, dest, fan_in, fan_out in (("i", "a", 1, 4), ("a", "b", 4, 4), ("b", "y", 4, 1)):
        drawn = chance.standard_normal((fan_out, fan_in)) / np.sqrt(fan_in)
        for row, column in np.ndindex(fan_out, fan_in):
            connection = EXPERIMENT.network.by_ends[f"{source}{column}", f"{dest}{row}"]
            assert connection.weight == drawn[row, column]
    assert EXPERIMENT.network.parameter_values[24:] == (0.0,) * 9
    x = np.array([sample.inputs["i0"] for sample in EXPERIMENT.samples])
    t = np.array([sample.targets["y0"] for sample in EXPERIMENT.samples])
    assert x == pytest.approx(np.linspace(-1, 1, 10), abs=1e-15)
    assert t == pytest.approx(np.cos(3 * np.arccos(x)), abs=1e-14)  # T₃


@pytest.mark.parametrize(
    ("engine", "curvature_by"),
    [(None, CompiledCurvature), (NumpyEngine, NumpyCurvature)],
    ids=["kernels", "numpy"],
)
def test_its_losses_and_eigenvalues_are_those_of_high_precision(
    engine: Callable[[Program], Engine] | None, curvature_by: Callable[[Program, Wanted], Curvature]
) -> None:
    trainer = Trainer(EXPERIMENT, engine(PROGRAM) if engine else None)
    trainer.advance(200)
    E = trainer.history.rows().loss
    steps = [50, 100, 200]
    states = np.array([trainer.step_again(step).state[0] for step in [0, *steps]])
    values = curvature_by(PROGRAM, Wanted(2, 1, 1e-11)).eigenvalues(states)
    assert E[0] == pytest.approx(REFERENCE["loss0"], rel=0, abs=1e-9)
    assert E[steps] == pytest.approx([REFERENCE["loss"][str(step)] for step in steps], rel=0, abs=1e-9)
    start = [REFERENCE[name] for name in ("lam0", "lam1_0", "lam_min_0")]
    assert values[0] == pytest.approx(start, rel=0, abs=1e-9)
    assert values[1:, 0] == pytest.approx([REFERENCE["lam"][str(step)] for step in steps], rel=0, abs=1e-9)


def test_it_passes_two_over_alpha_near_step_270_and_hovers_about_it() -> None:
    trainer = Trainer(EXPERIMENT)
    trainer.advance(4000)
    limit = 2 / EXPERIMENT.training.learning_rate
    states = np.array([trainer.step_again(step).state[0] for step in range(200, 4001, 5)])
    sharpness = curvature_of(PROGRAM).eigenvalues(states)[:, 0]
    first = 200 + 5 * int((sharpness > limit).argmax())
    assert first == pytest.approx(270, abs=5)
    assert np.median(sharpness[360:]) / limit == pytest.approx(1.0, abs=0.03)
