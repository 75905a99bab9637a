"""Does one pass compute what the articles compute by hand, in their order, and what the oracle says?"""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    CarriedBack,
    Contribution,
    NeuronValues,
    SampleLoss,
    SlopeDelta,
    Trace,
    Update,
)
from explorer.backprop.message_kind import Phase
from explorer.backprop.propagate import propagate
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Parameter, Sample
from tests import oracle
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_a, article_d, article_e, chain, two_layer_softmax


def kinds_and_neurons(trace: Trace) -> list[str]:
    return [f"{message.name} {message.place}" for message in trace.messages]


def by_parameter(trace: Trace) -> dict[Parameter, float]:
    weights = {Parameter(*ends): gradient for ends, gradient in trace.weight_gradients.items()}
    return weights | {Parameter(None, name): gradient for name, gradient in trace.bias_gradients.items()}


def test_article_e_comes_out_digit_for_digit() -> None:
    trace = propagate(article_e())
    assert trace.loss == 0.25
    assert trace.neurons == {
        "i0": NeuronValues(1.0),
        "i1": NeuronValues(0.5),
        "i2": NeuronValues(1.0),
        "a0": NeuronValues(0.5, 0.5, -0.5, -0.5),
        "c0": NeuronValues(0.0, -0.5, -0.5, 0.0),
        "c1": NeuronValues(0.5, 0.5, -0.5, -0.5),
    }
    assert trace.weight_gradients == {
        ("i0", "a0"): -0.5,
        ("i1", "a0"): -0.25,
        ("i2", "a0"): -0.5,
        ("a0", "c0"): 0.0,
        ("a0", "c1"): -0.25,
    }
    assert trace.bias_gradients == {"a0": -0.5, "c0": 0.0, "c1": -0.5}


def test_article_e_takes_36_messages_in_the_order_of_doing_it_by_hand() -> None:
    assert kinds_and_neurons(propagate(article_e())) == [
        *["contribution a0"] * 3,
        "sum a0",
        "activation a0",
        "contribution c0",
        "sum c0",
        "activation c0",
        "contribution c1",
        "sum c1",
        "activation c1",
        "loss None",
        "activation-gradient c1",
        "delta c1",
        "weight-gradient c1",
        "bias-gradient c1",
        "activation-gradient c0",
        "delta c0",
        "weight-gradient c0",
        "bias-gradient c0",
        "carried-back-error a0",
        "carried-back-error a0",
        "activation-gradient a0",
        "delta a0",
        *["weight-gradient a0"] * 3,
        "bias-gradient a0",
        *["update a0"] * 4,
        *["update c0"] * 2,
        *["update c1"] * 2,
    ]


def test_article_e_has_11_messages_forward_1_of_the_loss_16_backward_and_8_of_the_update() -> None:
    phases = [message.phase for message in propagate(article_e()).messages]
    assert [phases.count(phase) for phase in Phase] == [11, 1, 16, 8]


def test_article_a_has_the_eight_derivatives_of_the_chain_rule() -> None:
    def s(x: float) -> float:
        return 1 / (1 + math.exp(-x))

    x0, x1, d0, d1 = 1.0, -0.5, 0.25, 1.0
    y0, y1 = s(0.5 * x0 - 1.0 * x1), s(0.25 * x0 + 2.0 * x1)
    z0, z1 = s(-0.75 * y0 + 1.5 * y1), s(1.0 * y0 - 0.5 * y1)
    at_z0, at_z1 = (z0 - d0) * z0 * (1 - z0), (z1 - d1) * z1 * (1 - z1)
    at_y0 = (at_z0 * -0.75 + at_z1 * 1.0) * y0 * (1 - y0)
    at_y1 = (at_z0 * 1.5 + at_z1 * -0.5) * y1 * (1 - y1)
    trace = propagate(article_a())
    assert trace.weight_gradients == pytest.approx(
        {
            ("x0", "y0"): at_y0 * x0,
            ("x1", "y0"): at_y0 * x1,
            ("x0", "y1"): at_y1 * x0,
            ("x1", "y1"): at_y1 * x1,
            ("y0", "z0"): at_z0 * y0,
            ("y1", "z0"): at_z0 * y1,
            ("y0", "z1"): at_z1 * y0,
            ("y1", "z1"): at_z1 * y1,
        },
        rel=1e-14,
    )
    assert trace.loss == pytest.approx(((z0 - d0) ** 2 + (z1 - d1) ** 2) / 2, rel=1e-14)
    assert trace.bias_gradients == {}


