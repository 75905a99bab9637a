"""What is left of a descent on one variable that is kept? All of it, and the verdict."""

import re
from dataclasses import dataclass

from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import OrbitVerdict
from explorer.kept_run import KeptRun
from explorer.symbol import Symbol


@dataclass(frozen=True, eq=False)
class KeptDescent(KeptRun):
    """A descent that stays. `verdict` is on its fate; None where that had not been found yet."""

    descent: Descent
    verdict: OrbitVerdict | None

    def name_beside(self, present: Descent) -> str:
        """Its name, and its f where that is not the present one."""
        is_same = self.descent.f.formula == present.f.formula
        return self.name if is_same else f"{self.descent.f.formula}: {self.name}"


def is_automatic(name: str) -> bool:
    """Whether a descent has this name from `Descent.name` and `free_name`, and not from a person."""
    return re.fullmatch(rf"{Symbol.ALPHA} = \S+(, β = \S+)? from \S+( \(\d+\))?", name) is not None
