"""Is every message explained, with its own numbers, and without a rounded number that looks exact?"""

import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.explain import Explanation, explain
from explorer.backprop.message import Activated, Contribution, Message, Sum
from explorer.backprop.notation import LINE_BREAK, Spans, is_shortened, load_notation, plain_text
from explorer.backprop.propagate import propagate
from explorer.formula.evaluate import value
from explorer.formula.parser import parse
from explorer.network.edits.parameter_edits import set_rate_multiplier
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Sample,
)
from explorer.network.optimiser import OPTIMISERS
from tests.random_experiment import CASES, HIDDEN_ACTIVATIONS, SQUARED_LOSSES, random_experiment
from tests.random_training import random_training
from tests.worked_examples import article_d, article_e, chain, two_layer_softmax

NOTATION = load_notation()


def explained(experiment: Experiment, kind: str, neuron: str) -> Explanation:
    """The explanation of the first message of `kind` at `neuron`."""
    for message in propagate(experiment).messages:
        names = {getattr(message, name, None) for name in ("neuron", "source", "dest")}
        if message.name == kind and (neuron in names or kind == "loss"):
            return explain(message, NOTATION)
    raise AssertionError(f"no {kind} of {neuron}")


def lines(explanation: Explanation) -> tuple[str, str]:
    return plain_text(explanation.formula), plain_text(explanation.numbers)


def numbers_in(part: object) -> Iterator[float]:
    """All numbers of a message, however deep inside."""
    if isinstance(part, float):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from numbers_in(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from numbers_in(getattr(part, field.name))


def test_the_error_of_article_es_hidden_neuron_reads_as_in_the_picture() -> None:
    explanation = explained(article_e(), "delta", "a0")
    assert explanation.title == "Backward · error of neuron a0"
    assert lines(explanation) == (
        "δ_a0 = φ′(z_a0) · (w_a0c0·δ_c0 + w_a0c1·δ_c1)",
        "−0.5 = 1 · (−1·0 + 1·(−0.5))",
    )
    assert explanation.sentence == (
        "The error of a hidden neuron is the errors of the neurons it feeds, each carried back along its "
        "weight, and scaled by the slope of its own activation. "
        "ReLU is active here (z > 0), so its slope is 1."
    )


def test_its_numbers_have_the_roles_by_which_the_canvas_colours_them() -> None:
    spans = explained(article_e(), "delta", "a0").numbers
    assert [(span.text, span.role) for span in spans if span.value is not None] == [
        ("−0.5", "delta"),
        ("1", "plain"),
        ("−1", "weight"),
        ("0", "delta"),
        ("1", "weight"),
        ("−0.5", "delta"),
    ]


@pytest.mark.parametrize(
    ("kind", "neuron", "formula", "numbers"),
    [
        ("contribution", "i0", "w_i0a0 · a_i0", "0.5 · 1 = 0.5"),
        (
            "sum",
            "a0",
            "z_a0 = w_i0a0·a_i0 + w_i1a0·a_i1 + w_i2a0·a_i2 + b_a0",
            "0.5 = 0.5·1 + 1·0.5 + (−0.5)·1 + 0",
        ),
        ("activation", "c0", "a_c0 = φ(z_c0) = max(0, z_c0)", "0 = max(0, −0.5)"),
        (
            "loss",
            "",
            "E = 1/2 [(a_c0 − t_c0)² + (a_c1 − t_c1)²]",
            "0.25 = 1/2 [(0 − 0.5)² + (0.5 − 1)²]",
        ),
        ("activation-gradient", "c0", "∂E/∂a_c0 = 2/2 (a_c0 − t_c0)", "−0.5 = 2/2 (0 − 0.5)"),
        ("activation-gradient", "a0", "∂E/∂a_a0 = w_a0c0·δ_c0 + w_a0c1·δ_c1", "−0.5 = −1·0 + 1·(−0.5)"),
        ("delta", "c1", "δ_c1 = φ′(z_c1) · ∂E/∂a_c1", "−0.5 = 1 · (−0.5)"),
        ("carried-back-error", "c1", "w_a0c1 · δ_c1", "1 · (−0.5) = −0.5"),
        ("weight-gradient", "i1", "∂E/∂w_i1a0 = a_i1 · δ_a0", "−0.25 = 0.5 · (−0.5)"),
        ("bias-gradient", "a0", "∂E/∂b_a0 = δ_a0", "−0.5 = −0.5"),
    ],
)
def test_every_kind_of_message_of_article_e(kind: str, neuron: str, formula: str, numbers: str) -> None:
    assert lines(explained(article_e(), kind, neuron)) == (formula, numbers)


@pytest.mark.parametrize(
    ("activation", "formula", "numbers"),
    [
        ("identity", "a_h = φ(z_h) = z_h", "0.5 = 0.5"),
        ("logistic", "a_h = φ(z_h) = 1 / (1 + e^−z)", "0.6225 ≈ 1 / (1 + e^−0.5)"),
        ("tanh", "a_h = φ(z_h) = tanh z_h", "0.4621 ≈ tanh(0.5)"),
        ("relu", "a_h = φ(z_h) = max(0, z_h)", "0.5 = max(0, 0.5)"),
        ("leaky-relu", "a_h = φ(z_h) = z_h if z > 0, else 0.01 z_h", "0.5 = 0.5"),
        ("elu", "a_h = φ(z_h) = z_h if z > 0, else e^z − 1", "0.5 = 0.5"),
        ("softplus", "a_h = φ(z_h) = ln(1 + e^z)", "0.9741 ≈ ln(1 + e^0.5)"),
        ("silu", "a_h = φ(z_h) = z_h / (1 + e^−z)", "0.3112 ≈ 0.5 / (1 + e^−0.5)"),
        (
            "gelu",
            "a_h = φ(z_h) = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))",
            "0.3457 ≈ ½ · 0.5 · (1 + tanh(√(2/π) · (0.5 + 0.044715 · 0.5³)))",
        ),
        ("sine", "a_h = φ(z_h) = sin z_h", "0.4794 ≈ sin(0.5)"),
    ],
)
def test_every_activation_has_its_formula(activation: str, formula: str, numbers: str) -> None:
    assert lines(explained(chain(activation, 0.5), "activation", "h")) == (formula, numbers)


@pytest.mark.parametrize(
    ("activation", "sentence"),
    [
        ("relu", "ReLU is inactive here (z ≤ 0), so its slope is 0 and no error gets through."),
        ("leaky-relu", "Leaky ReLU has slope 0.01 here (z ≤ 0), so little of the error gets through."),
        ("elu", "ELU has slope e^z here (z ≤ 0), which is ≈ 0.01832."),
        ("logistic", "The logistic function has slope a (1 − a) here, which is ≈ 0.01766."),
        ("tanh", "tanh is saturated here: its slope 1 − a² is ≈ 0.001341, so hardly any error gets through."),
        ("sine", "The sine has slope cos z here, which is ≈ −0.6536."),
        ("identity", "The identity has slope 1 everywhere."),
    ],
)
def test_the_slope_is_put_into_words(activation: str, sentence: str) -> None:
    network = Network(
        (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, activation)), (Connection("x", "y", -4.0),)
    )
    experiment = Experiment(network, (Sample({"x": 1.0}, {"y": 1.0}),))
    assert explained(experiment, "delta", "y").sentence.endswith(sentence)


