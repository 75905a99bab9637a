"""By which labels are runs told apart in a legend? By what differs between them, and by nothing else.

A run that a person has named keeps its name. Every other one is called by its α, optimiser, schedule,
batches, regularisation, loss, network, samples and seeds, as far as those shown do not have them in common.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Network
from explorer.network.network_summary import activations_in_words, sizes_in_words
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.network.training_summary import (
    batches_in_words,
    optimiser_settings_in_words,
    regularisation_in_words,
    schedule_settings_in_words,
)
from explorer.number import counted
from explorer.symbol import Symbol

Told = tuple[str, str]
"""The same thing in short and in full: “Adam” and “Adam β₁ 0.9”."""


_OF_LEVEL = r"of level \d+ = \S+"
_RATE = rf"{Symbol.ALPHA} = \S+(?: … \S+|(?:, {_OF_LEVEL})*)|{Symbol.ALPHA} {_OF_LEVEL}(?:, {_OF_LEVEL})*"
"""What `name_of` says of α."""


@dataclass(frozen=True, eq=False)
class NamedStart:
    """What a label is made of: the name of a run, and from where it started."""

    name: str
    start: Experiment

    @property
    def rate_and_number(self) -> tuple[str, str] | None:
        """“α = 0.1” and “ (2)” of a name that `name_of` and `free_name` gave; None where a person did.

        Or “α of level 1 = 0.3, of level 2 = 2”, “α = 0.1, of level 2 = 2”.
        """
        label = OPTIMISERS[self.start.training.optimiser.name].label
        found = re.fullmatch(rf"({_RATE})(?:, {re.escape(label)})?( \(\d+\))?", self.name)
        return None if found is None else (found[1], found[2] or "")


def is_automatic(start: Experiment, name: str) -> bool:
    """Whether a run from `start` has this name from the program, and not from a person."""
    unforked = re.sub(r"(, \S+ from step \d+)+", "", name)
    return NamedStart(unforked, start).rate_and_number is not None


def labels_of(runs: Sequence[NamedStart]) -> list[str]:
    """One label for each run, in their order; no two are alike unless two names are.

    Where nothing differs they are the names.
    """
    automatic = [run for run in runs if run.rate_and_number is not None]
    columns = [_differing([aspect(run) for run in automatic]) for aspect in _ASPECTS]
    texts = [", ".join(filter(None, row)) for row in zip(*columns, strict=True)]
    unique = {text for text in texts if texts.count(text) == 1}
    labels = dict(zip(automatic, _numbered(automatic, texts, unique), strict=True))
    return [labels.get(run, run.name) for run in runs]


def _numbered(runs: Sequence[NamedStart], texts: Sequence[str], unique: set[str]) -> Iterator[str]:
    """The texts; those that are not unique with the number that the name of the run has."""
    for run, text in zip(runs, texts, strict=True):
        if not text:
            yield run.name
        elif text in unique or run.rate_and_number is None:
            yield text
        else:
            yield text + run.rate_and_number[1]


def _differing(told: Sequence[Told]) -> list[str]:
    """Each in short; in full where that sets more of them apart; nothing where all are the same."""
    if len(set(told)) <= 1:
        return [""] * len(told)
    is_short_enough = len({short for short, _ in told}) == len(set(told))
    return [short if is_short_enough else full for short, full in told]


def _optimiser(run: NamedStart) -> Told:
    training = run.start.training
    label = OPTIMISERS[training.optimiser.name].label
    return label, f"{label} {optimiser_settings_in_words(training)}".strip()


def _schedule(run: NamedStart) -> Told:
    training = run.start.training
    label = f"{SCHEDULES[training.schedule.name].label} schedule"
    return label, f"{label} {schedule_settings_in_words(training)}".strip()


def _regularisation(run: NamedStart) -> Told:
    words = regularisation_in_words(run.start.training)
    return (text := "unregularised" if words == "none" else words), text


def _activations(network: Network) -> Told:
    """“ReLU” of the hidden neurons; “ReLU, identity” with the outputs."""
    return activations_in_words(network), activations_in_words(network, with_outputs=True)


def _in_one_way(words: Callable[[Experiment], str]) -> Callable[[NamedStart], Told]:
    """What is said in no other words in full."""
    return lambda run: (words(run.start), words(run.start))


_ASPECTS: tuple[Callable[[NamedStart], Told], ...] = (
    lambda run: ((run.rate_and_number or ("",))[0],) * 2,
    _optimiser,
    _schedule,
    _in_one_way(lambda start: batches_in_words(start.training)),
    _regularisation,
    _in_one_way(lambda start: LOSSES[start.loss.name].label),
    _in_one_way(lambda start: sizes_in_words(start.network)),
    lambda run: _activations(run.start.network),
    _in_one_way(lambda start: counted(len(start.training_samples), "sample")),
    _in_one_way(lambda start: f"seed {start.training.initialiser.seed}"),
    _in_one_way(lambda start: f"order {start.training.seed}"),
)
"""In the order in which a label names them."""
