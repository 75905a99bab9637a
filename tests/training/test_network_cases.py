"""What is said of networks that are degenerate, dead, saturated or at the edge of numbers? One file each."""

import math
from pathlib import Path

import pytest

from explorer.files.project import read_experiment
from explorer.network.model import Experiment
from explorer.symbol import Symbol
from explorer.training.diagnosis import diagnose
from explorer.training.finding import FindingKind
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome

CASES = Path(__file__).parents[1] / "cases" / "networks"


def case(name: str) -> Experiment:
    return read_experiment(CASES / f"{name}.json")


def trained(name: str, steps: int = 300) -> Trainer:
    trainer = Trainer(case(name))
    trainer.advance(steps)
    return trainer


def test_every_case_has_a_test() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [path.stem for path in CASES.glob("*.json") if f'"{path.stem}"' not in source] == []


ENDLESS = "the loss has no least value and falls for ever"
WITH_CROSS_ENTROPY = f"with binary cross-entropy, {ENDLESS}"
WITH_LIKELIHOOD = f"with negative log-likelihood, {ENDLESS}"


@pytest.mark.parametrize(
    ("name", "outcome", "sentence"),
    [
        (
            "bce-target2",
            RunOutcome.ENDLESS,
            f"target 2 of a (sample 1 of 1) is not in 0 … 1: {WITH_CROSS_ENTROPY}",
        ),
        (
            "bce-target-minus1",
            RunOutcome.ENDLESS,
            f"target −1 of a (sample 1 of 1) is not in 0 … 1: {WITH_CROSS_ENTROPY}",
        ),
        (
            "nll-negative",
            RunOutcome.ENDLESS,
            f"target −1 of a (sample 1 of 1) is not in 0 or more: {WITH_LIKELIHOOD}",
        ),
        ("dead-relu", RunOutcome.STUCK, "h1 is off for every sample: its pre-activation is at most −8"),
        (
            "softmax-one-t1",
            RunOutcome.STUCK,
            "softmax of the one output a is always 1, so nothing can be learnt",
        ),
    ],
)
def test_a_degenerate_network_never_converges_and_is_named(
    name: str, outcome: RunOutcome, sentence: str
) -> None:
    verdict = trained(name).verdict()
    assert (verdict.kind, verdict.reason) == (outcome, sentence)
    assert verdict.sentence == f"{outcome.value}: {sentence}"


def test_both_dead_neurons_are_found_before_the_first_step_with_a_remedy() -> None:
    findings = diagnose(case("dead-relu"))
    assert [(finding.kind, finding.neuron) for finding in findings] == [
        (FindingKind.DEAD, "h1"),
        (FindingKind.DEAD, "h2"),
    ]
    assert findings[0].text == (
        "h1 is off for every sample: its pre-activation is at most −8. "
        "Make its bias larger, take leaky ReLU, or draw the weights anew."
    )


@pytest.mark.parametrize(
    ("name", "labels"),
    [("bce-target2", "1 and 2"), ("bce-target-minus1", "−1 and 1"), ("nll-negative", "−1 and 1")],
)
def test_common_labels_are_offered_to_be_mapped(name: str, labels: str) -> None:
    (finding,) = diagnose(case(name))
    assert finding.kind is FindingKind.ENDLESS
    assert finding.remedy == f"map the labels {labels} to 0 and 1"


@pytest.mark.parametrize(
    ("name", "loss"),
    [("softmax-sat-36-1", 2.319522830243569e-16), ("softmax-sat-40-1", 4.248354255291589e-18)],
)
def test_a_softmax_that_is_sure_and_right_keeps_the_digits_of_its_loss(name: str, loss: float) -> None:
    trainer = trained(name)
    assert trainer.history.rows().loss[0] == pytest.approx(loss, rel=1e-14, abs=0)
    assert trainer.verdict().kind is RunOutcome.CONVERGES
    assert diagnose(case(name)) == []


def test_a_neuron_at_its_kink_is_off_but_the_bias_reaches_the_target_without_it() -> None:
    (finding,) = diagnose(case("kink-zero"))
    assert (finding.kind, finding.neuron, finding.blocks) == (FindingKind.DEAD, "h", False)
    assert finding.sentence == "h is off for every sample: its pre-activation is at most 0"
    assert trained("kink-zero").verdict().kind is RunOutcome.CONVERGES


def test_a_parabola_goes_to_exactly_0_in_one_step() -> None:
    trainer = trained("exact-zero")
    assert trainer.history.rows().loss[:3].tolist() == [32.0, 0.0, 0.0]
    assert trainer.verdict().kind is RunOutcome.CONVERGES
    assert diagnose(case("exact-zero")) == []


@pytest.mark.parametrize(
    ("name", "loss", "words"),
    [
        ("inf-start", math.inf, f"{Symbol.LOSS} is ∞, mostly from y"),
        ("nan-start", math.nan, f"{Symbol.Z} of h1 is ∞"),
    ],
)
def test_what_is_not_finite_at_the_start_diverges_at_step_0(name: str, loss: float, words: str) -> None:
    trainer = trained(name)
    assert trainer.divergence is not None
    assert trainer.divergence.sentence.startswith(f"Diverged at step 0: {words}")
    assert trainer.divergence.sentence.endswith("Make the weights, inputs or targets smaller.")
    assert str(trainer.history.rows().loss[0]) == str(loss)
    assert diagnose(case(name)) == []


def test_two_samples_of_two_inputs_are_learnt_exactly() -> None:
    trainer = trained("two-one", 3000)
    assert trainer.history.rows().loss[0] == 1.25
    assert trainer.history.rows().loss[-1] < 1e-20
    assert diagnose(case("two-one")) == []


def test_any_name_is_kept_and_trained() -> None:
    experiment = case("odd-names")
    names = {neuron.name for neuron in experiment.network.neurons}
    assert {
        "x'1",
        'x"2',
        "=1+1",
        "a,b;c",
        "h\n1",
        "😀",
        "\u2028y",
        " lead",
        "tail ",
        "\ufeffbom",
        "a\tb",
    } <= names
    assert trained("odd-names").divergence is None
