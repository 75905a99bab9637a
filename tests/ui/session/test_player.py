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


class Desk:
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
def desk(qapp: object) -> Desk:
    """Article E's iteration, at the start."""
    return Desk()


def test_at_the_start_only_the_inputs_are_known(desk: Desk) -> None:
    state = desk.frame.state
    assert desk.player.time == 0.0
    assert desk.frame.message is None
    assert state is not None
    assert dict(state.a) == {"i0": 1.0, "i1": 0.5, "i2": 1.0}
    assert state.loss is None


def test_next_plays_one_message_and_rests(desk: Desk, qtbot: QtBot) -> None:
    desk.player.set_speed(FASTEST)
    with qtbot.waitSignal(desk.player.playing_changed, check_params_cb=lambda playing: not playing):
        desk.player.next()
    assert desk.player.message_index == 0
    assert isinstance(desk.frame.message, Contribution)
    assert desk.frame.state is not None
    assert dict(desk.frame.state.contributions) == {("i0", "a0"): 0.5}


def test_next_during_a_step_jumps_to_its_end_and_plays_the_one_after(desk: Desk) -> None:
    desk.player.next()
    desk.player.next()
    assert desk.player.time == desk.player.timeline.stops[1]
    assert desk.player.is_playing


def test_back_goes_to_the_stop_before_at_once(desk: Desk) -> None:
    desk.player.show_message(3)
    desk.player.back()
    assert desk.player.message_index == 2
    assert not desk.player.is_playing


def test_back_at_the_start_and_next_at_the_end_stay_there(desk: Desk, qtbot: QtBot) -> None:
    desk.player.back()
    assert desk.player.time == 0.0
    desk.player.last()
    desk.player.next()
    qtbot.waitUntil(lambda: not desk.player.is_playing)
    assert desk.player.time == desk.player.duration


def test_first_and_last_go_to_the_ends(desk: Desk) -> None:
    desk.player.last()
    assert desk.player.message_index == desk.count - 1
    assert isinstance(desk.frame.message, Update)
    desk.player.first()
    assert desk.player.time == 0.0


def test_a_time_outside_of_the_pass_is_clamped(desk: Desk) -> None:
    desk.player.seek(1e9)
    assert desk.player.time == desk.player.duration
    desk.player.seek(-1.0)
    assert desk.player.time == 0.0


def test_every_message_is_known_where_it_is_shown(desk: Desk) -> None:
    for index in range(desk.count):
        desk.player.show_message(index)
        assert desk.player.message_index == index


def test_the_pass_plays_to_its_end_and_stops_there(qtbot: QtBot) -> None:
    desk = Desk()
    desk.document.replace(SHRINKING)
    desk.player.set_speed(FASTEST)
    times: list[float] = []
    desk.player.moved.connect(lambda: times.append(desk.player.time))
    with qtbot.waitSignal(desk.player.playing_changed, check_params_cb=lambda playing: not playing):
        desk.player.play()
    assert times == sorted(times)
    assert desk.player.time == desk.player.duration > 0


def test_play_at_the_end_begins_again(desk: Desk) -> None:
    desk.player.last()
    desk.player.toggle()
    assert desk.player.is_playing
    assert desk.player.time == 0.0
    desk.player.toggle()
    assert not desk.player.is_playing


def test_one_phase_plays_from_its_beginning(desk: Desk) -> None:
    desk.player.play_phase(Phase.BACKWARD)
    assert desk.player.is_playing
    state = desk.frame.state
    assert state is not None
    assert state.loss == 0.25
    assert dict(state.delta) == {}


def test_one_phase_ends_where_the_next_begins(qtbot: QtBot) -> None:
    desk = Desk()
    desk.document.replace(SHRINKING)
    desk.player.set_speed(FASTEST)
    with qtbot.waitSignal(desk.player.playing_changed, check_params_cb=lambda playing: not playing):
        desk.player.play_phase(Phase.FORWARD)
    state = desk.frame.state
    assert state is not None
    assert dict(state.a) == {"x": 1.0, "y": 1.0}
    assert state.loss is None


def test_revealed_are_all_gradients_but_no_update(desk: Desk) -> None:
    desk.player.reveal()
    state = desk.frame.state
    assert state is not None
    assert isinstance(desk.frame.message, BiasGradient)
    assert len(state.gradients) == 8
    assert not state.updates


