"""Which rows has the table?

Every row is measured by a function that takes the length of its races and yields its lines. Those that race
against PyTorch import it then, so that the others can be measured without it.
"""

from collections.abc import Callable, Iterator

from tests.benchmarks.line import Line
from tests.benchmarks.race import Length
from tests.benchmarks.rows import (
    central_flow,
    curvature,
    descent,
    interaction,
    start,
    surface,
    sweep,
    symmetry,
    training,
    training_map,
    window,
)

ROWS: dict[str, Callable[[Length], Iterator[Line]]] = {
    **{name: work.lines for name, work in training.WORKS.items()},
    "sweep": sweep.against_torch,
    "flatness": sweep.flatness,
    "threads": sweep.threads,
    **{name: work.lines for name, work in curvature.WORKS.items()},
    "central-flow": central_flow.lines,
    "map": training_map.against_torch,
    "map-waits": training_map.waits,
    "map-memory": training_map.memory,
    "map-frames": training_map.frames,
    "surface": surface.waits,
    "end-states": descent.image,
    "one-variable": descent.waits,
    "start": start.lines,
    "window": window.lines,
    "interaction": interaction.lines,
    "symmetry": symmetry.lines,
}
