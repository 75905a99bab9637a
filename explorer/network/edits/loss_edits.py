"""How does an experiment become another one, when activations or the loss change?

Pure functions as in `explorer.network.edits.graph_edits`. Some losses go with one output activation only, so
`set_loss` and `set_output_activation` change both together, where they must.
"""

from collections.abc import Iterable
from dataclasses import replace

from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.edits.consistency import check_neurons, with_neurons
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, LossChoice, Network, Neuron, Reduction
from explorer.network.rules import check_activation, check_loss

_FREE_LOSS = LossChoice().name


def set_activation(experiment: Experiment, names: Iterable[str], activation: str) -> Experiment:
    """Gives neurons an activation; an output that takes or leaves softmax takes all outputs with it.

    Raises UnknownNeuron, UnknownActivation, SoftmaxInside, SoftmaxFeeds, NotComputed for inputs and
    constants, or LossNeedsActivation where the loss asks for another one (`set_output_activation` changes
    it as well).
    """
    network = experiment.network
    chosen = set(names)
    check_neurons(network, chosen)
    outputs = network.outputs
    if any(neuron.name in chosen for neuron in outputs) and (
        activation == SOFTMAX or any(neuron.activation == SOFTMAX for neuron in outputs)
    ):
        chosen |= {neuron.name for neuron in outputs}
    return with_neurons(experiment, _activated([n for n in network.neurons if n.name in chosen], activation))


def set_output_activation(experiment: Experiment, activation: str) -> Experiment:
    """Gives every output an activation; a loss that needs another one changes to one that fits.

    That is from one cross-entropy to the other (logistic: binary cross-entropy, softmax: negative
    log-likelihood), and to half the squared error for all other activations. Raises UnknownActivation or
    SoftmaxFeeds.
    """
    changed = _activated(experiment.network.outputs, activation)
    if LOSSES[experiment.loss.name].needs_activation in (None, activation) or not changed:
        return with_neurons(experiment, changed)
    fitting = (row.name for row in LOSSES.values() if row.needs_activation == activation)
    free = replace(experiment, loss=replace(experiment.loss, name=_FREE_LOSS))
    return set_loss(with_neurons(free, changed), next(fitting, _FREE_LOSS))


def choose_activation(experiment: Experiment, names: Iterable[str], activation: str) -> Experiment:
    """`set_activation`, and where all outputs are among the neurons `set_output_activation` for those.

    So the loss follows a choice that is made for all outputs. Inputs and constants among `names` are passed
    over. Raises what those two edits raise.
    """
    network = experiment.network
    chosen = {name for name in names if name in network.by_name and network.by_name[name].kind.is_computed}
    outputs = {neuron.name for neuron in network.outputs}
    if outputs and outputs <= chosen:
        experiment = set_output_activation(experiment, activation)
        chosen -= outputs
    return set_activation(experiment, chosen, activation) if chosen else experiment


def set_loss(experiment: Experiment, name: str, earlier: Iterable[Experiment] = ()) -> Experiment:
    """Judges the outputs by the loss called `name`; one that needs a certain activation gives it to them.

    One that needs none, after one that did, gives back the activations that the same outputs had in the
    first of the `earlier` experiments whose loss needed none. Raises UnknownLoss, or SoftmaxFeeds where the
    outputs cannot have that activation.
    """
    if name == experiment.loss.name:
        return experiment
    check_loss(Network(), name)
    needed = LOSSES[name].needs_activation
    if needed is not None:
        changed = _activated(experiment.network.outputs, needed)
    elif LOSSES[experiment.loss.name].needs_activation is not None:
        changed = _given_back(experiment.network, earlier)
    else:
        changed = {}
    free = replace(experiment, loss=replace(experiment.loss, name=_FREE_LOSS))
    return replace(with_neurons(free, changed), loss=replace(experiment.loss, name=name))


def set_over_samples(experiment: Experiment, over_samples: Reduction) -> Experiment:
    """Puts the losses of a batch together as their mean or their sum."""
    if experiment.loss.over_samples is over_samples:
        return experiment
    return replace(experiment, loss=replace(experiment.loss, over_samples=over_samples))


def changed_along(before: Experiment, after: Experiment) -> str | None:
    """A sentence where an edit changed both the loss and the outputs' activation; None where it did not."""
    old, new = LOSSES[before.loss.name], LOSSES[after.loss.name]
    bound = old if new.needs_activation is None else new
    labels = [
        sorted({ACTIVATIONS[n.activation].label for n in experiment.network.outputs if n.activation})
        for experiment in (before, after)
    ]
    if old is new or labels[0] == labels[1] or bound.needs_activation is None:
        return None
    name = bound.label[:1].upper() + bound.label[1:]
    return (
        f"{name} goes with {ACTIVATIONS[bound.needs_activation].label} outputs only: now the loss is "
        f"{new.label} and the outputs are {' and '.join(labels[1])}. Undo takes both back"
    )


def _given_back(network: Network, earlier: Iterable[Experiment]) -> dict[str, Neuron]:
    """The outputs with the activations that they had while the loss asked for none."""
    for former in earlier:
        if LOSSES[former.loss.name].needs_activation is None:
            were = {neuron.name: neuron.activation for neuron in former.network.outputs}
            if were.keys() != {neuron.name for neuron in network.outputs}:
                return {}
            return {n.name: replace(n, activation=were[n.name]) for n in network.outputs}
    return {}


def _activated(neurons: Iterable[Neuron], activation: str) -> dict[str, Neuron]:
    changed = {neuron.name: replace(neuron, activation=activation) for neuron in neurons}
    for neuron in changed.values():
        check_activation(neuron)
    return changed