def test_another_grain_keeps_the_place(desk: Desk) -> None:
    desk.player.show_message(5)
    for grain in (Grain.LEVEL, Grain.NEURON, Grain.MESSAGE):
        desk.player.set_grain(grain)
    assert desk.player.message_index == 5
    assert desk.player.grain is Grain.MESSAGE


def test_by_phase_the_pass_has_four_steps(desk: Desk) -> None:
    desk.player.set_grain(Grain.PHASE)
    desk.player.last()
    stops = [desk.player.time]
    while desk.player.time > 0:
        desk.player.back()
        stops.append(desk.player.time)
    assert len(stops) == 5


def test_the_speed_has_bounds(desk: Desk) -> None:
    told: list[float] = []
    desk.player.speed_changed.connect(told.append)
    for speed in (1e-9, 1e9, 2.0):
        desk.player.set_speed(speed)
    assert told == [0.25, 16.0, 2.0]


def test_another_sample_is_shown_at_the_same_place(desk: Desk) -> None:
    desk.document.replace(article_d())
    desk.player.show_message(7)
    desk.frames.set_sample(1)
    assert desk.player.message_index == 7
    assert desk.frame.shown is not None
    assert desk.frame.shown.sample == 1
    desk.frames.set_sample(99)
    assert desk.frames.sample == 2


def test_deleting_the_shown_sample_shows_the_last(desk: Desk) -> None:
    desk.document.replace(article_d())
    desk.frames.set_sample(2)
    desk.document.attempt("Delete", lambda e: sample_edits.delete_samples(e, [2]))
    assert desk.frames.sample == 1
    assert desk.frame.shown is not None
    assert desk.frame.shown.sample == 1


def test_without_samples_there_is_no_pass(desk: Desk) -> None:
    desk.player.show_message(5)
    desk.document.attempt("Delete", lambda e: sample_edits.delete_samples(e, [0]))
    assert desk.frame.shown is None
    assert desk.frame.message is None
    assert desk.frame.state is None
    for move in (desk.player.play, desk.player.next, desk.player.back, desk.player.last):
        move()
    assert desk.player.time == 0.0


def test_an_edit_of_a_number_keeps_the_time(desk: Desk) -> None:
    desk.player.seek(4.7)
    desk.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert desk.player.time == 4.7
    assert desk.frame.state is not None
    assert desk.frame.state.contributions["i0", "a0"] == 3.0


def test_an_edit_of_the_graph_keeps_the_message(desk: Desk) -> None:
    desk.player.show_message(6)
    before = desk.frame.message
    assert isinstance(before, Sum)
    desk.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"i2"}), frozenset()))
    after = desk.frame.message
    assert desk.player.message_index == 5
    assert isinstance(after, Sum)
    assert after.neuron == before.neuron == "c0"


def test_an_edit_that_takes_the_message_away_keeps_its_number(desk: Desk) -> None:
    desk.player.show_message(2)
    desk.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"i2"}), frozenset()))
    assert desk.player.message_index == 2


def test_deleting_everything_in_the_middle_of_a_pass_goes_to_the_start(desk: Desk) -> None:
    desk.player.show_message(6)
    everything = frozenset(desk.document.experiment.network.by_name)
    assert desk.document.attempt("Delete", lambda e: graph_edits.delete(e, everything, frozenset()))
    assert desk.player.time == 0.0
    assert desk.frame.message is None
    desk.document.undo_stack.undo()
    assert desk.count == 36


def test_playing_ends_although_the_pass_became_shorter_meanwhile(desk: Desk, qtbot: QtBot) -> None:
    desk.player.set_speed(FASTEST)
    desk.player.last()
    desk.player.back()
    desk.player.play()
    desk.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"a0"}), frozenset()))
    qtbot.waitUntil(lambda: not desk.player.is_playing)
    assert desk.player.time == desk.player.duration


def test_opening_another_experiment_goes_to_the_start_of_its_first_sample(desk: Desk) -> None:
    desk.document.replace(article_d())
    desk.frames.set_sample(1)
    desk.player.play()
    desk.document.replace(article_e())
    assert (desk.player.time, desk.frames.sample, desk.player.is_playing) == (0.0, 0, False)


