"""Is what a timeline says of a time right, whichever way one came there?"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.message import Contribution
from explorer.backprop.message_kind import Phase
from explorer.backprop.propagate import propagate
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.script import Script
from explorer.backprop.state import state_at
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Network, Parameter
from tests.played_pass import played
from tests.random_experiment import random_experiment
from tests.worked_examples import article_e

GRAINS = st.sampled_from(list(Grain))
SEEDS = st.integers(0, 10**6)


def timeline_e(grain: Grain = Grain.MESSAGE) -> Timeline:
    return Timeline(Script.of(article_e()), grain)


def random_timeline(seed: int, grain: Grain) -> Timeline:
    return Timeline(Script.of(random_experiment(seed)), grain)


def test_the_phases_of_article_e_follow_one_another() -> None:
    spans = [(span.phase, span.start, span.end) for span in timeline_e(Grain.NEURON).spans]
    assert spans == [
        (Phase.FORWARD, 0.0, 6.0),
        (Phase.LOSS, 6.0, 7.0),
        (Phase.BACKWARD, 7.0, 12.5),
        (Phase.UPDATE, 12.5, 14.0),
    ]
    assert timeline_e(Grain.NEURON).duration == 14.0


def test_stepping_rests_at_the_start_and_at_the_end_of_every_moment() -> None:
    timeline = timeline_e(Grain.LEVEL)
    assert timeline.stops == (0.0, 2.0, 4.0, 5.0, 6.5, 9.0, 9.5, 10.0)
    assert [(m.start, m.end, m.phase) for m in timeline.moments[:3]] == [
        (0.0, 2.0, Phase.FORWARD),
        (2.0, 4.0, Phase.FORWARD),
        (4.0, 5.0, Phase.LOSS),
    ]
    assert [timeline.time_of(index) for index in range(5, 11)] == [3.0, 3.5, 4.0, 3.0, 3.5, 4.0]


@pytest.mark.parametrize(
    ("time", "next_stop", "previous_stop"),
    [
        (0.0, 2.0, 0.0),
        (0.1, 2.0, 0.0),
        (2.0, 4.0, 0.0),
        (3.0, 4.0, 2.0),
        (10.0, 10.0, 9.5),
        (99.0, 10.0, 10.0),
    ],
)
def test_a_step_goes_to_the_next_stop_and_back_to_the_one_before(
    time: float, next_stop: float, previous_stop: float
) -> None:
    assert timeline_e(Grain.LEVEL).next_stop(time) == next_stop
    assert timeline_e(Grain.LEVEL).previous_stop(time) == previous_stop


def test_at_rest_after_a_message_that_message_is_explained() -> None:
    timeline = timeline_e()
    assert timeline.message_at(0.0) is None
    assert [timeline.message_at(stop) for stop in timeline.stops[1:]] == list(range(36))


def test_on_its_way_a_message_is_explained_already() -> None:
    timeline = timeline_e()
    assert timeline.message_at(1.0) == 0
    assert timeline.message_at(1.25) == 1
    assert timeline.progress(1, 1.25) == 0.25
    assert timeline.progress(0, 1.25) == 1.0
    assert timeline.progress(2, 1.25) == 0.0
    assert timeline.time_of(1) == 2.0


def test_before_anything_plays_only_the_inputs_are_known() -> None:
    state = played(article_e()).at(0.0)
    assert state.a == {"i0": 1.0, "i1": 0.5, "i2": 1.0}
    assert state.phase is None
    assert state.loss is None
    assert state.moving == ()
    known = (state.z, state.dE_da, state.delta, state.contributions, state.gradients, state.updates)
    assert [len(each) for each in known] == [0] * 6


def test_in_the_middle_of_the_way_forward_of_article_e() -> None:
    state = played(article_e(), Grain.NEURON).at(2.25)
    assert state.z == {"a0": 0.5}
    assert state.a == {"i0": 1.0, "i1": 0.5, "i2": 1.0, "a0": 0.5}
    assert state.contributions == {("i0", "a0"): 0.5, ("i1", "a0"): 0.5, ("i2", "a0"): -0.5}
    assert state.moving == ((Contribution("a0", "c0", -1.0, 0.5, -0.5), 0.25),)
    assert state.phase is Phase.FORWARD


def test_in_the_middle_of_the_way_back_of_article_e() -> None:
    state = played(article_e(), Grain.NEURON).at(10.0)
    assert state.loss == 0.25
    assert state.dE_da == {"c0": -0.5, "c1": -0.5}
    assert state.delta == {"c0": 0.0, "c1": -0.5}
    assert state.gradients == {
        Parameter("a0", "c0"): 0.0,
        Parameter(None, "c0"): 0.0,
        Parameter("a0", "c1"): -0.25,
        Parameter(None, "c1"): -0.5,
    }
    assert "a0" not in state.delta
    assert state.delta.get("a0") is None
    assert state.phase is Phase.BACKWARD


def test_messages_of_one_stage_travel_together() -> None:
    moving = played(article_e(), Grain.NEURON).at(0.5).moving
    assert [(message.source, progress) for message, progress in moving] == [
        ("i0", 0.5),
        ("i1", 0.5),
        ("i2", 0.5),
    ]


def test_another_grain_goes_on_where_the_message_has_just_arrived() -> None:
    pass_e = played(article_e(), Grain.NEURON)
    by_neuron = pass_e.timeline
    assert by_neuron.time_nearest(23) == by_neuron.time_of(23)
    assert pass_e.at(by_neuron.time_nearest(23)).delta["a0"] == -0.5
    assert by_neuron.time_nearest(None) == 0.0
    assert by_neuron.time_nearest(1000) == by_neuron.duration


def test_an_empty_trace_has_one_stop() -> None:
    empty = played(replace(article_e(), network=Network()), Grain.NEURON)
    timeline = empty.timeline
    assert timeline.stops == (0.0,)
    assert timeline.duration == 0.0
    assert timeline.next_stop(0.0) == timeline.previous_stop(0.0) == 0.0
    assert timeline.message_at(0.0) is None
    assert timeline.time_nearest(0) == 0.0
    assert empty.at(0.0).phase is None


@given(seed=SEEDS, grain=GRAINS)
def test_at_the_end_everything_is_known(seed: int, grain: Grain) -> None:
    trace, state = propagate(random_experiment(seed)), played(random_experiment(seed), grain).end
    assert state.a == {name: values.a for name, values in trace.neurons.items()}
    computed = {name: values for name, values in trace.neurons.items() if values.z is not None}
    assert state.z == {name: values.z for name, values in computed.items()}
    assert state.dE_da == {name: values.dE_da for name, values in computed.items()}
    assert state.delta == {name: values.delta for name, values in computed.items()}
    weights = {Parameter(*ends): gradient for ends, gradient in trace.weight_gradients.items()}
    biases = {Parameter(None, name): gradient for name, gradient in trace.bias_gradients.items()}
    assert state.gradients == weights | biases
    assert state.updates.keys() == state.gradients.keys()
    assert state.loss == trace.loss
    assert state.moving == ()


@given(seed=SEEDS, grain=GRAINS, places=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_what_is_known_only_grows(seed: int, grain: Grain, places: tuple[float, float]) -> None:
    pass_ = played(random_experiment(seed), grain)
    earlier, later = (pass_.at(place * pass_.timeline.duration) for place in sorted(places))
    for field in ("z", "a", "dE_da", "delta", "contributions", "gradients", "updates"):
        assert getattr(earlier, field).items() <= getattr(later, field).items()
    assert earlier.loss is None or later.loss is not None


@given(seed=SEEDS, grain=GRAINS, places=st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_scrubbing_to_and_fro_gives_the_same_states(seed: int, grain: Grain, places: list[float]) -> None:
    scrubbed = played(random_experiment(seed), grain)
    for place in [*places, *reversed(places)]:
        time = place * scrubbed.timeline.duration
        assert scrubbed.at(time) == played(random_experiment(seed), grain).at(time)


@given(seed=SEEDS, grain=GRAINS, place=st.floats(0, 1))
def test_what_moves_is_neither_known_nor_at_rest(seed: int, grain: Grain, place: float) -> None:
    pass_ = played(random_experiment(seed), grain)
    timeline, time = pass_.timeline, place * pass_.timeline.duration
    state = pass_.at(time)
    assert all(0 < progress < 1 for _, progress in state.moving)
    for message, _ in state.moving:
        if isinstance(message, Contribution):
            assert (message.source, message.dest) not in state.contributions
    assert bool(state.moving) == (
        time not in {timeline.time_of(i) for i in range(len(timeline.script.cues))} | {0}
    )


@given(seed=SEEDS, grain=GRAINS)
def test_stops_rise_and_nothing_is_under_way_at_a_stop(seed: int, grain: Grain) -> None:
    timeline = random_timeline(seed, grain)
    assert list(timeline.stops) == sorted(set(timeline.stops))
    assert all(timeline.under_way(stop) == () for stop in timeline.stops)
    assert [span.end for span in timeline.spans[:-1]] == [span.start for span in timeline.spans[1:]]
    assert timeline.spans[-1].end == timeline.duration


@given(seed=SEEDS, grain=GRAINS)
def test_stepping_forward_and_back_visits_the_same_stops(seed: int, grain: Grain) -> None:
    timeline = random_timeline(seed, grain)
    forward = [0.0]
    while forward[-1] < timeline.duration:
        forward.append(timeline.next_stop(forward[-1]))
    back = [timeline.duration]
    while back[-1] > 0:
        back.append(timeline.previous_stop(back[-1]))
    assert tuple(forward) == timeline.stops == tuple(reversed(back))


def test_a_held_out_sample_has_everything_but_changes_of_its_own() -> None:
    experiment = replace(article_e(), samples=(replace(article_e().samples[0], held_out=True),))
    timeline = Timeline(Script.of(experiment), Grain.PHASE)
    assert [span.phase for span in timeline.spans] == [Phase.FORWARD, Phase.LOSS, Phase.BACKWARD]


@pytest.mark.parametrize("grain", list(Grain))
def test_the_times_of_one_pass_serve_another_with_the_same_messages(grain: Grain) -> None:
    experiment = random_experiment(7)
    connection = experiment.network.connections[0]
    changed = set_weight(experiment, connection.source, connection.dest, 2.5)
    pass_, fresh = played(experiment, grain), played(changed, grain)
    assert pass_.shown.script.suits(changed)
    renewed = SamplePass(pass_.shown.script, changed, 0)
    for time in np.linspace(0.0, fresh.timeline.duration, 23):
        assert state_at(renewed, pass_.timeline, time) == fresh.at(time)
    assert pass_.end != fresh.end
