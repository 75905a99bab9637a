"""Which axes of a trainability map can be chosen for a network? Each with its name and its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer.network.model import Experiment, Parameter
from explorer.symbol import Symbol
from explorer.training.many.axis import AXES, UnknownAxis, group_of, typed_parameter
from explorer.training.many.map_question import has_momentum, learning_levels

_MOST_WEIGHTS = 40
"""So many single weights and biases are offered; of more, only those that are selected."""


@dataclass(frozen=True, slots=True)
class AxisOffer:
    """An axis that is typed as `name`; None: it cannot be chosen now. `is_single`: one of many weights."""

    name: str | None
    text: str
    tip: str
    is_single: bool = False


def axis_offers(
    experiment: Experiment, neurons: Iterable[str], parameters: Sequence[Parameter]
) -> list[AxisOffer]:
    """All kinds. `neurons` that compute, and `parameters`: what is selected on the canvas."""
    network = experiment.network
    tips = {(kind.name, kind.has_subject): kind.sentence for kind in AXES}
    of_group = tips["learning-rate", True]
    offers = [AxisOffer("learning-rate", "learning rate", tips["learning-rate", False])]
    offers += [
        AxisOffer(f"learning-rate@{level}", f"{Symbol.ALPHA} of level {level}", of_group)
        for level in learning_levels(network)
    ]
    subject = _selected(experiment, neurons, parameters)
    offers.append(
        AxisOffer(
            None if subject is None else f"learning-rate@{subject}",
            f"{Symbol.ALPHA} of what is selected on the canvas",
            of_group if subject else "Select connections, or neurons, on the canvas first",
        )
    )
    offers.append(
        AxisOffer("momentum" if has_momentum(experiment) else None, "momentum β", tips["momentum", False])
    )
    offers.append(AxisOffer("scale", "scale of the start", tips["scale", False]))
    offers.append(AxisOffer("seed", "seed of the start", tips["seed", False]))
    chosen = network.parameters if len(network.parameters) <= _MOST_WEIGHTS else parameters
    return offers + [
        AxisOffer(
            f"weight@{typed_parameter(each)}", f"start of {each.shown}", tips["weight", True], is_single=True
        )
        for each in chosen
    ]


def _selected(experiment: Experiment, neurons: Iterable[str], parameters: Sequence[Parameter]) -> str | None:
    """The group of all that is selected, as it is typed; None where nothing of it learns."""
    weights = [typed_parameter(each) for each in parameters if each.source is not None]
    subject = ",".join([*weights, *neurons])
    try:
        group_of(experiment.network, subject)
    except UnknownAxis:
        return None
    return subject
