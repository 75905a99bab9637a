"""The player: which time it is in the animation, and what follows from edits, samples, grains and keys."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.backprop.message import BiasGradient, Contribution, SampleLoss, Sum, Update
from explorer.backprop.message_kind import Phase
from explorer.backprop.playback_speed import FASTEST
from explorer.backprop.step_grouping import Grain
from explorer.network.edits import graph_edits, sample_edits
from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.session import Session
from tests.ui.training_experiment import SHRINKING
from tests.worked_examples import article_d, article_e


class Bench:
    """A document with the player of its frames."""

    def __init__(self) -> None:
        self.document = Document()
        self.session = Session(self.document)
        self.frames = self.session.frames
        self.player = self.frames.player
        self.document.replace(article_e())

    @property
    def frame(self) -> Frame:
        """What is shown."""
        return self.frames.frame

    @property
    def count(self) -> int:
        """How many messages the pass has."""
        return len(self.player.timeline.script.cues)


@pytest.fixture
def bench(qapp: object) -> Bench:
    """Article E's iteration, at the start."""
    return Bench()


def test_at_the_start_only_the_inputs_are_known(bench: Bench) -> None:
    state = bench.frame.state
    assert bench.player.time == 0.0
    assert bench.frame.message is None
    assert state is not None
    assert dict(state.a) == {"i0": 1.0, "i1": 0.5, "i2": 1.0}
    assert state.loss is None


def test_next_plays_one_message_and_rests(bench: Bench, qtbot: QtBot) -> None:
    bench.player.set_speed(FASTEST)
    with qtbot.waitSignal(bench.player.playing_changed, check_params_cb=lambda playing: not playing):
        bench.player.next()
    assert bench.player.message_index == 0
    assert isinstance(bench.frame.message, Contribution)
    assert bench.frame.state is not None
    assert dict(bench.frame.state.contributions) == {("i0", "a0"): 0.5}


def test_next_during_a_step_jumps_to_its_end_and_plays_the_one_after(bench: Bench) -> None:
    bench.player.next()
    bench.player.next()
    assert bench.player.time == bench.player.timeline.stops[1]
    assert bench.player.is_playing


def test_back_goes_to_the_stop_before_at_once(bench: Bench) -> None:
    bench.player.show_message(3)
    bench.player.back()
    assert bench.player.message_index == 2
    assert not bench.player.is_playing


def test_back_at_the_start_and_next_at_the_end_stay_there(bench: Bench, qtbot: QtBot) -> None:
    bench.player.back()
    assert bench.player.time == 0.0
    bench.player.last()
    bench.player.next()
    qtbot.waitUntil(lambda: not bench.player.is_playing)
    assert bench.player.time == bench.player.duration


def test_first_and_last_go_to_the_ends(bench: Bench) -> None:
    bench.player.last()
    assert bench.player.message_index == bench.count - 1
    assert isinstance(bench.frame.message, Update)
    bench.player.first()
    assert bench.player.time == 0.0


def test_a_time_outside_of_the_pass_is_clamped(bench: Bench) -> None:
    bench.player.seek(1e9)
    assert bench.player.time == bench.player.duration
    bench.player.seek(-1.0)
    assert bench.player.time == 0.0


def test_every_message_is_known_where_it_is_shown(bench: Bench) -> None:
    for index in range(bench.count):
        bench.player.show_message(index)
        assert bench.player.message_index == index


def test_the_pass_plays_to_its_end_and_stops_there(qtbot: QtBot) -> None:
    bench = Bench()
    bench.document.replace(SHRINKING)
    bench.player.set_speed(FASTEST)
    times: list[float] = []
    bench.player.moved.connect(lambda: times.append(bench.player.time))
    with qtbot.waitSignal(bench.player.playing_changed, check_params_cb=lambda playing: not playing):
        bench.player.play()
    assert times == sorted(times)
    assert bench.player.time == bench.player.duration > 0


def test_play_at_the_end_begins_again(bench: Bench) -> None:
    bench.player.last()
    bench.player.toggle()
    assert bench.player.is_playing
    assert bench.player.time == 0.0
    bench.player.toggle()
    assert not bench.player.is_playing


def test_one_phase_plays_from_its_beginning(bench: Bench) -> None:
    bench.player.play_phase(Phase.BACKWARD)
    assert bench.player.is_playing
    state = bench.frame.state
    assert state is not None
    assert state.loss == 0.25
    assert dict(state.delta) == {}