def test_a_softmax_shows_all_outputs() -> None:
    explanation = explained(two_layer_softmax("squared-error"), "activation", "p")
    assert lines(explanation) == (
        "a_p = e^z_p / (e^z_p + e^z_q + e^z_r)",
        "0.2019 ≈ e^0.5 / (e^0.5 + e^−0.9051 + e^1.81)",
    )
    formula, _ = lines(explained(two_layer_softmax("squared-error"), "delta", "p"))
    assert formula == "δ_p = a_p · (∂E/∂a_p − (a_p·∂E/∂a_p + a_q·∂E/∂a_q + a_r·∂E/∂a_r))"


def test_losses_that_belong_to_an_activation_say_so() -> None:
    formula, _ = lines(explained(two_layer_softmax("negative-log-likelihood"), "delta", "q"))
    assert formula == "δ_q = a_q − t_q"
    formula, _ = lines(explained(chain("logistic", loss="binary-cross-entropy"), "delta", "y"))
    assert formula == "δ_y = a_y − t_y"


def test_targets_that_do_not_add_up_to_1_are_told() -> None:
    experiment = two_layer_softmax("negative-log-likelihood")
    doubled = (replace(experiment.samples[0], targets={"p": 1.0, "q": 1.0, "r": 0.0}),)
    explanation = explained(replace(experiment, samples=doubled), "delta", "q")
    assert plain_text(explanation.formula) == "δ_q = a_q · Σt − t_q"
    assert "which is not 1 here" in explanation.sentence


def test_an_output_that_also_feeds_another_adds_what_comes_back() -> None:
    explanation = explained(article_d(), "activation-gradient", "y0")
    assert plain_text(explanation.formula) == "∂E/∂a_y0 = a_y0 − t_y0 + w_y0y1·δ_y1"
    assert explanation.sentence.endswith("y0 also feeds other neurons, so what they send back is added.")


