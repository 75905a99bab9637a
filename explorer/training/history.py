"""What has a run been through? Its history and the curves of its parameters, as values.

A run's recorder (`explorer.training.recorder`) makes them. Nothing in them changes any more, whatever the run
goes on to do, so any thread may read them at any time.
"""

from dataclasses import dataclass, fields

import numpy as np

from explorer.array import Array, Indices, Steps


@dataclass(frozen=True, eq=False)
class Columns:
    """Rows of a history, one array (rows,) for each column; row t is the evaluation after t updates.

    `loss`: E over all training samples, also where a step follows a mini-batch; `held_out_loss`: NaN where
    no samples are held out. `gradient_norm`: ‖∇E‖ of the gradient that the step from here follows, which is
    its batch's; `learning_rate`: the αₜ of that step. `loss_change`: the loss after that step less the loss
    here; NaN in the last row.
    """

    step: Steps
    loss: Array
    held_out_loss: Array
    gradient_norm: Array
    learning_rate: Array
    loss_change: Array

    @property
    def promised_change(self) -> Array:
        """−α‖∇E‖²: how the loss would change if it were as straight as the gradient says."""
        with np.errstate(all="ignore"):
            return -self.learning_rate * self.gradient_norm**2

    def __len__(self) -> int:
        return len(self.step)

    def before(self, step: int) -> "Columns":
        """The rows of steps before that one, as views."""
        return self.part(slice(0, int(np.searchsorted(self.step, step))))

    def since(self, step: int) -> "Columns":
        """The rows of that step and of those after it, as views."""
        return self.part(slice(int(np.searchsorted(self.step, step)), None))

    def followed_by(self, *others: "Columns") -> "Columns":
        """These rows and then those of the others."""
        parts = [part for part in (self, *others) if len(part)] or [self]
        if len(parts) == 1:
            return parts[0]
        names = [field.name for field in fields(self)]
        return Columns(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def part(self, rows: slice | Indices) -> "Columns":
        """Some of these rows, as views where they follow each other."""
        return Columns(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, eq=False)
class History:
    """The rows of a run up to one step.

    `kept`: of the steps before that one, those that are multiples of `stride`; `latest`: every one of the
    latest of them where the stride is more than 1, else none; `last`: the row of that step itself.
    """

    kept: Columns
    latest: Columns
    last: Columns
    stride: int

    def __len__(self) -> int:
        return len(self.kept) + len(self.last)

    def rows(self, first_step: int = 0) -> Columns:
        """The rows from `first_step` on.

        The last is that of the present step; of those before it, every one if `stride` is 1, else those
        whose step is a multiple of it.
        """
        return self.kept.since(first_step).followed_by(self.last.since(first_step))

    def last_step(self) -> Columns:
        """The row before the last step and that after it; the last row alone where the other is not kept."""
        if not len(self.last):
            return self.last
        before = self.latest if len(self.latest) else self.kept
        return before.since(int(self.last.step[0]) - 1).followed_by(self.last)

    def last_rows(self, count: int) -> Columns:
        """So many of the last rows, or all where there are fewer."""
        before = max(0, len(self.kept) + len(self.last) - count)
        return self.kept.part(slice(before, None)).followed_by(self.last)

    def judged(self) -> Columns:
        """All rows and those of the latest steps, none of which is missing: what a verdict needs."""
        if not len(self.latest):
            return self.rows()
        return self.kept.before(int(self.latest.step[0])).followed_by(self.latest, self.last)


@dataclass(frozen=True, eq=False)
class ParameterCurves:
    """The parameters at some steps of a run.

    `step`: (steps,), every multiple of a stride. `values`: (parameters, steps): each row is a parameter's
    curve.
    """

    step: Steps
    values: Array
