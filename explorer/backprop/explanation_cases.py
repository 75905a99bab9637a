"""Which case is a message, and which names and numbers belong to its formula?

`explorer.backprop.update_cases` has those of an update.
"""

import math
from collections.abc import Iterable
from typing import assert_never

import numpy as np

from explorer.backprop.explanation_terms import ExplanationCase, Numbers, Term, along
from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    Delta,
    LossDelta,
    Message,
    SampleLoss,
    SlopeDelta,
    SoftmaxDelta,
    Sum,
    Update,
    WeightGradient,
    WeightPenalty,
)
from explorer.backprop.notation import Path
from explorer.backprop.update_cases import update_case
from explorer.network.activation import ACTIVATIONS
from explorer.network.loss import LOSSES

_SATURATED_SLOPE = 0.01


def case_of(message: Message) -> ExplanationCase:
    """Everything about `message` that its explanation may mention."""
    match message:
        case Contribution():
            return _contribution(message)
        case Sum():
            return _sum(message)
        case Activated():
            return _activated(message)
        case SampleLoss():
            return _loss(message)
        case WeightPenalty():
            return _penalty(message)
        case CarriedBack():
            return _carried_back(message)
        case ActivationGradient():
            return _activation_gradient(message)
        case SlopeDelta():
            return _slope_delta(message)
        case LossDelta():
            return _loss_delta(message)
        case SoftmaxDelta():
            return _softmax_delta(message)
        case WeightGradient():
            return _weight_gradient(message)
        case BiasGradient():
            return _bias_gradient(message)
        case Update():
            return update_case(message)
        case _:
            assert_never(message)


def _contribution(message: Contribution) -> ExplanationCase:
    case = "weight-zero" if message.weight == 0 else "silent" if message.a == 0 else "usual"
    numbers: Numbers = {
        "weight": (message.weight, "weight"),
        "a": (message.a, "activation"),
        "value": (message.value, "activation"),
    }
    return ExplanationCase((Contribution.name, case), along(message.source, message.dest), numbers, "value")


def _sum(message: Sum) -> ExplanationCase:
    numbers: Numbers = {"z": (message.z, "activation")}
    if message.bias is not None:
        numbers["bias"] = (message.bias, "weight")
        case = "with-bias" if message.contributions else "only-bias"
    else:
        case = "without-bias" if message.contributions else "nothing"
    terms = tuple(
        Term(along(c.source, c.dest), {"weight": (c.weight, "weight"), "a": (c.a, "activation")})
        for c in message.contributions
    )
    return ExplanationCase((Sum.name, case), {"neuron": message.neuron}, numbers, "z", terms)


def _activated(message: Activated) -> ExplanationCase:
    name, z = message.activation, message.z
    slope = 1.0
    if ACTIVATIONS[name].saturates:
        slope = float(ACTIVATIONS[name].derivative(np.array(z), np.array(message.a)))
    return ExplanationCase(
        (Activated.name, name, *_region(name, z, slope)),
        {"neuron": message.neuron},
        {"z": (z, "activation"), "a": (message.a, "activation")},
        "a",
        tuple(Term({"neuron": other}, {"z": (z, "activation")}) for other, z in message.group_z),
    )


def _loss(message: SampleLoss) -> ExplanationCase:
    is_from_z = LOSSES[message.loss].is_from_z
    is_saturated = is_from_z and any(term.y in (0.0, 1.0) for term in message.terms)
    return ExplanationCase(
        (SampleLoss.name, message.loss, *(["saturated"] if is_saturated else [])),
        {"label": LOSSES[message.loss].label, "outputs": str(len(message.terms))},
        {"loss": (message.value, "loss")},
        "loss",
        tuple(
            Term(
                {"neuron": term.neuron},
                {"a": (term.y, "activation"), "target": (term.t, "target")},
            )
            for term in message.terms
        ),
    )


def _penalty(message: WeightPenalty) -> ExplanationCase:
    case = "l1" if message.l2 == 0 else "l2" if message.l1 == 0 else "both"
    return ExplanationCase(
        (WeightPenalty.name, case),
        {},
        {
            "l1": (message.l1, "plain"),
            "l2": (message.l2, "plain"),
            "absolute_sum": (message.absolute_sum, "weight"),
            "square_sum": (message.square_sum, "weight"),
            "penalty": (message.value, "loss"),
        },
        "penalty",
        tuple(Term(along(c.source, c.dest), {"weight": (c.weight, "weight")}) for c in message.weights),
    )


def _carried_back(message: CarriedBack) -> ExplanationCase:
    case = "weight-zero" if message.weight == 0 else "no-error" if message.delta == 0 else "usual"
    numbers: Numbers = {
        "weight": (message.weight, "weight"),
        "delta": (message.delta, "delta"),
        "value": (message.value, "delta"),
    }
    return ExplanationCase((CarriedBack.name, case), along(message.source, message.dest), numbers, "value")


