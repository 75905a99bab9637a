"""`explorer.training.divergence`: found through the trainer, as it is in use."""

import math
from dataclasses import replace

import numpy as np

from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    OptimiserChoice,
    Penalty,
    Sample,
    Training,
)
from explorer.symbol import Symbol
from explorer.training.divergence import DivergedQuantity, Divergence, why_no_step
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain


def divergence_of(experiment: Experiment, steps: int = 100) -> Divergence:
    trainer = Trainer(experiment)
    trainer.advance(steps)
    assert trainer.divergence is not None
    return trainer.divergence


def with_learning_rate(experiment: Experiment, learning_rate: float) -> Experiment:
    return replace(experiment, training=replace(experiment.training, learning_rate=learning_rate))


def test_a_loss_that_quadruples_diverges_once_it_is_above_a_million() -> None:
    # w ← w − 3 w, so E = ½ 4^t: 524,288 at step 10 and 2,097,152 at step 11
    found = divergence_of(chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0)))
    assert found == Divergence(11, "n0", DivergedQuantity.LOSS, 2097152.0, 1e6, sample=0)
    assert found.sentence == (
        f"Diverged at step 11: {Symbol.LOSS} is 2.097e6, above 1e6, mostly from n0 on sample 0. "
        "Try a smaller learning rate, or go back to step 10."
    )


def test_the_limit_grows_with_the_loss_at_the_start() -> None:
    # E = 8 · 4^t and the limit is 8 · 10⁶: 4^9 = 262,144 and 4^10 = 1,048,576
    found = divergence_of(chain(["identity"], [4.0], [(1.0, 0.0)], training=Training(learning_rate=3.0)))
    assert (found.step, found.limit) == (10, 8e6)


def test_an_infinity_that_relu_hides_is_found() -> None:
    experiment = chain(["relu", "identity"], [-1e308, 1.0], [(1.0, 0.0), (10.0, 0.0)])
    found = divergence_of(experiment)
    assert found == Divergence(0, "n0", DivergedQuantity.Z, -math.inf, math.inf, sample=1)
    assert found.last_finite_step is None
    assert found.sentence == (
        f"Diverged at step 0: {Symbol.Z} of n0 is −∞ on sample 1, the first number that is not finite. "
        "Make the weights, inputs or targets smaller."
    )


def test_an_infinity_that_tanh_hides_is_found_at_the_step_at_which_it_appears() -> None:
    # One update takes the first weight to about −1e300, so z is −∞; a is −1, and E stays small.
    experiment = chain(["tanh", "tanh"], [1e-12, 1.0], [(1e10, 0.0)], training=Training(learning_rate=1e292))
    trainer = Trainer(experiment)
    assert trainer.advance(5) == 1
    assert trainer.divergence == Divergence(1, "n0", DivergedQuantity.Z, -math.inf, 1e6, sample=0)
    assert math.isfinite(trainer.history.rows().loss[-1])
    assert np.isfinite(trainer.parameters).all()


def test_the_neuron_nearest_to_the_inputs_is_named_first() -> None:
    found = divergence_of(chain(["identity"] * 3, [1e200, 1e200, 1e200], [(1.0, 0.0)]))
    assert (found.neuron, found.quantity, found.value) == ("n1", DivergedQuantity.Z, math.inf)


def test_a_weight_that_overflows_is_named_by_its_connection() -> None:
    found = divergence_of(chain(["identity"], [10.0], [(1.0, 0.0)], training=Training(learning_rate=1.7e308)))
    assert found == Divergence(1, "n0", DivergedQuantity.WEIGHT, -math.inf, 5e7, ends=("x", "n0"))
    assert found.sentence.startswith("Diverged at step 1: the weight x → n0 is −∞, the first number")