def test_one_phase_ends_where_the_next_begins(qtbot: QtBot) -> None:
    bench = Bench()
    bench.document.replace(SHRINKING)
    bench.player.set_speed(FASTEST)
    with qtbot.waitSignal(bench.player.playing_changed, check_params_cb=lambda playing: not playing):
        bench.player.play_phase(Phase.FORWARD)
    state = bench.frame.state
    assert state is not None
    assert dict(state.a) == {"x": 1.0, "y": 1.0}
    assert state.loss is None


def test_revealed_are_all_gradients_but_no_update(bench: Bench) -> None:
    bench.player.reveal()
    state = bench.frame.state
    assert state is not None
    assert isinstance(bench.frame.message, BiasGradient)
    assert len(state.gradients) == 8
    assert not state.updates


def test_another_grain_keeps_the_place(bench: Bench) -> None:
    bench.player.show_message(5)
    for grain in (Grain.LEVEL, Grain.NEURON, Grain.MESSAGE):
        bench.player.set_grain(grain)
    assert bench.player.message_index == 5
    assert bench.player.grain is Grain.MESSAGE


def test_by_phase_the_pass_has_four_steps(bench: Bench) -> None:
    bench.player.set_grain(Grain.PHASE)
    bench.player.last()
    stops = [bench.player.time]
    while bench.player.time > 0:
        bench.player.back()
        stops.append(bench.player.time)
    assert len(stops) == 5


def test_the_speed_has_bounds(bench: Bench) -> None:
    told: list[float] = []
    bench.player.speed_changed.connect(told.append)
    for speed in (1e-9, 1e9, 2.0):
        bench.player.set_speed(speed)
    assert told == [0.25, 16.0, 2.0]


def test_another_sample_is_shown_at_the_same_place(bench: Bench) -> None:
    bench.document.replace(article_d())
    bench.player.show_message(7)
    bench.frames.set_sample(1)
    assert bench.player.message_index == 7
    assert bench.frame.shown is not None
    assert bench.frame.shown.sample == 1
    bench.frames.set_sample(99)
    assert bench.frames.sample == 2


def test_deleting_the_shown_sample_shows_the_last(bench: Bench) -> None:
    bench.document.replace(article_d())
    bench.frames.set_sample(2)
    bench.document.attempt("Delete", lambda e: sample_edits.delete_samples(e, [2]))
    assert bench.frames.sample == 1
    assert bench.frame.shown is not None
    assert bench.frame.shown.sample == 1


def test_without_samples_there_is_no_pass(bench: Bench) -> None:
    bench.player.show_message(5)
    bench.document.attempt("Delete", lambda e: sample_edits.delete_samples(e, [0]))
    assert bench.frame.shown is None
    assert bench.frame.message is None
    assert bench.frame.state is None
    for move in (bench.player.play, bench.player.next, bench.player.back, bench.player.last):
        move()
    assert bench.player.time == 0.0


def test_an_edit_of_a_number_keeps_the_time(bench: Bench) -> None:
    bench.player.seek(4.7)
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert bench.player.time == 4.7
    assert bench.frame.state is not None
    assert bench.frame.state.contributions["i0", "a0"] == 3.0


def test_an_edit_of_the_graph_keeps_the_message(bench: Bench) -> None:
    bench.player.show_message(6)
    before = bench.frame.message
    assert isinstance(before, Sum)
    bench.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"i2"}), frozenset()))
    after = bench.frame.message
    assert bench.player.message_index == 5
    assert isinstance(after, Sum)
    assert after.neuron == before.neuron == "c0"


def test_an_edit_that_takes_the_message_away_keeps_its_number(bench: Bench) -> None:
    bench.player.show_message(2)
    bench.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"i2"}), frozenset()))
    assert bench.player.message_index == 2


def test_deleting_everything_in_the_middle_of_a_pass_goes_to_the_start(bench: Bench) -> None:
    bench.player.show_message(6)
    everything = frozenset(bench.document.experiment.network.by_name)
    assert bench.document.attempt("Delete", lambda e: graph_edits.delete(e, everything, frozenset()))
    assert bench.player.time == 0.0
    assert bench.frame.message is None
    bench.document.undo_stack.undo()
    assert bench.count == 36


def test_playing_ends_although_the_pass_became_shorter_meanwhile(bench: Bench, qtbot: QtBot) -> None:
    bench.player.set_speed(FASTEST)
    bench.player.last()
    bench.player.back()
    bench.player.play()
    bench.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"a0"}), frozenset()))
    qtbot.waitUntil(lambda: not bench.player.is_playing)
    assert bench.player.time == bench.player.duration


def test_opening_another_experiment_goes_to_the_start_of_its_first_sample(bench: Bench) -> None:
    bench.document.replace(article_d())
    bench.frames.set_sample(1)
    bench.player.play()
    bench.document.replace(article_e())
    assert (bench.player.time, bench.frames.sample, bench.player.is_playing) == (0.0, 0, False)


