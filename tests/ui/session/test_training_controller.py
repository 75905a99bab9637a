"""Training in the window: what Run, Pause, Step, Reset and Go back do to the document and its undo stack."""

import math
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.compiling import loaded
from explorer.network.edits.graph_edits import add_neuron
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.position_edits import move
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import Experiment, Kind, Network, OptimiserChoice, Sample, Training
from explorer.symbol import Symbol
from explorer.training.divergence import Divergence
from explorer.training.goal import Goal
from tests.ui.session.training_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING, WANING, weight


def waned(steps: int) -> object:
    """The weight of `WANING` after so many steps."""
    return pytest.approx((1 - 2.0**-20) ** steps, rel=1e-9)


@pytest.fixture(params=["numpy, in slices", "kernels, in a thread"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds in both ways of making steps."""
    monkeypatch.setattr(
        loaded, "_parts", {loaded.ALONE} if request.param == "kernels, in a thread" else set()
    )


@pytest.fixture
def bench(qapp: object) -> Bench:
    """A bench with a weight that halves in each step."""
    return Bench(SHRINKING)


@pytest.fixture
def waning(qapp: object) -> Bench:
    """A bench with a weight that goes on changing for ages."""
    return Bench(WANING)


@pytest.fixture
def diverging(qapp: object) -> Bench:
    """A bench with a run that diverges at step 11."""
    return Bench(DIVERGING)


def test_each_single_step_is_one_undo_step(bench: Bench) -> None:
    bench.training.step()
    bench.training.step()
    assert bench.weight == 0.25
    assert bench.undo_texts == ["Train 1 step", "Train 1 step"]
    bench.document.undo_stack.undo()
    assert bench.weight == 0.5


def test_an_uninterrupted_run_is_one_undo_step_that_undo_takes_back_whole(
    waning: Bench, qtbot: QtBot
) -> None:
    waning.training.run()
    with qtbot.waitSignals([waning.training.progressed] * 3):
        pass
    waning.training.pause()
    assert waning.undo_texts == [f"Train {waning.step} steps"]
    assert waning.weight == waned(waning.step)
    waning.document.undo_stack.undo()
    assert waning.document.experiment == WANING


def test_run_after_pause_goes_on_with_the_same_run_in_another_undo_step(waning: Bench, qtbot: QtBot) -> None:
    waning.run_for_a_while(qtbot)
    first, run = waning.step, waning.run
    waning.run_for_a_while(qtbot)
    assert waning.run == run
    assert waning.undo_texts == [f"Train {first} steps", f"Train {waning.step - first} steps"]
    assert waning.training.runs == ()


def test_the_steps_do_not_depend_on_how_they_were_cut(bench: Bench, qtbot: QtBot) -> None:
    bench.training.set_steps_per_second(300)
    bench.run_for_a_while(qtbot, 7)
    bench.training.step()
    assert bench.training.snapshot is not None
    history = bench.training.snapshot.history.rows()
    assert history.loss.tolist() == [0.5 * 0.25**step for step in range(bench.step + 1)]


def test_running_and_pausing_are_told_once(bench: Bench, qtbot: QtBot) -> None:
    changes: list[bool] = []
    bench.training.running_changed.connect(changes.append)
    bench.training.toggle()
    bench.training.run()
    qtbot.waitUntil(lambda: bench.step > 0)
    bench.training.toggle()
    bench.training.pause()
    assert changes == [True, False]


def test_a_weight_changed_while_it_runs_pauses_it_and_the_next_run_starts_there(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.training.run()
    qtbot.waitUntil(lambda: bench.step > 0)
    bench.document.edit("Set w", set_weight(bench.document.experiment, "x", "y", 8.0))
    assert not bench.training.is_running
    assert bench.messages == ["Training paused: the experiment was changed"]
    bench.training.step()
    assert bench.weight == 4.0
    assert bench.step == 1
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5"]


def test_undo_while_it_runs_pauses_it(bench: Bench, qtbot: QtBot) -> None:
    bench.training.run()
    qtbot.waitUntil(lambda: bench.undo_texts != [])
    bench.document.undo_stack.undo()
    assert not bench.training.is_running
    assert bench.document.experiment == SHRINKING


def test_undo_then_redo_goes_on_with_the_same_run(bench: Bench) -> None:
    bench.training.step()
    bench.document.undo_stack.undo()
    bench.document.undo_stack.redo()
    bench.training.step()
    assert bench.step == 2
    assert bench.training.runs == ()


def test_a_neuron_moved_while_it_runs_stays_where_it_is_and_the_run_goes_on(
    waning: Bench, qtbot: QtBot
) -> None:
    waning.training.run()
    qtbot.waitUntil(lambda: waning.undo_texts != [])
    waning.document.edit("Move y", move(waning.document.experiment, {"y": (300.0, 40.0)}))
    qtbot.waitUntil(lambda: len(waning.undo_texts) == 3)
    waning.training.pause()
    assert waning.document.experiment.network.by_name["y"].position == (300.0, 40.0)
    trained, moved, trained_on = waning.undo_texts
    assert moved == "Move y"
    assert sum(int(text.split()[1]) for text in (trained, trained_on)) == waning.step


def test_alpha_edited_while_it_runs_takes_effect_at_the_next_step(bench: Bench, qtbot: QtBot) -> None:
    bench.training.set_steps_per_second(0.001)
    bench.training.run()
    qtbot.waitUntil(lambda: bench.step == 1)
    bench.document.edit("Set α", set_learning_rate(bench.document.experiment, 0.75))
    assert bench.training.is_running
    bench.training.step()
    assert bench.weight == 0.5 * 0.25
    assert bench.step == 2


def test_turning_alpha_while_it_runs_belongs_to_the_undo_step_of_the_run(bench: Bench, qtbot: QtBot) -> None:
    bench.training.run()
    qtbot.waitUntil(lambda: bench.step > 0)
    for learning_rate in (0.6, 0.7, 0.8):
        bench.training.set_learning_rate(learning_rate)
        with qtbot.waitSignal(bench.training.progressed):
            pass
    bench.training.pause()
    assert bench.document.experiment.training.learning_rate == 0.8
    assert len(bench.undo_texts) == 1
    bench.document.undo_stack.undo()
    assert bench.document.experiment == SHRINKING


def test_alpha_set_while_paused_is_an_edit_of_its_own_and_the_run_goes_on_with_it(bench: Bench) -> None:
    bench.training.step()
    bench.training.set_learning_rate(0.75)
    bench.training.step()
    assert bench.undo_texts == ["Train 1 step", f"Set {Symbol.ALPHA} to 0.75", "Train 1 step"]
    assert bench.weight == 0.125
    bench.training.keep()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5 … 0.75"]


def test_a_negative_alpha_is_refused(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.document.refused):
        assert not bench.training.set_learning_rate(-1.0)
    assert bench.document.experiment == SHRINKING


def test_reset_goes_back_to_the_same_start_and_keeps_the_run(waning: Bench, qtbot: QtBot) -> None:
    waning.run_for_a_while(qtbot)
    steps = waning.step
    more = (*WANING.samples, Sample({"x": 2.0}, {"y": 0.0}))
    waning.document.edit("Add sample", replace(waning.document.experiment, samples=more))
    waning.training.reset()
    assert waning.document.experiment == replace(WANING, samples=more)
    assert waning.undo_texts[-1] == "Reset to the start"
    assert waning.training.snapshot is None
    (run,) = waning.training.runs
    assert (run.history.step[0], run.history.step[-1]) == (0, steps)
    assert run.history.loss == pytest.approx(0.5 * (1 - 2.0**-20) ** (2 * run.history.step), rel=1e-7)
    assert weight(run.end) == waned(steps)
    waning.document.undo_stack.undo()
    assert waning.weight == waned(steps)


def test_reset_keeps_the_learning_rate_that_was_chosen_meanwhile(bench: Bench) -> None:
    bench.training.step()
    bench.training.set_learning_rate(0.1)
    bench.training.reset()
    assert bench.weight == 1.0
    assert bench.document.experiment.training.learning_rate == 0.1


def test_reset_without_a_run_says_so(bench: Bench) -> None:
    bench.training.reset()
    assert bench.messages == ["There is no run to reset: train first"]
    assert bench.undo_texts == []


def test_a_run_that_diverges_stops_and_shows_what_came_of_it(diverging: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(diverging.training.diverged) as caught:
        diverging.training.run()
    (divergence,) = caught.args
    assert isinstance(divergence, Divergence)
    assert (divergence.step, divergence.neuron) == (11, "y")
    assert not diverging.training.is_running
    assert diverging.weight == (-2.0) ** 11
    assert diverging.undo_texts == ["Train 11 steps"]
    assert diverging.messages == [divergence.sentence_counting_from(1)]
    assert diverging.training.why_not() == "Diverged at step 11: go back to step 10, or reset to the start"


def test_going_back_shows_the_last_finite_step_and_the_run_goes_on_from_there(
    diverging: Bench, qtbot: QtBot
) -> None:
    diverging.run_for_a_while(qtbot, 11)
    with qtbot.waitSignal(diverging.training.divergence_cleared):
        diverging.training.go_back()
    assert diverging.weight == 2.0**10
    assert diverging.undo_texts == ["Train 11 steps", "Go back to step 10"]
    diverging.training.set_learning_rate(0.5)
    diverging.training.step()
    assert diverging.weight == 2.0**9
    assert diverging.step == 11
    (run,) = diverging.training.runs
    assert (run.name, run.outcome) == (f"{Symbol.ALPHA} = 3", "diverged at step 11")
    assert weight(run.end) == 2.0**10
    diverging.training.reset()
    assert diverging.weight == 1.0


def test_undoing_the_way_back_shows_the_divergence_again(diverging: Bench, qtbot: QtBot) -> None:
    diverging.run_for_a_while(qtbot, 11)
    diverging.training.go_back()
    assert diverging.training.divergence is None
    with qtbot.waitSignal(diverging.training.diverged):
        diverging.document.undo_stack.undo()
    assert diverging.training.divergence is not None


def test_weights_that_are_no_longer_numbers_are_shown_not_hidden(qapp: object) -> None:
    bench = Bench(set_learning_rate(set_weight(SHRINKING, "x", "y", 3.0), 1e308))
    bench.training.step()
    assert bench.weight == -math.inf
    assert bench.training.divergence is not None
    assert bench.training.divergence.ends == ("x", "y")
    bench.training.reset()
    assert bench.weight == 3.0
    assert bench.training.divergence is None


def test_a_start_that_is_out_of_bounds_diverges_at_step_0_without_an_edit(qapp: object) -> None:
    bench = Bench(set_weight(SHRINKING, "x", "y", 1e200))
    bench.training.step()
    divergence = bench.training.divergence
    assert divergence is not None
    assert divergence.step == 0
    assert bench.undo_texts == []
    bench.training.go_back()
    assert bench.messages == [divergence.sentence_counting_from(1), divergence.sentence_counting_from(1)]


@pytest.mark.parametrize(
    ("experiment", "reason"),
    [
        (replace(SHRINKING, samples=()), "sample"),
        (replace(SHRINKING, samples=(replace(SHRINKING.samples[0], held_out=True),)), "held out"),
        (Experiment(Network(), (Sample(),)), "output"),
        (replace(SHRINKING, network=replace(SHRINKING.network, connections=())), "nothing to learn"),
    ],
)
def test_what_cannot_be_trained_says_why(qapp: object, experiment: Experiment, reason: str) -> None:
    bench = Bench(experiment)
    assert reason in (bench.training.why_not() or "")
    bench.training.run()
    bench.training.step()
    assert not bench.training.is_running
    assert bench.messages == [bench.training.why_not()] * 2
    assert bench.undo_texts == []


def test_a_new_neuron_pauses_and_reset_still_finds_the_old_weights(bench: Bench) -> None:
    bench.training.step()
    bench.document.edit("Add neuron", add_neuron(bench.document.experiment, Kind.HIDDEN, (0.0, 100.0)))
    bench.training.reset()
    assert bench.weight == 1.0
    assert len(bench.document.experiment.network.neurons) == 3


def test_what_the_optimiser_remembers_is_that_of_the_step_that_the_document_shows(qapp: object) -> None:
    training = Training(10.0, optimiser=OptimiserChoice("momentum"))  # stable below 2 (1 + β) = 3.8
    bench = Bench(replace(DIVERGING, training=training))
    assert bench.training.memory is None
    remembered = []
    while bench.training.divergence is None:
        bench.training.step()
        remembered.append(bench.training.memory)
    bench.training.go_back()
    assert [memory.step for memory in remembered if memory][:-1] == list(range(1, bench.step))
    assert bench.training.memory == remembered[-2]
    bench.document.edit("Set a weight", set_weight(bench.document.experiment, "x", "y", 1.0))
    assert bench.training.memory is None


def test_so_many_steps_are_made_and_no_more_and_are_one_undo_step(bench: Bench, qtbot: QtBot) -> None:
    bench.training.run(steps=7)
    assert bench.training.goal == Goal(last_step=7)
    qtbot.waitUntil(lambda: not bench.training.is_running)
    assert bench.step == 7
    assert bench.weight == 2.0**-7
    assert bench.undo_texts == ["Train 7 steps"]
    assert bench.messages[-1] == f"Trained 7 steps: {Symbol.LOSS} is 3.052e−5"
    assert bench.training.goal is None
    bench.training.run(steps=3)
    qtbot.waitUntil(lambda: not bench.training.is_running)
    assert bench.step == 10
    assert bench.undo_texts == ["Train 7 steps", "Train 3 steps"]


def test_it_trains_until_the_loss_is_small_enough(bench: Bench, qtbot: QtBot) -> None:
    bench.training.run(loss_below=0.01)
    qtbot.waitUntil(lambda: not bench.training.is_running)
    assert bench.step == 3  # E = ½ 4⁻ᵗ: 0.5, 0.125, 0.03125, 0.0078125
    assert bench.messages[-1] == f"At step 3 {Symbol.LOSS} is below 0.01: 0.007812"


def test_a_goal_ends_with_its_run_and_one_step_more_is_still_made(bench: Bench, qtbot: QtBot) -> None:
    bench.training.run(steps=2)
    qtbot.waitUntil(lambda: not bench.training.is_running)
    bench.training.step()
    assert bench.step == 3
    bench.run_for_a_while(qtbot, 3)
    assert bench.step >= 6


def test_a_goal_set_while_it_trains_counts_from_there(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(WANING)
    bench.training.run()
    qtbot.waitUntil(lambda: bench.step > 0)
    bench.training.run(steps=50)
    goal = bench.training.goal
    qtbot.waitUntil(lambda: not bench.training.is_running)
    assert goal == Goal(last_step=bench.step)
    assert bench.undo_texts[-1] == "Train 50 steps"