def test_of_a_long_sum_the_first_three_and_the_last_term_are_shown() -> None:
    inputs = tuple(Neuron(f"i{n}", Kind.INPUT) for n in range(9))
    network = Network(
        (*inputs, Neuron("y", Kind.OUTPUT, "identity")),
        tuple(Connection(neuron.name, "y", 1.0) for neuron in inputs),
    )
    sample = Sample({neuron.name: float(n) for n, neuron in enumerate(inputs)}, {"y": 0.0})
    assert lines(explained(Experiment(network, (sample,)), "sum", "y")) == (
        "z_y = w_i0y·a_i0 + w_i1y·a_i1 + w_i2y·a_i2 + … + w_i8y·a_i8",
        "36 = 1·0 + 1·1 + 1·2 + … + 1·8",
    )


def test_long_names_are_kept_apart() -> None:
    network = Network(
        (Neuron("rain today", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity")),
        (Connection("rain today", "y", 1.0),),
    )
    experiment = Experiment(network, (Sample({"rain today": 1.0}, {"y": 0.0}),))
    formula, _ = lines(explained(experiment, "contribution", "y"))
    assert formula == "w_rain today,y · a_rain today"


def test_a_name_with_braces_is_only_a_name() -> None:
    network = Network((Neuron("{z}", Kind.OUTPUT, "identity", 1.0),))
    experiment = Experiment(network, (Sample({}, {"{z}": 0.0}),))
    explanation = explained(experiment, "sum", "{z}")
    assert plain_text(explanation.formula) == "z_{z} = b_{z}"
    assert "{z}" in explanation.sentence


@pytest.mark.parametrize(
    ("weight", "kind", "words"),
    [
        (1e200, "loss", "A number that has overflowed to ∞ is among those that go into it"),
        (1e308, "contribution", "What x emits is multiplied by the weight"),
        (math.nan, "sum", "NaN, not a number, is among those that go into it"),
    ],
)
def test_numbers_that_are_not_finite_are_explained(weight: float, kind: str, words: str) -> None:
    assert words in explained(chain("identity", weight), kind, "h").sentence


def test_overflow_and_undefined_results_are_told_apart() -> None:
    contributions = [m for m in propagate(chain("identity", 1e200)).messages if m.name == "contribution"]
    assert "it has overflowed to ∞" in explain(contributions[1], NOTATION).sentence
    sine = Activated("h", "sine", math.inf, math.nan)
    assert plain_text(explain(sine, NOTATION).numbers) == "NaN = sin(∞)"
    assert "This is undefined" in explain(sine, NOTATION).sentence


def test_a_saturated_output_explains_its_infinite_slope() -> None:
    experiment = chain("logistic", 1e4, "binary-cross-entropy")
    explanation = explained(experiment, "activation-gradient", "y")
    assert plain_text(explanation.numbers) == "∞ = (1 − 0)/(1 − 1) − 0/1"
    assert "The error δ is taken from z instead" in explanation.sentence
    assert plain_text(explained(experiment, "loss", "").numbers).startswith("10000 ≈ ")


@pytest.fixture(scope="module")
def every_explanation() -> list[tuple[Message, Explanation]]:
    """Every message of `every_message`, explained: two tests read them."""
    return [(message, explain(message, NOTATION)) for message in every_message()]


@cache
def every_message() -> tuple[Message, ...]:
    return tuple(_every_message())


def _every_message() -> Iterator[Message]:
    for seed in range(2 * len(CASES)):
        yield from propagate(random_experiment(seed)).messages
    for seed in range(3 * len(OPTIMISERS)):
        experiment = replace(random_experiment(seed), training=random_training(seed))
        faster = [p for n, p in enumerate(experiment.network.parameters) if n % 3 == 1]
        yield from propagate(set_rate_multiplier(experiment, faster, 2.5)).messages
    for activation in HIDDEN_ACTIVATIONS:
        for loss in SQUARED_LOSSES:
            for weight in (-40.0, 0.0, 1.0, 1e200, -math.inf, math.nan):
                yield from propagate(chain(activation, weight, loss)).messages
    for weight in (-40.0, 0.0, 1.0, 1e200):
        yield from propagate(chain("logistic", weight, "binary-cross-entropy")).messages


def test_every_message_of_every_activation_and_loss_is_explained_with_its_own_numbers(
    every_explanation: list[tuple[Message, Explanation]],
) -> None:
    for message, explanation in every_explanation:
        own = {abs(value) for value in numbers_in(message)}
        for span in explanation.numbers:
            if span.value is not None and not math.isnan(span.value):
                assert abs(span.value) in own, (message, span)
        text = explanation.title + explanation.sentence + plain_text(explanation.formula)
        assert "{" not in text
        assert explanation.sentence.endswith(".")
        assert all(span.role == "symbol" for span in explanation.formula if span.position == "sub")


def lines_of(spans: Spans) -> Iterator[Spans]:
    for is_break, line in groupby(spans, lambda span: span is LINE_BREAK):
        if not is_break:
            yield tuple(line)


def test_a_rounded_number_never_looks_exact(
    every_explanation: list[tuple[Message, Explanation]],
) -> None:
    """Unless it is multiplied by 0, or only its sign matters."""
    seen = set()
    for message, explanation in every_explanation:
        for numbers in lines_of(explanation.numbers):
            text = plain_text(numbers)
            assert ("=" in text) != ("≈" in text), message
            if "=" in text and any(span.value is not None and is_shortened(span.value) for span in numbers):
                assert re.match("0 = max|[^=]*\\b0( ·|·| =|$)", text), text
            seen.add("≈" in text)
    assert seen == {True, False}


def test_what_is_called_equal_is_so_by_the_parser_of_typed_formulas() -> None:
    computed = 0
    for message in every_message():
        for numbers in lines_of(explain(message, NOTATION).numbers):
            text = plain_text(numbers)
            if "=" in text and not {"∞", "…", "⌊"} & set(text) and "NaN" not in text:
                left, right = (parse(each, ()) for each in text.translate(ROUND).split("="))
                assert value(left, {}) == pytest.approx(value(right, {}), rel=1e-12, abs=1e-300), text
                computed += 1
    assert computed > 1000


ROUND = str.maketrans("[]", "()")


@pytest.mark.parametrize(
    ("weight", "text"),
    [
        (0.0, "0 · 0.3333 = 0"),
        (1.0, "1 · 0.3333 ≈ 0.3333"),
        (-0.3, "−0.3 · 0.3333 ≈ −0.1"),
    ],
)
def test_equals_stands_where_no_digit_that_is_hidden_matters(weight: float, text: str) -> None:
    message = Contribution("x", "y", weight, 1 / 3, weight / 3)
    assert plain_text(explain(message, NOTATION).numbers) == text


def test_what_doubles_cannot_hold_is_no_rounding() -> None:
    first, second = Contribution("x", "y", 0.15, 0.05, 0.0075), Contribution("w", "y", 0.2, 0.1, 0.02)
    total = Sum("y", (first, second), None, 0.15 * 0.05 + 0.2 * 0.1)
    assert total.z == 0.027500000000000004
    assert plain_text(explain(total, NOTATION).numbers) == "0.0275 = 0.15·0.05 + 0.2·0.1"


def test_a_relu_that_is_off_emits_exactly_0() -> None:
    message = Activated("h", "relu", -1 / 3, 0.0)
    assert plain_text(explain(message, NOTATION).numbers) == "0 = max(0, −0.3333)"


def test_the_terms_that_a_long_sum_leaves_out_decide_too() -> None:
    terms = tuple(Contribution(f"i{n}", "y", 1.0, n / 3, n / 3) for n in (0, 3, 6, 1, 2, 9, 12, 15))
    total = Sum("y", terms, None, 16.0)
    assert plain_text(explain(total, NOTATION).numbers) == "16 ≈ 1·0 + 1·1 + 1·2 + … + 1·5"


@given(z=st.floats(20.0, 700.0), name=st.sampled_from(["tanh", "logistic"]))
def test_a_function_that_a_computer_can_only_round_never_looks_exact(z: float, name: str) -> None:
    a = propagate(chain(name, z)).neurons["h"].a
    assert plain_text(explain(Activated("h", name, z, a), NOTATION).numbers).startswith("1 ≈ ")


def test_another_notation_joins_as_a_table() -> None:
    bishop = replace(NOTATION, symbols={**NOTATION.symbols, "z": "a", "a": "z", "activation": "h"})
    message = next(m for m in propagate(article_e()).messages if isinstance(m, Activated))
    assert plain_text(explain(message, bishop).formula) == "z_a0 = h(a_a0) = max(0, a_a0)"


def test_the_loss_is_called_by_its_name() -> None:
    experiment = replace(article_e(), loss=LossChoice("squared-error"))
    assert explained(experiment, "loss", "").title == "Loss · squared error"


def test_a_softmax_output_of_1_divides_by_nothing() -> None:
    experiment = classified(40.0)
    explanation = explained(experiment, "activation-gradient", "a")
    assert plain_text(explanation.numbers) == "−1 = −1/1"
    assert "divides by 0" not in explanation.sentence
    assert "divides by 0" in explained(classified(-1e4), "activation-gradient", "a").sentence


def classified(weight: float) -> Experiment:
    """One sample of class a of two, with a lead of that weight."""
    outputs = (Neuron("a", Kind.OUTPUT, "softmax"), Neuron("b", Kind.OUTPUT, "softmax"))
    connections = (Connection("x", "a", weight), Connection("x", "b", 0.0))
    return Experiment(
        Network((Neuron("x", Kind.INPUT), *outputs), connections),
        (Sample({"x": 1.0}, {"a": 1.0, "b": 0.0}),),
        LossChoice("negative-log-likelihood"),
    )
