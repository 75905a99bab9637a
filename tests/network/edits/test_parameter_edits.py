"""Are weights, biases and values set as asked, and only those?"""

import math

import pytest

from explorer.network import rules
from explorer.network.edits import parameter_edits as edits
from explorer.network.edits.consistency import UnknownConnection
from explorer.network.model import Connection, Parameter
from tests.network.drawn import chain


def test_a_weight_is_set() -> None:
    before = chain()
    after = edits.set_weight(before, "h0", "h1", -7.0)
    assert [connection.weight for connection in after.network.connections] == [1.0, -7.0, 3.0, 4.0]
    assert before == chain()


def test_several_weights_are_set_at_once() -> None:
    after = edits.set_weights(chain(), {("h0", "h1"): 0.5, ("one", "y0"): 0.25})
    assert [connection.weight for connection in after.network.connections] == [1.0, 0.5, 3.0, 0.25]


def test_a_bias_is_set_given_and_taken_away() -> None:
    after = edits.set_biases(chain(), {"h0": None, "h1": 0.5})
    assert [neuron.bias for neuron in after.network.neurons] == [None, None, None, 0.5, 0.2]
    assert edits.set_bias(after, "h0", 0.1).network.by_name["h0"].bias == 0.1


def test_a_constant_emits_what_it_is_set_to() -> None:
    assert edits.set_constant_value(chain(), "one", -2.0).network.by_name["one"].value == -2.0


def test_what_is_set_to_what_it_is_changes_nothing() -> None:
    experiment = chain()
    assert edits.set_weight(experiment, "h0", "h1", 2.0) is experiment
    assert edits.set_biases(experiment, {"h0": 0.1, "h1": None}) is experiment
    assert edits.set_constant_value(experiment, "one", 1.0) is experiment
    assert edits.set_parameters(experiment, [1.0, 2.0, 3.0, 4.0, 0.1, 0.2]) is experiment


def test_what_cannot_be_set_is_refused() -> None:
    experiment = chain()
    with pytest.raises(UnknownConnection):
        edits.set_weight(experiment, "i0", "y0", 1.0)
    with pytest.raises(rules.NotFinite, match="the weight of i0 → h0 is ∞"):
        edits.set_weight(experiment, "i0", "h0", math.inf)
    with pytest.raises(rules.UnknownNeuron):
        edits.set_bias(experiment, "x", 1.0)
    with pytest.raises(rules.NotComputed, match="i0 is an input: it has no bias"):
        edits.set_bias(experiment, "i0", 1.0)
    with pytest.raises(rules.NotFinite, match="the bias of h0 is NaN"):
        edits.set_bias(experiment, "h0", math.nan)
    with pytest.raises(rules.NotComputed, match="h0 is a hidden neuron: only constants have a value"):
        edits.set_constant_value(experiment, "h0", 1.0)
    with pytest.raises(rules.NotFinite, match="the value of one is ∞"):
        edits.set_constant_value(experiment, "one", math.inf)


def test_all_parameters_are_set_in_their_order() -> None:
    before = chain()
    after = edits.set_parameters(before, [10, 20, 30, 40, 50, 60])
    assert [after.network.parameter_value(p) for p in before.network.parameters] == [10, 20, 30, 40, 50, 60]
    assert after.network.by_name["h1"].bias is None
    assert before == chain()


@pytest.mark.parametrize("index", [0, 5])
def test_parameters_that_are_not_finite_are_not_saved(index: int) -> None:
    values = [1.0] * 6
    values[index] = math.nan
    with pytest.raises(rules.NotFinite):
        edits.set_parameters(chain(), values)


@pytest.mark.parametrize("count", [5, 7])
def test_there_are_as_many_values_as_parameters(count: int) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        edits.set_parameters(chain(), [0.0] * count)
    with pytest.raises(ValueError, match=f"{count} values for 6 parameters"):
        edits.with_parameters(chain().network, [0.0] * count)


def test_a_network_may_be_shown_with_parameters_that_diverged() -> None:
    network = edits.with_parameters(chain().network, [math.nan, math.inf, 0.0, 0.0, 0.0, -math.inf])
    assert math.isnan(network.connections[0].weight)
    assert network.connections[1] == Connection("h0", "h1", math.inf)
    assert network.by_name["y0"].bias == -math.inf


