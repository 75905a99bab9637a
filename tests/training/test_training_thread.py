"""`explorer.training.training_thread`"""

import sys
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Training
from explorer.training.history import Columns
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.trainer import Trainer
from explorer.training.training_thread import TrainingThread
from tests.training.small_experiment import chain, xor

WANING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=2.0**-20))
"""E = ½ w² from w = 1, and w ← (1 − 2⁻²⁰) w for as long as one likes."""


def with_learning_rate(experiment: Experiment, learning_rate: float) -> Experiment:
    return replace(experiment, training=replace(experiment.training, learning_rate=learning_rate))


def wait_for_steps(thread: TrainingThread, steps: int) -> None:
    """Until the run is known to have made more than so many steps."""
    while thread.snapshot.step <= steps:
        pass


def check_rows(rows: Columns, step: int) -> None:
    """The rows are consistent with each other and with what is known of the run."""
    assert (np.diff(rows.step) > 0).all()
    assert rows.step[-1] == step
    np.testing.assert_allclose(rows.loss, 0.5 * (1 - 2.0**-20) ** (2 * rows.step), rtol=1e-7)
    np.testing.assert_allclose(rows.gradient_norm**2, 2 * rows.loss, rtol=1e-12)
    together = np.flatnonzero(np.diff(rows.step) == 1)
    assert (rows.loss_change[together] == np.diff(rows.loss)[together]).all()


def check_ends(snapshot: RunSnapshot) -> None:
    """Its columns are of one length, and what stands at their ends is of one moment."""
    for rows in (snapshot.history.kept, snapshot.history.latest):
        columns = (rows.loss, rows.held_out_loss, rows.gradient_norm, rows.learning_rate, rows.loss_change)
        assert {len(column) for column in columns} == {len(rows)}
    check_rows(snapshot.history.last_step(), snapshot.step)
    assert snapshot.history.last.loss[0] == pytest.approx(0.5 * snapshot.parameters[0] ** 2, rel=1e-12)
    assert snapshot.curves.values.shape == (1, len(snapshot.curves.step))
    assert snapshot.curves.step[-1] <= snapshot.step


def check(snapshot: RunSnapshot) -> None:
    """Everything in it is of one moment."""
    check_ends(snapshot)
    check_rows(snapshot.history.rows(), snapshot.step)
    check_rows(snapshot.history.judged(), snapshot.step)
    steps = snapshot.curves.step
    assert (np.diff(steps) > 0).all()
    np.testing.assert_allclose(snapshot.curves.values[0], (1 - 2.0**-20) ** steps, rtol=1e-7)


def test_whoever_reads_snapshots_while_a_thread_trains_never_finds_a_torn_one() -> None:
    thread = TrainingThread(Trainer(WANING))
    read = [thread.snapshot]
    while len(read) < 2000 or read[-1].history.stride < 4:  # until rows have been dropped, twice
        snapshot = thread.snapshot
        assert snapshot.step >= read[-1].step
        check_ends(snapshot)
        read.append(snapshot)
    thread.end()
    for snapshot in [*read[:: len(read) // 20], read[-1]]:  # nor does any become so later
        check(snapshot)


def test_what_a_thread_trains_is_to_the_last_bit_what_one_call_trains() -> None:
    trainer, beside = Trainer(xor()), Trainer(xor())
    thread = TrainingThread(trainer)
    wait_for_steps(thread, 5000)
    thread.end()
    beside.advance(trainer.step)
    assert (trainer.parameters == beside.parameters).all()
    assert (trainer.history.rows().loss == beside.history.rows().loss).all()


def test_a_learning_rate_is_followed_by_the_steps_after_it_and_those_only() -> None:
    trainer, beside = Trainer(WANING), Trainer(WANING)
    thread = TrainingThread(trainer)
    wait_for_steps(thread, 100)
    thread.set_learning_rate(0.25)
    while thread.snapshot.learning_rate != 0.25:
        pass
    wait_for_steps(thread, thread.snapshot.step)
    thread.end()
    rates = trainer.history.rows().learning_rate
    changed = int(np.argmax(rates == 0.25))
    assert set(rates[:changed].tolist()) == {2.0**-20}
    assert set(rates[changed:].tolist()) == {0.25}
    beside.advance(changed)
    beside.learning_rate = 0.25
    beside.advance(trainer.step - changed)
    assert (trainer.parameters == beside.parameters).all()


def test_what_a_thread_was_told_last_is_done_when_it_has_ended() -> None:
    trainer = Trainer(WANING)
    thread = TrainingThread(trainer)
    thread.set_learning_rate(0.5)
    thread.set_learning_rate(0.125)
    thread.end()
    assert trainer.learning_rate == 0.125


def test_the_thread_ends_by_itself_where_the_run_diverges_and_says_so_last() -> None:
    trainer = Trainer(with_learning_rate(xor(), 1e300))
    thread = TrainingThread(trainer)
    while not thread.has_ended:
        pass
    assert thread.snapshot.divergence is not None
    assert thread.snapshot.divergence == trainer.divergence
    thread.end()


def test_a_thread_that_has_ended_leaves_the_interpreter_as_it_was() -> None:
    before = sys.getswitchinterval()
    thread = TrainingThread(Trainer(xor()))
    thread.end()
    assert sys.getswitchinterval() == before


def test_a_thread_that_is_ended_at_once_has_told_of_the_last_step_that_it_made() -> None:
    trainer = Trainer(xor())
    thread = TrainingThread(trainer)
    thread.end()
    assert thread.has_ended
    assert thread.snapshot.step == trainer.step
