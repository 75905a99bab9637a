"""Does every message travel where its number goes?"""

from dataclasses import replace

import pytest
from msgspec import structs

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
from explorer.backprop.state import State
from explorer.backprop.step_grouping import Grain
from explorer.drawing.hit_target import Part
from explorer.drawing.message_pulse import glows, pulses
from explorer.drawing.network_geometry import NetworkGeometry, compute_geometry
from explorer.drawing.pulse import Pulse, PulseDirection
from explorer.network.model import Experiment, Penalty, Training
from tests.played_pass import played
from tests.ui.canvas.drawn import worked_example


@pytest.fixture
def experiment() -> Experiment:
    return worked_example()


@pytest.fixture
def geometry(experiment: Experiment) -> NetworkGeometry:
    return compute_geometry(experiment)


def halfway(experiment: Experiment, kind: type[Message], progress: float = 0.5, number: int = 0) -> State:
    """The state while a message of that kind is so far on its way."""
    pass_ = played(experiment)
    index = [n for n, message in enumerate(pass_.shown.messages) if isinstance(message, kind)][number]
    end = pass_.timeline.time_of(index)
    begin = max((stop for stop in pass_.timeline.stops if stop < end), default=0.0)
    return pass_.at(begin + progress * (end - begin))


def moving(
    experiment: Experiment, geometry: NetworkGeometry, kind: type[Message], progress: float = 0.5
) -> list[Pulse]:
    found = pulses(halfway(experiment, kind, progress), geometry)
    return [pulse for pulse in found if pulse.value is not None]


def test_a_contribution_travels_from_source_to_dest(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    (early,) = moving(experiment, geometry, Contribution, 0.1)
    (late,) = moving(experiment, geometry, Contribution, 0.9)
    assert (early.value, early.direction) == (0.5, PulseDirection.FORWARD)
    assert early.x < late.x


def test_what_is_carried_back_travels_from_dest_to_source(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    (early,) = moving(experiment, geometry, CarriedBack, 0.1)
    (late,) = moving(experiment, geometry, CarriedBack, 0.9)
    assert early.direction is PulseDirection.BACKWARD
    assert early.x > late.x


def test_every_output_sends_its_part_of_the_loss_to_e(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    sent = moving(experiment, geometry, SampleLoss)
    assert [pulse.value for pulse in sent] == [0.125, 0.125]
    assert sum(pulse.value or 0 for pulse in sent) == 0.25


def test_the_loss_sends_its_gradient_back_to_the_output(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    (pulse,) = moving(experiment, geometry, ActivationGradient)
    assert (pulse.value, pulse.direction) == (-0.5, PulseDirection.BACKWARD)
    assert geometry.loss is not None
    assert 480 < pulse.x < geometry.loss[0]


def test_a_weight_s_gradient_is_made_from_both_ends(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    state = halfway(experiment, WeightGradient, 0.999)
    ((message, _),) = state.moving
    assert isinstance(message, WeightGradient)
    a, delta = moving(experiment, geometry, WeightGradient, 0.999)
    assert (a.value, delta.value) == (message.a, message.delta)
    assert (a.direction, delta.direction) == (PulseDirection.FORWARD, PulseDirection.BACKWARD)
    place = geometry.label_places[message.source, message.dest]
    assert (a.x, a.y) == pytest.approx((place.x, place.y), abs=1)
    assert (delta.x, delta.y) == pytest.approx((place.x, place.y), abs=1)


def test_a_bias_s_gradient_rises_from_the_badge(experiment: Experiment, geometry: NetworkGeometry) -> None:
    (early,) = moving(experiment, geometry, BiasGradient, 0.1)
    (late,) = moving(experiment, geometry, BiasGradient, 0.9)
    assert early.x == late.x
    assert early.y > late.y


def test_contributions_wait_as_dots_for_their_sum(experiment: Experiment, geometry: NetworkGeometry) -> None:
    state = halfway(experiment, Contribution, number=2)
    dots = [pulse for pulse in pulses(state, geometry) if pulse.value is None]
    assert [dot.colour_of for dot in dots] == [0.5, 0.5]  # w · a of i0 and i1


@pytest.mark.parametrize(("kind", "part"), [(Sum, Part.Z), (Delta, Part.DELTA), (Update, Part.WEIGHT)])
def test_what_comes_to_be_glows(
    experiment: Experiment, geometry: NetworkGeometry, kind: type[Message], part: Part
) -> None:
    (glow,) = glows(halfway(experiment, kind), geometry)
    assert glow.part is part
    assert glow.strength == pytest.approx(1)
    (faint,) = glows(halfway(experiment, kind, 0.01), geometry)
    assert faint.strength < 0.1


def test_messages_about_what_is_not_drawn_are_left_out(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    pass_ = played(experiment, Grain.PHASE)
    bare = structs.replace(
        geometry, graph=type(geometry.graph)(), positions={}, curves={}, label_places={}, loss_curves={}
    )
    for tenth in range(101):
        state = pass_.at(pass_.timeline.duration * tenth / 100)
        assert pulses(state, bare) == []
        assert glows(state, bare) == []


def test_while_the_penalty_is_added_up_every_weight_glows(
    experiment: Experiment, geometry: NetworkGeometry
) -> None:
    punished = replace(experiment, training=Training(penalty=Penalty(l2=0.1)))
    found = glows(halfway(punished, WeightPenalty), geometry)
    assert [glow.part for glow in found] == [Part.WEIGHT] * 5
    assert len({(glow.x, glow.y) for glow in found}) == 5
    assert pulses(halfway(punished, WeightPenalty), geometry) == []