def test_a_bias_that_overflows_is_named_by_its_neuron() -> None:
    experiment = chain(["identity"], [], [(0.0, 10.0)], biases={"n0": 0.0})
    found = divergence_of(with_learning_rate(experiment, 1.7e308))
    assert found == Divergence(1, "n0", DivergedQuantity.BIAS, math.inf, 5e7)
    assert "the bias of n0 is ∞" in found.sentence


def test_a_delta_that_overflows_is_found_where_all_on_the_way_forward_is_finite() -> None:
    found = divergence_of(chain(["identity"] * 3, [0.0, 1e200, 1e200], [(1.0, -1.0)]))
    assert found == Divergence(0, "n0", DivergedQuantity.DELTA, math.inf, math.inf, sample=0)
    assert f"{Symbol.DELTA} of n0 is ∞ on sample 0" in found.sentence


def test_of_several_deltas_the_one_nearest_to_the_outputs_is_named() -> None:
    found = divergence_of(chain(["identity"] * 4, [0.0, 1e200, 1e200, 1e200], [(1.0, -1.0)]))
    assert (found.neuron, found.quantity, found.value) == ("n1", DivergedQuantity.DELTA, math.inf)


def test_a_delta_that_overflows_is_found_where_nothing_is_learnt_from_it() -> None:
    experiment = chain(["identity"] * 3, [0.0, 1e200, 1e200], [(1.0, -1.0)])
    unfed = Network(experiment.network.neurons, experiment.network.connections[1:])
    found = divergence_of(replace(experiment, network=unfed))
    assert (found.neuron, found.quantity, found.value) == ("n0", DivergedQuantity.DELTA, math.inf)


def test_a_gradient_that_overflows_is_found_where_every_delta_is_finite() -> None:
    found = divergence_of(chain(["identity"] * 2, [0.0, 1e200], [(1e200, -1.0)]))
    assert found == Divergence(0, "n0", DivergedQuantity.GRADIENT, math.inf, math.inf, ends=("x", "n0"))
    assert "the gradient of the weight x → n0 is ∞" in found.sentence


def test_a_gradient_of_a_bias_that_overflows_is_told_as_such() -> None:
    found = Divergence(4, "h", DivergedQuantity.GRADIENT, math.nan, 1e6)
    assert found.sentence.startswith("Diverged at step 4: the gradient of the bias of h is NaN, the first")


def test_a_memory_that_overflows_is_found_though_nothing_moves_any_more() -> None:
    # ∂E/∂w = 1e160 and s = g² is ∞, so w stays where it is and E with it
    training = Training(learning_rate=0.1, optimiser=OptimiserChoice("adagrad"))
    found = divergence_of(chain(["identity"], [1e-160], [(1e160, 0.0)], training=training))
    assert found == Divergence(1, "n0", DivergedQuantity.MEMORY, math.inf, 1e6, ends=("x", "n0"), symbol="s")
    assert found.sentence == (
        "Diverged at step 1: the memory s of the weight x → n0 is ∞, the first number that is not finite. "
        "Try a smaller learning rate, or go back to step 0."
    )


def test_a_memory_of_a_bias_is_told_as_such() -> None:
    found = Divergence(4, "h", DivergedQuantity.MEMORY, math.inf, 1e6, symbol="m")
    assert "the memory m of the bias of h is ∞" in found.sentence


def test_where_the_penalty_is_most_of_the_loss_the_weight_that_costs_most_is_named() -> None:
    # the input is 0, so E = ½ w² is all penalty, and w ← w − 3 w
    training = Training(learning_rate=3.0, penalty=Penalty(l2=1.0))
    found = divergence_of(chain(["identity"] * 2, [0.5, 1.0], [(0.0, 0.0)], training=training))
    assert (found.step, found.neuron, found.ends) == (11, "n1", ("n0", "n1"))
    assert (found.quantity, found.value) == (DivergedQuantity.PENALTY, 1.25 * 2.0**21)
    assert (
        f"{Symbol.LOSS} is 2.621e6, above 1e6, mostly from the penalty on the weight n0 → n1. Try"
    ) in found.sentence