def test_apply_makes_the_update_of_article_e_as_one_step_and_begins_the_next_pass(bench: Bench) -> None:
    bench.player.last()
    bench.frames.apply_update()
    network = bench.document.experiment.network
    assert [round(c.weight, 12) for c in network.connections] == [0.55, 1.025, -0.45, -1.0, 1.025]
    assert [network.by_name[name].bias for name in ("a0", "c0", "c1")] == [0.05, 0.0, 0.05]
    assert bench.player.time == 0.0
    assert bench.document.undo_stack.undoText() == "Apply update"
    bench.document.undo_stack.undo()
    assert bench.document.experiment == article_e()


def test_animating_changes_nothing_in_the_document(bench: Bench) -> None:
    for move in (
        bench.player.last,
        bench.player.back,
        bench.player.reveal,
        bench.player.play,
        bench.player.pause,
    ):
        move()
    assert bench.document.undo_stack.count() == 0
    assert bench.document.experiment == article_e()


def test_one_edit_makes_one_frame(bench: Bench) -> None:
    told: list[Frame] = []
    bench.frames.changed.connect(told.append)
    bench.player.show_message(7)
    assert len(told) == 1
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert len(told) == 2
    bench.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"i2"}), frozenset()))
    assert len(told) == 3
    assert told[-1] is bench.frame


def test_an_empty_canvas_has_a_pass_without_messages(bench: Bench) -> None:
    bench.document.replace(EMPTY)
    assert bench.count == 0
    assert bench.player.duration == 0.0
    bench.player.play_phase(Phase.UPDATE)
    bench.player.last()
    assert bench.frame.message is None


def test_a_sample_that_is_held_out_has_a_pass_too(bench: Bench) -> None:
    experiment = article_d()
    bench.document.replace(replace(experiment, samples=experiment.samples[2:]))
    loss = [m for m in bench.frame.shown.messages if isinstance(m, SampleLoss)] if bench.frame.shown else []
    assert len(loss) == 1


def test_at_a_coarse_grain_the_message_that_was_asked_for_is_explained(bench: Bench) -> None:
    bench.player.set_grain(Grain.PHASE)
    for index in range(bench.count):
        bench.player.show_message(index)
        assert bench.player.message_index == index


def test_the_message_that_was_asked_for_is_explained_until_the_time_goes_on(bench: Bench) -> None:
    bench.player.set_grain(Grain.LEVEL)
    bench.player.show_message(0)
    time = bench.player.time
    bench.player.seek(time)
    assert bench.player.message_index != 0
    bench.player.show_message(0)
    bench.frames.apply_update()
    assert bench.frame.message is None


def test_while_a_network_trains_its_numbers_follow_soon_and_at_the_latest_when_it_stops(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.player.reveal()
    time = bench.player.time
    bench.frames.set_live(True)
    for weight in (2.0, 3.0):
        bench.document.attempt("Train", lambda e, w=weight: set_weight(e, "i0", "a0", w), "train")
    assert bench.frame.state is not None
    assert bench.frame.state.contributions["i0", "a0"] == 0.5
    qtbot.waitUntil(lambda: bench.frame.state.contributions["i0", "a0"] == 3.0)
    bench.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 4.0), "train")
    bench.frames.set_live(False)
    assert bench.frame.state.contributions["i0", "a0"] == 4.0
    assert bench.player.time == time


def test_while_a_network_trains_every_other_edit_is_followed_at_once(bench: Bench) -> None:
    bench.frames.set_live(True)
    bench.document.attempt("Sample", sample_edits.add_sample)
    bench.frames.set_sample(1)
    assert bench.frame.shown is not None
    assert bench.frame.shown.sample == 1
    bench.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"c1"}), frozenset()))
    assert "c1" not in bench.frame.shown.script.wiring.neuron


def test_the_pass_ends_with_its_last_message_when_there_is_no_batch_to_update_with(bench: Bench) -> None:
    bench.player.last()
    bench.document.attempt("Hold out", lambda e: sample_edits.set_held_out(e, [0], True))
    assert bench.player.time <= bench.player.duration
    assert bench.frame.state is not None
    assert not bench.frame.state.updates


def test_explaining_what_has_arrived_leaves_the_time_where_it_is(bench: Bench) -> None:
    bench.player.reveal()
    time = bench.player.time
    bench.player.explain([3, 30])
    assert (bench.player.time, bench.player.message_index) == (time, 3)
    bench.player.seek(0.0)
    bench.player.explain([3, 30])
    assert bench.player.message_index == 3
    assert 0.0 < bench.player.time < time
