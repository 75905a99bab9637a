"""How long does the thread that draws work after what a person does, until all that follows is painted?

    python -m tests.benchmarks.interaction_speed [--times N] [--json]

One weight is set, the timeline scrubbed by one message, a network of 60 neurons with all their connections
opened, tidied and tidied no longer. Prints milliseconds of the processor: the median, the least and the most.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from random import Random

from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.start import set_aside
from tests.benchmarks.driven_window import (
    FRONT,
    application_of_its_own,
    bring_to_front,
    cost_of,
    drag_rate,
    drag_to,
    edit_weight,
    one_message_back,
    rest,
    show_one_variable,
    timeline_bar,
    trigger,
    undo,
    window_on,
)
from tests.benchmarks.race import Spread
from tests.benchmarks.work import watched_networks, wide

TIMES = 7
PLACES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Where along the timeline it is scrubbed, as shares of its length."""

UNCHECKED = "inspector"
EDIT, EDIT_UNCHECKED = "weight edit", f"weight edit, {UNCHECKED} in front"
RETURN, SCRUB = "until the edit returns", "one message"
OPEN, TIDY, UNDO = "open", "tidy", "undo"
ONE_VARIABLE, DRAG = "one variable at 1280×800", "α is dragged, a frame"
FRAME = 1 / 60
LARGE = "60 neurons, all 1,770 connections"


def all_connections(neurons: int) -> Experiment:
    """One input, one output, and each neuron connected to all that come after it."""
    random = Random(0)
    names = ["x0", *(f"h{number}" for number in range(neurons - 2)), "y0"]
    hidden = tuple(Neuron(name, Kind.HIDDEN, "tanh", 0.0) for name in names[1:-1])
    drawn = (Neuron("x0", Kind.INPUT), *hidden, Neuron("y0", Kind.OUTPUT, "tanh", 0.0))
    connections = tuple(
        Connection(source, dest, random.gauss(0, 0.2))
        for place, source in enumerate(names)
        for dest in names[place + 1 :]
    )
    return Experiment(Network(drawn, connections), (Sample({"x0": 0.5}, {"y0": 0.25}),))


def edits(window: MainWindow, times: int) -> dict[str, list[float]]:
    """What setting a weight costs at the end of the pass, where every number is shown.

    With the table in front that checks every gradient, and with another panel.
    """
    trigger(window, "last")
    costs = _costs(window, lambda number: edit_weight(window, number), times)
    bring_to_front(window, UNCHECKED)
    rest(window)
    unchecked = _costs(window, lambda number: edit_weight(window, number), times)
    bring_to_front(window, FRONT)
    rest(window)
    return {
        EDIT: [whole for _, whole in costs],
        RETURN: [first for first, _ in costs],
        EDIT_UNCHECKED: [whole for _, whole in unchecked],
    }


def scrubs(window: MainWindow, times: int) -> dict[str, list[float]]:
    """What going one message back costs, here and there."""
    bar = timeline_bar(window)
    costs = []
    for place in PLACES:
        cost_of(window, lambda place=place: drag_to(bar, place))
        costs += [whole for _, whole in _costs(window, lambda _: one_message_back(bar), times)]
    return {SCRUB: costs}


def large(window: MainWindow, times: int, dense: Experiment) -> dict[str, list[float]]:
    """What a network with many connections costs."""
    found: dict[str, list[float]] = {OPEN: [], TIDY: [], UNDO: []}
    before = window.document.experiment
    acts: dict[str, Callable[[], object]] = {
        OPEN: lambda: window.document.replace(dense),
        TIDY: lambda: trigger(window, "tidy"),
        UNDO: lambda: undo(window),
    }
    for _ in range(times):
        cost_of(window, lambda: window.document.replace(before))
        for name, act in acts.items():
            found[name].append(cost_of(window, act)[1])
    return found


def drags(window: MainWindow, times: int) -> dict[str, list[float]]:
    """What a frame costs while the line of α is dragged to and fro over the end states."""
    plot = show_one_variable(window)
    rates = [0.44 - 0.003 * step for step in range(30)]
    costs = []
    for _ in range(times):
        costs.append(drag_rate(plot, [*rates, *reversed(rates)], FRAME))
        rest(window)
    return {DRAG: costs}


def _costs(window: MainWindow, act: Callable[[int], object], times: int) -> list[tuple[float, float]]:
    """Of doing it so many times, once what the first time alone brings is there."""
    numbers = count()
    cost_of(window, lambda: act(next(numbers)))
    return [cost_of(window, lambda: act(next(numbers))) for _ in range(times)]


def measure(times: int = TIMES) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """The milliseconds of every act, by network."""
    few = max(1, times // 3)
    watched = watched_networks()
    with application_of_its_own():
        for name, experiment in watched.items():
            with measured_window(experiment) as window:
                yield name, edits(window, times) | scrubs(window, few)
        with measured_window(wide()) as window:
            yield "40-40-40", edits(window, few)
        with measured_window(watched["XOR 2-4-1"]) as window:
            yield ONE_VARIABLE, drags(window, times)
        with measured_window(watched["XOR 2-4-1"]) as window:
            yield LARGE, large(window, few, all_connections(60))


@contextmanager
def measured_window(experiment: Experiment) -> Iterator[MainWindow]:
    """A window of which the garbage collector takes no notice, as some seconds after a start."""
    with window_on(experiment) as window:
        set_aside()
        yield window


def main() -> None:
    """Print a row for each act."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.interaction_speed", description="Time it.")
    parser.add_argument("--times", type=int, default=TIMES, help="how often each is done")
    parser.add_argument("--json", action="store_true", help="print every time that was taken")
    asked = parser.parse_args()
    if asked.json:
        print(json.dumps(dict(measure(asked.times))))
        return
    for network, acts in measure(asked.times):
        for act, costs in acts.items():
            spread = Spread.of(costs)
            print(f"{network:34} {act:32} {spread.median:9.1f} ms ({spread.low:.1f} to {spread.high:.1f})")


if __name__ == "__main__":
    main()