def test_apply_makes_the_update_of_article_e_as_one_step_and_begins_the_next_pass(desk: Desk) -> None:
    desk.player.last()
    desk.frames.apply_update()
    network = desk.document.experiment.network
    assert [round(c.weight, 12) for c in network.connections] == [0.55, 1.025, -0.45, -1.0, 1.025]
    assert [network.by_name[name].bias for name in ("a0", "c0", "c1")] == [0.05, 0.0, 0.05]
    assert desk.player.time == 0.0
    assert desk.document.undo_stack.undoText() == "Apply update"
    desk.document.undo_stack.undo()
    assert desk.document.experiment == article_e()


def test_animating_changes_nothing_in_the_document(desk: Desk) -> None:
    for move in (desk.player.last, desk.player.back, desk.player.reveal, desk.player.play, desk.player.pause):
        move()
    assert desk.document.undo_stack.count() == 0
    assert desk.document.experiment == article_e()


def test_one_edit_makes_one_frame(desk: Desk) -> None:
    told: list[Frame] = []
    desk.frames.changed.connect(told.append)
    desk.player.show_message(7)
    assert len(told) == 1
    desk.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 3.0))
    assert len(told) == 2
    desk.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"i2"}), frozenset()))
    assert len(told) == 3
    assert told[-1] is desk.frame


def test_an_empty_canvas_has_a_pass_without_messages(desk: Desk) -> None:
    desk.document.replace(EMPTY)
    assert desk.count == 0
    assert desk.player.duration == 0.0
    desk.player.play_phase(Phase.UPDATE)
    desk.player.last()
    assert desk.frame.message is None


def test_a_sample_that_is_held_out_has_a_pass_too(desk: Desk) -> None:
    experiment = article_d()
    desk.document.replace(replace(experiment, samples=experiment.samples[2:]))
    loss = [m for m in desk.frame.shown.messages if isinstance(m, SampleLoss)] if desk.frame.shown else []
    assert len(loss) == 1


def test_at_a_coarse_grain_the_message_that_was_asked_for_is_explained(desk: Desk) -> None:
    desk.player.set_grain(Grain.PHASE)
    for index in range(desk.count):
        desk.player.show_message(index)
        assert desk.player.message_index == index


def test_the_message_that_was_asked_for_is_explained_until_the_time_goes_on(desk: Desk) -> None:
    desk.player.set_grain(Grain.LEVEL)
    desk.player.show_message(0)
    time = desk.player.time
    desk.player.seek(time)
    assert desk.player.message_index != 0
    desk.player.show_message(0)
    desk.frames.apply_update()
    assert desk.frame.message is None


def test_while_a_network_trains_its_numbers_follow_soon_and_at_the_latest_when_it_stops(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.player.reveal()
    time = desk.player.time
    desk.frames.set_live(True)
    for weight in (2.0, 3.0):
        desk.document.attempt("Train", lambda e, w=weight: set_weight(e, "i0", "a0", w), "train")
    assert desk.frame.state is not None
    assert desk.frame.state.contributions["i0", "a0"] == 0.5
    qtbot.waitUntil(lambda: desk.frame.state.contributions["i0", "a0"] == 3.0)
    desk.document.attempt("Train", lambda e: set_weight(e, "i0", "a0", 4.0), "train")
    desk.frames.set_live(False)
    assert desk.frame.state.contributions["i0", "a0"] == 4.0
    assert desk.player.time == time


def test_while_a_network_trains_every_other_edit_is_followed_at_once(desk: Desk) -> None:
    desk.frames.set_live(True)
    desk.document.attempt("Sample", sample_edits.add_sample)
    desk.frames.set_sample(1)
    assert desk.frame.shown is not None
    assert desk.frame.shown.sample == 1
    desk.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"c1"}), frozenset()))
    assert "c1" not in desk.frame.shown.script.wiring.neuron


def test_the_pass_ends_with_its_last_message_when_there_is_no_batch_to_update_with(desk: Desk) -> None:
    desk.player.last()
    desk.document.attempt("Hold out", lambda e: sample_edits.set_held_out(e, [0], True))
    assert desk.player.time <= desk.player.duration
    assert desk.frame.state is not None
    assert not desk.frame.state.updates


def test_explaining_what_has_arrived_leaves_the_time_where_it_is(desk: Desk) -> None:
    desk.player.reveal()
    time = desk.player.time
    desk.player.explain([3, 30])
    assert (desk.player.time, desk.player.message_index) == (time, 3)
    desk.player.seek(0.0)
    desk.player.explain([3, 30])
    assert desk.player.message_index == 3
    assert 0.0 < desk.player.time < time
