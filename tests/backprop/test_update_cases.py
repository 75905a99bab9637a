"""Does the card of an update write what is in force, with this network's numbers, and nothing else?"""

from dataclasses import replace

import pytest

from explorer.backprop.explain import Explanation, explain
from explorer.backprop.message import Update
from explorer.backprop.notation import load_notation, plain_text
from explorer.backprop.propagate import propagate
from explorer.network.edits.parameter_edits import set_fixed, set_rate_multiplier
from explorer.network.learning_rule import Memory
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    OptimiserChoice,
    Penalty,
    Reduction,
    Sample,
    ScheduleChoice,
    Training,
)
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from tests.worked_examples import article_e

NOTATION = load_notation()

NETWORK = Network(
    (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity", 0.5)), (Connection("x", "y", 3.0),)
)
"""y = 3 x + 0.5: for the input 1 and the target 1.5, ∂E/∂w = ∂E/∂b = 2."""


def card(
    training: Training,
    memory: tuple[float, ...] | None = None,
    step: int = 1,
    of_bias: bool = False,
    target: float = 1.5,
) -> Explanation:
    """The card of the weight, or of the bias; `memory`: what is remembered of each after `step` updates."""
    experiment = Experiment(NETWORK, (Sample({"x": 1.0}, {"y": target}),), training=training)
    moments = tuple((number, number) for number in memory or ())
    remembered = None if memory is None else Memory(training.optimiser.name, step, moments)
    updates = [m for m in propagate(experiment, 0, remembered).messages if isinstance(m, Update)]
    return explain(updates[of_bias], NOTATION)


def rule(name: str, **settings: float) -> Training:
    return Training(0.5, optimiser=replace(OptimiserChoice(name), **settings))


def pairs(explanation: Explanation) -> list[tuple[str, str]]:
    """Line by line the formula and the same with numbers in."""
    formula, numbers = plain_text(explanation.formula), plain_text(explanation.numbers)
    return list(zip(formula.split("\n"), numbers.split("\n"), strict=True))


def of_batch(*samples: tuple[float, float], reduction: Reduction, training: Training) -> Explanation:
    """The card of the weight for a batch of samples (input, target)."""
    batch = tuple(Sample({"x": x}, {"y": t}) for x, t in samples)
    experiment = Experiment(NETWORK, batch, LossChoice(over_samples=reduction), training)
    return explain(next(m for m in propagate(experiment).messages if isinstance(m, Update)), NOTATION)


def test_plain_gradient_descent_needs_one_line() -> None:
    update = next(message for message in propagate(article_e()).messages if isinstance(message, Update))
    explanation = explain(update, NOTATION)
    assert explanation.title == "Update · weight i0 → a0"
    assert pairs(explanation) == [("w_i0a0 ← w_i0a0 − α · ∂E/∂w_i0a0", "0.55 = 0.5 − 0.1 · (−0.5)")]
    assert explanation.sentence.endswith("E falls when it grows, so it grows by 0.05.")


@pytest.mark.parametrize(
    ("reduction", "after", "divided", "word", "gradient"),
    [("mean", "2.5", " / 2", "averaged", "1"), ("sum", "2", "", "added", "2")],
)
def test_the_gradients_of_a_batch_are_shown_one_by_one(
    reduction: str, after: str, divided: str, word: str, gradient: str
) -> None:
    explanation = of_batch((1.0, 3.0), (1.0, 2.0), reduction=Reduction(reduction), training=Training(0.5))
    assert pairs(explanation) == [
        (f"w_xy ← w_xy − α · (∂E_1/∂w_xy + ∂E_2/∂w_xy){divided}", f"{after} = 3 − 0.5 · (0.5 + 1.5){divided}")
    ]
    assert explanation.sentence == (
        f"The gradients of the 2 samples of the batch are {word}: {gradient}. "
        f"E grows with it, so it shrinks by {'0.5' if reduction == 'mean' else '1'}."
    )


MOMENTUM = rule("momentum", momentum=0.5)
NESTEROV = rule("nesterov", momentum=0.5)
ADAGRAD = rule("adagrad", epsilon=1.0)
RMSPROP = rule("rmsprop", decay_rate=0.75, epsilon=2.0)
ADAM = rule("adam", beta1=0.5, beta2=0.75, epsilon=2.0)
ADAMW = rule("adamw", beta1=0.5, beta2=0.75, epsilon=2.0, weight_decay=0.25)
G = ("g = ∂E/∂w_xy", "2 = 2")
OF_ADAM = [
    ("m ← β₁ m + (1 − β₁) g", "1 = 0.5 · 0 + (1 − 0.5) · 2"),
    ("s ← β₂ s + (1 − β₂) g²", "1 = 0.75 · 0 + (1 − 0.75) · 2²"),
]


@pytest.mark.parametrize(
    ("training", "memory", "lines"),
    [
        (
            MOMENTUM,
            None,
            [G, ("v ← β v + g", "2 = 0.5 · 0 + 2"), ("w_xy ← w_xy − α · v", "2 = 3 − 0.5 · 2")],
        ),
        (
            MOMENTUM,
            (4.0,),
            [G, ("v ← β v + g", "4 = 0.5 · 4 + 2"), ("w_xy ← w_xy − α · v", "1 = 3 − 0.5 · 4")],
        ),
        (
            NESTEROV,
            (4.0,),
            [
                G,
                ("v ← β v + g", "4 = 0.5 · 4 + 2"),
                ("w_xy ← w_xy − α · (g + β v)", "1 = 3 − 0.5 · (2 + 0.5 · 4)"),
            ],
        ),
        (
            ADAGRAD,
            (5.0,),
            [
                G,
                ("s ← s + g²", "9 = 5 + 2²"),
                ("w_xy ← w_xy − α · g / (√s + ε)", "2.75 = 3 − 0.5 · 2 / (√9 + 1)"),
            ],
        ),
        (
            RMSPROP,
            (4.0,),
            [
                G,
                ("s ← ρ s + (1 − ρ) g²", "4 = 0.75 · 4 + (1 − 0.75) · 2²"),
                ("w_xy ← w_xy − α · g / (√s + ε)", "2.75 = 3 − 0.5 · 2 / (√4 + 2)"),
            ],
        ),
        (
            ADAM,
            None,
            [
                G,
                *OF_ADAM,
                (
                    "w_xy ← w_xy − α · (m / (1 − β₁^t+1)) / (√(s / (1 − β₂^t+1)) + ε)",
                    "2.75 = 3 − 0.5 · (1 / (1 − 0.5^1)) / (√(1 / (1 − 0.75^1)) + 2)",
                ),
            ],
        ),
        (
            ADAMW,
            None,
            [
                G,
                *OF_ADAM,
                (
                    "w_xy ← w_xy − α λ w_xy − α · (m / (1 − β₁^t+1)) / (√(s / (1 − β₂^t+1)) + ε)",
                    "2.375 = 3 − 0.5 · 0.25 · 3 − 0.5 · (1 / (1 − 0.5^1)) / (√(1 / (1 − 0.75^1)) + 2)",
                ),
            ],
        ),
    ],
)
def test_every_optimiser_shows_what_it_remembers_and_then_the_weight(
    training: Training, memory: tuple[float, ...] | None, lines: list[tuple[str, str]]
) -> None:
    assert pairs(card(training, memory)) == lines


def test_the_number_of_the_update_stands_in_the_corrections_of_adam() -> None:
    explanation = card(ADAM, (1.0, 1.0), step=2)
    assert "(1 − 0.5^3)) / (√(1.75 / (1 − 0.75^3)) + 2)" in plain_text(explanation.numbers)
    assert "t counts the updates so far, 2 (Kingma, Ba 2015, algorithm 1)." in explanation.sentence


def test_a_bias_does_not_decay() -> None:
    explanation = card(ADAMW, of_bias=True)
    assert plain_text(explanation.formula).endswith(
        "b_y ← b_y − α · (m / (1 − β₁^t+1)) / (√(s / (1 − β₂^t+1)) + ε)"
    )
    assert plain_text(explanation.numbers).startswith("2 = 2\n")
    assert "weights decay beside it, biases do not" in explanation.sentence


@pytest.mark.parametrize("name", [name for name in OPTIMISERS if name != "gradient-descent"])
def test_every_optimiser_says_its_source(name: str) -> None:
    assert f"({OPTIMISERS[name].source})" in card(rule(name)).sentence


@pytest.mark.parametrize(
    ("penalty", "line", "after"),
    [
        (
            Penalty(l1=0.25),
            ("g = ∂E/∂w_xy + λ₁ sign(w_xy)", "2.25 = 2 + 0.25 · sign(3)"),
            "1.875 = 3 − 0.5 · 2.25",
        ),
        (Penalty(l2=0.5), ("g = ∂E/∂w_xy + λ₂ w_xy", "3.5 = 2 + 0.5 · 3"), "1.25 = 3 − 0.5 · 3.5"),
        (
            Penalty(0.25, 0.5),
            ("g = ∂E/∂w_xy + λ₁ sign(w_xy) + λ₂ w_xy", "3.75 = 2 + 0.25 · sign(3) + 0.5 · 3"),
            "1.125 = 3 − 0.5 · 3.75",
        ),
    ],
)
def test_a_penalty_adds_its_slope_to_the_gradient_of_a_weight(
    penalty: Penalty, line: tuple[str, str], after: str
) -> None:
    explanation = card(Training(0.5, penalty=penalty))
    assert pairs(explanation) == [line, ("w_xy ← w_xy − α · g", after)]
    assert ("(Tibshirani 1996)" in explanation.sentence) == (penalty.l1 > 0)
    assert ("(Hoerl, Kennard 1970)" in explanation.sentence) == (penalty.l2 > 0)


def test_a_penalty_is_not_in_the_gradient_of_a_bias() -> None:
    explanation = card(Training(0.5, penalty=Penalty(0.25, 0.5)), of_bias=True)
    assert pairs(explanation) == [("b_y ← b_y − α · ∂E/∂b_y", "−0.5 = 0.5 − 0.5 · 2")]


def test_a_batch_and_its_penalty_make_one_gradient() -> None:
    explanation = of_batch(
        (1.0, 3.0), (1.0, 2.0), reduction=Reduction.MEAN, training=Training(0.5, penalty=Penalty(l2=1.0))
    )
    assert pairs(explanation) == [
        ("g = (∂E_1/∂w_xy + ∂E_2/∂w_xy) / 2 + λ₂ w_xy", "4 = (0.5 + 1.5) / 2 + 1 · 3"),
        ("w_xy ← w_xy − α · g", "1 = 3 − 0.5 · 4"),
    ]
    assert explanation.sentence.startswith("The gradients of the 2 samples of the batch are averaged: 1. ")


def test_a_gradient_that_is_too_long_is_shortened() -> None:
    explanation = card(Training(0.5, largest_gradient=1.0))
    assert pairs(explanation) == [
        G,
        ("g ← g · c / (‖g‖ + 10^−6)", "0.7071 ≈ 2 · 1 / (2.828 + 10^−6)"),
        ("w_xy ← w_xy − α · g", "2.646 ≈ 3 − 0.5 · 0.7071"),
    ]
    assert (
        "All gradients together have the norm ≈ 2.828; they are shortened alike, to 1 "
        "(Pascanu, Mikolov, Bengio 2013)." in explanation.sentence
    )


def test_a_gradient_that_is_short_enough_is_not_said_to_be() -> None:
    assert card(Training(0.5, largest_gradient=3.0)) == card(Training(0.5))


RATE = "α_t = α "


@pytest.mark.parametrize(
    ("schedule", "step", "formula", "numbers"),
    [
        (ScheduleChoice("step", factor=0.5, steps=2), 3, f"{RATE}γ^⌊t/n⌋", "0.25 = 0.5 · 0.5^⌊3/2⌋"),
        (ScheduleChoice("exponential", factor=0.5), 1, f"{RATE}γ^t", "0.25 = 0.5 · 0.5^1"),
        (
            ScheduleChoice("cosine", steps=4, final=0.25),
            2,
            f"{RATE}(f + ½ (1 − f) (1 + cos(π t/n)))",
            "0.3125 ≈ 0.5 · (0.25 + ½ · (1 − 0.25) · (1 + cos(π · 2/4)))",
        ),
        (ScheduleChoice("cosine", steps=4, final=0.25), 4, f"{RATE}f", "0.125 = 0.5 · 0.25"),
        (ScheduleChoice("warm-up", steps=4), 1, f"{RATE}(t + 1)/n", "0.25 = 0.5 · (1 + 1)/4"),
        (ScheduleChoice("warm-up", steps=4), 3, "α_t = α", "0.5 = 0.5"),
        (
            ScheduleChoice("inverse-time", decay=0.5),
            2,
            f"{RATE}/ (1 + κ t)",
            "0.25 = 0.5 / (1 + 0.5 · 2)",
        ),
    ],
)
def test_a_schedule_has_a_line_for_the_rate_of_this_step(
    schedule: ScheduleChoice, step: int, formula: str, numbers: str
) -> None:
    explanation = card(Training(0.5, schedule=schedule), (), step)
    rate = numbers.split()[0]
    after = {"0.25": "2.5", "0.125": "2.75", "0.3125": "2.375", "0.5": "2"}[rate]
    assert pairs(explanation) == [
        (formula, numbers),
        ("w_xy ← w_xy − α_t · ∂E/∂w_xy", f"{after} = 3 − {rate} · 2"),
    ]
    assert f"({SCHEDULES[schedule.name].source})" in explanation.sentence


def test_with_dropout_the_card_says_that_nobody_is_silent_here() -> None:
    without, drawn = card(Training(0.5)), card(Training(0.5, dropout=0.25))
    assert pairs(drawn) == pairs(without)
    assert drawn.sentence.removeprefix(without.sentence) == (
        " With dropout, the gradients of training are others than those that are drawn here, where no neuron "
        "is silent: in every step each hidden neuron is silent for a sample with probability 0.25, drawn by "
        "the seed, and what the others emit is divided by 1 − 0.25 (Srivastava et al. 2014)."
    )


@pytest.mark.parametrize(
    ("training", "memory", "target", "words"),
    [
        (Training(0.5), None, 3.5, "Its gradient is 0, so it stays as it is."),
        (Training(0.0), None, 1.5, "The learning rate is 0, so it stays as it is."),
        (Training(1e-20), None, 1.5, "The step is too small to change any of its digits."),
        (Training(0.25), None, 1.5, "E grows with it, so it shrinks by 0.5."),
        (Training(0.25), None, 5.5, "E falls when it grows, so it grows by 0.5."),
        (MOMENTUM, (0.0,), 3.5, "Nothing moves it, so it stays as it is."),
        (MOMENTUM, (-8.0,), 1.5, "All in all it grows by 1."),
        (MOMENTUM, (8.0,), 5.5, "All in all it shrinks by 1."),
        (MOMENTUM, (8.0,), 3.5, "All in all it shrinks by 2."),
    ],
)
def test_the_way_in_which_a_parameter_goes_is_told(
    training: Training, memory: tuple[float, ...] | None, target: float, words: str
) -> None:
    assert card(training, memory, target=target).sentence.endswith(words)


def test_an_update_that_overflows_says_so() -> None:
    explanation = card(rule("adagrad", epsilon=1.0), target=1e200)
    assert "∞" in plain_text(explanation.numbers)
    assert card(Training(1e308), target=1e10).sentence.startswith("The result is too large for the computer")


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_fixed_weight_says_that_it_is_fixed_and_what_its_gradient_is(name: str) -> None:
    experiment = Experiment(
        NETWORK, (Sample({"x": 1.0}, {"y": 1.5}),), training=replace(rule(name), penalty=Penalty(l2=1.0))
    )
    fixed = set_fixed(experiment, [NETWORK.parameters[0]], True)
    updates = [m for m in propagate(fixed).messages if isinstance(m, Update)]
    explanation = explain(updates[0], NOTATION)
    assert explanation.title == "Update · weight x → y"
    assert pairs(explanation) == [("w_xy ← w_xy", "3 = 3")]
    assert explanation.sentence == "It is fixed, so it stays as it is, whatever its gradient 5 says."
    assert updates[0].with_penalty == 5.0
    assert updates[0].g == updates[0].change == 0.0
    assert updates[0].settings.norm == 2.0
    assert not updates[1].is_fixed
    assert updates[1].change < 0


@pytest.mark.parametrize(
    ("schedule", "lines"),
    [
        (
            ScheduleChoice(),
            [
                ("k α", "1 = 2 · 0.5"),
                ("w_xy ← w_xy − k α · ∂E/∂w_xy", "1 = 3 − 1 · 2"),
            ],
        ),
        (
            ScheduleChoice("exponential", factor=0.5),
            [
                ("α_t = α γ^t", "0.5 = 0.5 · 0.5^0"),
                ("k α_t", "1 = 2 · 0.5"),
                ("w_xy ← w_xy − k α_t · ∂E/∂w_xy", "1 = 3 − 1 · 2"),
            ],
        ),
    ],
)
def test_a_weight_that_learns_faster_than_the_others_says_by_how_much(
    schedule: ScheduleChoice, lines: list[tuple[str, str]]
) -> None:
    samples, training = (Sample({"x": 1.0}, {"y": 1.5}),), Training(0.5, schedule=schedule)
    experiment = Experiment(NETWORK, samples, training=training)
    experiment = set_rate_multiplier(experiment, [experiment.network.parameters[0]], 2.0)
    weight, bias = (m for m in propagate(experiment).messages if isinstance(m, Update))
    assert pairs(explain(weight, NOTATION)) == lines
    assert "It learns at 2 times the learning rate of the others." in explain(weight, NOTATION).sentence
    assert "times the learning rate" not in explain(bias, NOTATION).sentence
