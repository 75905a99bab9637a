"""What each step promised, and what came: in words and as curves."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, OptimiserChoice
from explorer.ui.panels.loss.panel import View
from tests.ui.panels.loss.loss_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING


def test_the_last_step_is_told_in_words_with_all_digits_on_hover(bench: Bench, qtbot: QtBot) -> None:
    bench.train(1, learning_rate=1 / 3)
    # E = ½ becomes ½ (2/3)² = 2/9; −α·‖∇E‖² = −1/3, and 2/9 − 1/2 = −5/18
    qtbot.waitUntil(lambda: bench.panel.last_step.text() == "Step 1: E 0.2222; promised −0.333, came −0.278")
    tip = bench.panel.last_step.toolTip()
    assert "promised −α·‖∇E‖² = −0.3333333333333333" in tip
    assert "E = 0.22222222222222227" in tip
    assert "came E − E before = −0.27777777777777773" in tip


def test_the_promise_of_a_mini_batch_says_that_it_is_the_batches(
    open_bench: Callable[[Experiment], Bench], qtbot: QtBot
) -> None:
    two = replace(SHRINKING, samples=SHRINKING.samples * 2)
    bench = open_bench(set_training(two, batch_size=1))
    bench.train(1)
    qtbot.waitUntil(lambda: "promised on its batch of 1 −0.5, came −0.375" in bench.panel.last_step.text())
    assert "promised on its batch of 1 −α·‖∇E‖² = −0.5" in bench.panel.last_step.toolTip()


def test_of_another_optimiser_it_is_said_what_a_plain_step_would_have_done(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.document.attempt(
        "Set", lambda e: set_training(e, optimiser=OptimiserChoice("adam", epsilon=1e-300))
    )
    bench.train(1)  # Adam's first step is α long: w goes from 1 to ½
    qtbot.waitUntil(lambda: "plain step −0.5, came −0.375" in bench.panel.last_step.text())
    assert "= −0.5, but Adam steps otherwise" in bench.panel.last_step.toolTip()
    bench.panel.set_view(View.CHANGE)
    assert bench.curves(View.CHANGE)["plain step"] == ([1.0], [-0.5])
    assert "plain step −α·∇E" in bench.panel.buttons[View.CHANGE].toolTip()


def test_a_gradient_that_is_shortened_promises_less(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, largest_gradient=0.25))
    bench.train(1)  # −α · ¼ · ‖∇E‖ with ‖∇E‖ = 1
    bench.panel.set_view(View.CHANGE)
    assert bench.curves(View.CHANGE)["promised"][1] == pytest.approx([-0.125], rel=1e-5)
    qtbot.waitUntil(lambda: "−α·min(‖∇E‖, 0.25) ‖∇E‖" in bench.panel.last_step.toolTip())


def test_with_dropout_the_promise_is_that_of_the_silent_neurons(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, dropout=0.5))
    bench.train(1)
    qtbot.waitUntil(lambda: "promised with neurons silent −0.5" in bench.panel.last_step.text())


def test_the_change_view_draws_the_promise_beside_what_came(bench: Bench) -> None:
    bench.train(2)
    bench.panel.set_view(View.CHANGE)
    assert bench.curves(View.CHANGE) == {
        "promised": ([1.0, 2.0], [-0.5, -0.125]),
        "came": ([1.0, 2.0], [-0.375, -0.09375]),
    }
    bench.panel.curves(View.CHANGE).plot.set_log(True)
    assert bench.curves(View.CHANGE)["came"] == ([1.0, 2.0], [0.375, 0.09375])


def test_after_going_back_the_change_view_draws_what_came_instead(
    open_bench: Callable[[Experiment], Bench],
) -> None:
    bench = open_bench(DIVERGING)
    bench.panel.set_view(View.CHANGE)
    bench.train(11)
    bench.training.go_back()
    bench.train(1, learning_rate=1.0)  # to the minimum in one step: −α·‖∇E‖² = −4¹⁰, ΔE = −½ 4¹⁰
    bench.panel.set_view(View.CHANGE)
    changes = bench.curves(View.CHANGE)
    assert (changes["promised"][1][-1], changes["came"][1][-1]) == (-(4.0**10), -0.5 * 4.0**10)
