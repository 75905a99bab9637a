"""What will happen when a CSV table is taken in? Sentences before it is done, and the experiment after."""

from dataclasses import dataclass, replace

from explorer.files.sample_table.collection_pause import collection_paused
from explorer.files.sample_table.options import TableOptions
from explorer.files.sample_table.read import ImportedSamples, importing
from explorer.job import Job, JobStep, part
from explorer.network.activation import ACTIVATIONS
from explorer.network.edits.transform_edits import (
    other_samples,
    standardise_inputs,
    standardise_targets,
    standardised_names,
    take_samples,
    with_labels,
)
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Kind
from explorer.number import counted, rounded

_MOST_REMARKS = 4
_IMPORTED = 0.7  # of the job


@dataclass(frozen=True)
class Taking:
    """How the samples of a table are taken in: for a network that is made for them, or behind the others.

    The numbers of inputs and targets may be standardised at once; those that are added are scaled as the
    others are.
    """

    is_made: bool = False
    is_added: bool = False
    standardises_inputs: bool = False
    standardises_targets: bool = False


@dataclass(frozen=True)
class TakenIn:
    """What was read, how it is taken in, and the experiment before and after that."""

    imported: ImportedSamples
    taking: Taking
    before: Experiment
    after: Experiment

    def into(self, experiment: Experiment) -> Experiment:
        """`experiment` with what was read: `after`, unless it is no longer the one before.

        Raises what `taken_in` raises.
        """
        return self.after if experiment is self.before else taken_in(experiment, self.imported, self.taking)


def taking_in(
    data: bytes | str, present: Experiment, options: TableOptions, taking: Taking, source: str
) -> Job[TakenIn]:
    """The job of reading the table and taking it into `present`.

    Raises FileRefused, and what `standardise` raises.
    """
    network = None if taking.is_made else present.network
    with collection_paused():
        imported = yield from part(importing(data, network, options, source), 0.0, _IMPORTED)
        taken = TakenIn(imported, taking, present, taken_in(present, imported, taking))
    yield JobStep(1.0, taken)


def taken_in(present: Experiment, imported: ImportedSamples, taking: Taking) -> Experiment:
    """The experiment with these samples behind its own or in their place, and with the network made for them.

    A made network begins with the α of new networks; all else about training stays.
    Raises what `check_sample` and `standardise` raise.
    """
    if imported.made is not None:
        loss = replace(present.loss, name=imported.made.loss.name)
        # α suited the other network, or was tried on it until it diverged
        training = replace(present.training, learning_rate=imported.made.training.learning_rate)
        made = replace(present, network=imported.made.network, loss=loss, training=training)
        present = replace(made, samples=(), transform={})
    if taking.is_added:
        return with_labels(take_samples(present, imported.samples, is_append=True), imported.labels)
    after = with_labels(other_samples(present, imported.samples), imported.labels)
    if taking.standardises_inputs:
        after = standardise_inputs(after)
    return standardise_targets(after) if taking.standardises_targets else after


def outlook(imported: ImportedSamples, present: Experiment, taking: Taking) -> list[str]:
    """How many rows come in and what becomes of them, what else is to be known, and what they replace."""
    total = len(imported.samples)
    held_out = sum(sample.held_out for sample in imported.samples)
    verb = "comes" if total == 1 else "come"
    parts = [f"{total - held_out} to train, {held_out} held out" if held_out else "all to train"]
    if imported.dropped:
        parts.append(f"{counted(imported.dropped, 'row')} without a number left out")
    remarks = list(imported.remarks[:_MOST_REMARKS])
    remarks += ["and more of the kind"] * (len(imported.remarks) > _MOST_REMARKS)
    scaled = ["inputs"] * taking.standardises_inputs + ["targets"] * taking.standardises_targets
    said = [f"{' and '.join(scaled).capitalize()} are standardised."] * bool(scaled)
    if taking.is_added and standardised_names(present):
        said = ["They are standardised as the samples of now are."]
    return [
        f"{counted(total, 'row')} {verb} in: {', '.join(parts)}.",
        *(f"{remark[:1].upper()}{remark[1:]}." for remark in remarks),
        *said,
        _place(imported, present, taking),
    ]


def _place(imported: ImportedSamples, present: Experiment, taking: Taking) -> str:
    """What is taken away or kept, and which network is made."""
    there = f"the {counted(len(present.samples), 'sample')} of now"
    if imported.made is None:
        if not present.samples:
            return "There are no samples yet."
        return f"They follow {there}." if taking.is_added else f"They take the place of {there}."
    network = imported.made.network
    hidden = sum(neuron.kind is Kind.HIDDEN for neuron in network.neurons)
    sizes = f"{len(network.inputs)}-{hidden}-{len(network.outputs)}"
    activation = ACTIVATIONS[network.outputs[0].activation or ""].label
    loss = LOSSES[imported.made.loss.name].label
    made = f"A network {sizes} with {activation} outputs and {loss} is made for them"
    new = imported.made.training.learning_rate
    if present.training.learning_rate != new:
        made += f" with a learning rate of {rounded(new)}"
    return f"{made}, in place of the one of now." if present.network.neurons else f"{made}."
