"""What happens in one pass? The record of it: one frozen message for every number that comes to be.

`explorer.backprop.propagate` writes the record, `explorer.backprop.timeline` says when each message plays,
and `explorer.backprop.explain` puts it into words. Every message carries all the numbers of its own formula,
so that nobody who reads it has to compute anything again. Every kind says of itself what
`explorer.backprop.message_kind` asks of it.
"""

from dataclasses import dataclass

from explorer.backprop.message_kind import MessageKind, OfConnection, OfNeuron, OfWhole, Phase, Quantity
from explorer.network.model import Connection, Ends, Parameter, Reduction


@dataclass(frozen=True)
class Contribution(OfConnection):
    """w · a travels along a connection from its source to its dest. Forward."""

    name = "contribution"
    phase = Phase.FORWARD
    brings = Quantity.CONTRIBUTION
    stage = 0
    beats = 1.0

    weight: float
    a: float
    value: float


@dataclass(frozen=True)
class Sum(OfNeuron):
    """z = Σ w a + b: the contributions arrive in a neuron's Σ half. Forward. `bias` None: it has none."""

    name = "sum"
    phase = Phase.FORWARD
    brings = Quantity.Z
    stage = 1
    beats = 0.5

    contributions: tuple[Contribution, ...]
    bias: float | None
    z: float


@dataclass(frozen=True)
class Activated(OfNeuron):
    """a = φ(z): a neuron's φ half. Forward. `group_z`: the z of all outputs for softmax, else nothing."""

    name = "activation"
    phase = Phase.FORWARD
    brings = Quantity.A
    stage = 2
    beats = 0.5

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
class SampleLoss(OfWhole):
    """E of the sample shown: the sum of what each output adds. Loss."""

    name = "loss"
    phase = Phase.LOSS
    brings = Quantity.LOSS
    stage = 0
    beats = 1.0

    loss: str
    terms: tuple[LossTerm, ...]
    value: float


@dataclass(frozen=True)
class WeightPenalty(OfWhole):
    """R = λ₁ Σ |w| + ½ λ₂ Σ w², which the E of a batch has beside the losses of its samples. Loss.

    Only where a penalty is set; E of the sample shown is without it.
    """

    name = "penalty"
    phase = Phase.LOSS
    brings = Quantity.PENALTY
    stage = 1
    beats = 1.0

    l1: float
    l2: float
    weights: tuple[Connection, ...]
    absolute_sum: float
    square_sum: float
    value: float


@dataclass(frozen=True)
class CarriedBack(OfConnection):
    """w · δ travels back along a connection from its dest to its source. Backward."""

    name = "carried-back-error"
    phase = Phase.BACKWARD
    brings = Quantity.CARRIED
    stage = 0
    beats = 1.0

    weight: float
    delta: float
    value: float

    @property
    def place(self) -> str:
        """The neuron at which it arrives."""
        return self.source


@dataclass(frozen=True)
class ActivationGradient(OfNeuron):
    """∂E/∂a of a neuron, before δ: what the loss says of an output, plus all that is carried back. Backward.

    `from_loss` is None for a hidden neuron, `carried` is empty for a neuron that feeds nothing.
    `y`, `t` and `outputs` (K) are the numbers that `from_loss` was computed from; None for a hidden neuron.
    """

    name = "activation-gradient"
    phase = Phase.BACKWARD
    brings = Quantity.DE_DA
    stage = 1
    beats = 0.5

    loss: str
    from_loss: float | None
    carried: tuple[CarriedBack, ...]
    dE_da: float
    y: float | None = None
    t: float | None = None
    outputs: int = 0


@dataclass(frozen=True)
class Delta(OfNeuron):
    """δ = ∂E/∂z of a neuron, of which there are three kinds. Backward.

    `carried` is what came back to the neuron and went into ∂E/∂a; `t` is None for a hidden neuron.
    """

    name = "delta"
    phase = Phase.BACKWARD
    brings = Quantity.DELTA
    stage = 2
    beats = 0.5

    activation: str
    z: float
    a: float
    dE_da: float
    loss: str
    t: float | None
    carried: tuple[CarriedBack, ...]
    delta: float


