"""What must hold in whichever way a network is trained, with whichever engine."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.learning_rule import LearningRule, norm_of
from explorer.network.model import Experiment, Kind, Training
from explorer.network.schedule import learning_rate_at
from explorer.training.divergence import DivergedQuantity
from explorer.training.dropout_mask import DropoutMask
from explorer.training.engine import Examination, Rows
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests import oracle
from tests.random_experiment import random_experiment
from tests.training.engines import ENGINES
from tests.training.small_experiment import chain
from tests.training.training_families import FAMILIES

COLUMNS = ("step", "loss", "held_out_loss", "gradient_norm", "learning_rate", "loss_change")

CURVE = chain(["tanh", "identity"], [0.7, -0.5], [(-1.0, 1.0), (0.5, 0.3), (2.0, -2.0)], biases={"n1": 0.1})
"""Never fitted exactly, so that an enormous learning rate diverges for certain."""

in_every_way = pytest.mark.parametrize("family", FAMILIES)
with_every_engine = pytest.mark.parametrize("engine", ENGINES)


def trained_as(experiment: Experiment, training: Training) -> Experiment:
    return replace(experiment, training=training)


@in_every_way
@with_every_engine
@settings(max_examples=6)
@given(seed=st.integers(0, 10**6), pieces=st.lists(st.integers(1, 30), min_size=2, max_size=5))
def test_in_how_many_pieces_the_steps_are_made_changes_no_bit(
    engine: str, family: str, seed: int, pieces: list[int]
) -> None:
    experiment = trained_as(random_experiment(seed), FAMILIES[family])
    program = Program.of(experiment)
    at_once, in_pieces = (Trainer(experiment, ENGINES[engine](program)) for _ in range(2))
    at_once.advance(sum(pieces))
    for piece in pieces:
        in_pieces.advance(piece)
    assert in_pieces.parameters.tobytes() == at_once.parameters.tobytes()
    for column in COLUMNS:
        first, second = (getattr(trainer.history.rows(), column) for trainer in (at_once, in_pieces))
        np.testing.assert_array_equal(first, second)
    assert in_pieces.divergence == at_once.divergence


@in_every_way
@with_every_engine
def test_an_update_is_what_the_learning_rule_makes_of_the_gradient(engine: str, family: str) -> None:
    for seed in range(8):
        experiment = trained_as(random_experiment(seed), FAMILIES[family])
        rule, examiner = LearningRule.of(experiment), NumpyEngine(Program.of(experiment))
        expected = rule.first_state(parameters_of(experiment.network))
        state, steps, rows = expected.copy(), 12, Rows.empty(13)
        schedule = experiment.training.schedule
        rates = np.array([learning_rate_at(0.01, schedule, step) for step in range(steps)])
        ENGINES[engine](examiner.program).run(state, 0, rates, math.inf, rows)
        for step in range(steps):
            found = examiner.examine(expected[0], step)
            norm = norm_of(found.gradient)
            assert rows.loss[step] == pytest.approx(found.loss, rel=1e-10), seed
            assert rows.gradient_norm[step] == pytest.approx(norm, rel=1e-9, abs=1e-15), seed
            clipped = found.gradient * rule.clip_factor(norm)
            change = rule.change(expected, clipped, rates[step], step)
            expected[0] += change
        np.testing.assert_allclose(state, expected, rtol=1e-9, atol=1e-12, err_msg=str(seed))


def examined(experiment: Experiment, step: int = 0) -> Examination:
    return NumpyEngine(Program.of(experiment)).examine(parameters_of(experiment.network), step)


def test_the_penalty_is_part_of_e_and_of_the_gradient_but_not_of_the_held_out_loss() -> None:
    for seed in range(60):
        plain = trained_as(random_experiment(seed), FAMILIES["gradient descent"])
        penalised = trained_as(plain, FAMILIES["penalties"])
        rule, parameters = LearningRule.of(penalised), parameters_of(plain.network)
        expected, found = examined(plain), examined(penalised)
        assert found.loss == pytest.approx(expected.loss + rule.penalty(parameters), rel=1e-14)
        gradient = expected.gradient + rule.penalty_gradient(parameters)
        np.testing.assert_allclose(found.gradient, gradient, rtol=1e-13, atol=1e-15)
        rows = [Rows.empty(1), Rows.empty(1)]
        for experiment, row in zip((plain, penalised), rows, strict=True):
            state = LearningRule.of(experiment).first_state(parameters)
            NumpyEngine(Program.of(experiment)).run(state, 0, np.empty(0), math.inf, row)
        assert str(rows[0].held_out_loss) == str(rows[1].held_out_loss)


def silenced(experiment: Experiment, factors: dict[str, float]) -> Experiment:
    """The same network where every connection is multiplied by the factor of its source."""
    network = experiment.network
    weights = [connection.weight * factors.get(connection.source, 1.0) for connection in network.connections]
    values = [*weights, *network.parameter_values[len(weights) :]]
    return replace(experiment, network=with_parameters(network, values))


@pytest.mark.parametrize("batch_size", [None, 2])
def test_with_dropout_the_gradient_is_of_the_thinned_network_and_e_of_the_whole(
    batch_size: int | None,
) -> None:
    for seed in range(55):
        training = Training(dropout=0.4, batch_size=batch_size, seed=seed)
        experiment = trained_as(random_experiment(seed), training)
        program, found = Program.of(experiment), examined(experiment, step=5)
        hidden = np.flatnonzero([kind is Kind.HIDDEN for kind in program.kinds])
        factors = DropoutMask(seed, 0.4, hidden).factors(5, found.batch)
        expected = dict.fromkeys(experiment.network.parameters, 0.0)
        for column, sample in enumerate(found.batch.tolist()):
            of_source = {
                program.names[n]: f for n, f in zip(hidden, factors[:, column].tolist(), strict=True)
            }
            thinned = silenced(experiment, of_source)
            _, gradients = oracle.sample_gradients(thinned, [experiment.training_samples[sample]])
            for parameter, gradient in gradients.items():
                share = program.share(len(found.batch)) * of_source.get(parameter.source or "", 1.0)
                expected[parameter] += share * float(gradient[0])
        of_parameter = dict(zip(experiment.network.parameters, found.gradient, strict=True))
        assert oracle.relative_difference(of_parameter, expected) <= 1e-11, seed
        assert found.loss == pytest.approx(oracle.batch_gradient(experiment)[0], rel=1e-11), seed


def is_finite(found: Examination, state: np.ndarray) -> bool:
    numbers = (found.z, found.a, found.batch_z, found.batch_a, found.delta, found.gradient, state)
    return math.isfinite(found.loss) and all(bool(np.isfinite(each).all()) for each in numbers)


@in_every_way
@with_every_engine
def test_what_is_not_finite_is_found_at_its_step_and_named(engine: str, family: str) -> None:
    """Against a run that looks at every number after each single step."""
    found, seeds = 0, range(15)
    for seed in seeds:
        experiment = trained_as(random_experiment(seed), FAMILIES[family])
        program = Program.of(experiment)
        trainer, examiner = Trainer(experiment, ENGINES[engine](program)), NumpyEngine(program)
        trainer.learning_rate = 10.0 ** (seed % 5 * 60)
        limit = 1e6 * max(1.0, trainer.history.rows().loss[0])
        trainer.advance(20)
        state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
        rates = trainer.history.rows().learning_rate
        for step in range(trainer.step + 1):
            examination = examiner.examine(state[0], step)
            is_well = is_finite(examination, state) and examination.loss <= limit
            assert is_well == (step < trainer.step or trainer.divergence is None), (seed, step)
            if is_well and step < trainer.step:
                examiner.run(state, step, rates[step : step + 1], math.inf, Rows.empty(2))
        if (divergence := trainer.divergence) is not None:
            found += 1
            is_loss = divergence.quantity in (DivergedQuantity.LOSS, DivergedQuantity.PENALTY)
            assert not math.isfinite(divergence.value) or (is_loss and divergence.value > limit), seed
    assert found > len(seeds) / 4


@in_every_way
def test_after_going_back_the_run_is_where_one_that_stopped_there_is(family: str) -> None:
    experiment = trained_as(CURVE, FAMILIES[family])
    diverging, stopping = Trainer(experiment), Trainer(experiment)
    for trainer in (diverging, stopping):
        trainer.advance(1100)
        trainer.learning_rate = 1e300
    diverging.advance(100)
    assert diverging.divergence is not None
    diverging.go_back()
    stopping.advance(diverging.step - 1100)
    for trainer in (diverging, stopping):
        trainer.learning_rate = 0.01
        trainer.advance(30)
    assert diverging.parameters.tobytes() == stopping.parameters.tobytes()
    np.testing.assert_array_equal(diverging.history.rows().loss, stopping.history.rows().loss)