def test_new_parameters_do_not_cost_the_levels_again() -> None:
    network = chain().network
    level, parameters = network.level, network.parameters
    changed = edits.with_parameters(network, [0.0] * 6)
    assert changed.level is level
    assert changed.parameters is parameters
    assert changed.by_ends["i0", "h0"].weight == 0.0
    assert [neuron.bias for neuron in changed.order if neuron.bias is not None] == [0.0, 0.0]


W01, B0 = Parameter("h0", "h1"), Parameter(None, "h0")


def test_weights_and_biases_are_fixed_and_freed_several_at_once() -> None:
    before = chain()
    fixed = edits.set_fixed(before, [W01, B0], True)
    assert [c.is_fixed for c in fixed.network.connections] == [False, True, False, False]
    assert [n.name for n in fixed.network.neurons if n.is_fixed] == ["h0"]
    assert fixed.network.are_fixed == (False, True, False, False, True, False)
    assert fixed.network.is_fixed(W01)
    assert not fixed.network.is_fixed(Parameter(None, "y0"))
    assert edits.set_fixed(fixed, [B0], False).network.are_fixed == (False, True, False, False, False, False)
    assert edits.set_fixed(fixed, [W01, B0], False) == before
    assert edits.set_fixed(before, [W01], False) is before
    assert edits.set_fixed(fixed, [W01], True) is fixed


def test_what_is_not_there_cannot_be_fixed() -> None:
    with pytest.raises(UnknownConnection):
        edits.set_fixed(chain(), [Parameter("i0", "y0")], True)
    with pytest.raises(rules.UnknownNeuron):
        edits.set_fixed(chain(), [Parameter(None, "x")], True)
    for name in ("h1", "i0"):
        with pytest.raises(rules.NothingToFix, match=f"{name} has no bias, so there is nothing to fix"):
            edits.set_fixed(chain(), [Parameter(None, name)], True)


def test_a_parameter_may_learn_at_a_multiple_of_the_learning_rate() -> None:
    before = chain()
    faster = edits.set_rate_multiplier(before, [W01, B0], 3.0)
    assert faster.network.rate_multipliers == (1.0, 3.0, 1.0, 1.0, 3.0, 1.0)
    assert faster.network.rate_multiplier(W01) == 3.0
    assert edits.set_parameters(faster, [7.0] * 6).network.rate_multipliers == faster.network.rate_multipliers
    assert edits.set_bias(edits.set_bias(faster, "h0", None), "h0", 1.0).network.rate_multipliers[4] == 1.0
    assert edits.set_rate_multiplier(faster, [W01, B0], 1.0) == before
    assert edits.set_rate_multiplier(before, [W01], 1.0) is before


def test_a_multiplier_of_the_learning_rate_is_finite_and_not_negative_and_of_something_there() -> None:
    with pytest.raises(rules.NegativeRate):
        edits.set_rate_multiplier(chain(), [W01], -1.0)
    with pytest.raises(rules.NotFinite):
        edits.set_rate_multiplier(chain(), [W01], math.inf)
    with pytest.raises(rules.NoRateOfBias, match="h1 has no bias, so none learns faster or slower"):
        edits.set_rate_multiplier(chain(), [Parameter(None, "h1")], 2.0)
    with pytest.raises(UnknownConnection):
        edits.set_rate_multiplier(chain(), [Parameter("i0", "y0")], 2.0)


def test_a_fixed_number_may_be_set_by_hand_and_stays_fixed() -> None:
    fixed = edits.set_fixed(chain(), [W01, B0], True)
    for changed in (
        edits.set_weight(fixed, "h0", "h1", 7.0),
        edits.set_bias(fixed, "h0", 7.0),
        edits.set_parameters(fixed, [7.0] * 6),
    ):
        assert changed.network.are_fixed == fixed.network.are_fixed
        assert changed != fixed
    assert edits.with_parameters(fixed.network, [7.0] * 6).are_fixed == fixed.network.are_fixed


def test_a_bias_that_is_taken_away_is_not_fixed_when_it_comes_back() -> None:
    fixed = edits.set_fixed(chain(), [B0], True)
    without = edits.set_bias(fixed, "h0", None)
    assert not without.network.by_name["h0"].is_fixed
    assert not edits.set_bias(without, "h0", 0.5).network.by_name["h0"].is_fixed
