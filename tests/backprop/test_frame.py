"""Does a frame hold together what is shown at one moment, and tell one moment from another?"""

from dataclasses import replace

from explorer.backprop.frame import Frame
from explorer.backprop.message import Contribution, Sum
from explorer.backprop.path import paths_to_loss
from explorer.backprop.step_grouping import Grain
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Parameter
from tests.played_pass import played
from tests.worked_examples import article_e


def test_a_frame_without_a_pass_knows_no_number() -> None:
    frame = Frame(article_e())
    assert (frame.state, frame.cue, frame.message) == (None, None, None)


def test_a_frame_explains_its_message_with_the_numbers_of_its_pass() -> None:
    pass_ = played(article_e())
    frame = pass_.frame(pass_.timeline.time_of(3))
    assert frame.cue is pass_.shown.script.cues[3]
    assert isinstance(frame.message, Sum)
    assert frame.message.z == 0.5
    assert frame.state is not None
    assert dict(frame.state.z) == {"a0": 0.5}


def test_while_something_is_under_way_only_its_progress_differs() -> None:
    pass_ = played(article_e(), Grain.NEURON)
    early, late, arrived = (pass_.frame(time) for time in (0.25, 0.75, 1.25))
    assert early.has_same_numbers(late)
    assert not early.is_same(late)
    assert not early.has_same_numbers(arrived)
    assert early.state is not None
    assert [type(message) for message, _ in early.state.moving] == [Contribution] * 3


def test_another_number_explanation_light_or_divergence_is_another_frame() -> None:
    pass_ = played(article_e())
    frame = pass_.frame(2.0)
    lit = paths_to_loss(article_e().network, Parameter("i0", "a0"))
    assert frame.is_same(replace(frame))
    assert not frame.is_same(replace(frame, index=0))
    assert not frame.is_same(replace(frame, lit=lit))
    assert not frame.is_same(replace(frame, diverged="a0"))
    assert not frame.is_same(played(set_weight(article_e(), "i0", "a0", 7.0)).frame(2.0))
