"""What does one line of the table say, and was its aim met?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.race import Spread


@dataclass(frozen=True)
class Aim:
    """A ratio that shall be no smaller than `bound`, or with `is_ceiling` no larger."""

    bound: float
    is_ceiling: bool = False

    def is_met(self, ratio: float) -> bool:
        return ratio <= self.bound if self.is_ceiling else ratio >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.is_ceiling else '≥'} {self.bound:,g}"


@dataclass(frozen=True)
class Line:
    """One measured ratio. `paces`: what each contender reached, in `unit`. `note`: whatever else was seen."""

    work: str
    ratio_of: str
    ratio: Spread
    aim: Aim | None = None
    paces: Mapping[str, float] = field(default_factory=dict)
    unit: str = "steps/s"
    note: str = ""

    @property
    def verdict(self) -> str:
        """“met”, “missed”, or nothing where there is no aim."""
        if self.aim is None:
            return ""
        return "met" if self.aim.is_met(self.ratio.median) else "missed"


HEADING = f"{'work':34} {'ratio of':46} {'measured':>9} {'min – max':>17} {'aim':>8}"


def text_of(line: Line) -> str:
    """A row of the table, and below it what was reached."""
    spread = f"{number(line.ratio.low)} – {number(line.ratio.high)}"
    aim = "" if line.aim is None else str(line.aim)
    row = f"{line.work:34} {line.ratio_of:46} {number(line.ratio.median):>9} {spread:>17} {aim:>8}"
    paces = ", ".join(f"{name} {number(pace)}" for name, pace in line.paces.items())
    reached = "; ".join(part for part in (f"{paces} {line.unit}" if paces else "", line.note) if part)
    return f"{row} {line.verdict}".rstrip() + (f"\n    {reached}" if reached else "")


def json_of(line: Line) -> dict[str, Any]:
    """The same, for a file."""
    return {
        "work": line.work,
        "ratio_of": line.ratio_of,
        "ratio": line.ratio.median,
        "lowest": line.ratio.low,
        "highest": line.ratio.high,
        "aim": None if line.aim is None else str(line.aim),
        "verdict": line.verdict or None,
        "paces": dict(line.paces),
        "unit": line.unit,
        "note": line.note,
    }


def number(value: float) -> str:
    """1234.5 as “1,234”, 12.345 as “12.3”, 1.2345 as “1.23”."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
