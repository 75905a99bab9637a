"""Are targets that a loss or an activation cannot reach named, and labels mapped?"""

from dataclasses import replace

import pytest

from explorer.network.model import Experiment
from explorer.training.diagnosis import diagnose
from explorer.training.finding import FindingKind
from explorer.training.target_diagnosis import with_labels_0_and_1
from tests.training.small_experiment import chain


def targets(*values: float) -> Experiment:
    """A logistic output with these targets, one a sample."""
    return chain(["logistic"], [0.1], [(float(n), value) for n, value in enumerate(values)])


def test_targets_out_of_reach_of_the_output_are_named() -> None:
    (finding,) = diagnose(targets(0.0, 1.5))
    assert finding.kind is FindingKind.UNREACHABLE
    assert (
        finding.sentence
        == "target 1.5 of n0 (sample 2 of 2) is out of reach: the outputs of logistic are 0 … 1"
    )
    assert not finding.blocks
    assert diagnose(targets(0.0, 1.0)) == []


@pytest.mark.parametrize(("labels", "words"), [((-1.0, 1.0), "−1 and 1"), ((2.0, 1.0), "1 and 2")])
def test_labels_are_mapped_to_0_and_1(labels: tuple[float, float], words: str) -> None:
    experiment = targets(*labels)
    (finding,) = diagnose(experiment)
    assert finding.remedy == f"map the labels {words} to 0 and 1"
    mapped = with_labels_0_and_1(experiment)
    expected = [float(label == max(labels)) for label in labels]
    assert [sample.targets["n0"] for sample in mapped.samples] == expected
    assert diagnose(mapped) == []
    assert with_labels_0_and_1(mapped) is mapped


def test_a_sample_has_its_number_among_all_those_held_out_too() -> None:
    experiment = targets(0.0, 0.5, 3.0)
    first, *others = experiment.samples
    held_out = replace(experiment, samples=(replace(first, held_out=True), *others))
    (finding,) = diagnose(held_out)
    assert finding.sentence.startswith("target 3 of n0 (sample 3 of 3) ")
