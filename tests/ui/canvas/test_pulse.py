"""Does every message travel where its number goes?"""

from dataclasses import replace

import pytest

from explorer.backprop.message import (
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    Delta,
    Message,
    SampleLoss,
    Sum,
    Update,
    WeightGradient,
    WeightPenalty,
)
from explorer.backprop.propagate import propagate
from explorer.backprop.state import State
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.model import Experiment, Penalty, Training
from explorer.ui.canvas.hit_target import Part
from explorer.ui.canvas.network_geometry import NetworkGeometry, compute_geometry
from explorer.ui.canvas.pulse import Direction, Pulse, glows, pulses
from tests.ui.canvas.drawn import worked_example


@pytest.fixture
def experiment() -> Experiment:
    return worked_example()


@pytest.fixture
def drawing(experiment: Experiment) -> NetworkGeometry:
    return compute_geometry(experiment)


def halfway(experiment: Experiment, kind: type[Message], progress: float = 0.5, number: int = 0) -> State:
    """The state while a message of that kind is so far on its way."""
    trace = propagate(experiment)
    timeline = Timeline(trace, experiment.network, Grain.MESSAGE)
    index = [n for n, message in enumerate(trace.messages) if isinstance(message, kind)][number]
    end = timeline.time_of(index)
    begin = max((stop for stop in timeline.stops if stop < end), default=0.0)
    return timeline.state_at(begin + progress * (end - begin))


def moving(
    experiment: Experiment, drawing: NetworkGeometry, kind: type[Message], progress: float = 0.5
) -> list[Pulse]:
    found = pulses(halfway(experiment, kind, progress), drawing.roads)
    return [pulse for pulse in found if pulse.value is not None]


def test_a_contribution_travels_from_source_to_dest(experiment: Experiment, drawing: NetworkGeometry) -> None:
    (early,) = moving(experiment, drawing, Contribution, 0.1)
    (late,) = moving(experiment, drawing, Contribution, 0.9)
    assert (early.value, early.direction) == (0.5, Direction.FORWARD)
    assert early.x < late.x


def test_what_is_carried_back_travels_from_dest_to_source(
    experiment: Experiment, drawing: NetworkGeometry
) -> None:
    (early,) = moving(experiment, drawing, CarriedBack, 0.1)
    (late,) = moving(experiment, drawing, CarriedBack, 0.9)
    assert early.direction is Direction.BACKWARD
    assert early.x > late.x


def test_every_output_sends_its_part_of_the_loss_to_e(
    experiment: Experiment, drawing: NetworkGeometry
) -> None:
    sent = moving(experiment, drawing, SampleLoss)
    assert [pulse.value for pulse in sent] == [0.125, 0.125]
    assert sum(pulse.value or 0 for pulse in sent) == 0.25


def test_the_loss_sends_its_gradient_back_to_the_output(
    experiment: Experiment, drawing: NetworkGeometry
) -> None:
    (pulse,) = moving(experiment, drawing, ActivationGradient)
    assert (pulse.value, pulse.direction) == (-0.5, Direction.BACKWARD)
    assert drawing.loss is not None
    assert 480 < pulse.x < drawing.loss[0]


def test_a_weight_s_gradient_is_made_from_both_ends(experiment: Experiment, drawing: NetworkGeometry) -> None:
    state = halfway(experiment, WeightGradient, 0.999)
    ((message, _),) = state.moving
    assert isinstance(message, WeightGradient)
    a, delta = moving(experiment, drawing, WeightGradient, 0.999)
    assert (a.value, delta.value) == (message.a, message.delta)
    assert (a.direction, delta.direction) == (Direction.FORWARD, Direction.BACKWARD)
    spot = drawing.spots[message.source, message.dest]
    assert (a.x, a.y) == pytest.approx((spot.x, spot.y), abs=1)
    assert (delta.x, delta.y) == pytest.approx((spot.x, spot.y), abs=1)


def test_a_bias_s_gradient_rises_from_the_badge(experiment: Experiment, drawing: NetworkGeometry) -> None:
    (early,) = moving(experiment, drawing, BiasGradient, 0.1)
    (late,) = moving(experiment, drawing, BiasGradient, 0.9)
    assert early.x == late.x
    assert early.y > late.y


def test_contributions_wait_as_dots_for_their_sum(experiment: Experiment, drawing: NetworkGeometry) -> None:
    state = halfway(experiment, Contribution, number=2)
    dots = [pulse for pulse in pulses(state, drawing.roads) if pulse.value is None]
    assert [dot.colour_of for dot in dots] == [0.5, 0.5]  # w · a of i0 and i1


@pytest.mark.parametrize(("kind", "part"), [(Sum, Part.Z), (Delta, Part.DELTA), (Update, Part.WEIGHT)])
def test_what_comes_to_be_glows(
    experiment: Experiment, drawing: NetworkGeometry, kind: type[Message], part: Part
) -> None:
    (glow,) = glows(halfway(experiment, kind), drawing.roads)
    assert glow.part is part
    assert glow.strength == pytest.approx(1)
    (faint,) = glows(halfway(experiment, kind, 0.01), drawing.roads)
    assert faint.strength < 0.1


def test_messages_about_what_is_not_drawn_are_left_out(
    experiment: Experiment, drawing: NetworkGeometry
) -> None:
    trace = propagate(experiment)
    timeline = Timeline(trace, experiment.network, Grain.PHASE)
    bare = replace(
        drawing, network=type(drawing.network)(), positions={}, curves={}, spots={}, loss_curves={}
    )
    for tenth in range(101):
        state = timeline.state_at(timeline.duration * tenth / 100)
        assert pulses(state, bare.roads) == []
        assert glows(state, bare.roads) == []


def test_while_the_penalty_is_added_up_every_weight_glows(
    experiment: Experiment, drawing: NetworkGeometry
) -> None:
    punished = replace(experiment, training=Training(penalty=Penalty(l2=0.1)))
    found = glows(halfway(punished, WeightPenalty), drawing.roads)
    assert [glow.part for glow in found] == [Part.WEIGHT] * 5
    assert len({(glow.x, glow.y) for glow in found}) == 5
    assert pulses(halfway(punished, WeightPenalty), drawing.roads) == []
