"""Where does PyTorch go in 50 steps?

    python -m tests.benchmarks.torch_oracle > tests/training/torch_values.json

Written with PyTorch's own layers, optimisers, schedulers and clipping, in double precision, and with nothing
from the program but the network to start from: the recorded values say whether we mean the same by an
optimiser's name as everybody else. Only who is silent in dropout is no question to PyTorch, which draws
otherwise; the masks are those that `explorer.training.dropout_mask` describes, imposed.
"""

import json
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    LRScheduler,
    StepLR,
)

from explorer.network.model import OptimiserChoice, ScheduleChoice, Training
from tests.training.small_experiment import xor
from tests.training.torch_cases import CASES, STEPS

HIDDEN = (2, 3, 4, 5)
"""The numbers of the hidden neurons in the order of computation, after the two inputs."""
WORD = 2**64


def trained(training: Training) -> list[float]:
    """All weights, then all biases, after 50 steps of the XOR experiment."""
    experiment = xor()
    first, last = nn.Linear(2, 4), nn.Linear(4, 1)
    _load(first, last, list(experiment.network.parameter_values))
    names = [neuron.name for neuron in experiment.network.inputs]
    x = torch.tensor([[sample.inputs[name] for name in names] for sample in experiment.samples])
    t = torch.tensor([[sample.targets["y0"]] for sample in experiment.samples])
    weights, biases = [first.weight, last.weight], [first.bias, last.bias]
    optimiser = _optimiser(training, weights, biases)
    scheduler = _scheduler(training, optimiser)
    for step, batch in zip(range(STEPS), _batches(training, len(x)), strict=False):
        optimiser.zero_grad()
        hidden = torch.tanh(first(x[batch]))
        if training.dropout:
            hidden = hidden * _mask(training, step, batch)
        loss = nn.functional.binary_cross_entropy_with_logits(last(hidden), t[batch])
        for weight in weights:
            loss = loss + training.penalty.l1 * weight.abs().sum()
            loss = loss + 0.5 * training.penalty.l2 * (weight**2).sum()
        loss.backward()
        if training.largest_gradient is not None:
            nn.utils.clip_grad_norm_(weights + biases, training.largest_gradient)
        optimiser.step()
        if scheduler is not None:
            scheduler.step()
    return torch.cat([tensor.detach().reshape(-1) for tensor in weights + biases]).tolist()


def _load(first: nn.Linear, last: nn.Linear, values: list[float]) -> None:
    """The weights into each hidden neuron, those into the output, then the biases."""
    with torch.no_grad():
        for tensor in (first.weight, last.weight, first.bias, last.bias):
            count = tensor.numel()
            tensor.copy_(torch.tensor(values[:count]).reshape(tensor.shape))
            values = values[count:]


def _batches(training: Training, samples: int) -> Iterator[list[int]]:
    """In order, epoch after epoch."""
    size = training.batch_size or samples
    while True:
        for start in range(0, samples, size):
            yield list(range(start, min(start + size, samples)))


def _optimiser(training: Training, weights: list[Tensor], biases: list[Tensor]) -> Optimizer:
    choice, rate = training.optimiser, training.learning_rate
    match choice.name:
        case "gradient-descent":
            return SGD(weights + biases, rate)
        case "momentum" | "nesterov":
            momentum = 0.9 if choice.momentum is None else choice.momentum
            return SGD(weights + biases, rate, momentum, nesterov=choice.name == "nesterov")
        case "adagrad":
            return Adagrad(weights + biases, rate, eps=choice.epsilon or 1e-10)
        case "rmsprop":
            return RMSprop(weights + biases, rate, choice.decay_rate or 0.9, choice.epsilon or 1e-8)
        case "adam":
            return Adam(weights + biases, rate, _betas(choice), choice.epsilon or 1e-8)
        case "adamw":
            groups = [{"params": weights}, {"params": biases, "weight_decay": 0.0}]
            return AdamW(groups, rate, _betas(choice), weight_decay=choice.weight_decay or 0.01)
    raise ValueError(choice.name)


def _betas(choice: OptimiserChoice) -> tuple[float, float]:
    return (choice.beta1 or 0.9, choice.beta2 or 0.999)


def _scheduler(training: Training, optimiser: Optimizer) -> LRScheduler | None:
    choice: ScheduleChoice = training.schedule
    match choice.name:
        case "step":
            return StepLR(optimiser, choice.steps, choice.factor)
        case "exponential":
            return ExponentialLR(optimiser, choice.factor)
        case "cosine":
            return CosineAnnealingLR(optimiser, choice.steps, choice.final * training.learning_rate)
        case "warm-up":
            return LinearLR(optimiser, 1 / choice.steps, 1.0, choice.steps - 1)
        case "inverse-time":
            return LambdaLR(optimiser, lambda t: 1 / (1 + choice.decay * t))
    return None


def _mask(training: Training, step: int, batch: list[int]) -> Tensor:
    """1/(1 − p) where the hidden neuron speaks, 0 where it is silent: (samples, hidden)."""
    hashed = [[_hash(training.seed, step, neuron, sample) for neuron in HIDDEN] for sample in batch]
    uniform = torch.tensor([[number / 2**53 for number in row] for row in hashed])
    return (uniform >= training.dropout) / (1 - training.dropout)


def _hash(*numbers: int) -> int:
    """53 bits that depend on all the numbers."""
    state = 0
    for number in numbers:
        state = ((state ^ number) + 0x9E3779B97F4A7C15) % WORD
        state = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) % WORD
        state = ((state ^ state >> 27) * 0x94D049BB133111EB) % WORD
        state ^= state >> 31
    return state >> 11


def main() -> None:
    """Prints the parameters of all cases as JSON."""
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    made = f"PyTorch {torch.__version__.split('+')[0]}, python -m tests.benchmarks.torch_oracle"
    values = {name: trained(training) for name, training in CASES.items()}
    print(json.dumps({"made by": made, "parameters": values}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
