"""Does the tooltip tell every number with all its digits, and none that is not known yet?"""

from dataclasses import replace

import pytest

from explorer.backprop.propagate import propagate
from explorer.backprop.state import State
from explorer.drawing.hit_target import NO_TARGET, HitTarget, Part
from explorer.drawing.tooltip import tooltip
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment, Parameter, Penalty, Training
from explorer.network.transform import Scaling
from tests.drawing.networks import with_weight, worked_example
from tests.played_pass import played

THIRD = 1 / 3


def test_what_a_diagnosis_says_of_a_neuron_stands_below_its_numbers() -> None:
    experiment = worked_example()
    state = state_of(experiment, 0)
    told = {"c0": "c0 is off for every sample: its z is at most −0.5.\nMake its bias larger."}
    for part in (Part.RIM, Part.BODY, Part.Z, Part.A):
        plain = tooltip(experiment, 0, state, HitTarget(part, "c0"))
        assert tooltip(experiment, 0, state, HitTarget(part, "c0"), told) == f"{plain}\n{told['c0']}"
        other = HitTarget(part, "c1")
        assert tooltip(experiment, 0, state, other, told) == tooltip(experiment, 0, state, other)
    assert tooltip(experiment, 0, state, NO_TARGET, told) == ""


def state_of(experiment: Experiment, share: float) -> State:
    pass_ = played(experiment)
    return pass_.at(share * pass_.timeline.duration)


@pytest.mark.parametrize(
    ("hit", "text"),
    [
        (HitTarget(Part.WEIGHT, ends=("i0", "a0")), "i0 → a0\nw = 0.3333333333333333"),
        (HitTarget(Part.Z, "a0"), "z of a0, the sum of what arrives"),
        (HitTarget(Part.A, "a0"), "ReLU: φ(z) = max(0, z)"),
        (HitTarget(Part.DELTA, "a0"), ""),
        (HitTarget(Part.BIAS, "a0"), "b of a0 = 0"),
        (HitTarget(Part.TARGET, "c0"), "target of c0 = 0.5"),
        (HitTarget(Part.VALUE, "i1"), "i1, input\n0.5"),
        (HitTarget(Part.LOSS), "E, the loss of this sample"),
        (HitTarget(Part.EMPTY), ""),
    ],
)
def test_at_the_start_only_what_is_given_is_told(hit: HitTarget, text: str) -> None:
    experiment = with_weight(worked_example(), "i0", "a0", THIRD)
    assert tooltip(experiment, 0, state_of(experiment, 0), hit) == text


def test_at_the_end_every_number_is_told_in_full() -> None:
    experiment = with_weight(worked_example(), "i0", "a0", THIRD)
    trace = propagate(experiment)
    state = state_of(experiment, 1)
    told = tooltip(experiment, 0, state, HitTarget(Part.WEIGHT, ends=("i0", "a0")))
    gradient = repr(trace.weight_gradients["i0", "a0"]).replace("-", "−")
    assert f"∂E/∂w = {gradient}" in told
    assert "w · a = 0.3333333333333333" in told
    z = trace.neurons["a0"].z
    assert tooltip(experiment, 0, state, HitTarget(Part.Z, "a0")) == f"z of a0 = {z!r}"
    assert "∂E/∂a" in tooltip(experiment, 0, state, HitTarget(Part.DELTA, "a0"))
    assert "b → " in tooltip(experiment, 0, state, HitTarget(Part.BIAS, "a0"))
    assert tooltip(experiment, 0, state, HitTarget(Part.LOSS)).startswith("E = ")


def test_the_penalty_is_told_beside_e() -> None:
    experiment = replace(worked_example(), training=Training(penalty=Penalty(l1=0.5)))
    told = tooltip(experiment, 0, state_of(experiment, 1), HitTarget(Part.LOSS))
    assert told == "E = 0.25\nR = 2, added to the E of a batch"


def test_what_is_fixed_says_so() -> None:
    experiment = worked_example()
    fixed = set_fixed(experiment, [Parameter("i0", "a0"), Parameter(None, "a0")], True)
    weight, bias = HitTarget(Part.WEIGHT, ends=("i0", "a0")), HitTarget(Part.BIAS, "a0")
    for hit in (weight, bias):
        assert "fixed: training leaves it as it is" in tooltip(fixed, 0, None, hit).split("\n")
        assert "fixed" not in tooltip(experiment, 0, None, hit)


def test_numbers_that_are_scaled_are_told_in_both_units() -> None:
    scalings = {"i1": Scaling(20.0, 10.0), "c0": Scaling(0.0, 1.0, ("no", "yes"))}
    experiment = replace(worked_example(), transform=scalings)
    assert tooltip(experiment, 0, None, HitTarget(Part.VALUE, "i1")) == "i1, input\n0.5\n25 in original units"
    target = tooltip(experiment, 0, None, HitTarget(Part.TARGET, "c0"))
    assert target == "target of c0 = 0.5\nnearest to “no”"
    scaled = replace(experiment, transform={"c0": Scaling(10.0, 4.0, ("no", "yes"))})
    assert tooltip(scaled, 0, None, HitTarget(Part.TARGET, "c0")) == (
        "target of c0 = 0.5\n12 in original units\nnearest to “yes”"
    )
    lines = tooltip(scaled, 0, state_of(scaled, 1), HitTarget(Part.BODY, "c0")).split("\n")
    a = next(line for line in lines if line.startswith("a = "))
    number = 4.0 * float(a[4:].replace("−", "-")) + 10.0
    assert lines[lines.index(a) + 1] == f"{number:g} in original units"
