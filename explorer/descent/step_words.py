"""What does the present step do, and on what does the descent settle, in a sentence each?"""

from math import isnan

from explorer.descent.barrier import Barrier, crossed
from explorer.descent.shown_descent import Descent
from explorer.descent.step_map import place_after
from explorer.number import rounded

_MOST_WRITTEN = 4


def step_sentence(descent: Descent, step: int, barriers: tuple[Barrier, ...] = ()) -> str:
    """ "Step 7: f′ = −0.073 is below 0, so it goes right by 0.0146"; the step is the one that comes next.

    Where it goes over one of the `barriers`, that is said too.
    """
    x, slope = float(descent.iterates[step]), descent.f.derivative()(float(descent.iterates[step]))
    goal = place_after(descent, step)
    head = f"Step {step + 1}"
    if isnan(slope):
        return f"{head}: f′ has no value at x = {rounded(x)}"
    if goal is None:
        return f"{head}: f′ = {rounded(slope)}, and the step leaves all bounds"
    if goal == x:
        return f"{head}: f′ = {rounded(slope)}, so it stays where it is"
    wall = crossed(barriers, x, goal)
    over = "" if wall is None else f", over the {wall.label}"
    way = f"it goes {'right' if goal > x else 'left'} by {rounded(abs(goal - x), 3)}{over}"
    if descent.momentum:
        return f"{head}: f′ = {rounded(slope)}, and with the momentum {way}"
    return f"{head}: f′ = {rounded(slope)} is {'above' if slope > 0 else 'below'} 0, so {way}"


def cycle_sentence(cycle: tuple[float, ...]) -> str:
    """ "It settles on 0", "It goes round −0.3525 → 0.2573"; `cycle`: the values, in the order visited."""
    if not cycle:
        return "It goes round no cycle that draws it in"
    if len(cycle) == 1:
        return f"It settles on {rounded(cycle[0])}"
    if len(cycle) > _MOST_WRITTEN:
        return f"It goes round {len(cycle)} values, again and again"
    return "It goes round " + " → ".join(rounded(value) for value in cycle)
