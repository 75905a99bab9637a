"""`explorer.ui.session.kept_runs`: the runs that have ended, and how one comes back to them"""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.descent.function import parse_function
from explorer.descent.kept_descent import KeptDescent
from explorer.descent.shown_descent import Descent
from explorer.network.model import Experiment, Network
from explorer.symbol import Symbol
from explorer.ui.session import kept_runs
from tests.ui.session.training_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING, WANING, weight


@pytest.fixture
def bench(qapp: object) -> Bench:
    """A bench with a weight that halves in each step."""
    return Bench(SHRINKING)


def test_kept_runs_are_named_by_their_alpha_and_numbered_where_it_is_the_same(bench: Bench) -> None:
    for _ in range(3):
        bench.training.step()
        bench.training.keep()
    assert [run.name for run in bench.training.runs] == [
        f"{Symbol.ALPHA} = 0.5",
        f"{Symbol.ALPHA} = 0.5 (2)",
        f"{Symbol.ALPHA} = 0.5 (3)",
    ]
    assert [run.colour for run in bench.training.runs] == [0, 1, 2]
    bench.training.drop(bench.training.runs[1])
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5", f"{Symbol.ALPHA} = 0.5 (3)"]
    assert bench.training.colour == 1


def test_only_the_latest_twenty_runs_are_kept(bench: Bench) -> None:
    for number in range(22):
        bench.training.set_learning_rate(number / 100)
        bench.training.step()
        bench.training.reset()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = {n / 100}" for n in range(2, 22)]
    assert len({run.colour for run in bench.training.runs}) == 20


def test_keep_without_a_run_says_so(bench: Bench) -> None:
    bench.training.keep()
    assert bench.training.runs == ()
    assert bench.messages == ["There is no run to keep: train first"]


def test_loading_a_run_takes_over_its_weights_and_its_alpha(bench: Bench) -> None:
    bench.training.step()
    bench.training.reset()
    bench.training.set_learning_rate(0.1)
    (run,) = bench.training.runs
    bench.training.load(run)
    assert bench.weight == 0.5
    assert bench.document.experiment.training.learning_rate == 0.5
    assert bench.undo_texts[-1] == f"Load the run {Symbol.ALPHA} = 0.5"
    bench.training.load_start(run)
    assert bench.weight == 1.0


def test_loading_a_run_of_another_network_brings_that_network_back(bench: Bench) -> None:
    bench.training.step()
    bench.training.reset()
    (run,) = bench.training.runs
    bench.document.edit("Clear", Experiment(Network(), ()))
    bench.training.load(run)
    assert bench.document.experiment == run.end


def test_opening_another_experiment_forgets_every_run(bench: Bench, qtbot: QtBot) -> None:
    bench.training.step()
    bench.training.keep()
    bench.training.run()
    with qtbot.waitSignal(bench.document.runs_changed):
        bench.document.replace(DIVERGING)
    assert not bench.training.is_running
    assert bench.training.runs == ()
    assert bench.training.snapshot is None
    bench.training.reset()
    assert bench.document.experiment == DIVERGING


def test_after_keeping_a_run_reset_still_goes_back_to_its_start(bench: Bench) -> None:
    start = weight(bench.document.experiment)
    bench.training.step()
    bench.training.keep()
    bench.training.set_learning_rate(0.25)
    bench.training.step()
    assert weight(bench.document.experiment) != start
    bench.training.reset()
    assert weight(bench.document.experiment) == start
    assert len(bench.training.runs) == 2


def test_keeping_can_be_undone_and_the_run_goes_on_where_it_was(bench: Bench) -> None:
    bench.training.step()
    run = bench.run
    bench.training.keep()
    assert bench.undo_texts == ["Train 1 step", f"Keep the run {Symbol.ALPHA} = 0.5"]
    assert bench.training.snapshot is None
    bench.document.undo_stack.undo()
    assert bench.training.runs == ()
    assert bench.run == run
    bench.training.step()
    assert (bench.step, bench.weight) == (2, 0.25)


def test_what_was_kept_is_kept_again_by_redo(bench: Bench) -> None:
    bench.training.step()
    bench.training.keep()
    kept = bench.training.runs
    bench.document.undo_stack.undo()
    bench.document.undo_stack.redo()
    assert bench.training.runs == kept
    assert bench.training.snapshot is None
    bench.training.step()
    assert bench.step == 1


def test_a_run_that_ends_since_another_begins_is_kept_by_an_edit_of_its_own(bench: Bench) -> None:
    bench.training.step()
    bench.document.undo_stack.undo()
    bench.training.set_learning_rate(0.25)
    bench.training.step()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5"]
    assert bench.undo_texts == [
        f"Set {Symbol.ALPHA} to 0.25",
        f"Keep the run {Symbol.ALPHA} = 0.5",
        "Train 1 step",
    ]
    bench.document.undo_stack.undo()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5"]


def test_a_run_that_was_dropped_comes_back_by_undo_and_is_never_the_present_one(bench: Bench) -> None:
    bench.training.step()
    bench.training.keep()
    (run,) = bench.training.runs
    bench.training.drop(run)
    assert bench.training.runs == ()
    assert bench.training.snapshot is None
    bench.document.undo_stack.undo()
    assert bench.training.runs == (run,)
    assert bench.training.snapshot is None


def test_a_run_that_is_renamed_and_coloured_stays_kept(bench: Bench) -> None:
    bench.training.step()
    bench.training.keep()
    (run,) = bench.training.runs
    kept_runs.rename(bench.document, run, "first")
    kept_runs.recolour(bench.document, bench.training.runs[0], 5)
    assert [(run.name, run.colour) for run in bench.training.runs] == [("first", 5)]
    assert bench.training.snapshot is None
    assert bench.undo_texts[-2:] == [f"Rename the run {Symbol.ALPHA} = 0.5", "Colour the run first"]


def test_kept_runs_are_saved_and_opened_again(bench: Bench, tmp_path: Path) -> None:
    for _ in range(2):
        bench.training.step()
        bench.training.keep()
    kept = bench.training.runs
    bench.document.save(tmp_path / "net.json")
    bench.document.replace(DIVERGING)
    assert bench.training.runs == ()
    bench.document.open(tmp_path / "net.json")
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5", f"{Symbol.ALPHA} = 0.5 (2)"]
    assert [run.end for run in bench.training.runs] == [run.end for run in kept]
    assert bench.document.is_saved
    bench.training.load(bench.training.runs[0])
    assert bench.weight == 0.5


def test_a_descent_that_is_kept_while_a_network_trains_parts_the_training_in_two(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.document.replace(WANING)
    bench.training.run()
    qtbot.waitUntil(lambda: bench.undo_texts != [])
    descent = Descent(parse_function("x^2"), 1.0, 0.3, 3)
    kept_runs.keep(bench.document, KeptDescent("d", 0, descent, None))
    qtbot.waitUntil(lambda: len(bench.undo_texts) == 3)
    bench.training.pause()
    first, kept, second = bench.undo_texts
    assert kept == "Keep the run d"
    assert sum(int(text.split()[1]) for text in (first, second)) == bench.step