def _activation_gradient(message: ActivationGradient) -> ExplanationCase:
    kind, names = (
        ActivationGradient.name,
        {"neuron": message.neuron, "outputs": str(message.outputs)},
    )
    numbers: Numbers = {"dE_da": (message.dE_da, "delta")}
    terms = _carried_terms(message.carried)
    if message.y is None or message.t is None:
        return ExplanationCase((kind, "hidden" if terms else "leads-nowhere"), names, numbers, "dE_da", terms)
    numbers |= {"a": (message.y, "activation"), "target": (message.t, "target")}
    is_saturated = message.y in LOSSES[message.loss].poles
    return ExplanationCase(
        (kind, message.loss, *(["saturated"] if is_saturated else [])),
        names,
        numbers,
        "dE_da",
        terms,
        appendices=((kind, "and-carried"),) if terms else (),
        is_explained=is_saturated,
    )


def _slope_delta(message: SlopeDelta) -> ExplanationCase:
    if message.t is not None:
        case = "output"
    else:
        case = {0: "leads-nowhere", 1: "hidden-feeding-one"}.get(len(message.carried), "hidden")
    remarks = () if case == "leads-nowhere" else (_slope_remark(message, message.slope),)
    numbers = _delta_numbers(message) | {"slope": (message.slope, "plain")}
    return _delta(message, case, numbers, _carried_terms(message.carried), remarks)


def _loss_delta(message: LossDelta) -> ExplanationCase:
    numbers = _delta_numbers(message) | {"targets_sum": (message.targets_sum, "target")}
    terms = _carried_terms(message.carried)
    if message.slope is None:
        is_one = math.isclose(message.targets_sum, 1.0, rel_tol=1e-12)
        case = message.loss if is_one else f"{message.loss}-of-any-targets"
        return _delta(message, case, numbers, terms)
    numbers["slope"] = (message.slope, "plain")
    if not message.carried:
        return _delta(message, message.loss, numbers, terms)
    remarks = (_slope_remark(message, message.slope),)
    return _delta(message, f"{message.loss}-feeding", numbers, terms, remarks)


def _softmax_delta(message: SoftmaxDelta) -> ExplanationCase:
    terms = tuple(
        Term({"neuron": name}, {"a": (y, "activation"), "dE_da": (dE_dy, "delta")})
        for name, y, dE_dy in message.group
    )
    return _delta(message, "softmax", _delta_numbers(message), terms)


def _delta(
    message: Delta, case: str, numbers: Numbers, terms: tuple[Term, ...], remarks: tuple[Path, ...] = ()
) -> ExplanationCase:
    names = {"neuron": message.neuron}
    return ExplanationCase((Delta.name, case), names, numbers, "delta", terms, remarks=remarks)


def _delta_numbers(message: Delta) -> Numbers:
    numbers: Numbers = {
        "delta": (message.delta, "delta"),
        "a": (message.a, "activation"),
        "dE_da": (message.dE_da, "delta"),
    }
    return numbers if message.t is None else numbers | {"target": (message.t, "target")}


def _slope_remark(message: Delta, slope: float) -> Path:
    return ("slope", message.activation, *_region(message.activation, message.z, slope))


def _weight_gradient(message: WeightGradient) -> ExplanationCase:
    case = "silent" if message.a == 0 else "no-error" if message.delta == 0 else "usual"
    numbers: Numbers = {
        "a": (message.a, "activation"),
        "delta": (message.delta, "delta"),
        "gradient": (message.gradient, "delta"),
    }
    return ExplanationCase(
        (WeightGradient.name, case), along(message.source, message.dest), numbers, "gradient"
    )


def _bias_gradient(message: BiasGradient) -> ExplanationCase:
    numbers: Numbers = {"delta": (message.delta, "delta"), "gradient": (message.gradient, "delta")}
    return ExplanationCase((BiasGradient.name, "usual"), {"neuron": message.neuron}, numbers, "gradient")


def _region(activation: str, z: float, slope: float) -> Path:
    """What is special about the place where φ stands: on which side of its kink, or saturated."""
    row = ACTIVATIONS[activation]
    if row.is_kinked:
        return ("on",) if z > 0 else ("off",)
    return ("saturated",) if row.saturates and slope < _SATURATED_SLOPE else ()


def _carried_terms(carried: Iterable[CarriedBack]) -> tuple[Term, ...]:
    return tuple(
        Term(along(c.source, c.dest), {"weight": (c.weight, "weight"), "delta": (c.delta, "delta")})
        for c in carried
    )
