"""Which edits of the network does a person make, and what does Undo call each?

The canvas, the inspector, the tables, the menus and the toolbar all come here, so that the same edit has the
same name wherever it was made. Each returns whether the rules held; what they refuse is told by
`Document.refused`.
"""

from collections.abc import Collection, Hashable, Mapping

from explorer.network.activation import ACTIVATIONS
from explorer.network.editable_value import EditableValue, FieldKind, with_value
from explorer.network.edits import graph_edits, loss_edits, parameter_edits, position_edits
from explorer.network.edits.consistency import with_positions
from explorer.network.edits.training_edits import randomise
from explorer.network.initialiser import first_weight
from explorer.network.layout.layered_layout import lay_out, place_for
from explorer.network.model import Ends, Experiment, Kind, Parameter, Position
from explorer.number import counted, exact, parse_number
from explorer.plain_text import shown_name
from explorer.symbol import Symbol
from explorer.ui.commands.training_verbs import attempt_with_note
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session

_FIELD_WORDS = {
    FieldKind.WEIGHT: "weight {source} → {neuron}",
    FieldKind.BIAS: "bias of {neuron}",
    FieldKind.CONSTANT: "value of {neuron}",
    FieldKind.INPUT: "input {neuron} of sample {sample}",
    FieldKind.TARGET: "target {neuron} of sample {sample}",
    FieldKind.NAME: "name of {neuron}",
}


def add_neuron(session: Session, kind: Kind, position: Position) -> bool:
    """Add a neuron there and select it."""
    document = session.document
    is_added = document.attempt(
        f"Add {kind.value} neuron", lambda e: graph_edits.add_neuron(e, kind, position)
    )
    if is_added:
        session.selection.select({document.experiment.network.neurons[-1].name})
    return is_added


def add_beside_its_like(session: Session, kind: Kind, middle: Position) -> Position | None:
    """Add a neuron below its like, or else about `middle`, and select it; where it is, None if refused."""
    position = place_for(session.document.experiment.network, kind, middle)
    return position if add_neuron(session, kind, position) else None


def connect(document: Document, source: str, dest: str) -> bool:
    """Connect two neurons."""
    return document.attempt(
        f"Connect {Parameter(source, dest).shown}",
        lambda e: graph_edits.connect(e, source, dest, first_weight(e.network)),
    )


def connect_to_new(document: Document, source: str, position: Position) -> bool:
    """Add a hidden neuron there and connect `source` to it."""

    def change(experiment: Experiment) -> Experiment:
        weight = first_weight(experiment.network)
        return graph_edits.add_connected(experiment, source, Kind.HIDDEN, position, weight)

    return document.attempt("Add and connect", change)


def delete(document: Document, names: Collection[str], ends: Collection[Ends], text: str = "Delete") -> bool:
    """Delete neurons, with all that is connected to them, and connections."""
    return document.attempt(text, lambda e: graph_edits.delete(e, names, ends))


def move(document: Document, positions: Mapping[str, Position]) -> bool:
    """Put neurons elsewhere."""
    return document.attempt("Move", lambda e: position_edits.move(e, positions))


def tidy(session: Session) -> None:
    """Lay the network out in columns, unless it is another one by the time that is done."""
    document = session.document
    network = document.experiment.network

    def put(positions: dict[str, Position]) -> None:
        if document.experiment.network.graph == network.graph:
            document.attempt("Tidy", lambda e: with_positions(e, positions))

    session.jobs.run("Tidying the network", lay_out(network), put)


def align(document: Document, names: Collection[str], edge: position_edits.Edge) -> bool:
    """Put neurons below or beside each other."""
    return document.attempt("Align", lambda e: position_edits.align(e, names, edge))


def distribute(document: Document, names: Collection[str], direction: position_edits.Direction) -> bool:
    """Put neurons at equal distances."""
    return document.attempt("Distribute", lambda e: position_edits.distribute(e, names, direction))


def rename(document: Document, old: str, new: str) -> bool:
    """Give a neuron another name."""
    return document.attempt(f"Rename {shown_name(old)}", lambda e: graph_edits.rename(e, old, new))


def set_kind(document: Document, names: Collection[str], kind: Kind) -> bool:
    """Make neurons inputs, hidden, outputs or constants."""
    text = f"Make {called(names)} {kind.value}"
    return document.attempt(text, lambda e: graph_edits.set_kind(e, names, kind))


def set_activation(document: Document, names: Collection[str], activation: str) -> bool:
    """Give neurons an activation; where all outputs are among them, with the loss that suits it."""
    text = f"Activation of {called(names)}: {ACTIVATIONS[activation].label}"
    return attempt_with_note(document, text, lambda e: loss_edits.choose_activation(e, names, activation))


