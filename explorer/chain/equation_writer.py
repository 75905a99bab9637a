"""How are the variables of a network called in equations, and how is each line of them written?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from explorer.formula.lexer import LONGEST_NAME, LONGEST_TEXT
from explorer.formula.vocabulary import InvalidName, check_name
from explorer.network.activation import SOFTMAX
from explorer.network.model import Kind, Network, Neuron, Parameter

_LONGEST_PART = 14
"""Letters of a neuron's name that are taken: a weight's name has those of both its ends."""

_CALLS = {
    "identity": "{z}",
    "logistic": "σ({z})",
    "tanh": "tanh({z})",
    "relu": "relu({z})",
    "leaky-relu": "leaky_relu({z})",
    "elu": "elu({z})",
    "softplus": "softplus({z})",
    "silu": "silu({z})",
    "gelu": "gelu({z})",
    "sine": "sin({z})",
}
"""Each activation that acts on its own z, as it is typed."""


@dataclass(frozen=True)
class SampleNames:
    """What the variables of one sample are called, by neuron: a, and z of those that are computed."""

    suffix: str
    softmax_total: str
    activations: dict[str, str]
    sums: dict[str, str] = field(default_factory=dict)


class EquationWriter:
    """Collects lines, in which each variable is declared before it is used."""

    def __init__(self, network: Network, parameters: Sequence[Parameter], needed: frozenset[str]) -> None:
        self._network, self._needed = network, needed
        self._taken: set[str] = set()
        self.lines: list[str] = []
        self._constants = {
            neuron.name: self.add_number(neuron.value, neuron.name)
            for neuron in network.neurons
            if neuron.kind is Kind.CONSTANT and neuron.name in needed
        }
        self.parameters = {p: self._add_parameter(p) for p in parameters}

    def name(self, *parts: str) -> str:
        """A name that can be typed and that nothing else has, made of those parts that are not empty."""
        pieces = [re.sub(r"[^A-Za-z0-9_]", "_", part)[:_LONGEST_PART] for part in parts if part]
        stem = "_".join(pieces)[: LONGEST_NAME - 4]
        stem = stem if re.match(r"[A-Za-z]", stem) else f"n_{stem}"
        found, number = stem, 1
        while found in self._taken or not _is_name(found):
            number += 1
            found = f"{stem}_{number}"
        self._taken.add(found)
        return found

    def add_number(self, value: float, *parts: str) -> str:
        """A variable that is given, called after those parts; its name."""
        name = self.name(*parts)
        self._add(name, f"{value!r}".removesuffix(".0"))
        return name

    def add_sum(self, name: str, terms: Sequence[str]) -> str:
        """name = the sum of the terms; over several lines where one would be too long. The name."""
        text = " + ".join(terms) or "0"
        if len(name) + len(text) + 3 <= LONGEST_TEXT:
            self._add(name, text)
            return name
        half = len(terms) // 2
        parts = [self.add_sum(self.name(name), part) for part in (terms[:half], terms[half:])]
        return self.add_sum(name, parts)

    def begin_sample(self, suffix: str) -> SampleNames:
        """Names for a sample whose variables end in `suffix`, "" for none; all samples share constants."""
        has_softmax = any(self._network.by_name[name].activation == SOFTMAX for name in self._needed)
        total = self.name("s", suffix) if has_softmax else ""
        return SampleNames(suffix, total, dict(self._constants))

    def add_neuron(self, neuron: Neuron, names: SampleNames) -> None:
        """z and a of a computed neuron, whose sources are there; a softmax once its whole group is."""
        z = self.name("z", neuron.name, names.suffix)
        terms = [
            f"{self.parameters[Parameter(*c.ends)]}*{names.activations[c.source]}"
            for c in self._network.incoming[neuron.name]
        ]
        if neuron.bias is not None:
            terms.append(self.parameters[Parameter(None, neuron.name)])
        names.sums[neuron.name] = self.add_sum(z, terms)
        if neuron.activation == SOFTMAX:
            self._add_softmax(names)
        else:
            assert neuron.activation is not None
            a = names.activations[neuron.name] = self.name(neuron.name, names.suffix)
            self._add(a, _CALLS[neuron.activation].format(z=z))

    def _add_softmax(self, names: SampleNames) -> None:
        """Once z of the whole group is there: e^z of each, their sum, and the share of each."""
        group = [n.name for n in self._network.neurons if n.activation == SOFTMAX and n.name in self._needed]
        if not all(name in names.sums for name in group):
            return
        powers = {name: self.name("e", name, names.suffix) for name in group}
        for name, power in powers.items():
            self._add(power, f"exp({names.sums[name]})")
        self.add_sum(names.softmax_total, list(powers.values()))
        for name, power in powers.items():
            names.activations[name] = self.name(name, names.suffix)
            self._add(names.activations[name], f"{power}/{names.softmax_total}")

    def _add_parameter(self, parameter: Parameter) -> str:
        kind, value = "b" if parameter.is_bias else "w", self._network.parameter_value(parameter)
        return self.add_number(value, kind, parameter.source or "", parameter.dest)

    def _add(self, name: str, formula: str) -> None:
        self.lines.append(f"{name} = {formula}")


def _is_name(text: str) -> bool:
    try:
        check_name(text)
    except InvalidName:
        return False
    return True
