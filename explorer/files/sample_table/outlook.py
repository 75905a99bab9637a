"""What will happen when a CSV table is taken in? Sentences before it is done, and the experiment after."""

from dataclasses import replace

from explorer.files.sample_table.read import ImportedSamples
from explorer.network.activation import ACTIVATIONS
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Kind
from explorer.number import counted

_MOST_REMARKS = 4


def outlook(imported: ImportedSamples, present: Experiment, is_added: bool) -> list[str]:
    """How many rows come in and what becomes of them, what else is to be known, and what they replace."""
    total = len(imported.samples)
    held_out = sum(sample.held_out for sample in imported.samples)
    verb = "comes" if total == 1 else "come"
    first = f"{counted(total, 'row')} {verb} in"
    parts = [f"{total - held_out} to train, {held_out} held out"] if held_out else ["all to train"]
    if imported.dropped:
        parts.append(f"{counted(imported.dropped, 'row')} without a number left out")
    remarks = list(imported.remarks[:_MOST_REMARKS])
    remarks += ["and more of the kind"] * (len(imported.remarks) > _MOST_REMARKS)
    return [
        f"{first}: {', '.join(parts)}.",
        *(f"{_capital(remark)}." for remark in remarks),
        _place(imported, present, is_added),
    ]


def taken_in(experiment: Experiment, imported: ImportedSamples, is_added: bool) -> Experiment:
    """The experiment with the samples behind its own or in their place, and with the network made for them.

    Raises what `check_sample` raises.
    """
    if imported.made is None:
        before = experiment.samples if is_added else ()
        return replace_samples(experiment, (*before, *imported.samples))
    made = imported.made
    loss = replace(experiment.loss, name=made.loss.name)
    return replace(experiment, network=made.network, loss=loss, samples=imported.samples)


def _place(imported: ImportedSamples, present: Experiment, is_added: bool) -> str:
    """What is taken away or kept, and which network is made."""
    there = f"the {counted(len(present.samples), 'sample')} of now"
    if imported.made is None:
        if not present.samples:
            return "There are no samples yet."
        return f"They follow {there}." if is_added else f"They take the place of {there}."
    network = imported.made.network
    hidden = sum(neuron.kind is Kind.HIDDEN for neuron in network.neurons)
    sizes = f"{len(network.inputs)}-{hidden}-{len(network.outputs)}"
    activation = ACTIVATIONS[network.outputs[0].activation or ""].label
    loss = LOSSES[imported.made.loss.name].label
    made = f"A network {sizes} with {activation} outputs and {loss} is made for them"
    return f"{made}, in place of the one of now." if present.network.neurons else f"{made}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
