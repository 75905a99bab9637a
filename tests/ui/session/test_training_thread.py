"""`explorer.ui.session.training_thread`"""

import sys
from dataclasses import replace

from explorer.training.trainer import Trainer
from explorer.ui.session.training_thread import TrainingThread
from tests.training.small_experiment import xor


def wait_for_steps(thread: TrainingThread, trainer: Trainer, steps: int) -> None:
    """Until the run has made more than so many steps, holding the thread each time one looks."""
    while True:
        thread.hold()
        if trainer.step > steps:
            return
        thread.release()


def test_the_thread_rests_until_it_is_released_and_whenever_it_is_held() -> None:
    trainer = Trainer(xor())
    thread = TrainingThread(trainer)
    thread.hold()
    assert trainer.step == 0
    thread.release()
    wait_for_steps(thread, trainer, 100)
    resting, parameters = trainer.step, trainer.parameters
    assert trainer.step == resting
    assert (trainer.parameters == parameters).all()
    thread.end()


def test_one_may_ask_it_to_rest_and_not_wait_for_that() -> None:
    trainer = Trainer(xor())
    thread = TrainingThread(trainer)
    thread.release()
    while thread.hold(0.0):  # until it is asked in the middle of a piece
        thread.release()
    assert thread.hold(60.0)
    thread.end()


def test_what_a_thread_trains_is_to_the_last_bit_what_one_call_trains() -> None:
    trainer, beside = Trainer(xor()), Trainer(xor())
    thread = TrainingThread(trainer)
    thread.release()
    wait_for_steps(thread, trainer, 5000)
    thread.end()
    beside.advance(trainer.step)
    assert (trainer.parameters == beside.parameters).all()
    assert (trainer.history.rows().loss == beside.history.rows().loss).all()


def test_the_thread_ends_by_itself_where_the_run_diverges() -> None:
    experiment = xor()
    wild = replace(experiment, training=replace(experiment.training, learning_rate=1e300))
    trainer = Trainer(wild)
    thread = TrainingThread(trainer)
    thread.release()
    while not thread.has_ended:
        thread.hold()
        thread.release()
    assert trainer.divergence is not None
    thread.end()


def test_a_thread_that_has_ended_leaves_the_interpreter_as_it_was() -> None:
    before = sys.getswitchinterval()
    thread = TrainingThread(Trainer(xor()))
    thread.release()
    thread.end()
    assert sys.getswitchinterval() == before


def test_a_thread_that_was_never_released_can_be_ended() -> None:
    trainer = Trainer(xor())
    TrainingThread(trainer).end()
    assert trainer.step == 0
