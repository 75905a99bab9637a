"""Where PyTorch goes in 50 steps, the engines go too. How its values were computed stands in the file."""

import json
from pathlib import Path

import pytest

from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.engines import ENGINES
from tests.training.small_experiment import xor
from tests.training.torch_cases import CASES, STEPS

VALUES = json.loads(Path(__file__).with_name("torch_values.json").read_text("utf-8"))["parameters"]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("engine", ENGINES)
def test_fifty_steps_end_where_those_of_pytorch_end(engine: str, case: str) -> None:
    experiment = xor(training=CASES[case])
    trainer = Trainer(experiment, ENGINES[engine](Program.of(experiment)))
    assert trainer.advance(STEPS) == STEPS
    assert trainer.parameters == pytest.approx(VALUES[case], rel=1e-10, abs=0)


def test_every_case_was_recorded() -> None:
    assert VALUES.keys() == CASES.keys()