def test_article_d_adds_what_comes_back_over_skip_connections() -> None:
    trace = propagate(article_d())
    h0 = math.tanh(0.4 * 0.5 + 0.3 * 1.0 + 0.2)
    h1 = math.tanh(0.9 * h0 - 0.6 * 0.5 + 0.1)
    y0 = -0.7 + 1.1 * h0 - 0.8 * h1
    y1 = 0.5 * h1 + 0.3 * y0
    delta_y1 = y1 + 0.2
    delta_y0 = (y0 - 0.3) + 0.3 * delta_y1
    delta_h1 = (1 - h1**2) * (-0.8 * delta_y0 + 0.5 * delta_y1)
    delta_h0 = (1 - h0**2) * (0.9 * delta_h1 + 1.1 * delta_y0)
    found = {name: values.delta for name, values in trace.neurons.items() if values.delta is not None}
    assert found == pytest.approx({"h0": delta_h0, "h1": delta_h1, "y0": delta_y0, "y1": delta_y1}, rel=1e-13)
    assert trace.weight_gradients["on", "h0"] == trace.neurons["h0"].delta


def test_inputs_and_constants_have_an_a_only_and_nothing_is_carried_back_to_them() -> None:
    trace = propagate(article_d())
    assert trace.neurons["x0"] == NeuronValues(0.5)
    assert trace.neurons["on"] == NeuronValues(1.0)
    carried = [message for message in trace.messages if isinstance(message, CarriedBack)]
    assert {message.source for message in carried} == {"h0", "h1", "y0"}


def test_a_neuron_comes_after_all_that_feed_it_whatever_the_order_of_the_file() -> None:
    experiment = article_d()
    network = experiment.network
    turned = Network(tuple(reversed(network.neurons)), network.connections)
    trace = propagate(replace(experiment, network=turned))
    arrived: set[str] = {"x0", "x1", "on"}
    for message in trace.messages:
        if isinstance(message, Contribution):
            assert message.source in arrived
        elif isinstance(message, Activated):
            arrived.add(message.neuron)
    assert trace.loss == pytest.approx(propagate(experiment).loss, rel=1e-14)


def test_a_neuron_that_leads_nowhere_has_no_error() -> None:
    network = article_e().network
    dangling = Network(
        (*network.neurons, Neuron("d0", Kind.HIDDEN, "logistic", 1.0)),
        (*network.connections, Connection("a0", "d0", 2.0)),
    )
    trace = propagate(replace(article_e(), network=dangling))
    assert trace.neurons["d0"].dE_da == 0
    assert trace.neurons["d0"].delta == 0
    gathered = [m for m in trace.messages if isinstance(m, ActivationGradient) and m.neuron == "d0"]
    assert [(m.from_loss, m.carried) for m in gathered] == [(None, ())]
    assert trace.neurons["a0"].delta == -0.5


@pytest.mark.parametrize(("bias", "z"), [(None, 0.0), (0.75, 0.75)])
def test_a_neuron_that_nothing_feeds_has_its_bias_or_0_as_z(bias: float | None, z: float) -> None:
    network = Network((Neuron("y", Kind.OUTPUT, "identity", bias),))
    trace = propagate(Experiment(network, (Sample({}, {"y": 0.5}),)))
    assert trace.neurons["y"].z == z
    assert trace.loss == (z - 0.5) ** 2 / 2


def test_without_outputs_there_is_only_the_way_forward() -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("h", Kind.HIDDEN, "relu", 1.0))
    experiment = Experiment(Network(neurons, (Connection("x", "h", 2.0),)), (Sample({"x": 3.0}),))
    trace = propagate(experiment)
    assert kinds_and_neurons(trace) == ["contribution h", "sum h", "activation h"]
    assert trace.loss is None
    assert trace.neurons["h"] == NeuronValues(7.0, 7.0)
    assert trace.weight_gradients == {}


def test_without_samples_there_is_nothing_to_propagate() -> None:
    trace = propagate(replace(article_e(), samples=()))
    assert trace == Trace(0, (), {}, None, {}, {})


@pytest.mark.parametrize("sample", [-1, 1])
def test_a_sample_that_is_not_there_is_refused(sample: int) -> None:
    with pytest.raises(IndexError, match="samples count from 0"):
        propagate(article_e(), sample)


def test_a_softmax_sums_everywhere_before_any_of_it_emits_and_gathers_before_any_error() -> None:
    softmax = kinds_and_neurons(propagate(two_layer_softmax("squared-error")))
    of_outputs = [text for text in softmax if text.split()[1] in ("p", "q", "r")]
    before_update = [text for text in of_outputs if not text.startswith(("update", "contribution"))]
    assert before_update == [
        "sum p",
        "sum q",
        "sum r",
        "activation p",
        "activation q",
        "activation r",
        "activation-gradient r",
        "activation-gradient q",
        "activation-gradient p",
        "delta r",
        "weight-gradient r",
        "bias-gradient r",
        "delta q",
        "weight-gradient q",
        "bias-gradient q",
        "delta p",
        "weight-gradient p",
        "bias-gradient p",
    ]


