"""What happens in one pass? The record of it: one frozen message for every number that comes to be.

`explorer.backprop.propagate` writes the record, `explorer.backprop.timeline` says when each message plays,
and `explorer.backprop.explain` puts it into words. Every message carries all the numbers of its own formula,
so that nobody who reads it has to compute anything again.
"""

from dataclasses import dataclass
from enum import StrEnum

from explorer.network.model import Connection, Ends, Parameter, Reduction


class Phase(StrEnum):
    """The four parts of one iteration of gradient descent."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


@dataclass(frozen=True)
class Contribution:
    """w · a travels along a connection from its source to its dest. Forward."""

    source: str
    dest: str
    weight: float
    a: float
    value: float


@dataclass(frozen=True)
class Sum:
    """z = Σ w a + b: the contributions arrive in a neuron's Σ half. Forward. `bias` None: it has none."""

    neuron: str
    contributions: tuple[Contribution, ...]
    bias: float | None
    z: float


@dataclass(frozen=True)
class Activated:
    """a = φ(z): a neuron's φ half. Forward. `group_z`: the z of all outputs for softmax, else nothing."""

    neuron: str
    activation: str
    z: float
    a: float
    group_z: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class LossTerm:
    """What one output adds to the loss of the sample."""

    neuron: str
    y: float
    t: float
    value: float


@dataclass(frozen=True)
class SampleLoss:
    """E of the sample shown: the sum of what each output adds. Loss."""

    loss: str
    terms: tuple[LossTerm, ...]
    value: float


@dataclass(frozen=True)
class WeightPenalty:
    """R = λ₁ Σ |w| + ½ λ₂ Σ w², which the E of a batch has beside the losses of its samples. Loss.

    Only where a penalty is set; E of the sample shown is without it.
    """

    l1: float
    l2: float
    weights: tuple[Connection, ...]
    absolute_sum: float
    square_sum: float
    value: float


@dataclass(frozen=True)
class CarriedBack:
    """w · δ travels back along a connection from its dest to its source. Backward."""

    source: str
    dest: str
    weight: float
    delta: float
    value: float


@dataclass(frozen=True)
class ActivationGradient:
    """∂E/∂a of a neuron, before δ: what the loss says of an output, plus all that is carried back. Backward.

    `from_loss` is None for a hidden neuron, `carried` is empty for a neuron that feeds nothing.
    `y`, `t` and `outputs` (K) are the numbers that `from_loss` was computed from; None for a hidden neuron.
    """

    neuron: str
    loss: str
    from_loss: float | None
    carried: tuple[CarriedBack, ...]
    dE_da: float
    y: float | None = None
    t: float | None = None
    outputs: int = 0


@dataclass(frozen=True)
class Delta:
    """δ = ∂E/∂z of a neuron: φ′(z) · ∂E/∂a. Backward.

    Two exceptions, told apart by `rule`:
    `"product"`: δ = φ′(z) · ∂E/∂a, with `slope` φ′(z).
    `"from-loss"`: loss and activation belong together; δ = `loss_delta` (y − t, or y Σt − t) + φ′(z) · Σ w δ.
    `"softmax"`: δᵢ = yᵢ (∂E/∂yᵢ − Σₖ yₖ ∂E/∂yₖ), with `group` the (name, yₖ, ∂E/∂yₖ) of all outputs.
    `carried` is what came back to the neuron and went into ∂E/∂a; `t` is None for a hidden neuron.
    """

    neuron: str
    activation: str
    rule: str
    z: float
    a: float
    dE_da: float
    slope: float | None
    delta: float
    loss: str = ""
    t: float | None = None
    loss_delta: float | None = None
    carried: tuple[CarriedBack, ...] = ()
    group: tuple[tuple[str, float, float], ...] = ()
    targets_sum: float | None = None


@dataclass(frozen=True)
class WeightGradient:
    """∂E/∂w = a(source) · δ(dest), from the two ends of a connection. Backward."""

    source: str
    dest: str
    a: float
    delta: float
    gradient: float


@dataclass(frozen=True)
class BiasGradient:
    """∂E/∂b = δ. Backward."""

    neuron: str
    delta: float
    gradient: float