def give_biases(document: Document, names: Collection[str]) -> bool:
    """Give each of these neurons a bias of 0 where it has none."""
    by_name = document.experiment.network.by_name
    biases = {name: by_name[name].bias or 0.0 for name in names}
    text = f"Give {called(names)} a bias"
    return document.attempt(text, lambda e: parameter_edits.set_biases(e, biases))


def remove_biases(document: Document, names: Collection[str]) -> bool:
    """Take the biases of these neurons away."""
    biases = dict.fromkeys(names)
    text = f"Remove bias of {called(names)}"
    return document.attempt(text, lambda e: parameter_edits.set_biases(e, biases))


def set_value(
    document: Document,
    sample: int,
    field: EditableValue,
    value: float | None,
    merge_key: Hashable | None = None,
) -> bool:
    """Set the number in `field`; `sample` is the index of that to which an input or target belongs.

    None takes a bias away. Values of one gesture carry the same `merge_key` and are one step of undo.
    """
    if value is None and field.kind is FieldKind.BIAS:
        return remove_biases(document, [field.neuron])
    return document.attempt(setting(field, sample), lambda e: with_value(e, sample, field, value), merge_key)


def type_value(document: Document, sample: int, field: EditableValue, text: str) -> bool:
    """Set the number in `field` to what was typed; where nothing was typed, a bias is taken away."""
    if not text.strip():
        return set_value(document, sample, field, None)
    return document.attempt(
        setting(field, sample), lambda e: with_value(e, sample, field, parse_number(text))
    )


def set_weights(document: Document, ends: Collection[Ends], weight: float) -> bool:
    """Give connections one weight."""
    weights = dict.fromkeys(ends, weight)
    one = next(iter(ends)) if len(ends) == 1 else None
    text = f"Set {len(ends)} weights" if one is None else f"Set weight {Parameter(*one).shown}"
    return document.attempt(text, lambda e: parameter_edits.set_weights(e, weights))


def set_biases(document: Document, names: Collection[str], bias: float) -> bool:
    """Give neurons one bias."""
    biases: dict[str, float | None] = dict.fromkeys(names, bias)
    return document.attempt(f"Set bias of {called(names)}", lambda e: parameter_edits.set_biases(e, biases))


def set_rate_multiplier(document: Document, parameters: Collection[Parameter], multiplier: float) -> bool:
    """Let these weights and biases learn at so many times α; whether that was possible."""
    text = f"Multiply {Symbol.ALPHA} by {exact(multiplier)} for {_counted(parameters)}"
    return document.attempt(text, lambda e: parameter_edits.set_rate_multiplier(e, parameters, multiplier))


def set_fixed(document: Document, parameters: Collection[Parameter], is_fixed: bool) -> bool:
    """Let these weights and biases stay as they are while training, or learn again."""
    what = _counted(parameters)
    text = f"Fix {what}" if is_fixed else f"Let {what} learn"
    return document.attempt(text, lambda e: parameter_edits.set_fixed(e, parameters, is_fixed))


def _counted(parameters: Collection[Parameter]) -> str:
    """What an edit calls them: “weight i0 → a0”, “bias of a0”, “3 weights and 1 bias”."""
    if len(parameters) == 1:
        [one] = parameters
        return one.shown if one.is_bias else f"weight {one.shown}"
    weights = sum(not parameter.is_bias for parameter in parameters)
    biases = len(parameters) - weights
    counts = (counted(weights, "weight"), counted(biases, "bias", "es"))
    return " and ".join(text for text, count in zip(counts, (weights, biases), strict=True) if count)


def set_constant_value(document: Document, name: str, value: float) -> bool:
    """Set what a constant emits."""
    return set_value(document, 0, EditableValue(FieldKind.CONSTANT, name), value)


def draw_weights(document: Document) -> bool:
    """Draw every weight by the initialiser and its seed: the same seed, the same weights."""
    return document.attempt("Draw weights", randomise)


def draw_other_weights(document: Document) -> bool:
    """Draw every weight by the initialiser with the next seed."""
    seed = document.experiment.training.initialiser.seed + 1
    return document.attempt("New random weights", lambda e: randomise(e, seed))


def setting(field: EditableValue, sample: int) -> str:
    source, neuron = shown_name(field.source or ""), shown_name(field.neuron)
    return f"Set {_FIELD_WORDS[field.kind].format(source=source, neuron=neuron, sample=sample + 1)}"


def called(names: Collection[str]) -> str:
    """“a0” or “3 neurons”."""
    return shown_name(next(iter(names))) if len(names) == 1 else f"{len(names)} neurons"
