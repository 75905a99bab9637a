"""Which keys has a kept descent on one variable in a file, and how does it become one and back?"""

from typing import Annotated, Any

import msgspec

from explorer.descent.function import parse_function
from explorer.descent.kept_descent import KeptDescent, is_automatic
from explorer.descent.shown_descent import MOST_SHOWN_STEPS, Descent
from explorer.descent.verdict import OrbitFate, OrbitVerdict
from explorer.files.any_double import AnyDouble, Count, all_read, all_written, read, written
from explorer.files.json_text import Tree
from explorer.files.stored_name import name_read, stored_name
from explorer.network.rules import RuleBroken, check_finite
from explorer.refusal import Refusal


class FormulaNotUnderstood(RuleBroken):
    """The formula of a descent can be read."""


class DescentVerdictEntry(msgspec.Struct, forbid_unknown_fields=True):
    kind: OrbitFate
    limit: AnyDouble | None = None
    period: Count | None = None
    cycle: list[AnyDouble] = []
    lyapunov: AnyDouble | None = None
    diverged_at: Count | None = None
    multiplier: AnyDouble | None = None
    remark: str = ""


class DescentEntry(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="descent"):
    name: str
    colour: Count
    formula: str
    start: float
    learning_rate: float
    steps: Annotated[int, msgspec.Meta(ge=1, le=MOST_SHOWN_STEPS)]
    momentum: Annotated[float, msgspec.Meta(ge=0, lt=1)] = 0.0
    verdict: DescentVerdictEntry | None = None


def descent_tree(run: KeptDescent) -> Tree:
    """What a file says of `run`, in the order in which it says it."""
    descent = run.descent
    tree: Tree = {
        "kind": "descent",
        "name": stored_name(run.name),
        "colour": run.colour,
        "formula": descent.f.text,
        "start": descent.start,
        "learning_rate": descent.learning_rate,
        "steps": descent.steps,
    }
    if descent.momentum:
        tree["momentum"] = descent.momentum
    return tree if run.verdict is None else tree | {"verdict": _verdict_tree(run.verdict)}


def to_descent(entry: DescentEntry, place: str) -> KeptDescent:
    """The descent that stands at `place` in a file. Raises RuleBroken."""
    try:
        f = parse_function(entry.formula)
    except Refusal as refusal:
        raise FormulaNotUnderstood(str(refusal), f"{place}.formula") from refusal
    check_finite(entry.start, "the start", f"{place}.start")
    check_finite(entry.learning_rate, "the learning rate", f"{place}.learning_rate")
    descent = Descent(f, entry.start, entry.learning_rate, entry.steps, entry.momentum)
    verdict = None if entry.verdict is None else _verdict(entry.verdict, f"{place}.verdict")
    return KeptDescent(name_read(entry.name, is_automatic), entry.colour, descent, verdict)


def _verdict_tree(verdict: OrbitVerdict) -> Tree:
    """What was found; what does not apply is left out."""
    return {
        key: all_written(value) if isinstance(value, tuple) else _plain(value)
        for key in DescentVerdictEntry.__struct_fields__
        if (value := getattr(verdict, key)) not in (None, (), "")
    }


def _plain(value: Any) -> Any:
    return written(value) if isinstance(value, float) else value


def _verdict(entry: DescentVerdictEntry, place: str) -> OrbitVerdict:
    limit, lyapunov, multiplier = (
        None if number is None else read(number, f"{place}.{key}")
        for key, number in (
            ("limit", entry.limit),
            ("lyapunov", entry.lyapunov),
            ("multiplier", entry.multiplier),
        )
    )
    return OrbitVerdict(
        entry.kind,
        limit,
        entry.period,
        tuple(all_read(entry.cycle, f"{place}.cycle").tolist()),
        lyapunov,
        entry.diverged_at,
        multiplier,
        entry.remark,
    )
