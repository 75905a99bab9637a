"""Is a state what has arrived so far, and nothing else?"""

import pytest

from explorer.backprop.step_grouping import Grain
from explorer.network.model import Parameter
from tests.played_pass import played
from tests.worked_examples import article_d, article_e


def test_numbers_arrive_one_by_one_in_the_order_in_which_they_play() -> None:
    pass_ = played(article_e())
    arrival = pass_.timeline.time_of
    assert pass_.at(arrival(2)).z == {}
    assert pass_.at(arrival(3)).z == {"a0": 0.5}
    assert pass_.at(arrival(10)).loss is None
    assert pass_.at(arrival(11)).loss == 0.25


def test_what_the_update_makes_of_a_parameter_arrives_one_by_one() -> None:
    pass_ = played(article_e())
    assert pass_.at(pass_.timeline.revealed).updates == {}
    assert pass_.at(pass_.timeline.time_of(29)).updates == {
        Parameter("i0", "a0"): 0.55,
        Parameter("i1", "a0"): 1.025,
    }


def test_known_numbers_behave_like_a_dict_of_those_that_have_arrived() -> None:
    state = played(article_d(), Grain.NEURON).at(2.0)
    assert list(state.a) == ["x0", "x1", "on", "h0"]
    assert len(state.a) == 4
    assert repr(state.z) == f"RevealedValues({{'h0': {state.z['h0']!r}}})"
    with pytest.raises(KeyError, match="h1"):
        state.z["h1"]
    with pytest.raises(KeyError, match="nobody"):
        state.z["nobody"]