@dataclass(frozen=True)
class UpdateSettings:
    """What the update of all parameters has in common.

    `step`: how many updates there were before. `learning_rate` is α, before its schedule; settings are pairs
    of name and value. `norm`: ‖g‖ of all parameters together, penalty included, and `clip_factor` what it
    was shortened by because of `largest_gradient`. `l1` and `l2`: λ₁ and λ₂. `dropout`: with which
    probability training silences a hidden neuron; the pass that is recorded silences none.
    """

    step: int
    optimiser: str
    settings: tuple[tuple[str, float], ...]
    learning_rate: float
    schedule: str
    schedule_settings: tuple[tuple[str, float], ...]
    l1: float
    l2: float
    norm: float
    largest_gradient: float | None
    clip_factor: float
    dropout: float


@dataclass(frozen=True)
class Update:
    """w ← w + change for one parameter, its gradients averaged or summed over the batch. Update.

    `sample_gradients` are those of the samples of the batch, in order, `samples` their indices in the
    experiment; `gradient` is their mean or sum, `with_penalty` with ∂R/∂w, and `g` what is left of that after
    clipping, which the optimiser is given. `learning_rate` is αₜ. `memory` and `memory_after`: what the
    optimiser remembers of this parameter, one number for each symbol of its memory.
    """

    parameter: Parameter
    before: float
    samples: tuple[int, ...]
    sample_gradients: tuple[float, ...]
    over_samples: Reduction
    gradient: float
    with_penalty: float
    g: float
    memory: tuple[float, ...]
    memory_after: tuple[float, ...]
    learning_rate: float
    change: float
    after: float
    manner: UpdateSettings


Forward = Contribution | Sum | Activated
Backward = CarriedBack | ActivationGradient | Delta | WeightGradient | BiasGradient
OfLoss = SampleLoss | WeightPenalty
Message = Forward | OfLoss | Backward | Update

_PHASES: dict[type, Phase] = {
    Contribution: Phase.FORWARD,
    Sum: Phase.FORWARD,
    Activated: Phase.FORWARD,
    SampleLoss: Phase.LOSS,
    WeightPenalty: Phase.LOSS,
    CarriedBack: Phase.BACKWARD,
    ActivationGradient: Phase.BACKWARD,
    Delta: Phase.BACKWARD,
    WeightGradient: Phase.BACKWARD,
    BiasGradient: Phase.BACKWARD,
    Update: Phase.UPDATE,
}

KINDS: dict[type, str] = {
    Contribution: "contribution",
    Sum: "sum",
    Activated: "activation",
    SampleLoss: "loss",
    WeightPenalty: "penalty",
    CarriedBack: "carried-back-error",
    ActivationGradient: "activation-gradient",
    Delta: "delta",
    WeightGradient: "weight-gradient",
    BiasGradient: "bias-gradient",
    Update: "update",
}
"""How files, commands and notations call each type of message."""


def phase_of(message: Message) -> Phase:
    """The part of the iteration in which `message` happens."""
    return _PHASES[type(message)]


def neuron_of(message: Message) -> str | None:
    """The neuron at which `message` arrives or stands: the dest for an update, None for loss and penalty."""
    match message:
        case Contribution() | WeightGradient():
            return message.dest
        case CarriedBack():
            return message.source
        case SampleLoss() | WeightPenalty():
            return None
        case Update():
            return message.parameter.dest
        case _:
            return message.neuron


def subject_of(message: Message) -> Parameter | Ends | str | None:
    """What `message` is about: a parameter, a connection, a neuron, or None for loss and penalty.

    Together with its type this tells a message from all others of its pass.
    """
    match message:
        case SampleLoss() | WeightPenalty():
            return None
        case Update():
            return message.parameter
        case Contribution() | CarriedBack() | WeightGradient():
            return (message.source, message.dest)
        case _:
            return message.neuron


@dataclass(frozen=True)
class NeuronValues:
    """The numbers of one neuron in one pass; None where there is none (inputs have `a` only; no E, no δ)."""

    a: float
    z: float | None = None
    dE_da: float | None = None
    delta: float | None = None


@dataclass(frozen=True)
class Trace:
    """One iteration on one sample: the messages, in the order of doing it by hand, and the results.

    `sample` is the index of the sample shown. `loss` is that of this sample alone, unreduced and without a
    penalty; None where there is no output. `weight_gradients` and `bias_gradients` are its gradients; the
    messages of the update hold the batch's, and those of the penalty.
    """

    sample: int
    messages: tuple[Message, ...]
    neurons: dict[str, NeuronValues]
    loss: float | None
    weight_gradients: dict[Ends, float]
    bias_gradients: dict[str, float]
