"""Does the card say each article's formulas in its own symbols, with numbers that an oracle confirms?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.explain import Explanation, explain
from explorer.backprop.message import BiasGradient, Message, WeightGradient
from explorer.backprop.neuron_place import places_in
from explorer.backprop.notation import NOTATIONS, load_notation, plain_text
from explorer.backprop.propagate import propagate
from explorer.files.project import read_experiment, read_project
from explorer.network.model import Experiment, Parameter
from explorer.resources import resource
from explorer.symbol import has_symbol
from tests import oracle
from tests.random_experiment import random_experiment

EXAMPLES = {
    "drummyfish": "a-two-layers",
    "mechanism": "b-sigmoid-layers",
    "simply-explained": "c-any-activation",
    "bishop": "d-skip-connections",
    "simple-derivatives": "e-worked-iteration",
}

OTHERS_SYMBOLS = {
    "explorer": r"σ|ŷ|\bh\b|\bL\b",
    "drummyfish": r"δ|φ|α|σ|ŷ|\bt\b(?!\+| counts|/n|h)|\bL\b|\bo\b",
    "mechanism": r"φ|σ|ŷ|\bz\b|\bh\b|\bL\b|\ba\b(?= |_\w+ = )",
    "simply-explained": r"σ|ŷ|\bo\b|ₙ",
    "bishop": r"φ|σ|ŷ|\bE\b|∂E|\bo\b",
    "simple-derivatives": r"δ(?!\.)|φ|\bz\b|\bL\b",
}
"""What each notation has no such symbol for."""


def example(name: str) -> Experiment:
    return read_experiment(resource(f"examples/{EXAMPLES[name]}.json"))


def cards(experiment: Experiment, name: str) -> list[tuple[Message, Explanation]]:
    places, notation = places_in(experiment.network), load_notation(name)
    return [(message, explain(message, notation, places)) for message in propagate(experiment).messages]


def formulas(name: str) -> list[str]:
    """Formula and numbers of every card of the article's own example, on one line each."""
    said = (card for _, card in cards(example(name), name))
    return [f"{plain_text(card.formula)} | {plain_text(card.numbers)}" for card in said]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "simple-derivatives",
            [
                "w_i₀^a₀ · i_0 | 0.5 · 1 = 0.5",
                "a_0 = w_i₀^a₀·i_0 + w_i₁^a₀·i_1 + w_i₂^a₀·i_2 + b^a₀ | 0.5 = 0.5·1 + 1·0.5 + (−0.5)·1 + 0",
                "b_0 = σ(a_0) = max(0, a_0) | 0.5 = max(0, 0.5)",
                "E = 1/2 [(o_0 − ŷ_0)² + (o_1 − ŷ_1)²] | 0.25 = 1/2 [(0 − 0.5)² + (0.5 − 1)²]",
                "∂E/∂o_1 = 2/2 (o_1 − ŷ_1) | −0.5 = 2/2 (0.5 − 1)",
                "∂E/∂c_1 = σ′(c_1) · ∂E/∂o_1 | −0.5 = 1 · (−0.5)",
                "∂E/∂c_0 = σ′(c_0) · ∂E/∂o_0 | 0 = 0 · (−0.5)",
                "∂E/∂b_0 = w_b₀^c₀·∂E/∂c_0 + w_b₀^c₁·∂E/∂c_1 | −0.5 = −1·0 + 1·(−0.5)",
                "∂E/∂a_0 = σ′(a_0) · ∂E/∂b_0 | −0.5 = 1 · (−0.5)",
                "∂E/∂w_i₁^a₀ = i_1 · ∂E/∂a_0 | −0.25 = 0.5 · (−0.5)",
                "∂E/∂b^a₀ = ∂E/∂a_0 | −0.5 = −0.5",
                "w_i₁^a₀ ← w_i₁^a₀ − α · ∂E/∂w_i₁^a₀ | 1.025 = 1 − 0.1 · (−0.25)",
                "w_i₀^a₀ ← w_i₀^a₀ − α · ∂E/∂w_i₀^a₀ | 0.55 = 0.5 − 0.1 · (−0.5)",
                "b^a₀ ← b^a₀ − α · ∂E/∂b^a₀ | 0.05 = 0 − 0.1 · (−0.5)",
                "w_b₀^c₁ ← w_b₀^c₁ − α · ∂E/∂w_b₀^c₁ | 1.025 = 1 − 0.1 · (−0.25)",
            ],
        ),
        (
            "drummyfish",
            [
                "ys_0 = w_000·x_0 + w_010·x_1 | 0.02 = 0.02·1 + 0.9·0",
                "y_0 = a(ys_0) = 1 / (1 + e^−s) | 0.505 ≈ 1 / (1 + e^−0.02)",
                (
                    "E = ½ [(z_0 − z_0_desired)² + (z_1 − z_1_desired)²] | "
                    "0.1901 ≈ ½ [(0.44 − 0)² + (0.5681 − 1)²]"
                ),
                "∂E/∂zs_1 = a′(zs_1) · ∂E/∂z_1 | −0.106 ≈ 0.2454 · (−0.4319)",
                "'w_100 = y_0 · ∂E/∂zs_0 | 0.05474 ≈ 0.505 · 0.1084",
                "∂E/∂y_1 = w_110·∂E/∂zs_0 + w_111·∂E/∂zs_1 | 0.002816 ≈ −0.15·0.1084 + (−0.18)·(−0.106)",
            ],
        ),
        (
            "mechanism",
            [
                (
                    "i_1^1 = w_11^0,1·o_1^0 + w_21^0,1·o_2^0 + w_01^0,1 | "
                    "−1.534 = 0.05·(−0.48) + 1.8·(−0.4) + (−0.79)"
                ),
                "o_1^1 = 1 / (1 + e^−i) | 0.1774 ≈ 1 / (1 + e^−(−1.534))",
                "E = ½ [(o_1^3 − e_1)²] | 0.2592 ≈ ½ [(0.28 − 1)²]",
                "δ_1 = o_1^3(1 − o_1^3) · ∂E/∂o_1^3 | −0.1452 ≈ 0.2016 · (−0.72)",
                "∂E/∂w_11^2,3 = o_1^2 · δ_1 | −0.0631 ≈ 0.4347 · (−0.1452)",
                "δ_2 = o_2^2(1 − o_2^2) · w_21^2,3·δ_1 | −0.03228 ≈ 0.1933 · 1.15·(−0.1452)",
            ],
        ),
        (
            "simply-explained",
            [
                "z_1^1 = w_11^1·h_1^0 + w_21^1·h_2^0 + b_1^1 | −1.245 ≈ 0.03·(−1.16) + 1.1·(−1.1) + 0",
                "h_1^1 = φ(z_1^1) = tanh z_1^1 | −0.8468 ≈ tanh(−1.245)",
                "δ_3^2 = h_3^2 − y_3 | 0.3175 ≈ 0.3175 − 0",
                "∂E/∂w_13^2 = h_1^1 · δ_3^2 | −0.2688 ≈ −0.8468 · 0.3175",
            ],
        ),
        (
            "bishop",
            [
                "w_41 · z_1 | 0.13 · (−1) = −0.13",
                "∂L/∂y_n2 = y_n2 − t_n2 | 0.4395 ≈ −0.5605 − (−1)",
                "δ_9 = h′(a_9) · ∂L/∂y_n2 | 0.4395 ≈ 1 · 0.4395",
                "∂L/∂w_94 = z_4 · δ_9 | −0.02196 ≈ −0.04996 · 0.4395",
                "∂L/∂w_9,0 = δ_9 | 0.4395 ≈ 0.4395",
                "∂L/∂y_n1 = y_n1 − t_n1 + w_98·δ_9 | −1.236 ≈ −0.2049 − 1 + (−0.07)·0.4395",
            ],
        ),
    ],
)
def test_the_card_says_the_articles_formula_with_the_numbers_of_its_example(
    name: str, expected: list[str]
) -> None:
    said = formulas(name)
    assert [line for line in expected if line not in said] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_articles_own_example_opens_in_its_notation(name: str) -> None:
    assert read_project(resource(f"examples/{EXAMPLES[name]}.json")).notation == name


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_gradients_on_the_cards_are_those_of_the_oracle(name: str) -> None:
    experiment = example(name)
    found = {}
    for message, card in cards(experiment, name):
        if isinstance(message, WeightGradient):
            found[Parameter(message.source, message.dest)] = card.numbers[0].value or 0.0
        elif isinstance(message, BiasGradient):
            found[Parameter(None, message.neuron)] = card.numbers[0].value or 0.0
    _, each = oracle.sample_gradients(experiment, experiment.samples[:1])
    expected = {parameter: float(gradient[0]) for parameter, gradient in each.items()}
    assert set(found) == set(experiment.network.parameters)
    assert oracle.relative_difference(found, expected) < 1e-12


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("drummyfish", "The article prints 1/(1 + e^x)"),
        ("drummyfish", "The article has (d − z) here"),
        ("drummyfish", "in one place where it means ∂z0s/∂y0, which is the weight"),
        ("mechanism", "The article leaves its own 1/n out here"),
        ("mechanism", "∂E/∂w_ij here and Δw_ji where the weight changes; here the source stands first"),
        ("simple-derivatives", "The article updates each layer as it goes back"),
        ("simple-derivatives", "others write δ"),
    ],
)
def test_where_the_article_slips_or_has_no_letter_the_card_says_so(name: str, note: str) -> None:
    experiment = example(name)
    if name == "mechanism":
        experiment = read_experiment(
            resource("examples/a-two-layers.json")
        )  # a batch of one has this sentence
    said = [card.sentence for _, card in cards(experiment, name)]
    assert any(note in sentence for sentence in said)


@pytest.mark.parametrize("name", NOTATIONS)
@given(seed=st.integers(0, 10_000))
def test_every_card_of_any_network_is_written_in_its_notation_alone(name: str, seed: int) -> None:
    for _, card in cards(random_experiment(seed), name):
        text = " ".join([card.title, plain_text(card.formula), plain_text(card.numbers), card.sentence])
        assert not re.search(r"[{}]", text), text
        assert not has_symbol(text)
        formula = plain_text(card.formula)
        assert not re.search(OTHERS_SYMBOLS[name], formula), formula
