"""When can a command be done? Each condition asks the session: what is selected, what trains."""

from collections.abc import Callable, Mapping
from enum import Enum

from explorer.ui.session.session import Session


class EnabledWhen(Enum):
    """What must be so for a command to do anything."""

    ALWAYS = "nothing is needed"
    SELECTED = "a neuron or a connection is selected"
    NEURON = "a neuron is selected"
    ONE_NEURON = "one neuron alone is selected"
    NEURONS = "several neurons are selected"
    COMPUTED = "a hidden or output neuron is selected"
    PARAMETER = "a weight, or a neuron with a bias, is selected"
    TRAINABLE = "a step of training can be made"
    DIVERGED = "the run that is shown has diverged"
    EXAMPLE = "an example is open, and its network is still the one that is drawn"


def holds(condition: EnabledWhen, session: Session) -> bool:
    """Whether it is so now."""
    return _TESTS[condition](session)


def _is_anything_selected(session: Session) -> bool:
    return bool(session.selection.neurons or session.selection.connections)


_TESTS: Mapping[EnabledWhen, Callable[[Session], bool]] = {
    EnabledWhen.ALWAYS: lambda _: True,
    EnabledWhen.SELECTED: _is_anything_selected,
    EnabledWhen.NEURON: lambda session: bool(session.selection.neurons),
    EnabledWhen.ONE_NEURON: lambda session: len(session.selection.neurons) == 1,
    EnabledWhen.NEURONS: lambda session: len(session.selection.neurons) > 1,
    EnabledWhen.COMPUTED: lambda session: bool(session.selection.computed),
    EnabledWhen.PARAMETER: lambda session: bool(session.selection.parameters),
    EnabledWhen.TRAINABLE: lambda session: session.training.why_not() is None,
    EnabledWhen.DIVERGED: lambda session: session.training.divergence is not None,
    EnabledWhen.EXAMPLE: lambda session: session.document.example is not None,
}
