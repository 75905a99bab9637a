"""Where does a neuron stand, in which layer and with which number? Notations name it by its place."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from explorer.network.model import Network
from explorer.plain_text import shown_name

_SHORT_NAME = re.compile(r"[^\W\d]\d*")
_LAYERS = "xyz"
_HALVES = "abcdfghjklmnpqrstuv"
_INPUT_HALF, _OUTPUT_HALF = "i", "o"
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class NeuronPlace:
    """`name` as it is shown. `level`: its longest distance from the inputs, of `last_level`.

    `number`: among those of its level, in the order of the file, from 0; `index`: among all, sources before
    those that they feed, from 1; `output`: among the outputs, from 1, 0 for others. `kind` and `activation`
    are the neuron's own.
    """

    name: str
    level: int = 0
    number: int = 0
    index: int = 1
    last_level: int = 0
    output: int = 0
    kind: str = "hidden"
    activation: str = ""

    @property
    def layer(self) -> str:
        """The letter of its layer as drummyfish has them: x, y, z, then numbered ones."""
        return _LAYERS[self.level] if self.level < len(_LAYERS) else f"l{_lowered(self.level)}"

    @property
    def before(self) -> str:
        """The letter of the half-layer that adds up: a, c, …, where every half has one of its own."""
        return _half(2 * self.level - 2) if self.level else _INPUT_HALF

    @property
    def after(self) -> str:
        """The letter of the half-layer behind the activation: i for inputs, b, d, …, and o for the last."""
        if self.level == 0:
            return _INPUT_HALF
        return _OUTPUT_HALF if self.level == self.last_level else _half(2 * self.level - 1)

    def words(self, prefix: str = "") -> dict[str, str]:
        """What a template may say of it, each word after `prefix`. `nth` counts from 1 within the layer."""
        words = {
            "name": self.name,
            "level": str(self.level),
            "previous": str(self.level - 1),
            "number": str(self.number),
            "nth": str(self.number + 1),
            "index": str(self.index),
            "output": str(self.output),
            "layer": self.layer,
            "before": self.before,
            "after": self.after,
            "low": _lowered(self.number),
            "half": f"{self.after}{_lowered(self.number)}",
            "sum_half": f"{self.before}{_lowered(self.number)}",
        }
        return {f"{prefix}{key}": word for key, word in words.items()}


Places = Mapping[str, NeuronPlace]
"""Of neurons, by their names."""


def places_in(network: Network) -> Places:
    """The place of every neuron of `network`, whatever its weights become."""
    last = max(network.level.values(), default=0)
    numbers: Counter[int] = Counter()
    order = {neuron.name: index for index, neuron in enumerate(network.order, 1)}
    outputs = {neuron.name: index for index, neuron in enumerate(network.outputs, 1)}
    places: dict[str, NeuronPlace] = {}
    for neuron in network.neurons:
        name, level = neuron.name, network.level[neuron.name]
        places[name] = NeuronPlace(
            shown_name(name),
            level,
            numbers[level],
            order[name],
            last,
            outputs.get(name, 0),
            neuron.kind.value,
            neuron.activation or "",
        )
        numbers[level] += 1
    return places


def along(source: NeuronPlace, dest: NeuronPlace) -> dict[str, str]:
    """What a template may say of a connection: words of its ends, and its index in several ways.

    `ends` by their names, `numbers` and `nths` within their layers, source first; `indices` dest first.
    """
    return {
        **source.words("source_"),
        **dest.words("dest_"),
        "ends": ends_in_words(source.name, dest.name),
        "numbers": _side_by_side(source.number, dest.number),
        "nths": _side_by_side(source.number + 1, dest.number + 1),
        "indices": _side_by_side(dest.index, source.index),
    }


def ends_in_words(source: str, dest: str) -> str:
    """The index of a connection by the names of its ends: a0c0, or one,two where names are long."""
    is_short = _SHORT_NAME.fullmatch(source) and _SHORT_NAME.fullmatch(dest)
    return f"{source}{dest}" if is_short else f"{source},{dest}"


def place_of(name: str, places: Places) -> NeuronPlace:
    """The place of the neuron `name`; the first of all where nobody said where it stands."""
    return places.get(name) or NeuronPlace(shown_name(name))


def _side_by_side(one: int, other: int) -> str:
    return f"{one}{other}" if max(one, other) < 10 else f"{one},{other}"


def _half(place: int) -> str:
    """The letter of the half-layer at that place, doubled where the letters have run out."""
    rounds, letter = divmod(place, len(_HALVES))
    return _HALVES[letter] * (rounds + 1)


def _lowered(number: int) -> str:
    return str(number).translate(_LOWERED)
