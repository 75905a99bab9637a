"""Which network is made for a CSV table: inputs and outputs named as its columns, a hidden layer, a loss?

A column of two labels, or of 0 and 1, is told by a logistic output and binary cross-entropy; labels that have
an output each by softmax and negative log-likelihood; all other targets by outputs without a bend and half
the squared error.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from explorer.files.refused import FileRefused
from explorer.files.sample_table.column import are_labels, counts_rows, different, is_text
from explorer.files.sample_table.delimiter import spelling
from explorer.files.sample_table.header import HELD_OUT_COLUMN, TableParts
from explorer.files.sample_table.input_labels import input_name
from explorer.files.sample_table.options import ColumnRole, ColumnUse
from explorer.files.sample_table.role import is_index_name
from explorer.files.sample_table.told_role import check_targets, table_width
from explorer.files.sample_table.value import one_hot_labels
from explorer.network.builder import new_experiment
from explorer.network.model import Experiment, Network
from explorer.network.rules import RuleBroken
from explorer.plain_text import shown_name

_CLASS_NAME = re.compile(
    r"(label|class|species|category|diagnosis|digit|survived|outcome)[ _]?\d*", re.IGNORECASE
)
_TARGET_NAME = re.compile(rf"(y|t|target|output|quality)[ _]?\d*|{_CLASS_NAME.pattern}", re.IGNORECASE)
_MOST_CLASSES = 20
_BITS = {"0", "1", "0.0", "1.0"}
_FEWEST_HIDDEN, _MOST_HIDDEN = 4, 16
_INPUT, _TARGET = ColumnRole(ColumnUse.INPUT), ColumnRole(ColumnUse.TARGET)
_INPUT_LABELS, _ONE_HOT = ColumnRole(ColumnUse.INPUT_LABELS), ColumnRole(ColumnUse.ONE_HOT)
_INPUT_USES = (ColumnUse.INPUT, ColumnUse.INPUT_LABELS)


def suggested_roles(parts: TableParts) -> tuple[ColumnRole, ...]:
    """What the columns seem to be: targets are those that are called so, else the last; the rest inputs.

    Left out are those that number the rows, hold nothing, or hold text that is no label.
    """
    titles = [spelling(title) for title in titles_of(parts)]
    uses = [_use(parts, place, title) for place, title in enumerate(titles)]
    if uses.count(None) < 2:  # what looks like numbers of rows may be all that there is
        uses = [None if _counts(parts, place, title) else use for place, title, use in _each(titles, uses)]
    usable = [place for place, use in enumerate(uses) if use is None]
    targets = [place for place in usable if is_target_title(titles[place])] or usable[-1:]
    if len(targets) == len(usable):
        targets = usable[-1:]
    return tuple(
        _target_or_input(parts, place, title, place in targets) if use is None else ColumnRole(use)
        for place, title, use in _each(titles, uses)
    )


def _each(titles: list[str], uses: list[ColumnUse | None]) -> Iterator[tuple[int, str, ColumnUse | None]]:
    return zip(range(len(titles)), titles, uses, strict=True)


def is_target_title(title: str) -> bool:
    """Whether a column with this title is the target: y, target, label, class, …"""
    return _TARGET_NAME.fullmatch(title) is not None


def network_for(
    parts: TableParts, roles: tuple[ColumnRole, ...], source: str
) -> tuple[Experiment, tuple[ColumnRole, ...]]:
    """The network for columns of these roles, and the roles with the names of its neurons.

    Raises FileRefused where there is no input, no target, or too much of them.
    """
    inputs = [place for place, role in enumerate(roles) if role.use in _INPUT_USES]
    targets = [place for place, role in enumerate(roles) if role.use is ColumnUse.TARGET]
    spread = [place for place, role in enumerate(roles) if role.use is ColumnUse.ONE_HOT]
    if table_width(parts) < 2:
        raise FileRefused(source, "has 1 column: an input and a target are two")
    if not inputs or not (targets or spread):
        what = "an input" if not inputs else "a target"
        raise FileRefused(source, f"no column is {what}: choose what each column is")
    check_targets(roles, source)
    names = _names(parts, [*inputs, *targets])
    named_inputs = _input_names(parts, roles, {place: names[place] for place in inputs}, source)
    outputs = [names[place] for place in targets]
    if spread:
        outputs = _labels(parts, spread[0], [*names.values(), *named_inputs], source)
    named = tuple(
        replace(role, name=names[place]) if place in names else role for place, role in enumerate(roles)
    )
    loss, activation = _loss(parts, targets)
    hidden = min(max(_FEWEST_HIDDEN, 2 * len(named_inputs)), _MOST_HIDDEN)
    try:
        made = new_experiment(
            (len(named_inputs), hidden, len(outputs)), output_activation=activation, loss=loss
        )
    except RuleBroken as broken:
        raise FileRefused(source, f"{broken}; leave columns out") from broken
    return _renamed(made, named_inputs, outputs), named


def titles_of(parts: TableParts) -> list[str]:
    """What each column is called in the header; nothing where there is none."""
    cells = [] if parts.header is None else parts.header[1]
    return [*cells, *[""] * (table_width(parts) - len(cells))]


def _use(parts: TableParts, place: int, title: str) -> ColumnUse | None:
    """What the column is if it is neither input nor target; None where it may be one."""
    if title == HELD_OUT_COLUMN:
        return ColumnUse.HELD_OUT
    is_prose = is_text(parts.body, place) and not are_labels(parts.body, place)
    is_index = is_index_name(title) if title else _counts(parts, place, title)
    return ColumnUse.IGNORED if is_index or is_prose else None


def _counts(parts: TableParts, place: int, title: str) -> bool:
    """Whether the column has no title and numbers the rows."""
    return not title and place == 0 and counts_rows(parts.body, place)


def _target_or_input(parts: TableParts, place: int, title: str, is_target: bool) -> ColumnRole:
    found = different(parts.body, place)
    if is_text(parts.body, place):
        if len(found) > 2:
            return _ONE_HOT if is_target else _INPUT_LABELS
        return _TARGET if is_target else _INPUT
    if not is_target:
        return _INPUT
    are_classes = all(map(str.isdigit, found)) and not found <= _BITS and 2 <= len(found) <= _MOST_CLASSES
    return _ONE_HOT if are_classes and _CLASS_NAME.fullmatch(title) else _TARGET


def _names(parts: TableParts, places: list[int]) -> dict[int, str]:
    """A name for the neuron of each column: its title, else x1, x2, … by its place; none twice."""
    names: dict[int, str] = {}
    for place, title in enumerate(titles_of(parts)):
        if place in places:
            names[place] = _free(title.strip() or f"x{place + 1}", names.values())
    return names


def _input_names(
    parts: TableParts, roles: tuple[ColumnRole, ...], names: dict[int, str], source: str
) -> list[str]:
    """The inputs of the columns with these names: one each, or one for each label. Raises FileRefused."""
    found: list[str] = []
    for place, name in names.items():
        if roles[place].use is ColumnUse.INPUT:
            found.append(name)
        else:
            labels = _two_or_more(parts, place, "an input", source)
            found += [input_name(name, label) for label in labels]
    twice = next((name for name in found if found.count(name) > 1), None)
    if twice is not None:
        raise FileRefused(source, f"two inputs would be {shown_name(twice)}: leave one of the columns out")
    return found


def _two_or_more(parts: TableParts, place: int, neuron: str, source: str) -> list[str]:
    """The labels of the column, in order. Raises FileRefused where there are fewer than two."""
    labels = one_hot_labels(different(parts.body, place))
    if len(labels) < 2:
        raise FileRefused(source, f"a column with {neuron} for each label has two labels or more")
    return labels


def _labels(parts: TableParts, place: int, taken: list[str], source: str) -> list[str]:
    names: list[str] = []
    for label in _two_or_more(parts, place, "an output", source):
        names.append(_free(label, [*taken, *names]))
    return names


def _free(name: str, taken: Iterable[str]) -> str:
    """`name`, with a number behind it where it is taken."""
    used = set(taken)
    if name not in used:
        return name
    return next(each for number in range(2, len(used) + 3) if (each := f"{name} {number}") not in used)


def _loss(parts: TableParts, targets: list[int]) -> tuple[str, str]:
    """The loss and the activation of the outputs; `targets`: of columns that are a target each."""
    if not targets:
        return "negative-log-likelihood", "softmax"
    if all(_is_class(parts, place) for place in targets):
        return "binary-cross-entropy", "logistic"
    return "half-squared-error", "identity"


def _is_class(parts: TableParts, place: int) -> bool:
    """Whether the column holds two labels, or 0 and 1."""
    found = different(parts.body, place)
    return found <= _BITS or (is_text(parts.body, place) and len(found) <= 2)


def _renamed(made: Experiment, inputs: list[str], outputs: list[str]) -> Experiment:
    """The layered network with these names of its inputs and outputs, and other names of the hidden ones."""
    network = made.network
    names = dict(zip((n.name for n in network.inputs), inputs, strict=True))
    names |= dict(zip((n.name for n in network.outputs), outputs, strict=True))
    taken = {*inputs, *outputs}
    for neuron in network.neurons:
        if neuron.name not in names:
            names[neuron.name] = _free(neuron.name, taken)
            taken.add(names[neuron.name])
    neurons = tuple(replace(n, name=names[n.name]) for n in network.neurons)
    connections = tuple(replace(c, source=names[c.source], dest=names[c.dest]) for c in network.connections)
    return replace(made, network=Network(neurons, connections), samples=())
