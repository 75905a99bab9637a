"""Is a state what has arrived so far, and nothing else?"""

import pytest

from explorer.backprop.message_kind import Phase
from explorer.backprop.propagate import propagate
from explorer.backprop.state import RevealTimes
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from tests.worked_examples import article_d, article_e


def test_numbers_arrive_one_by_one_in_the_order_in_which_they_play() -> None:
    trace = propagate(article_e())
    arrivals = RevealTimes(trace, trace.messages)
    assert arrivals.state(3, (), Phase.FORWARD).z == {}
    assert arrivals.state(4, (), Phase.FORWARD).z == {"a0": 0.5}
    assert arrivals.state(11, (), Phase.LOSS).loss is None
    assert arrivals.state(12, (), Phase.LOSS).loss == 0.25


def test_known_numbers_behave_like_a_dict_of_those_that_have_arrived() -> None:
    state = Timeline(propagate(article_d()), article_d().network, Grain.NEURON).state_at(2.0)
    assert list(state.a) == ["x0", "x1", "on", "h0"]
    assert len(state.a) == 4
    assert repr(state.z) == f"RevealedValues({{'h0': {state.z['h0']!r}}})"
    with pytest.raises(KeyError, match="h1"):
        state.z["h1"]
    with pytest.raises(KeyError, match="nobody"):
        state.z["nobody"]