def test_a_softmax_with_a_squared_loss_takes_the_others_into_account() -> None:
    trace = propagate(two_layer_softmax("squared-error"))
    h = math.tanh(1.5)
    powers = [math.exp(0.5), math.exp(-h), math.exp(2 * h)]
    y = [power / sum(powers) for power in powers]
    dE_dy = [2 * y[0], 2 * (y[1] - 1), 2 * y[2]]
    average = sum(y_k * slope for y_k, slope in zip(y, dE_dy, strict=True))
    expected = [y_k * (slope - average) for y_k, slope in zip(y, dE_dy, strict=True)]
    assert [trace.neurons[name].delta for name in ("p", "q", "r")] == pytest.approx(expected, rel=1e-13)


def test_the_error_of_a_softmax_with_negative_log_likelihood_is_output_minus_target() -> None:
    trace = propagate(two_layer_softmax("negative-log-likelihood"))
    for name, target in (("p", 0.0), ("q", 1.0), ("r", 0.0)):
        values = trace.neurons[name]
        assert values.delta == pytest.approx(values.a - target, rel=1e-15)


def test_a_cross_entropy_output_that_feeds_another_adds_what_comes_back() -> None:
    neurons = (Neuron("x", Kind.INPUT), *(Neuron(name, Kind.OUTPUT, "logistic") for name in ("y0", "y1")))
    connections = (Connection("x", "y0", 1.0), Connection("y0", "y1", -2.0))
    experiment = Experiment(Network(neurons, connections), (Sample({"x": 0.5}, {"y0": 1.0, "y1": 0.0}),))
    trace = propagate(replace(experiment, loss=replace(experiment.loss, name="binary-cross-entropy")))
    y0 = 1 / (1 + math.exp(-0.5))
    y1 = 1 / (1 + math.exp(2 * y0))
    assert trace.neurons["y1"].delta == pytest.approx(y1, rel=1e-15)
    assert trace.neurons["y0"].delta == pytest.approx((y0 - 1) + y0 * (1 - y0) * -2 * y1, rel=1e-14)


def test_the_errors_of_saturated_outputs_stay_exact() -> None:
    trace = propagate(chain("logistic", 1e4, "binary-cross-entropy"))
    output = trace.neurons["y"]
    assert (output.a, output.dE_da, output.delta) == (1.0, math.inf, 1.0)
    assert trace.loss == 1e4


def test_gradients_agree_with_the_complex_step_on_every_activation_and_loss() -> None:
    for seed in range(10 * len(CASES)):
        experiment = random_experiment(seed)
        shown = seed % len(experiment.samples)
        trace = propagate(experiment, shown)
        losses, gradients = oracle.sample_gradients(experiment, [experiment.samples[shown]])
        expected = {parameter: float(each[0]) for parameter, each in gradients.items()}
        assert oracle.relative_difference(by_parameter(trace), expected) <= 1e-11, seed
        assert trace.loss == pytest.approx(losses[0], rel=1e-11, abs=1e-13), seed


@given(seed=st.integers(0, 10**6), exponent=st.integers(150, 308))
def test_overflow_is_a_result_and_never_an_exception(seed: int, exponent: int) -> None:
    experiment = random_experiment(seed)
    network = experiment.network
    huge = tuple(replace(c, weight=c.weight * 10.0**exponent) for c in network.connections)
    trace = propagate(replace(experiment, network=Network(network.neurons, huge)))
    assert len(trace.neurons) == len(network.neurons)
    assert trace.loss is not None


@given(seed=st.integers(0, 10**6))
def test_every_number_of_every_message_is_a_plain_float(seed: int) -> None:
    for message in propagate(random_experiment(seed)).messages:
        for field in fields(message):
            value = getattr(message, field.name)
            if field.type in (float, float | None) and value is not None:
                assert type(value) is float, (message, field.name)


@given(seed=st.integers(0, 10**6))
def test_every_message_carries_the_numbers_of_its_own_formula(seed: int) -> None:
    for message in propagate(random_experiment(seed)).messages:
        match message:
            case Contribution():
                assert message.value == message.weight * message.a
            case CarriedBack():
                assert message.value == message.weight * message.delta
            case SampleLoss():
                assert message.value == pytest.approx(sum(term.value for term in message.terms), abs=1e-300)
            case SlopeDelta():
                assert message.delta == message.slope * message.dE_da
            case Update():
                assert message.after == message.before + message.change
            case _:
                pass
