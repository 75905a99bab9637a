"""Which commands standardise the samples, and give them their original units back?"""

from collections.abc import Callable

from explorer.network.model import Network, Neuron
from explorer.ui import commands
from explorer.ui.commands.command import Command
from explorer.ui.commands.context import Context
from explorer.ui.session.document import Document


def _toggle(
    name: str,
    text: str,
    of: Callable[[Network], tuple[Neuron, ...]],
    standardise: Callable[[Document, bool], bool],
    tip: str,
) -> Command:
    """Standardises them all where any is not, else gives all their units back."""

    def are_standardised(context: Context) -> bool:
        experiment = context.session.document.experiment
        return experiment.are_standardised([neuron.name for neuron in of(experiment.network)])

    return Command(
        name,
        text,
        lambda c: standardise(c.session.document, not are_standardised(c)),
        tip=tip,
        is_on=are_standardised,
    )


SAMPLE_COMMANDS = (
    _toggle(
        "standardise-inputs",
        "Standardise &inputs",
        lambda network: network.inputs,
        lambda document, wanted: commands.sample_verbs.standardise_inputs(document, wanted),
        "Give the network every input with mean 0 and deviation 1; off: in its original units",
    ),
    _toggle(
        "standardise-targets",
        "Standardise &targets",
        lambda network: network.outputs,
        lambda document, wanted: commands.sample_verbs.standardise_targets(document, wanted),
        "Give the network every target with mean 0 and deviation 1; off: in its original units",
    ),
)
