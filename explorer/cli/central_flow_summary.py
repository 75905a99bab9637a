"""What does one see of a run beside its central flow at a glance? Some windows, and why the two differ."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.curvature.displacement import WINDOW
from explorer.training.curvature.flow_beside_run import FlowFailure, FlowWindow
from explorer.training.curvature.flow_part import FlowEnd

MOST_LINES = 24
"""Of the table, beside the first and the last."""

HEADER = (
    "steps",
    f"{Symbol.LOSS}",
    f"{Symbol.LOSS} predicted",
    "λ",
    "λ of the flow",
    f"2/{Symbol.ALPHA}",
    "swing²",
    "σ² predicted",
)
"""Of means over the steps of a window."""


class CentralFlowSummary:
    """Sees the windows of a run of so many steps pass by."""

    def __init__(self, steps: int) -> None:
        self._stride = max(1, -(-steps // (WINDOW * MOST_LINES)))
        self._lines: list[tuple[str, ...]] = []
        self._last: tuple[str, ...] = ()
        self._spans: list[tuple[int, int, FlowFailure | None]] = []
        self._end: FlowEnd | None = None
        self._is_at_edge = False

    def watch(self, windows: Iterable[FlowWindow]) -> Iterator[FlowWindow]:
        """The same windows."""
        for number, window in enumerate(windows):
            first, last = int(window.flow.step[0]), int(window.flow.step[-1])
            self._last = _line(window)
            if number % self._stride == 0:
                self._lines.append(self._last)
            self._spans.append((first, last, window.failure))
            self._end = window.flow.end
            self._is_at_edge = self._is_at_edge or window.predicted > 0
            yield window

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Of the table."""
        return list(dict.fromkeys([*self._lines, self._last]))

    @property
    def last_step(self) -> int:
        """The last that was seen."""
        return self._spans[-1][1]

    @property
    def sentences(self) -> list[str]:
        """Where the run is not what the flow predicts, and why; where the flow ends."""
        found = []
        for failure, group in groupby(self._spans, key=lambda span: span[2]):
            spans = list(group)
            if failure is not None:
                found.append(f"steps {spans[0][0]} to {spans[-1][1]}: {failure.value}")
        if self._end is not None:
            found.append(f"the flow ends at step {self.last_step}: {self._end.value}")
        elif not found and self._is_at_edge:
            found.append("the run swings as the flow predicts")
        elif not found:
            found.append("the flow stays below the edge of stability, where nothing swings")
        return found


def _line(window: FlowWindow) -> tuple[str, ...]:
    flow = window.flow
    columns = (window.run_loss, flow.mean_loss, window.run_sharpness, flow.eigenvalues[:, 0], flow.limit)
    numbers = (*(float(column.mean()) for column in columns), window.measured, window.predicted)
    return (f"{flow.step[0]} to {flow.step[-1]}", *map(rounded, numbers))