@dataclass(frozen=True)
class SlopeDelta(Delta):
    """δ = φ′(z) · ∂E/∂a, with `slope` φ′(z)."""

    slope: float


@dataclass(frozen=True)
class LossDelta(Delta):
    """δ = `loss_delta` + φ′(z) · Σ w δ, where loss and activation belong together; `slope` None: softmax.

    `loss_delta` is y − t, or of a softmax y Σt − t, with `targets_sum` Σt.
    """

    loss_delta: float
    slope: float | None
    targets_sum: float


@dataclass(frozen=True)
class SoftmaxDelta(Delta):
    """δᵢ = yᵢ (∂E/∂yᵢ − Σₖ yₖ ∂E/∂yₖ), with `group` the (name, yₖ, ∂E/∂yₖ) of all outputs."""

    group: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class WeightGradient(OfConnection):
    """∂E/∂w = a(source) · δ(dest), from the two ends of a connection. Backward."""

    name = "weight-gradient"
    phase = Phase.BACKWARD
    brings = Quantity.GRADIENT
    stage = 3
    beats = 0.5

    a: float
    delta: float
    gradient: float


@dataclass(frozen=True)
class BiasGradient(OfNeuron):
    """∂E/∂b = δ. Backward."""

    name = "bias-gradient"
    phase = Phase.BACKWARD
    brings = Quantity.GRADIENT
    stage = 3
    beats = 0.5

    delta: float
    gradient: float


@dataclass(frozen=True)
class UpdateSettings:
    """What the update of all parameters has in common.

    `step`: how many updates there were before. `learning_rate` is α, before its schedule, `scheduled_rate`
    αₜ; settings are pairs of name and value. `norm`: ‖g‖ of all free parameters together, penalty included,
    and `clip_factor` what it was shortened by because of `largest_gradient`. `l1` and `l2`: λ₁ and λ₂.
    `dropout`: with which probability training silences a hidden neuron; the pass that is recorded silences
    none.
    """

    step: int
    optimiser: str
    optimiser_settings: tuple[tuple[str, float], ...]
    learning_rate: float
    scheduled_rate: float
    schedule: str
    schedule_settings: tuple[tuple[str, float], ...]
    l1: float
    l2: float
    norm: float
    largest_gradient: float | None
    clip_factor: float
    dropout: float


@dataclass(frozen=True)
class Update(MessageKind):
    """w ← w + change for one parameter, its gradients averaged or summed over the batch. Update.

    `sample_gradients` are those of the samples of the batch, in order, `samples` their indices in the
    experiment; `gradient` is their mean or sum, `with_penalty` with ∂R/∂w, and `g` what is left of that after
    clipping, which the optimiser is given: 0 for a parameter that `is_fixed`, which stays as it is.
    `learning_rate` is that of this parameter, k αₜ, where k is its `rate_multiplier`. `memory` and
    `memory_after`: what the optimiser remembers of this parameter, one number for each symbol of its memory.
    """

    name = "update"
    phase = Phase.UPDATE
    brings = Quantity.UPDATE
    stage = 0
    beats = 0.5

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
    rate_multiplier: float
    change: float
    after: float
    is_fixed: bool
    settings: UpdateSettings

    @property
    def subject(self) -> Parameter:
        """What it is about; together with its type this tells a message from all others of its pass."""
        return self.parameter

    @property
    def place(self) -> str:
        """The neuron whose weight or bias it changes."""
        return self.parameter.dest


Forward = Contribution | Sum | Activated
AnyDelta = SlopeDelta | LossDelta | SoftmaxDelta
Backward = CarriedBack | ActivationGradient | AnyDelta | WeightGradient | BiasGradient
OfLoss = SampleLoss | WeightPenalty
Message = Forward | OfLoss | Backward | Update


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