def test_where_the_loss_is_most_of_e_its_penalty_is_not_blamed() -> None:
    training = Training(learning_rate=3.0, penalty=Penalty(l2=0.01))
    found = divergence_of(chain(["identity"], [1.0], [(1.0, 0.0)], training=training))
    assert (found.quantity, found.ends, found.sample) == (DivergedQuantity.LOSS, None, 0)


def test_what_overflows_only_in_the_thinned_network_is_found() -> None:
    # 1.5e308 / (1 − 0.5) is ∞; in the whole network all is finite
    training = Training(dropout=0.5, seed=1)
    experiment = chain(["identity", "identity"], [1.0, 1e-300], [(1.5e308, 0.0)], training=training)
    found = divergence_of(experiment)
    assert found == Divergence(0, "n0", DivergedQuantity.A, math.inf, math.inf, sample=0)
    assert divergence_of(replace(experiment, training=Training())).quantity is DivergedQuantity.GRADIENT


def test_a_loss_that_overflows_is_found_where_every_activation_is_finite() -> None:
    found = divergence_of(chain(["identity"], [1e200], [(1.0, 0.0)]))
    assert found == Divergence(0, "n0", DivergedQuantity.LOSS, math.inf, math.inf, sample=0)
    assert f"{Symbol.LOSS} is ∞, mostly from n0 on sample 0" in found.sentence


def test_a_loss_above_the_limit_is_laid_to_the_largest_term() -> None:
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("calm", Kind.OUTPUT, "identity"),
        Neuron("wild", Kind.OUTPUT, "identity"),
    )
    network = Network(neurons, (Connection("x", "calm", 1.0), Connection("x", "wild", 1.0)))
    targets = {"calm": 1.0, "wild": 0.0}
    samples = (
        Sample({"x": 0.5}, targets),
        Sample({"x": 9.0}, targets, held_out=True),
        Sample({"x": 1.0}, targets),
    )
    found = divergence_of(Experiment(network, samples, training=Training(learning_rate=5.0)))
    assert (found.neuron, found.quantity, found.sample) == ("wild", DivergedQuantity.LOSS, 2)


def test_what_a_held_out_sample_does_is_no_divergence() -> None:
    trainer = Trainer(chain(["identity"], [1.0], [(1.0, 0.0)], held_out=[(1e300, 0.0)]))
    assert trainer.advance(10) == 10
    assert trainer.history.rows().held_out_loss[0] == math.inf


def test_with_a_mini_batch_the_delta_of_the_right_sample_is_blamed() -> None:
    # forward all is 0; only the sample whose target is not 0 has a δ, and step 1 is the first to see it
    experiment = chain(
        ["identity"] * 3,
        [0.0, 1e200, 1e200],
        [(1.0, 0.0), (1.0, -1.0)],
        training=Training(batch_size=1, shuffle=False),
    )
    found = divergence_of(experiment)
    assert (found.step, found.neuron, found.quantity, found.sample) == (1, "n0", DivergedQuantity.DELTA, 1)


def test_why_a_run_goes_no_further_counts_samples_as_it_is_told_and_says_how_to_go_on() -> None:
    experiment = chain(["identity"], [1.0], [(1.0, 0.0)])
    assert why_no_step(experiment, None) is None
    assert why_no_step(replace(experiment, network=Network()), None) is not None
    later = Divergence(12, "n0", DivergedQuantity.Z, math.inf, 1e6, sample=0)
    assert why_no_step(experiment, later) == "Diverged at step 12: go back to step 11, or reset to the start"
    at_once = replace(later, step=0)
    assert why_no_step(experiment, at_once, first_sample=1) == (
        f"Diverged at step 0: {Symbol.Z} of n0 is ∞ on sample 1, the first number that is not finite. "
        "Make the weights, inputs or targets smaller."
    )
