"""The legend of the loss panel: how runs are named, what became of them, and what a click does."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, OptimiserChoice, ScheduleChoice
from explorer.symbol import Symbol
from explorer.training.verdict import RunOutcome, Verdict
from explorer.ui.panels.loss.panel import View
from explorer.ui.session import kept_runs
from explorer.ui.widgets.colour_menu import ColourMenu
from tests.ui.panels.loss.loss_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING, weight

LEFT = Qt.MouseButton.LeftButton


def test_reset_keeps_the_curve_and_names_it_by_its_alpha(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.reset()
    bench.train(1, learning_rate=0.25)
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5", "α = 0.25 (now)"])
    assert set(bench.curves(View.LOSS)) == {"α = 0.5", "α = 0.25"}


def test_a_run_of_another_network_than_the_open_one_is_not_the_present_one(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.train(2)
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5 (now)"])
    other = new_experiment((3, 4, 1), output_activation="identity", loss="mean-squared-error")
    bench.document.edit("Import samples and network", other)
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5 (another network)"])
    bench.document.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5 (now)"])


def test_a_run_begun_anew_with_the_same_name_is_drawn_anew(bench: Bench, qtbot: QtBot) -> None:
    bench.train(30)
    bench.training.reset()
    bench.training.drop(bench.training.runs[0])
    bench.train(1)
    qtbot.waitUntil(lambda: bench.curves(View.LOSS) == {"α = 0.5": ([0.0, 1.0], [0.5, 0.125])})


def test_a_click_on_a_chip_hides_its_curve_and_another_shows_it(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1)
    qtbot.waitUntil(lambda: "α = 0.5" in bench.curves(View.LOSS))
    QTest.mouseClick(bench.chip("α = 0.5 (now)").button, LEFT)
    assert bench.curves(View.LOSS) == {}
    QTest.mouseClick(bench.chip("α = 0.5 (now)").button, LEFT)
    assert "α = 0.5" in bench.curves(View.LOSS)


def test_one_click_drops_a_run_and_one_click_loads_it(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.reset()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    QTest.mouseClick(bench.chip("α = 0.5").load_button, LEFT)
    assert weight(bench.document.experiment) == 0.25
    QTest.mouseClick(bench.chip("α = 0.5").drop_button, LEFT)
    assert bench.training.runs == ()
    qtbot.waitUntil(lambda: bench.labels == [])


def test_a_double_click_and_enter_load_a_run_and_delete_drops_it(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.reset()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    button = bench.chip("α = 0.5").button
    QTest.mouseDClick(button, LEFT)
    assert weight(bench.document.experiment) == 0.25
    assert button.isChecked()
    bench.document.undo_stack.undo()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert weight(bench.document.experiment) == 0.25
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert bench.training.runs == ()


def test_the_menu_of_a_chip_loads_the_start_too(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.keep()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    actions = {action.text(): action for action in bench.chip("α = 0.5").menu().actions()}
    loading = ["Load its last weights and learning rate", "Load its start"]
    assert list(actions) == [*loading, "Hide", "Rename (F2)", "Colour", "", "Drop"]
    actions["Load its start"].trigger()
    assert weight(bench.document.experiment) == 1.0


def test_a_run_is_renamed_where_its_name_stands(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.keep()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    chip = bench.chip("α = 0.5")
    QTest.keyClick(chip.button, Qt.Key.Key_F2)
    assert chip.name_editor.isVisible()
    QTest.keyClicks(chip.name_editor, "my best")
    QTest.keyClick(chip.name_editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.labels == ["my best"])
    bench.document.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])


def test_an_ampersand_in_the_name_of_a_run_is_shown(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.keep()
    (run,) = bench.training.runs
    kept_runs.rename(bench.document, run, "A&B")
    qtbot.waitUntil(lambda: "A&B" in bench.labels)
    assert bench.chip("A&B").button.text() == "A&&B"  # to Qt, a single & is the mark of a key


def test_escape_leaves_a_name_as_it_was_and_none_at_all_is_refused(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.keep()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    chip = bench.chip("α = 0.5")
    for last_key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        chip.rename()
        QTest.keyClick(chip.name_editor, Qt.Key.Key_Delete)
        with qtbot.waitSignal(bench.document.refused, raising=False, timeout=1) as refused:
            QTest.keyClick(chip.name_editor, last_key)
        assert refused.signal_triggered is (last_key is Qt.Key.Key_Return)
        assert chip.button.isVisible()
        assert not chip.name_editor.isVisible()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5"]


def test_a_run_takes_the_colour_that_is_chosen_and_stays_hidden(bench: Bench, qtbot: QtBot) -> None:
    bench.train(2)
    bench.training.keep()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    QTest.mouseClick(bench.chip("α = 0.5").button, LEFT)
    (colours,) = bench.chip("α = 0.5").menu().findChildren(ColourMenu)
    assert [action.isChecked() for action in colours.actions()][:2] == [True, False]
    colours.actions()[4].trigger()
    qtbot.waitUntil(lambda: bench.chip("α = 0.5").entry.colour == 4)
    assert not bench.chip("α = 0.5").button.isChecked()
    bench.document.undo_stack.undo()
    assert [run.colour for run in bench.training.runs] == [0]


def test_the_keep_button_ends_the_present_run(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1)
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5 (now)"])
    QTest.mouseClick(bench.chip("α = 0.5 (now)").keep_button, LEFT)
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5"]


def test_the_verdict_of_a_run_that_was_reset_stays_in_the_legend(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(DIVERGING)
    bench.train(11)
    bench.training.reset()
    qtbot.waitUntil(lambda: bench.labels == ["α = 3 diverged at step 11"])


def test_a_run_is_named_by_the_alpha_that_was_set_whatever_the_schedule_makes_of_it(bench: Bench) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, schedule=ScheduleChoice("step", 1 / 3, 2)))
    bench.train(5)
    bench.training.set_learning_rate(0.7)
    bench.train(5)
    bench.training.keep()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5 … 0.7"]


def test_a_run_by_another_optimiser_says_so_in_its_name(bench: Bench) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, optimiser=OptimiserChoice("adam")))
    bench.train(1)
    bench.training.keep()
    assert [run.name for run in bench.training.runs] == [f"{Symbol.ALPHA} = 0.5, Adam"]


def test_the_legend_says_what_became_of_a_kept_run_and_hovering_tells_how_it_was_trained(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.train(60)  # the weight halves in each: nothing is left of E
    bench.training.reset()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5 converges"])
    lines = bench.chip("α = 0.5 converges").button.toolTip().split("\n")
    assert lines[:2] == ["gradient descent", "full batch"]
    assert lines[2].startswith("converges: ")


def test_a_run_that_goes_up_and_down_leaves_open_what_was_not_measured(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    bench = open_bench(set_training(SHRINKING, learning_rate=2.0))
    bench.train(60)  # the weight goes 1, −1, 1 …: E stays as it is, and so does the gradient
    bench.training.keep()
    (run,) = bench.training.runs
    assert run.outcome == "plateaus"
    waves = replace(run, verdict=Verdict(RunOutcome.OSCILLATES))
    assert waves.sentence.endswith("; whether it is chaotic was not measured")
    assert replace(run, verdict=Verdict(RunOutcome.UNDECIDED)).outcome == ""


def twenty_runs(bench: Bench, qtbot: QtBot) -> None:
    """Twenty kept runs beside a present one."""
    for number in range(20):
        bench.train(1, learning_rate=0.1 + number / 100)
        bench.training.reset()
    bench.train(1, learning_rate=0.5)
    qtbot.waitUntil(lambda: len(bench.labels) == 21, timeout=20_000)  # drawn for a tenth of the time


def test_twenty_runs_leave_the_plot_its_height_and_the_present_one_in_sight(
    bench: Bench, qtbot: QtBot
) -> None:
    twenty_runs(bench, qtbot)
    assert len(bench.training.runs) == 20
    runs = bench.panel.runs
    now, last = runs.chips[-1], runs.chips[-2]
    assert now.entry.run is None
    for height, lines in ((400, 2), (260, 1)):  # the latter in a window of 700 pixels
        bench.panel.resize(400, height)
        QTest.qWait(0)
        bench.panel.resize(400, max(height, bench.panel.minimumSizeHint().height()))  # as its dock does
        qtbot.waitUntil(lambda: runs.height() == runs.sizeHint().height())
        assert runs.height() < 30 * (lines + 1)
        assert bench.panel.curves(View.LOSS).plot.height() >= 90
        qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())  # the others by scrolling
        assert bench.panel.rect().contains(now.mapTo(bench.panel, now.rect().bottomRight()))
        assert runs.chips[0].visibleRegion().isEmpty()


def test_twenty_runs_have_twenty_colours(bench: Bench, qtbot: QtBot) -> None:
    twenty_runs(bench, qtbot)
    assert {chip.entry.colour for chip in bench.panel.runs.chips} == set(range(21))


def test_a_chip_stays_while_others_come_and_its_name_is_being_typed(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1, learning_rate=0.5)
    bench.training.keep()
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5"])
    chip = bench.chip("α = 0.5")
    QTest.keyClick(chip.button, Qt.Key.Key_F2)
    QTest.keyClicks(chip.name_editor, "mine")
    bench.train(1, learning_rate=0.25)
    qtbot.waitUntil(lambda: bench.labels == ["α = 0.5", "α = 0.25 (now)"])
    assert bench.panel.runs.chips[0] is chip
    assert chip.name_editor.text() == "mine"
    QTest.keyClick(chip.name_editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.labels == ["mine", "α = 0.25 (now)"])


def test_runs_are_called_by_what_differs_between_them(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1)
    bench.training.reset()
    bench.document.attempt("Set", lambda e: set_training(e, optimiser=OptimiserChoice("adam")))
    bench.train(1)
    qtbot.waitUntil(lambda: bench.labels == ["gradient descent", "Adam (now)"])
    assert set(bench.curves(View.LOSS)) == {"gradient descent", "Adam"}


def test_the_legend_says_what_a_dashed_curve_is_where_there_is_one(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    held_out = replace(SHRINKING.samples[0], held_out=True)
    bench = open_bench(replace(SHRINKING, samples=(*SHRINKING.samples, held_out)))
    bench.train(1)
    qtbot.waitUntil(bench.panel.runs.held_out.isVisible)
    bench.panel.set_view(View.GRADIENT)
    assert not bench.panel.runs.held_out.isVisible()


def test_sentences_of_several_lines_cover_no_run(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1)
    bench.training.keep()
    bench.train(1, learning_rate=0.25)
    qtbot.waitUntil(lambda: len(bench.labels) == 2)
    before = bench.panel.minimumSizeHint().height()
    bench.panel.diagnosis.label.setText("Make the weights into it smaller, or draw them anew. " * 6)
    bench.panel.diagnosis.show()
    qtbot.waitUntil(lambda: bench.panel.minimumSizeHint().height() > before + 60)
    bench.panel.resize(400, bench.panel.minimumSizeHint().height())
    chips = bench.panel.runs.chips
    kept, now = (chip.mapTo(bench.panel, chip.rect().topLeft()).y() for chip in chips)
    qtbot.waitUntil(lambda: bench.panel.runs.height() == bench.panel.runs.sizeHint().height())
    assert now >= kept + chips[0].height()
